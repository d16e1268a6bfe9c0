import { expect, type Page, test } from '@playwright/test';
import { expectGoodPage, pageOf, people } from '../support/browser.ts';

/** Selects the first words of a text in the reader, as a finger or a mouse would. */
const selectWords = (page: Page, length: number): Promise<string> =>
	page.evaluate((wanted) => {
		const nodes = [...document.querySelectorAll('[data-part="text"]')].flatMap((text) => [
			...text.childNodes,
		]);
		const node = nodes.find(
			(one) => one.nodeType === Node.TEXT_NODE && (one.nodeValue ?? '').length > wanted,
		);
		if (!node) throw new Error('no text to select');
		const range = document.createRange();
		range.setStart(node, 0);
		range.setEnd(node, wanted);
		getSelection()?.removeAllRanges();
		getSelection()?.addRange(range);
		return range.toString().trim();
	}, length);

test('a highlight with a note is its writer’s alone; the document can be read without a network', async ({
	browser,
}) => {
	const page = await pageOf(browser, people.member);
	await page.goto('/van-ban');
	const href = await page.locator('main [data-list] a[href^="/van-ban/"]').first().getAttribute('href');
	await page.goto(href ?? '');
	const words = await selectWords(page, 20);
	await page.getByRole('group', { name: 'Đoạn đang chọn' }).getByRole('button', { name: 'Ghi chú' }).click();
	await page.getByLabel('Ghi chú', { exact: true }).fill('Hỏi lại ở cuộc họp');
	await page.getByRole('button', { name: 'Ghi', exact: true }).click();
	const mark = page.locator('mark a');
	await expect(mark).toHaveText(words);
	await mark.click();
	await expect(page.getByRole('dialog').getByLabel('Ghi chú')).toHaveValue('Hỏi lại ở cuộc họp');
	await page.getByRole('dialog').getByRole('button', { name: 'Xóa' }).click();
	await expect(mark).toHaveCount(0);
	await page.getByRole('button', { name: 'Hoàn tác' }).click();
	await expect(mark).toHaveCount(1);
	await page.goto(`${href}/ghi-chu`);
	await expect(page.getByText('Hỏi lại ở cuộc họp').first()).toBeVisible();
	await expectGoodPage(page);

	const other = await pageOf(browser, people.secretary);
	await other.goto(`${href}/ghi-chu`);
	await expect(other.getByText('Chưa có ghi chú nào')).toBeVisible();
	await other.context().close();

	await page.goto(href ?? '');
	await page.evaluate(() => navigator.serviceWorker.ready);
	const kept = (): Promise<boolean> =>
		page.evaluate(
			async (path) => Boolean(await (await caches.open('thuc-tien-van-ban')).match(path)),
			href ?? '',
		);
	// The first visit may be older than the service worker; with the next one the document is kept.
	await expect(async () => {
		await page.reload();
		expect(await kept()).toBe(true);
	}).toPass();
	await page.context().setOffline(true);
	await page.reload();
	await expect(page.getByText('Đang đọc khi không có mạng')).toBeVisible();
	await expect(page.locator('mark a')).toHaveText(words);
	await page.goto('/nhiem-vu');
	await expect(page.getByRole('heading', { name: 'Không có mạng' })).toBeVisible();
	await page.context().setOffline(false);

	await page.goto('/');
	await page.evaluate(() =>
		fetch('/dang-xuat', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
	);
	await expect(async () => expect(await kept()).toBe(false)).toPass();
	await page.context().close();
});
