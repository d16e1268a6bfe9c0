import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, type TestInfo } from '@playwright/test';

/** The people of the journey: one organisation, set up through its own first page. */
export const people = {
	administrator: { name: 'Nguyễn Thị Thanh Hương', login: 'quan.tri', password: 'mat-khau-cua-quan-tri' },
	secretary: { name: 'Nguyễn Trần Phương Khánh', login: 'khanh.ntp', password: 'mat-khau-cua-bi-thu' },
	officer: { name: 'Trương Thị Mỹ Hạnh', login: 'hanh.ttm', password: 'mat-khau-cua-chi-uy' },
	member: { name: 'Lê Hoàng Đức Anh', login: 'anh.lhd', password: 'mat-khau-cua-dang-vien' },
} as const;

export const organisation = 'Chi bộ Sở Thông tin và Truyền thông tỉnh';

/** Fills in the sign-in page and comes to the first page. @param base the application, where it is one of the test's own */
export const signIn = async (
	page: Page,
	person: { login: string; password: string },
	base = '',
): Promise<void> => {
	await page.goto(`${base}/dang-nhap`);
	await page.getByLabel('Tên đăng nhập').fill(person.login);
	await page.getByLabel('Mật khẩu', { exact: true }).fill(person.password);
	await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
	await expect(page).not.toHaveURL(/dang-nhap/);
};

/** A page of a browser of their own, signed in. */
export const pageOf = async (
	browser: Browser,
	person: { login: string; password: string },
	options: { phone?: boolean; serviceWorkers?: 'allow' | 'block'; base?: string } = {},
): Promise<Page> => {
	const context = await browser.newContext({
		viewport: options.phone ? { width: 360, height: 740 } : { width: 1280, height: 800 },
		...(options.phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
		serviceWorkers: options.serviceWorkers ?? 'allow',
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
	});
	const page = aliveAfterGoing(await context.newPage());
	await signIn(page, person, options.base);
	return page;
};

/**
 * The page as it is, but that going somewhere waits until its scripts are alive: what is opened in the moment in which a
 * page comes to life may close again under the pointer.
 */
export const aliveAfterGoing = (page: Page): Page => {
	const go = page.goto.bind(page);
	page.goto = async (...how) => {
		const answer = await go(...how);
		// A page without scripts, a file, or a page kept on the device while there is no network, is taken as it is.
		await page
			.waitForFunction(
				() =>
					'alive' in document.documentElement.dataset ||
					!document.querySelector('[data-sveltekit-preload-data]'),
				undefined,
				{ timeout: 20_000 },
			)
			.catch(() => undefined);
		return answer;
	};
	return page;
};

/** Opens the sample organisation in an empty application, with one press. */
export const openSample = async (page: Page, base: string): Promise<void> => {
	await page.goto(base);
	await page.getByRole('button', { name: 'Mở tổ chức mẫu' }).click({ timeout: 600_000 });
	await expect(page.getByRole('heading', { level: 1 })).toContainText('đồng chí', { timeout: 600_000 });
};

/** Somebody of the sample organisation, by the login: all have one password. */
export const ofSample = (login: string): { login: string; password: string } => ({
	login,
	password: 'thuctien-mau-2026',
});

const grave = ['serious', 'critical'];

/** Nothing on the page keeps out whoever uses a keyboard, a screen reader or large letters (WCAG 2.2 AA as axe sees it). */
export const expectAccessible = async (page: Page): Promise<void> => {
	// No page has frames of others, so nothing has to be gathered on a page of its own; only what is wrong is told.
	const { violations } = await new AxeBuilder({ page })
		.setLegacyMode(true)
		.options({ resultTypes: ['violations'], preload: false })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.analyze();
	const found = violations
		.filter(({ impact }) => impact && grave.includes(impact))
		.map(
			({ id, help, nodes }) =>
				`${id}: ${help} ${nodes
					.map(({ target }) => String(target))
					.slice(0, 5)
					.join(' | ')}`,
		);
	expect(found, `${page.url()} is not accessible`).toEqual([]);
};

/** The page fits its width: nothing is reached by scrolling sideways. */
export const expectToFit = async (page: Page): Promise<void> => {
	const [content, width] = await page.evaluate(() => [
		document.documentElement.scrollWidth,
		document.documentElement.clientWidth,
	]);
	expect(content, `${page.url()} is wider than the screen`).toBeLessThanOrEqual((width ?? 0) + 1);
};

/** What every page keeps: a title, one main heading, and the two above. */
export const expectGoodPage = async (page: Page): Promise<void> => {
	await expect(page).toHaveTitle(/\S/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
	await expectToFit(page);
	await expectAccessible(page);
};

/** Notes every error of scripts and every breach of the content security policy on a page. */
export const watch = (page: Page): string[] => {
	const troubles: string[] = [];
	page.on('pageerror', (error) => troubles.push(`${page.url()}: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text()))
			troubles.push(`${page.url()}: ${message.text()}`);
	});
	return troubles;
};

/** Keeps a picture for the documentation when SCREENSHOTS=1, and always one beside the results of the test. */
export const picture = async (page: Page, info: TestInfo, name: string): Promise<void> => {
	await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
	if (process.env['SCREENSHOTS'] !== '1') return;
	mkdirSync('docs/images', { recursive: true });
	await page.screenshot({ path: join('docs/images', `${name}.png`) });
};

/** Begins to note the scripts that a page loads; the answer: each one's weight in kB after gzip, and that of all. */
export const scriptsOf = (page: Page): (() => Promise<{ all: number; each: Record<string, number> }>) => {
	const bodies = new Map<string, Promise<Buffer>>();
	page.on('response', (response) => {
		if (/javascript/.test(response.headers()['content-type'] ?? ''))
			bodies.set(new URL(response.url()).pathname, response.body());
	});
	return async () => {
		const each: Record<string, number> = {};
		for (const [path, body] of bodies) each[path] = gzipSync(await body, { level: 9 }).length / 1000;
		expect(Object.keys(each).length).toBeGreaterThan(0);
		return { all: Object.values(each).reduce((sum, size) => sum + size, 0), each };
	};
};
