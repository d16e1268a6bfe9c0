import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A plan of the committee above on its way through the cell. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
const title = /không giấy tờ trong các chi bộ/;
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('the secretary takes up what the committee above gave, on a phone; a later day needs a reason', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu', { phone: true });
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/trien-khai`);
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: title }).click();
	await expect(secretary.getByText('Tiếp nhận: chưa xong')).toBeVisible();
	await expectGoodPage(secretary);
	const study = secretary.getByLabel('Mọi người nghiên cứu xong trước ngày');
	await study.fill(dayIn(35));
	await secretary.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
	await expect(secretary.getByText('ghi lý do để nơi giao biết').first()).toBeVisible();
	await expect(study).toHaveValue(dayIn(35));
	await secretary.getByLabel('Lý do').first().fill('Nhiều đồng chí đi công tác trong tháng.');
	await secretary.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
	await expect(secretary.getByText('Quán triệt: chưa xong')).toBeVisible();
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: 'Phát hành trong đơn vị' }).click();
	await secretary.getByRole('button', { name: 'Phát hành' }).click();
	await expect(secretary).toHaveURL(/nguoi-doc/);
	expect(troubles).toEqual([]);
});

test('the committee sees where each cell is, and takes the report in', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/trien-khai`);
	await secretary.getByRole('link', { name: title }).click();
	await secretary
		.getByLabel('Kết quả triển khai')
		.fill('Đã quán triệt trong kỳ sinh hoạt; chọn hai thủ tục để làm không giấy tờ.');
	await secretary.getByRole('button', { name: 'Gửi báo cáo lên' }).click();
	await expect(secretary.getByText('Báo cáo của đơn vị')).toBeVisible();
	const above = await as(browser, 'dang.uy');
	const troubles = watch(above);
	await above.goto(`${app.url}/trien-khai/da-giao`);
	await expectGoodPage(above);
	await above.getByRole('link', { name: title }).click();
	await expect(above.getByRole('row', { name: /Sở TT&TT/ })).toContainText('Nhiều đồng chí đi công tác');
	await expect(above.getByRole('row', { name: /Sở TT&TT/ })).toContainText('0/27');
	await expectGoodPage(above);
	await above.getByRole('link', { name: 'Chi bộ Sở TT&TT' }).click();
	await expect(above.getByText('chọn hai thủ tục').first()).toBeVisible();
	await expectGoodPage(above);
	expect(troubles).toEqual([]);
});

test('the committee gives a document of its own to all its cells', async ({ browser }) => {
	const above = await as(browser, 'dang.uy');
	const troubles = watch(above);
	await above.goto(`${app.url}/trien-khai/da-giao`);
	await above.getByRole('link', { name: title }).click();
	await expect(above.getByText('Từng đơn vị, vướng nhiều nhất ở trên').first()).toBeVisible();
	await above.locator('main').getByRole('link', { name: 'Văn bản', exact: true }).click();
	await above.getByRole('link', { name: 'Giao triển khai' }).click();
	await expectGoodPage(above);
	await above.getByRole('button', { name: 'Giao cho các đơn vị' }).click();
	await expect(above.getByText('Chọn ít nhất một đơn vị nhận').first()).toBeVisible();
	await above.getByRole('checkbox', { name: /^Chi bộ \(\d+\)/ }).check();
	await above.getByLabel('Báo cáo kết quả trước ngày').fill(dayIn(20));
	await above.getByRole('button', { name: 'Giao cho các đơn vị' }).click();
	await expect(above.getByText(/^\d+ đơn vị$/).first()).toBeVisible();
	await expectGoodPage(above);
	expect(troubles).toEqual([]);
});
