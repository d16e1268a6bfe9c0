import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// What a person learns, from a need to a gap that closes; and my page with all that is kept of a person. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
const nameOf = async (login: string): Promise<{ name: string; id: string }> => {
	const [row] =
		await app.owner`select p.full_name as name, p.id from auth."user" u join person p on p.tenant_id = u.tenant_id and p.id = u.person_id where u.username = ${login}`;
	return { name: String(row?.['name']), id: String(row?.['id']) };
};
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const need = 'Sử dụng công cụ phân tích dữ liệu trong báo cáo tháng';
const course = 'Phân tích dữ liệu cho báo cáo tháng';

test('a member says what is to be learnt; the secretary puts it into the plan; the result closes the gap', async ({
	browser,
}) => {
	const person = await nameOf('du.bi');
	const member = await as(browser, 'du.bi', { phone: true });
	const troubles = watch(member);
	await member.goto(`${app.url}/dao-tao`);
	await expectGoodPage(member);
	await member.getByRole('link', { name: 'Hồ sơ học tập của tôi' }).click();
	await expect(member.getByRole('heading', { level: 1 })).toHaveText('Hồ sơ học tập của tôi');
	await expect(member.getByText(/Đạo đức công vụ: còn 8 tiết/)).toBeVisible();
	await expectGoodPage(member);
	await member.getByText('Nêu nhu cầu').click();
	await member.getByLabel('Nội dung', { exact: true }).last().selectOption({ label: 'Đạo đức công vụ' });
	await member.getByLabel('Cần học điều gì').fill(need);
	// A reload loses no word.
	await member.reload();
	await member.getByText('Nêu nhu cầu').click();
	await expect(member.getByLabel('Cần học điều gì')).toHaveValue(need);
	await member.getByLabel('Nội dung', { exact: true }).last().selectOption({ label: 'Đạo đức công vụ' });
	await member.getByRole('button', { name: 'Gửi nhu cầu' }).click();
	await expect(member.getByText('Đã gửi nhu cầu.')).toBeVisible();
	await expectGoodPage(member);

	const secretary = await as(browser, 'bi.thu');
	const faults = watch(secretary);
	await secretary.goto(`${app.url}/dao-tao/thieu`);
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: `Đưa vào kế hoạch: ${need}` }).click();
	await expect(secretary.getByLabel('Tên khóa học')).toHaveValue(need);
	await expectGoodPage(secretary);
	await secretary.getByLabel('Tên khóa học').fill(course);
	await secretary.getByLabel('Từ ngày').fill(day(-1));
	await secretary.getByLabel('Đến ngày').fill(day(-1));
	// An error keeps what was typed.
	await secretary.getByLabel('Số tiết').fill('8');
	await secretary.getByRole('button', { name: 'Đưa vào kế hoạch' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText(course);
	await expectGoodPage(secretary);
	const address = secretary.url();

	await member.goto(address);
	await expect(member.getByText('Chưa có kết quả')).toBeVisible();
	await expectGoodPage(member);
	await expect(member.getByRole('heading', { name: 'Người tham gia' })).toHaveCount(0);

	await secretary.getByLabel(`Kết quả của ${person.name}`).selectOption({ label: 'Hoàn thành' });
	await secretary.getByLabel(`Nhận xét, xếp loại của ${person.name}`).fill('Vận dụng được ngay');
	await secretary.getByRole('button', { name: 'Ghi kết quả' }).click();
	await expect(secretary.getByText('Đã ghi kết quả.')).toBeVisible();
	await expectGoodPage(secretary);

	await member.goto(`${app.url}/dao-tao/nguoi/${person.id}`);
	await expect(member.getByText(/Đạo đức công vụ: còn/)).toHaveCount(0);
	await expect(member.getByText('Đạo đức công vụ: 8/8 tiết')).toBeVisible();
	await expect(member.getByText('Vận dụng được ngay')).toBeVisible();
	expect([...troubles, ...faults]).toEqual([]);
});

test('a certificate of a member with its copy waits for the secretary, who confirms it; nobody else opens it', async ({
	browser,
}) => {
	const person = await nameOf('du.bi');
	const member = await as(browser, 'du.bi');
	await member.goto(`${app.url}/dao-tao/nguoi/${person.id}`);
	await member.getByText('Nhập chứng chỉ', { exact: true }).click();
	await member.getByLabel('Loại chứng chỉ').selectOption({ label: 'Bồi dưỡng đảng viên mới' });
	await member.getByLabel('Nơi cấp').fill('Trường Chính trị tỉnh');
	await member.getByLabel('Ngày cấp').fill(day(-40));
	await member
		.getByLabel('Bản chụp')
		.setInputFiles({ name: 'ghi-chu.txt', mimeType: 'text/plain', buffer: Buffer.from('chỉ là chữ') });
	await member.getByRole('button', { name: 'Gửi để xác nhận' }).click();
	await expect(member.getByText(/Bản chụp chứng chỉ là tệp PDF/).first()).toBeVisible();
	await expect(member.getByLabel('Nơi cấp')).toHaveValue('Trường Chính trị tỉnh');
	await member.getByLabel('Bản chụp').setInputFiles({
		name: 'dang-vien-moi.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from('%PDF-1.4 đảng viên mới'),
	});
	await member.getByRole('button', { name: 'Gửi để xác nhận' }).click();
	await expect(member.getByText('Đã gửi chứng chỉ, chờ chi ủy xác nhận.')).toBeVisible();
	await expectGoodPage(member);
	await expect(member.getByRole('button', { name: /^Xác nhận/ })).toHaveCount(0);
	const copy = String(
		await member.getByRole('link', { name: 'Xem bản chụp: dang-vien-moi.pdf' }).getAttribute('href'),
	);

	const secretary = await as(browser, 'bi.thu', { phone: true });
	await secretary.goto(`${app.url}/dao-tao/thieu`);
	await expectGoodPage(secretary);
	await secretary.goto(`${app.url}/dao-tao/nguoi/${person.id}`);
	await expectGoodPage(secretary);
	expect((await secretary.request.get(app.url + copy)).status()).toBe(200);
	await secretary.getByRole('button', { name: 'Xác nhận: Bồi dưỡng đảng viên mới' }).click();
	await expect(secretary.getByText('Đã xác nhận chứng chỉ.')).toBeVisible();
	for (const login of ['dang.vien', 'van.thu', 'quan.chung', 'cap.tren']) {
		const other = await as(browser, login);
		expect((await other.request.get(app.url + copy)).status(), login).toBe(404);
		expect((await other.request.get(`${app.url}/dao-tao/nguoi/${person.id}`)).status(), login).toBe(404);
		await other.goto(`${app.url}/dao-tao`);
		await expectGoodPage(other);
	}
	await member.reload();
	await expect(member.getByText(/chưa có chứng chỉ Bồi dưỡng đảng viên mới/)).toHaveCount(0);
});

