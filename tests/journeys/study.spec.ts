import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A study round of the sample cell, from its preparation to its reach. Each test goes on from the one before.
const app = servedSample();

const phone = { phone: true };
let address = '';
const as = signingInTo(app);

/** The present hour in Viet Nam: the code of a session is taken around its time only. */
const present = (): { day: string; time: string } => {
	const local = new Date(Date.now() + 7 * 3_600_000).toISOString();
	return { day: local.slice(0, 10), time: local.slice(11, 16) };
};

test('the secretary prepares a round about a document, with a session, and publishes it', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/hoc-tap`);
	await expect(secretary.getByText('Học tập, quán triệt Nghị quyết số 57-NQ/TW')).toBeVisible();
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: 'Mở đợt học tập' }).click();
	await secretary.getByLabel('Tên đợt học tập').fill('Quán triệt Nghị quyết 03-NQ/CB');
	await secretary.getByLabel('Nghị quyết 03-NQ/CB').check();
	await secretary.getByLabel(/Câu hỏi gợi ý/).fill('Việc nào thuộc phần đồng chí?');
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Tạo đợt học tập' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText('Quán triệt Nghị quyết 03-NQ/CB');
	address = secretary.url();
	const { day, time } = present();
	await secretary.getByLabel('Ngày học').fill(day);
	await secretary.getByLabel('Giờ bắt đầu').fill(time);
	await secretary.getByLabel(/Địa điểm/).fill('Phòng họp tầng 2');
	await secretary.getByRole('button', { name: 'Thêm buổi học' }).click();
	await expect(secretary.getByText('Phòng họp tầng 2')).toBeVisible();
	await secretary.getByText('Tài liệu trình chiếu', { exact: true }).click();
	await secretary.getByLabel('Tệp trình chiếu').setInputFiles({
		name: 'Chuyên đề.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from('%PDF-1.7\n%%EOF'),
	});
	await secretary.getByRole('button', { name: 'Thêm tệp trình chiếu' }).click();
	await expect(secretary.getByRole('link', { name: 'Chuyên đề.pdf' })).toBeVisible();
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Phát hành đợt học tập' }).click();
	await expect(secretary.getByText('Đang học tập')).toBeVisible();
	await expect(secretary.getByText('0/27 đã dự đủ')).toBeVisible();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('a member is told on the first page and says with the code, on a phone, to be there', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(address);
	await secretary.getByRole('link', { name: /^Điểm danh/ }).click();
	await expectGoodPage(secretary);
	const code = (await secretary.locator('.figures').textContent()) ?? '';
	const member = await as(browser, 'dang.vien', phone);
	const troubles = watch(member);
	await member.goto(`${app.url}/nhac-viec`);
	await expect(member.getByText(/Đợt học tập đã mở: Quán triệt Nghị quyết 03/)).toBeVisible();
	await member.goto(address);
	const slides = await member.getByRole('link', { name: 'Chuyên đề.pdf' }).getAttribute('href');
	expect((await member.request.get(`${app.url}${slides}`)).headers()['content-type']).toBe('application/pdf');
	await member.getByLabel('Mã điểm danh').fill('000 00');
	await member.getByRole('button', { name: 'Tôi có mặt' }).click();
	await expect(member.getByText('Mã điểm danh chưa đúng.').first()).toBeVisible();
	await member.getByLabel('Mã điểm danh').fill(code);
	await member.getByRole('button', { name: 'Tôi có mặt' }).click();
	await expect(member.getByText('Có mặt', { exact: true })).toBeVisible();
	await expectGoodPage(member);
	expect(troubles).toEqual([]);
});

test('the exceptions are noted, one makes it up, and the reach says who is left', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu', phone);
	const troubles = watch(secretary);
	await secretary.goto(address);
	await secretary.getByRole('link', { name: /^Điểm danh/ }).click();
	const row = secretary.locator('main li', { hasText: 'Chưa điểm danh' }).first();
	const name = ((await row.locator('.name').textContent()) ?? '').trim();
	await row.getByRole('button', { name: `Ghi ${name} vắng không lý do` }).click();
	await expect(secretary.getByText('Vắng không lý do', { exact: true }).first()).toBeVisible();
	await secretary.getByRole('button', { name: 'Còn lại đều có mặt' }).click();
	await expect(secretary.getByText('26/27 có mặt')).toBeVisible();
	await expectGoodPage(secretary);
	await secretary.goto(address);
	await secretary.getByRole('link', { name: '26/27 đã dự đủ' }).click();
	const left = secretary.locator('main li', { hasText: name });
	await left.getByText('Định cách học bù').first().click();
	await left.getByRole('button', { name: 'Định cách học bù' }).click();
	await expect(left.getByText(/Học bù: Xem bản ghi/)).toBeVisible();
	await expectGoodPage(secretary);
	await left.getByRole('button', { name: `Xác nhận đã học bù: ${name}` }).click();
	await expect(secretary.getByText('27/27 đã dự đủ')).toBeVisible();
	await expect(secretary.getByText('Không còn ai ở mục này.')).toBeVisible();
	expect(troubles).toEqual([]);
});

test('those who have not read are urged from the reach page, which says so, and the table is taken down', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu', phone);
	const troubles = watch(secretary);
	await secretary.goto(`${address}/do-phu?loc=chua-nghien-cuu`);
	const first = secretary.locator('main li', { has: secretary.getByRole('checkbox') }).first();
	await first.getByRole('checkbox').check();
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Nhắc những người đã chọn' }).click();
	await expect(secretary.getByText('Đã nhắc 1 người')).toBeVisible();
	await expect(first.getByText(/^Đã nhắc/)).toBeVisible();
	await secretary.getByRole('button', { name: /^Nhắc cả \d+ người còn việc/ }).click();
	await expect(secretary.getByText('1 người vừa được nhắc, lần này bỏ qua.')).toBeVisible();
	await expectGoodPage(secretary);
	const waiting = secretary.waitForEvent('download');
	await secretary.getByRole('link', { name: 'Tải bảng (CSV)' }).click();
	expect((await waiting).suggestedFilename()).toMatch(/\.csv$/);
	expect(troubles).toEqual([]);
});

test('the round stands on the timeline of the document', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(address);
	await secretary.getByRole('link', { name: 'Nghị quyết 03-NQ/CB', exact: true }).click();
	await expect(secretary).toHaveURL(/van-ban\//);
	await secretary.goto(`${secretary.url().replace(/[#?].*$/, '')}/trace`);
	await expect(secretary.getByText(/mở đợt học tập “Quán triệt Nghị quyết 03-NQ\/CB”/)).toBeVisible();
});

test('the secretary asks a question about a clause; a member answers on a phone, sees why and where it stands, and answers again', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(address);
	await secretary.getByRole('link', { name: 'Câu hỏi tự kiểm tra' }).click();
	await expectGoodPage(secretary);
	await secretary.getByLabel('Câu hỏi', { exact: true }).fill('Ai chịu trách nhiệm tổ chức thực hiện?');
	await secretary.getByLabel('Thuộc điều khoản').selectOption({ index: 1 });
	await secretary.getByLabel('Phương án 1', { exact: true }).fill('Chi ủy');
	await secretary.getByLabel('Phương án 1 đúng').check();
	await secretary.getByLabel('Phương án 2', { exact: true }).fill('Không ai');
	await secretary.getByLabel(/^Giải thích/).fill('Chi ủy phân công, theo dõi từng việc.');
	await secretary.getByRole('button', { name: 'Thêm câu hỏi' }).click();
	await expect(secretary.getByText('Chưa đủ 5 người trả lời')).toBeVisible();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);

	const member = await as(browser, 'dang.vien', phone);
	const others = watch(member);
	await member.goto(address);
	await member.getByRole('link', { name: 'Bắt đầu' }).click();
	await expectGoodPage(member);
	await expect(async () => {
		await member.getByLabel('Không ai').check();
		await member.getByRole('button', { name: 'Trả lời' }).click();
		await expect(member.getByText('Chưa đúng', { exact: true })).toBeVisible({ timeout: 3_000 });
	}).toPass();
	await expect(member.getByText('Chi ủy phân công, theo dõi từng việc.')).toBeVisible();
	await expect(member.getByRole('link', { name: /^Nghị quyết 03-NQ\/CB, / })).toBeVisible();
	await expectGoodPage(member);
	await member.getByRole('link', { name: 'Trả lời lại' }).click();
	await member.getByLabel('Chi ủy').check();
	await member.getByRole('button', { name: 'Trả lời' }).click();
	await expect(member.getByText('Đã chọn, đúng')).toBeVisible();
	await member.getByRole('link', { name: 'Xem kết quả' }).click();
	await expect(member.getByText('Đúng 1/1 câu')).toBeVisible();
	await expectGoodPage(member);
	expect(others).toEqual([]);
});

test('the round is closed, its report gets its number and is taken down in the prescribed form', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu', phone);
	const troubles = watch(secretary);
	await secretary.goto(address);
	await secretary.getByText('Kết thúc đợt học tập', { exact: true }).first().click();
	await secretary.getByRole('button', { name: 'Kết thúc đợt học tập' }).click();
	await expect(secretary.getByText('Đã kết thúc')).toBeVisible();
	await secretary.getByRole('link', { name: 'Báo cáo kết quả' }).click();
	await expect(secretary.getByText('27/27').first()).toBeVisible();
	await secretary.getByLabel(/Đánh giá chung/).fill('Đợt học tập đạt yêu cầu.');
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Lấy số và vào sổ' }).click();
	await expect(secretary.getByText(/\d+-BC\/CB, ngày/)).toBeVisible();
	await expectGoodPage(secretary);
	for (const name of ['Tải tệp Word', 'Tải PDF']) {
		const waiting = secretary.waitForEvent('download');
		await secretary.getByRole('link', { name }).click();
		expect((await waiting).suggestedFilename()).toMatch(/^Báo cáo \d+-BC-CB\.(docx|pdf)$/);
	}
	expect(troubles).toEqual([]);
});
