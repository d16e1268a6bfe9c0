import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { aliveAfterGoing, expectGoodPage, ofSample, signIn, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A reflection paper of the sample cell: written without a network, handed in, reviewed. Each test goes on from the one before.
const device = mkdtempSync(join(tmpdir(), 'thuctien-device-'));
const app = servedSample();
test.afterAll(() => {
	rmSync(device, { recursive: true, force: true });
});

const as = signingInTo(app);

let address = '';
const title = 'Quán triệt Nghị quyết số 78/2025/UBTVQH15';
const core = 'Điểm mới là thời gian đóng ở hai nơi được cộng dồn, người lao động không phải tự đi xác nhận.';
const offline = 'Đoạn này tôi viết trên xe, lúc không có mạng, và không được mất chữ nào.';
const more = 'Mở lại máy, vẫn chưa có mạng, tôi viết thêm câu cuối cùng.';
const act = 'Hướng dẫn mười hộ trong thôn tra cứu quá trình đóng';
const proposal = 'Đề nghị có tờ hướng dẫn chữ to cho người cao tuổi.';

/** A phone that keeps what it keeps when its browser is closed. */
const openPhone = async (playwright: typeof import('@playwright/test')): Promise<BrowserContext> => {
	const phone = await playwright.chromium.launchPersistentContext(device, {
		...test.info().project.use.launchOptions,
		viewport: { width: 360, height: 740 },
		hasTouch: true,
		isMobile: true,
		deviceScaleFactor: 2,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
	});
	const open = phone.newPage.bind(phone);
	phone.newPage = async () => aliveAfterGoing(await open());
	return phone;
};
const part = (page: Page, name: string) => page.getByLabel(new RegExp(`^\\d\\. ${name}`));

test('a member writes on a phone: typed, quoted with one tap, kept on the server', async ({ playwright }) => {
	const phone = await openPhone(playwright as never);
	const member = await phone.newPage();
	const troubles = watch(member);
	await signIn(member, ofSample('dang.vien'), app.url);
	await member.goto(`${app.url}/hoc-tap`);
	await member.getByRole('link', { name: title }).first().click();
	await member.getByRole('link', { name: 'Viết bài thu hoạch' }).click();
	await expect(member.getByRole('heading', { level: 1 })).toHaveText('Bài thu hoạch');
	address = member.url();
	await expectGoodPage(member);
	await expect(async () => {
		await part(member, 'Nội dung cốt lõi').fill(core);
		await expect(member.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible({ timeout: 5_000 });
	}).toPass();
	await member.getByText('Trích văn bản học tập').click();
	await member.getByLabel('Tìm trong văn bản').fill('hieu luc');
	await member
		.getByRole('button', { name: /^Trích dẫn/ })
		.first()
		.click();
	await expect(part(member, 'Nội dung cốt lõi')).toHaveValue(/^Điểm mới[\s\S]*\n> [\s\S]*\n> — /);
	await expectGoodPage(member);
	// The page and what it needs is on the device now.
	await expect
		.poll(() =>
			member.evaluate(
				async (path) =>
					(await (await caches.open('thuc-tien-van-ban')).match(`${path}/__data.json`)) !== undefined,
				new URL(address).pathname,
			),
		)
		.toBe(true);
	await expect(member.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	expect(troubles).toEqual([]);
	await phone.close();
});

test('without a network it is written on, the browser closed and opened again: every word is there', async ({
	playwright,
}) => {
	const before = await openPhone(playwright as never);
	const member = await before.newPage();
	await member.goto(address);
	await expect(part(member, 'Nội dung cốt lõi')).toHaveValue(/^Điểm mới/);
	await before.setOffline(true);
	await expect(async () => {
		await part(member, 'Liên hệ').fill(offline);
		await expect(member.getByText(/chưa gửi|Chưa có mạng|Đã lưu trên máy/).first()).toBeVisible({
			timeout: 5_000,
		});
	}).toPass();
	await before.close();

	const after = await openPhone(playwright as never);
	await after.setOffline(true);
	const again = await after.newPage();
	await again.goto(address);
	await expect(part(again, 'Nội dung cốt lõi')).toHaveValue(/^Điểm mới/);
	await expect(part(again, 'Liên hệ')).toHaveValue(offline);
	await expect(async () => {
		await part(again, 'Việc tôi làm được').fill(more);
		await expect(again.getByText(/chưa gửi|Chưa có mạng|Đã lưu trên máy/).first()).toBeVisible({
			timeout: 5_000,
		});
	}).toPass();
	await again.getByLabel('Việc 1', { exact: true }).fill(act);
	await again.getByLabel(/^Xong trước ngày \(việc 1\)/).fill('2027-01-15');
	await again.getByLabel('Đề xuất 1', { exact: true }).fill(proposal);
	await again.getByRole('button', { name: 'Xem lại và nộp' }).click();
	await expect(again.getByText(/Chưa có mạng\. Bài đã giữ trên máy này/)).toBeVisible();
	await after.setOffline(false);
	await expect(again.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await expectGoodPage(again);
	await after.close();
});

test('on another device both texts stay, and it is handed in with every word', async ({
	browser,
	playwright,
}) => {
	const desk = await as(browser, 'dang.vien');
	const troubles = watch(desk);
	await desk.goto(address);
	await expect(part(desk, 'Liên hệ')).toHaveValue(offline);
	const phone = await openPhone(playwright as never);
	const member = await phone.newPage();
	await member.goto(address);
	await expect(part(member, 'Liên hệ')).toHaveValue(offline);
	await phone.setOffline(true);
	await part(member, 'Liên hệ').fill(`${offline} Câu từ điện thoại.`);
	await part(desk, 'Liên hệ').fill(`Câu từ máy bàn. ${offline}`);
	await expect(desk.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await phone.setOffline(false);
	await expect(part(member, 'Liên hệ')).toHaveValue(`Câu từ máy bàn. ${offline} Câu từ điện thoại.`);
	await expect(member.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await member.getByRole('button', { name: 'Xem lại và nộp' }).click();
	await expect(member.getByRole('heading', { level: 1 })).toHaveText('Xem lại bài trước khi nộp');
	for (const words of [core, `Câu từ máy bàn. ${offline} Câu từ điện thoại.`, more, act, proposal])
		await expect(member.getByText(words).first()).toBeVisible();
	await expectGoodPage(member);
	await member.getByRole('button', { name: 'Nộp bài' }).click();
	await expect(member.getByText('Đã nộp bài thu hoạch.')).toBeVisible();
	await expect(member.getByRole('link', { name: proposal })).toBeVisible();
	await expectGoodPage(member);
	await member.getByRole('button', { name: `Nhận thành nhiệm vụ: ${act}` }).click();
	await expect(member.getByRole('link', { name: `Xem nhiệm vụ: ${act}` })).toBeVisible();
	// What was proposed goes among the needs of training with one choice.
	await member.getByText('Ghi thành nhu cầu học').click();
	await member
		.getByLabel(`Nội dung học cho đề xuất: ${proposal}`)
		.selectOption({ label: 'Kỹ năng công tác' });
	await member.getByRole('button', { name: `Gửi nhu cầu: ${proposal}` }).click();
	await expect(member.getByRole('link', { name: 'Đã ghi thành nhu cầu học (chờ trả lời)' })).toBeVisible();
	await expectGoodPage(member);
	expect(
		await member.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('bai-thu-hoach'))),
	).toEqual([]);
	const [kept] =
		await app.owner`select v.fields from reflection_version v join reflection r on r.tenant_id = v.tenant_id and r.id = v.reflection_id
		where v.fields ->> 'self' = ${more}`;
	expect(kept?.['fields']).toMatchObject({ bearing: `Câu từ máy bàn. ${offline} Câu từ điện thoại.` });
	expect(troubles).toEqual([]);
	await phone.close();
});

test('it is reviewed by somebody of the committee, returned with a remark on a passage, improved and accepted', async ({
	browser,
}) => {
	const [found] =
		await app.owner`select u.username from reflection r join reflection_version v on v.tenant_id = r.tenant_id and v.reflection_id = r.id
		join auth."user" u on u.person_id = r.reviewer_id where v.fields ->> 'self' = ${more}`;
	// Without an account of its own in the sample the secretary takes it over.
	const list = address.replace('/bai-thu-hoach', '/bai');
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(list);
	await expectGoodPage(secretary);
	const [author] =
		await app.owner`select p.full_name as name from auth."user" u join person p on p.tenant_id = u.tenant_id and p.id = u.person_id where u.username = 'dang.vien'`;
	const name = String(author?.['name']);
	if (found?.['username'] !== 'bi.thu') {
		await secretary.getByLabel(`Chọn bài của ${name}`).check();
		await secretary.getByText('Đổi người nhận xét').click();
		await secretary.getByLabel('Giao cho').selectOption({ index: 0 });
		const options = await secretary.getByLabel('Giao cho').locator('option').allTextContents();
		const [own] =
			await app.owner`select p.full_name as name from auth."user" u join person p on p.tenant_id = u.tenant_id and p.id = u.person_id where u.username = 'bi.thu'`;
		await secretary
			.getByLabel('Giao cho')
			.selectOption({ label: options.find((option) => option.includes(String(own?.['name']))) ?? '' });
		await secretary.getByRole('button', { name: 'Giao nhận xét' }).click();
	}
	await secretary.getByRole('link', { name: `Đọc và nhận xét bài của ${name}` }).click();
	await expect(secretary.getByText(more)).toBeVisible();
	await expectGoodPage(secretary);
	const review = secretary.url();
	await secretary.getByLabel(/Đoạn được nhận xét/).fill('viết trên xe');
	await secretary.getByLabel('Nhận xét', { exact: true }).fill('Nêu thêm kết quả cụ thể.');
	await secretary.getByRole('button', { name: 'Gửi nhận xét' }).click();
	await expect(secretary.getByText('Nêu thêm kết quả cụ thể.')).toBeVisible();
	await secretary.getByLabel('Trả lại để bổ sung').check();
	await secretary.getByLabel(/Lời nhận xét chung/).fill('Bổ sung hạn chế của bản thân.');
	await secretary.getByRole('button', { name: 'Ghi kết luận' }).click();
	await expect(secretary.getByText('Bổ sung hạn chế của bản thân.')).toBeVisible();

	const member = await as(browser, 'dang.vien', { phone: true });
	await member.goto(address);
	await expect(member.getByText('Nêu thêm kết quả cụ thể.')).toBeVisible();
	await expect(async () => {
		await part(member, 'Việc tôi làm được').fill(`${more} Hạn chế: tôi còn ngại nói trước đông người.`);
		await expect(member.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible({ timeout: 5_000 });
	}).toPass();
	await expectGoodPage(member);
	await member.getByRole('button', { name: 'Xem lại và nộp' }).click();
	await member.getByRole('button', { name: 'Nộp bài' }).click();
	await expect(member.getByText('Đã nộp bài thu hoạch.')).toBeVisible();

	await secretary.goto(review);
	await secretary.getByLabel('Đạt', { exact: true }).check();
	await secretary.getByLabel(/Mức đánh giá/).selectOption('Tốt');
	await secretary.getByRole('button', { name: 'Ghi kết luận' }).click();
	await expect(secretary.getByText('Đánh giá: Tốt').first()).toBeVisible();
	await member.goto(address);
	await member.getByRole('button', { name: 'Chia sẻ bài làm bài tốt' }).click();
	await expect(member.getByRole('button', { name: 'Thôi chia sẻ' })).toBeVisible();
	const other = await as(browser, 'quan.chung');
	await other.goto(address.replace('/bai-thu-hoach', ''));
	await other.getByRole('link', { name: `Bài của ${name}` }).click();
	await expect(other.getByText(act)).toBeVisible();
	await expect(other.getByText('Nêu thêm kết quả cụ thể.')).toHaveCount(0);
	await expectGoodPage(other);
	expect(troubles).toEqual([]);
});

test('the unit sets another form for later papers', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/hoc-tap/mau-bai-thu-hoach`);
	await expectGoodPage(secretary);
	await secretary.getByLabel(/^Tên phần 1/).fill('Nhận thức của tôi');
	await secretary.getByRole('button', { name: 'Ghi mẫu' }).click();
	await expect(secretary.getByText('Đã ghi mẫu bài thu hoạch.')).toBeVisible();
	await expect(secretary.getByLabel(/^Tên phần 1/)).toHaveValue('Nhận thức của tôi');
	const member = await as(browser, 'du.bi');
	await member.goto(address);
	await expect(part(member, 'Nhận thức của tôi')).toBeVisible();
});
