import { expect, test } from '@playwright/test';
import { expectGoodPage, ofSample, openSample, pageOf, watch } from '../support/browser.ts';
import { type ServedApp, serveApp } from '../support/served.ts';

let app: ServedApp;
test.beforeAll(async () => {
	app = await serveApp();
});
test.afterAll(async () => {
	await app.stop();
});

test('the sample organisation opens with one press, and shows a year of work', async ({ page }) => {
	const troubles = watch(page);
	await openSample(page, app.url);
	await expectGoodPage(page);

	await page.goto(`${app.url}/van-ban`);
	await page
		.getByRole('link', { name: /^(Nghị quyết số 57-NQ\/TW\s+)?về đột phá phát triển khoa học/ })
		.first()
		.click();
	await page.getByRole('link', { name: 'Sợi chỉ' }).click();
	await expect(
		page.getByRole('heading', { level: 1, name: 'Nghị quyết số 57-NQ/TW', exact: true }),
	).toBeVisible();
	await expect(page.getByText('1/1 đạt kết quả').first()).toBeVisible();
	await expect(page.getByText('chưa giao việc').first()).toBeVisible();
	await expectGoodPage(page);
	expect(troubles).toEqual([]);
});

test('one can be anybody of the sample', async ({ page }) => {
	await page.goto(`${app.url}/dang-nhap`);
	await page.locator('button', { hasText: 'Đảng viên chính thức' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('đồng chí');
	await expect(page.getByRole('link', { name: /Đọc/ }).first()).toBeVisible();
});

const incoming = (number: number, subject: string) => ({
	name: `cv-${number}.txt`,
	mimeType: 'text/plain',
	buffer: Buffer.from(
		[
			'ỦY BAN NHÂN DÂN TỈNH SÔNG LAM',
			`Số: ${number}/QĐ-UBND`,
			'Sông Lam, ngày 05 tháng 11 năm 2026',
			'QUYẾT ĐỊNH',
			`Về việc ${subject}`,
			`Điều 1. Giao Văn phòng chủ trì ${subject}, báo cáo kết quả trước ngày 20 tháng cuối quý.`,
		].join('\n'),
	),
});

test('the clerk drops files and confirms them one after another with the keyboard; a key held down settles one file only', async ({
	browser,
}) => {
	const page = await pageOf(browser, ofSample('van.thu'), { base: app.url });
	const troubles = watch(page);
	await page.goto(`${app.url}/van-ban/them`);
	const files = [
		incoming(8101, 'phê duyệt kế hoạch trồng cây phân tán'),
		incoming(8102, 'tổ chức hội thi cán bộ dân vận khéo'),
		incoming(8103, 'sắp xếp lại kho lưu trữ hồ sơ của cơ quan'),
	];
	const begin = page.getByRole('link', { name: 'Xem lần lượt' }).first();
	await expect(async () => {
		await page.getByLabel('Tệp văn bản').setInputFiles(files);
		await expect(begin).toBeVisible({ timeout: 5_000 });
	}).toPass();
	await begin.press('Enter');
	const kicker = page.locator('.kicker');
	await expect(kicker).toHaveText('Còn 3 tệp chờ xác nhận');
	await expect(page.locator('form.fields :focus')).toBeVisible();
	await page.keyboard.down('Enter');
	for (let again = 0; again < 20; again += 1) await page.keyboard.down('Enter');
	await expect(kicker).toHaveText('Còn 2 tệp chờ xác nhận');
	for (let again = 0; again < 20; again += 1) await page.keyboard.down('Enter');
	await page.keyboard.up('Enter');
	await expect(page.getByRole('status').getByText(/đã vào sổ văn bản đến, số đến 1/)).toBeVisible();
	await expect(kicker).toHaveText('Còn 2 tệp chờ xác nhận');
	await expectGoodPage(page);

	const number = page.getByLabel('Số, ký hiệu');
	const second = await number.inputValue();
	await page.keyboard.press('Alt+Delete');
	await expect(page.getByText(/Đã bỏ qua tệp cv-810\d.txt\./)).toBeVisible();
	await page.getByRole('button', { name: 'Lấy lại' }).click();
	await expect(number).toHaveValue(second);
	await expect(kicker).toHaveText('Còn 2 tệp chờ xác nhận');
	await expect(page.locator('form.fields :focus')).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('status').getByText(/số đến 2/)).toBeVisible();
	await expect(number).not.toHaveValue(second);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/van-ban\/[0-9a-f-]{36}/);
	expect(troubles).toEqual([]);
});

test('the secretary finds the documents of a new programme in the long list; what was chosen stays', async ({
	browser,
}) => {
	const page = await pageOf(browser, ofSample('bi.thu'), { base: app.url });
	await page.goto(`${app.url}/chuong-trinh/moi`);
	const of = (name: RegExp) => page.getByRole('checkbox', { name });
	await of(/Nghị quyết 57-NQ\/TW/).check();
	await expect(async () => {
		await page.getByRole('searchbox', { name: /^Tìm trong danh sách/ }).fill('cong tac van thu');
		await expect(of(/Nghị quyết 03-NQ\/CP/)).toBeHidden({ timeout: 2_000 });
	}).toPass();
	await of(/Nghị định 30\/2020/).check();
	await page.getByRole('searchbox', { name: /^Tìm trong danh sách/ }).fill('khong co gi nhu vay');
	await expect(of(/Nghị định 30\/2020/)).toBeChecked();
	await expect(of(/Nghị quyết 57-NQ\/TW/)).toBeChecked();
	await expectGoodPage(page);
	await page.getByLabel('Tên chương trình').fill('Chương trình hành động thực hiện hai văn bản');
	await page.getByLabel('Từ ngày').fill('2026-12-01');
	await page.getByLabel('Đến ngày').fill('2027-06-30');
	await page.getByRole('button', { name: 'Tạo dự thảo' }).click();
	await expect(page.getByRole('link', { name: 'Nghị định 30/2020/NĐ-CP' }).first()).toBeVisible();
});