test('my page: due first, how one stands, who looked; on a phone and on a wide screen', async ({
	browser,
}) => {
	const secretaryName = (await nameOf('bi.thu')).name;
	for (const phone of [true, false]) {
		const member = await as(browser, 'du.bi', { phone });
		const troubles = watch(member);
		await member.goto(app.url);
		await member.getByRole('link', { name: 'Trang của tôi' }).first().click();
		await expect(member.getByRole('heading', { level: 1 })).toHaveText('Trang của tôi');
		await expectGoodPage(member);
		await member.getByText('Ai đã xem hồ sơ của tôi').click();
		await expect(member.getByText(`${secretaryName} xem hồ sơ học tập`).first()).toBeVisible();
		// A figure opens what it counts.
		await member.getByRole('link', { name: /văn bản đã nghiên cứu/ }).click();
		await expect(member).toHaveURL(/mo=reading/);
		await expect(member.locator('details#reading')).toHaveAttribute('open', '');
		await expectGoodPage(member);
		await member.getByRole('link', { name: 'Quý I', exact: true }).click();
		await expect(member).toHaveURL(/ky=quy-1/);
		await member.goto(`${app.url}/toi?ky=tat-ca`);
		await expect(member.getByRole('heading', { name: 'Nhận xét, trả lời đối với tôi' })).toBeVisible();
		await expectGoodPage(member);
		expect(troubles).toEqual([]);
	}
});

test('all that is kept of a person comes as one file, with their own files and nobody else’s', async ({
	browser,
}) => {
	const person = await nameOf('du.bi');
	const member = await as(browser, 'du.bi');
	await member.goto(`${app.url}/toi`);
	const waiting = member.waitForEvent('download');
	await member.getByRole('button', { name: 'Tải toàn bộ dữ liệu của tôi' }).click();
	const download = await waiting;
	expect(download.suggestedFilename()).toMatch(/^Dữ liệu của .* \d{4}-\d{2}-\d{2}\.zip$/);
	const entries = unzipSync(new Uint8Array(readFileSync(await download.path())));
	expect(Object.keys(entries)).toEqual(
		expect.arrayContaining(['trang-cua-toi.html', 'du-lieu.json', 'tep/training/dang-vien-moi.pdf']),
	);
	expect(strFromU8(entries['tep/training/dang-vien-moi.pdf'] ?? new Uint8Array())).toBe(
		'%PDF-1.4 đảng viên mới',
	);
	const html = strFromU8(entries['trang-cua-toi.html'] ?? new Uint8Array());
	for (const words of [person.name, need, course, 'Bồi dưỡng đảng viên mới']) expect(html).toContain(words);
	// Nothing of what another member of the sample entered.
	expect(Object.keys(entries).some((name) => /an-toan-thong-tin|van-thu/.test(name))).toBe(false);
	const reader = await member.context().newPage();
	await reader.setContent(html);
	await expectGoodPage(reader);
	const [event] =
		await app.owner`select count(*)::int as n from event where verb = 'personal.exported' and person_id = ${person.id}`;
	expect(event?.['n']).toBe(1);
});

test('the plan comes as a paper, the gaps as a table, for who leads; strands and hours are set for later', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	for (const [path, kind] of [
		['/dao-tao/ke-hoach.docx', 'officedocument'],
		['/dao-tao/ke-hoach.pdf', 'application/pdf'],
		['/dao-tao/thieu/xuat', 'text/csv'],
	] as const) {
		const answer = await secretary.request.get(app.url + path);
		expect(answer.status(), path).toBe(200);
		expect(answer.headers()['content-type']).toContain(kind);
	}
	const member = await as(browser, 'du.bi');
	for (const path of ['/dao-tao/ke-hoach.pdf', '/dao-tao/thieu/xuat', '/dao-tao/thieu', '/dao-tao/yeu-cau'])
		expect((await member.request.get(app.url + path)).status(), path).toBe(403);
	await secretary.goto(`${app.url}/dao-tao/yeu-cau`);
	await expectGoodPage(secretary);
	await secretary.getByLabel(/Số tiết mỗi người phải học trong năm: Kỹ năng công tác/).fill('16');
	await secretary.getByRole('button', { name: 'Ghi yêu cầu' }).click();
	await expect(secretary.getByText('Đã ghi nội dung và yêu cầu.')).toBeVisible();
	await member.goto(`${app.url}/dao-tao`);
	await expect(member.getByText(/Kỹ năng công tác: \d+\/16 tiết/)).toBeVisible();
});
