import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, test } from '@playwright/test';
import { ofSample, pageOf } from './browser.ts';
import { type ServedApp, serveApp } from './served.ts';

/** A copy of the data directory with the sample organisation; owners of files stay: the database may run as another user. */
const copySample = (): string => {
	const sample = process.env['THUCTIEN_TEST_SAMPLE'];
	if (!sample) throw new Error('The sample organisation was not made: see tests/support/browser-setup.ts');
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-served-'));
	execFileSync('cp', ['-a', '--reflink=auto', `${sample}/.`, folder]);
	return folder;
};

/**
 * Serves the sample organisation for the tests of a file, each of which goes on from the one before.
 * @returns the application, there from the first test on
 */
export const servedSample = (): ServedApp => {
	const app = {} as ServedApp;
	test.describe.configure({ mode: 'serial' });
	test.beforeAll(async () => {
		Object.assign(app, await serveApp({ DATA_DIR: copySample() }));
	});
	test.afterAll(() => app.stop());
	return app;
};

/** Opens a page for somebody of the sample, signed in. */
export const signingInTo =
	(app: ServedApp) =>
	(browser: Browser, login: string, screen: { phone?: boolean } = {}): Promise<Page> =>
		pageOf(browser, ofSample(login), { ...screen, base: app.url });

/** The name under which somebody of the sample is shown. */
export const sampleName = async (app: ServedApp, login: string): Promise<string> => {
	const [row] =
		await app.owner`select p.full_name as name from auth."user" u join person p on p.tenant_id = u.tenant_id and p.id = u.person_id where u.username = ${login}`;
	return String(row?.['name']);
};
