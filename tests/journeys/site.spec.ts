import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A good example of the sample cell on its way to the public site and back: its person agrees, the clerk prepares it, the
// secretary approves it, a stranger finds it, and its person takes it off. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
/** Somebody from outside, on a phone or at a desk. */
const visitor = async (browser: Browser, width: number): Promise<Page> =>
	(await browser.newContext({ viewport: { width, height: 760 }, locale: 'vi-VN' })).newPage();

const title = 'Ở lại ngoài giờ giúp người cao tuổi nộp hồ sơ trực tuyến';
const shownTitle = 'Ở lại ngoài giờ vì người cao tuổi';
let address = '';
let entry = '';

test('without a yes nothing is ready; with it the clerk prepares it and cannot approve it', async ({
	browser,
}) => {
	const clerk = await as(browser, 'van.thu');
	const troubles = watch(clerk);
	await clerk.goto(`${app.url}/cong-bo`);
	await expect(clerk.getByRole('link', { name: title })).toHaveCount(0);
	await expectGoodPage(clerk);
	const author = await as(browser, 'quan.chung', { phone: true });
	await author.goto(`${app.url}/guong-sang`);
	await author.getByRole('link', { name: title }).click();
	await author.getByLabel('Đồng ý công khai').check();
	await author.getByRole('button', { name: 'Ghi ý kiến của tôi' }).click();
	await expect(author.getByText(/Đã đồng ý công khai, ngày/)).toBeVisible();
	await author.goto(`${app.url}/cong-bo`);
	await expect(author.getByText('Chưa có bài nào của đồng chí trên trang công khai')).toBeVisible();
	await expectGoodPage(author);

	await clerk.reload();
	await clerk.getByRole('link', { name: title }).click();
	await expectGoodPage(clerk);
	await expect(clerk.getByText(/đồng ý công khai ngày/)).toBeVisible();
	await expect(clerk.getByRole('button', { name: 'Duyệt và đưa lên trang' })).toHaveCount(0);
	// Nothing that was typed is lost when a field is wrong.
	await clerk.getByLabel('Tóm tắt').fill('Hai tháng, ba mươi mốt người.');
	await clerk.getByLabel('Đầu đề').fill('   ');
	await clerk.getByRole('button', { name: 'Trình duyệt' }).click();
	await expect(clerk.getByText('Ghi đầu đề của bài').first()).toBeVisible();
	await expect(clerk.getByLabel('Tóm tắt')).toHaveValue('Hai tháng, ba mươi mốt người.');
	await clerk.getByLabel('Đầu đề').fill(title);
	await clerk.getByRole('button', { name: 'Trình duyệt' }).click();
	await expect(clerk.getByText('Chờ duyệt').first()).toBeVisible();
	await expectGoodPage(clerk);
	expect(troubles).toEqual([]);
	const stranger = await visitor(browser, 1280);
	await stranger.goto(`${app.url}/cong-khai/tim?q=ba+muoi+mot+nguoi`);
	await expect(stranger.getByText('Không có bài nào có những chữ này')).toBeVisible();
});

test('the secretary approves it on a phone, with a title of their own', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu', { phone: true });
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/cong-bo`);
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: title }).click();
	await secretary.getByLabel('Đầu đề').fill(shownTitle);
	await secretary.getByRole('button', { name: 'Duyệt và đưa lên trang' }).click();
	await expect(secretary.getByText('Đang hiển thị').first()).toBeVisible();
	entry = secretary.url();
	await expectGoodPage(secretary);
	await secretary.goto(`${app.url}/cong-bo/cai-dat`);
	await expectGoodPage(secretary);
	await secretary.goto(entry);
	await secretary.getByRole('link', { name: 'Xem trên trang công khai' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText(shownTitle);
	address = secretary.url();
	expect(troubles).toEqual([]);
});

for (const width of [360, 1280])
	test(`a stranger finds it without marks, and every kind of page is good at ${width} px`, async ({
		browser,
	}) => {
		const stranger = await visitor(browser, width);
		const troubles = watch(stranger);
		await stranger.goto(`${app.url}/cong-khai`);
		await expectGoodPage(stranger);
		await stranger.getByLabel('Tìm trên trang này').first().fill('nguoi cao tuoi');
		await stranger.getByRole('button', { name: 'Tìm' }).first().click();
		await expectGoodPage(stranger);
		await stranger.getByRole('link', { name: shownTitle }).click();
		await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(shownTitle);
		await expect(stranger.getByText('giúp 31 người nộp xong')).toBeVisible();
		await expectGoodPage(stranger);
		for (const path of [
			'/cong-khai/guong-sang',
			'/cong-khai/van-ban',
			'/cong-khai/tim',
			'/cong-khai/khong-co',
		])
			await stranger.goto(app.url + path).then(() => expectGoodPage(stranger));
		for (const part of ['chu-de', 'tac-gia', 'nam']) {
			await stranger.goto(`${app.url}/cong-khai`);
			await stranger.locator(`a[href*="/${part}/"]`).first().click();
			await expectGoodPage(stranger);
		}
		await stranger.goto(`${address}?nhung`);
		await expect(stranger.getByRole('banner')).toHaveCount(0);
		await expectGoodPage(stranger);
		await stranger.emulateMedia({ media: 'print' });
		await stranger.goto(address);
		await expect(stranger.getByRole('button', { name: 'Tìm' })).toBeHidden();
		expect(await stranger.context().cookies()).toEqual([]);
		expect(troubles).toEqual([]);
	});

test('its person takes it off: the address says only the day, the search knows nothing of it', async ({
	browser,
}) => {
	const stranger = await visitor(browser, 1280);
	expect((await stranger.goto(address))?.status()).toBe(200);
	const author = await as(browser, 'quan.chung', { phone: true });
	const troubles = watch(author);
	await author.goto(`${app.url}/cong-bo`);
	await author.getByRole('link', { name: shownTitle }).click();
	await expectGoodPage(author);
	await author.getByRole('button', { name: 'Gỡ bài ngay' }).click();
	await expect(author.getByText(/Tác giả đã gỡ bài này ngày/)).toBeVisible();
	await expectGoodPage(author);
	expect(troubles).toEqual([]);
	expect((await stranger.goto(address))?.status()).toBe(410);
	await expect(stranger.getByText(/Bài này đã được gỡ ngày \d\d\/\d\d\/\d{4}/)).toBeVisible();
	await expectGoodPage(stranger);
	await stranger.goto(`${app.url}/cong-khai/tim?q=nguoi+cao+tuoi`);
	await expect(stranger.getByRole('link', { name: shownTitle })).toHaveCount(0);

	// It is not offered again before its person says a new yes.
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/cong-bo`);
	await expect(secretary.getByRole('link', { name: title })).toHaveCount(0);
	await expectGoodPage(secretary);
});
