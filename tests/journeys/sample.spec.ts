import { expect, test } from '@playwright/test';
import { expectGoodPage, openSample, watch } from '../support/browser.ts';
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
