import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectGoodPage, organisation, pageOf, people, picture, signIn, watch } from '../support/browser.ts';

test.describe.configure({ mode: 'serial' });

const document = 'Nghị quyết số 05-NQ/CB';
const task = 'Rà soát hồ sơ thủ tục hành chính của Sở';
const first = new Map<string, string>();

/** Adds a person on the page of the unit and gives them role and account; remembers the first password. */
const employ = async (
	page: Page,
	unit: string,
	person: { name: string; login: string },
	role: string | null,
): Promise<void> => {
	await page.goto(unit);
	const adding = page.locator('summary', { hasText: 'Thêm người' });
	if (!(await page.getByLabel('Họ và tên').isVisible())) await adding.click();
	await page.getByLabel('Họ và tên').fill(person.name);
	await page.getByRole('button', { name: 'Thêm người' }).click();
	await page.getByRole('link', { name: 'Mở hồ sơ' }).click();
	await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
	if (role) {
		await page.locator('summary', { hasText: 'Phân công vai trò' }).click();
		const form = page.locator('form[action="?/giao-vai-tro"]');
		await form.getByLabel('Vai trò').selectOption({ label: role });
		await form.getByRole('button', { name: 'Phân công vai trò' }).click();
		await expect(page.getByRole('list', { name: 'Vai trò' }).getByText(role)).toBeVisible();
	}
	await page.getByLabel('Tên đăng nhập').fill(person.login);
	await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
	const secret = page.locator('.secret');
	await expect(secret).toBeVisible();
	first.set(person.login, ((await secret.textContent()) ?? '').trim());
};

/** The first sign-in: nothing else can be done before the password was changed. */
const comeIn = async (browser: Browser, person: { login: string; password: string }): Promise<void> => {
	const page = await pageOf(browser, { login: person.login, password: first.get(person.login) ?? '' });
	await expect(page).toHaveURL(/doi-mat-khau/);
	await page.goto('/van-ban');
	await expect(page).toHaveURL(/doi-mat-khau/);
	await page.getByLabel('Mật khẩu hiện tại').fill(first.get(person.login) ?? '');
	await page.getByLabel('Mật khẩu mới').fill(person.password);
	await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
	await expect(page).toHaveURL(/\/$/);
	await page.context().close();
};

test('an empty installation begins with two doors, and is set up', async ({ page }) => {
	const troubles = watch(page);
	await page.goto('/');
	await expect(page).toHaveURL(/bat-dau/);
	await expect(page.getByRole('button', { name: 'Mở tổ chức mẫu' })).toBeVisible();
	await expectGoodPage(page);
	await page.getByLabel('Tên tổ chức').fill(organisation);
	await page.getByLabel('Họ và tên người quản trị').fill(people.administrator.name);
	await page.getByLabel('Tên đăng nhập').fill(people.administrator.login);
	await page.getByLabel('Mật khẩu').fill(people.administrator.password);
	await page.getByRole('button', { name: 'Thiết lập tổ chức' }).click();
	await expect(page).toHaveURL(/\/$/);
	await expectGoodPage(page);
	expect(troubles).toEqual([]);
});

test('the administrator adds people, roles and accounts; each comes in with a first password', async ({
	page,
	browser,
}) => {
	const troubles = watch(page);
	await signIn(page, people.administrator);
	await page.goto('/to-chuc');
	await page.getByRole('link', { name: organisation }).click();
	await expect(page).toHaveURL(/to-chuc\/[0-9a-f-]{36}/);
	const unit = page.url();
	await employ(page, unit, people.secretary, 'Bí thư');
	await employ(page, unit, people.officer, 'Cấp ủy viên');
	await employ(page, unit, people.member, null);
	await page.goto(unit);
	await expectGoodPage(page);
	for (const person of [people.secretary, people.officer, people.member]) await comeIn(browser, person);
	expect(troubles).toEqual([]);
});

