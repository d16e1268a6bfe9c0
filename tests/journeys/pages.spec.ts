import { expect, test } from '@playwright/test';
import { expectGoodPage, pageOf, people, picture, scriptsOf, signIn, watch } from '../support/browser.ts';

/** Every page that the secretary opens, at the size of the project (a phone of 360 px, a wide screen). */
test('every page fits, and is open to everybody', async ({ page }, info) => {
	const troubles = watch(page);
	await signIn(page, people.secretary);
	await page.goto('/van-ban');
	const document = await page.locator('[data-list] a').first().getAttribute('href');
	await page.goto('/chuong-trinh');
	const programme = await page.locator('[data-list] a').first().getAttribute('href');
	await page.goto('/nhiem-vu?cua=don-vi');
	const task = await page.locator('[data-list] a').first().getAttribute('href');
	await page.goto('/to-chuc');
	const unit = await page.locator('[data-list] a').first().getAttribute('href');
	await page.goto(unit ?? '');
	const person = await page.locator('[data-list] a').first().getAttribute('href');
	const addresses = [
		'/',
		'/van-ban',
		'/van-ban?loc=can-doc',
		'/van-ban/them',
		`${document}`,
		`${document}/trace`,
		`${document}/ghi-chu?dieu-khoan=dieu-1`,
		'/van-ban?chon=nhieu',
		'/chuyen-de',
		`/chuyen-de/them?documentId=${document?.slice('/van-ban/'.length)}`,
		`${document}/nguoi-doc`,
		`${document}/phat-hanh`,
		`${document}/sua`,
		`${document}/quan-he`,
		`${document}/diem-moi`,
		'/van-ban/con-thieu',
		'/chuong-trinh',
		'/chuong-trinh/moi',
		`${programme}`,
		`${programme}/giao`,
		`${programme}/sua`,
		'/nhiem-vu',
		'/hop',
		'/hop/moi?loai=thematic',
		'/de-xuat',
		'/de-xuat/gui',
		'/de-xuat/don-vi',
		'/de-xuat/cong-khai',
		'/de-xuat/quy-dinh',
		'/nhiem-vu?loc=cho-duyet',
		`${task}`,
		'/to-chuc',
		`${unit}`,
		`${person}`,
		'/so-van-ban-di',
		`${unit}/co-quan-ban-hanh`,
		'/to-chuc/the-thuc',
		'/tai-khoan',
		'/doi-mat-khau',
		'/tim?q=05%20nq%20cb',
	];
	for (const address of addresses) {
		const answer = await page.goto(address);
		expect(answer?.status(), address).toBe(200);
		await expectGoodPage(page);
	}
	await page.goto(document ?? '', { waitUntil: 'networkidle' });
	if (info.project.name === 'phone') await picture(page, info, 'reader-phone');
	expect(troubles).toEqual([]);
});

/** People read on old phones: what the reader's page asks one of them to load at the first visit stays small. */
test("the reader's scripts stay small", async ({ browser }, info) => {
	test.skip(info.project.name !== 'phone', 'the scripts are the same on every screen');
	const page = await pageOf(browser, people.secretary, { phone: true, serviceWorkers: 'block' });
	await page.goto('/van-ban', { waitUntil: 'networkidle' });
	const document = await page.locator('[data-list] a').first().getAttribute('href');
	// Nothing of the page before is counted.
	await page.goto('about:blank');
	const scripts = scriptsOf(page);
	await page.goto(document ?? '', { waitUntil: 'networkidle' });
	const { all, each } = await scripts();
	// kB after gzip
	expect(all, JSON.stringify(each, null, 1)).toBeLessThanOrEqual(90);
	await page.context().close();
});
