import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A proposal of the sample cell on its way up and back. Each test goes on from the one before.
const app = servedSample();

const text =
	'Đề nghị bố trí phòng trực tiếp nhận hồ sơ vào chiều thứ Sáu, nhiều người dân ở xa chỉ về được ngày này.';
let address = '';

const as = signingInTo(app);

test('a member proposes; what was typed survives a reload', async ({ browser }) => {
	const member = await as(browser, 'dang.vien');
	const troubles = watch(member);
	await member.goto(`${app.url}/de-xuat/gui`);
	// What is typed while the page is still coming to life is typed once more.
	await expect(async () => {
		await member.getByLabel('Nội dung đề xuất').fill('');
		await member.getByLabel('Nội dung đề xuất').fill(text);
		await member.reload();
		await expect(member.getByLabel('Nội dung đề xuất')).toHaveValue(text, { timeout: 5_000 });
	}).toPass();
	await expectGoodPage(member);
	await member.getByRole('button', { name: 'Gửi đề xuất' }).click();
	await expect(member.getByRole('heading', { level: 1 })).toHaveText('Đề xuất');
	await expect(member.getByText('Chờ phân công')).toBeVisible();
	address = member.url();
	await expectGoodPage(member);
	expect(troubles).toEqual([]);
});

test('the secretary finds it on the first page and sends it up with the reason', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/de-xuat/don-vi`);
	await secretary.getByRole('link', { name: /phòng trực tiếp nhận hồ sơ/ }).click();
	await secretary.getByText('Chuyển lên Đảng bộ các cơ quan tỉnh').click();
	await secretary
		.getByLabel('Lý do chuyển lên')
		.fill('Việc bố trí giờ trực chung thuộc thẩm quyền cấp trên.');
	await secretary.getByRole('button', { name: 'Chuyển lên cấp trên' }).click();
	await expect(secretary.getByText('Cấp trên đã nhận')).toBeVisible();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('the officer above answers; the member says that it is settled', async ({ browser }) => {
	const officer = await as(browser, 'cap.tren');
	await officer.goto(`${app.url}/de-xuat/don-vi`);
	await officer.getByRole('link', { name: /phòng trực tiếp nhận hồ sơ/ }).click();
	await expectGoodPage(officer);
	await officer
		.getByLabel('Nội dung trả lời')
		.fill('Đồng ý trực đến 19 giờ thứ Sáu hằng tuần, từ tháng sau.');
	await officer.getByRole('button', { name: 'Gửi câu trả lời' }).click();
	await expect(officer.getByText('Đã trả lời', { exact: true })).toBeVisible();
	const member = await as(browser, 'dang.vien');
	await member.goto(address);
	await expect(member.getByText('Đồng ý trực đến 19 giờ')).toBeVisible();
	await member.getByRole('button', { name: 'Đã thỏa đáng' }).click();
	await expect(member.getByText('Người đề xuất cho biết đã thỏa đáng')).toBeVisible();
});

test('the secretary publishes it; a colleague reads it and learns no name, and cannot open the proposal itself', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(address);
	await secretary.locator('summary', { hasText: 'Công khai' }).click();
	await secretary.getByRole('button', { name: 'Công khai', exact: true }).click();
	await expect(secretary.getByText(/Đã công khai ngày/)).toBeVisible();
	const colleague = await as(browser, 'quan.chung');
	await colleague.goto(`${app.url}/de-xuat/cong-khai`);
	const shown = colleague.locator('article', { hasText: 'phòng trực tiếp nhận hồ sơ' });
	await expect(shown).toContainText('Đồng ý trực đến 19 giờ');
	await expect(shown).not.toContainText('đề xuất bởi');
	await expectGoodPage(colleague);
	expect((await colleague.goto(address))?.status()).toBe(404);
});