test('1 · the secretary drops files: good ones are recognised, bad ones say why', async ({ page }) => {
	const troubles = watch(page);
	await signIn(page, people.secretary);
	await page.goto('/van-ban/them');
	await page
		.locator('input[type=file]')
		.first()
		.setInputFiles([
			{
				name: 'bao cao.docx',
				mimeType: 'application/octet-stream',
				buffer: Buffer.from('không phải tệp Word'),
			},
			{ name: 'TUYỆT MẬT - ke hoach.txt', mimeType: 'text/plain', buffer: Buffer.from('nội dung') },
			{ name: 'trong.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
			{
				name: 'nghi-quyet-05.txt',
				mimeType: 'text/plain',
				buffer: await import('node:fs').then(({ readFileSync }) =>
					readFileSync(join(import.meta.dirname, '../../seed/documents/nghi-quyet-05-nq-cb.txt')),
				),
			},
		]);
	await expect(page.getByText('Đã nhận 1 tệp. 3 tệp chưa nhận được.')).toBeVisible();
	await expect(page.getByText('Tệp mang dấu mật nên không được nhận', { exact: false })).toBeVisible();
	await expect(page.getByText('Tệp rỗng', { exact: false }).first()).toBeVisible();
	await expectGoodPage(page);
	await page.getByRole('link', { name: /^Xem và sửa/ }).click();
	await expect(page.getByLabel('Số, ký hiệu')).toHaveValue('05-NQ/CB');
	await expect(page.getByLabel('Loại văn bản')).toHaveValue('Nghị quyết');
	await expectGoodPage(page);
	await page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
	await expect(page).toHaveURL(/van-ban\/[0-9a-f-]{36}$/);
	await expect(page.getByText(document, { exact: true })).toBeVisible();
	expect(troubles).toEqual([]);
});

const openDocument = async (page: Page): Promise<string> => {
	await page.goto('/van-ban');
	await page.locator('[data-list] a').first().click();
	await expect(page).toHaveURL(/van-ban\/[0-9a-f-]{36}$/);
	return page.url();
};

test('2 · it is published to the whole unit with a day to have studied it by', async ({ page }) => {
	await signIn(page, people.secretary);
	await openDocument(page);
	await page.getByRole('link', { name: 'Phát hành' }).click();
	await expectGoodPage(page);
	await page.getByRole('button', { name: 'Phát hành văn bản' }).click();
	await expect(page).toHaveURL(/nguoi-doc/);
	await expect(page.getByText(people.member.name)).toBeVisible();
	await expect(page.getByText('Chưa mở').first()).toBeVisible();
	await expectGoodPage(page);
});

test('3 · a member reads it on a phone and says that it is studied; the reach list shows it', async ({
	browser,
	page,
}) => {
	const phone = await pageOf(browser, people.member, { phone: true });
	const troubles = watch(phone);
	await expectGoodPage(phone);
	const address = await openDocument(phone);
	await expectGoodPage(phone);
	await phone.getByRole('button', { name: 'Đã nghiên cứu' }).click();
	await expect(phone.getByText(/Còn \d+\/\d+ mục chưa được ghi nhận/)).toBeVisible();
	await phone.getByRole('button', { name: 'Tôi đã nghiên cứu đầy đủ' }).click();
	await expect(phone.getByText('Đã nghiên cứu ngày').first()).toBeVisible();
	expect(troubles).toEqual([]);
	await phone.context().close();
	await signIn(page, people.secretary);
	await page.goto(`${address}/nguoi-doc?trang-thai=da-nghien-cuu`);
	await expect(page.getByText(people.member.name)).toBeVisible();
	await expect(page.getByText(people.officer.name)).toHaveCount(0);
});

test('4 · a clause is summarised and becomes a task; the owner reports, the supervisor returns and accepts', async ({
	browser,
	page,
}) => {
	const troubles = watch(page);
	await signIn(page, people.secretary);
	await openDocument(page);
	const section = page.locator('[data-section]').nth(1);
	await section.locator('summary').click();
	await section
		.getByLabel('Tóm lược', { exact: true })
		.fill('Điểm mới: xử lý hồ sơ đúng hạn, không để quá hạn.');
	await section.getByRole('button', { name: 'Ghi tóm lược' }).click();
	await expect(section.getByText('Điểm mới: xử lý hồ sơ đúng hạn', { exact: false })).toBeVisible();
	// The acts of a section close when the page has taken the answer in, sooner or later than one looks.
	const give = section.getByRole('link', { name: 'Giao nhiệm vụ' });
	await expect(async () => {
		if (!(await give.isVisible())) await section.locator('summary').click();
		await give.click({ timeout: 2_000 });
	}).toPass();
	await expect(page).toHaveURL(/chuong-trinh\/moi/);
	await expect(page.getByLabel('Tên chương trình')).toHaveValue(/Chương trình hành động thực hiện/);
	await page.getByRole('button', { name: 'Tạo dự thảo' }).click();
	await expect(page).toHaveURL(/giao/);
	await expectGoodPage(page);
	await page.getByLabel('Nội dung nhiệm vụ').fill(task);
	await page.getByLabel('Kết quả cần đạt').fill('100% hồ sơ được rà soát, có danh sách kèm theo');
	await page.getByLabel('Người chủ trì').selectOption({ label: people.member.name });
	await page.getByRole('button', { name: 'Giao nhiệm vụ' }).click();
	await expect(page).toHaveURL(/chuong-trinh\/[0-9a-f-]{36}$/);
	await page.getByRole('button', { name: 'Ban hành chương trình' }).click();
	await expect(page.getByText('Đây là dự thảo', { exact: false })).toHaveCount(0);
	await expectGoodPage(page);

	const member = await pageOf(browser, people.member, { phone: true });
	await member.goto('/nhiem-vu');
	await member.getByRole('link', { name: task }).click();
	await expectGoodPage(member);
	const report = async (text: string, evidence: string): Promise<void> => {
		const form = member.locator('#bao-cao');
		await form.getByRole('radio', { name: 'Hoàn thành' }).check();
		await form.getByLabel('Nội dung').fill(text);
		await form.getByLabel('Ghi minh chứng').fill(evidence);
		await member.getByRole('button', { name: 'Gửi báo cáo' }).click();
	};
	await report('Đã rà soát xong.', '');
	await expect(
		member.getByText('Báo cáo hoàn thành cần ít nhất một minh chứng', { exact: false }),
	).toBeVisible();
	await report('Đã rà soát xong 120 hồ sơ.', 'Danh sách 120 hồ sơ kèm tờ trình số 15');
	await expect(member.getByText('Đã gửi báo cáo.')).toBeVisible();

	await page.goto('/nhiem-vu?loc=cho-duyet');
	await page.getByRole('link', { name: task }).click();
	await page.getByLabel('Lý do trả lại').fill('Bổ sung danh sách hồ sơ của hai phòng còn lại.');
	await page.getByRole('button', { name: 'Trả lại' }).click();
	await expect(page.getByText('Bổ sung danh sách hồ sơ của hai phòng còn lại.')).toBeVisible();

	await member.reload();
	await expect(member.getByText('Bổ sung danh sách hồ sơ của hai phòng còn lại.')).toBeVisible();
	await report('Đã bổ sung đủ 5 phòng, 210 hồ sơ.', 'Danh sách 210 hồ sơ');
	await expect(member.getByText('Đã gửi báo cáo.')).toBeVisible();
	await member.context().close();

	await page.reload();
	await page.getByRole('button', { name: 'Công nhận kết quả' }).click();
	await expect(page.getByText('Đã công nhận').first()).toBeVisible();
	await expectGoodPage(page);
	expect(troubles).toEqual([]);
});

test('5 · the trace shows it clause by clause, and every gap', async ({ page }, info) => {
	const troubles = watch(page);
	await signIn(page, people.secretary);
	const address = await openDocument(page);
	await page.goto(`${address}/trace`);
	await expect(page.getByRole('heading', { level: 1, name: document })).toBeVisible();
	await expect(page.getByText('1/1 đạt kết quả').first()).toBeAttached();
	await expect(page.getByText('chưa giao việc').first()).toBeAttached();
	await expectGoodPage(page);
	await picture(page, info, 'trace');
	expect(troubles).toEqual([]);
});

test('the text is there without JavaScript', async ({ browser, page }) => {
	await signIn(page, people.member);
	const address = await openDocument(page);
	const plain = await browser.newContext({
		javaScriptEnabled: false,
		storageState: await page.context().storageState(),
	});
	const reader = await plain.newPage();
	await reader.goto(address);
	await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(reader.locator('[data-section]').first()).toBeVisible();
	await plain.close();
});
