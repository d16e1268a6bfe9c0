import { defineConfig, devices } from '@playwright/test';
import { freePort } from './tests/support/served.ts';

// The workers load this file again: what the first one chose comes to them through the environment.
process.env['THUCTIEN_TEST_PORT'] ??= String(await freePort());

const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 800 } };

export default defineConfig({
	testDir: 'tests/journeys',
	outputDir: 'test-results',
	globalSetup: './tests/support/browser-setup.ts',
	fullyParallel: false,
	workers: 2,
	retries: 0,
	forbidOnly: Boolean(process.env['CI']),
	timeout: 600_000,
	expect: { timeout: 30_000 },
	reporter: 'list',
	use: {
		...devices['Desktop Chrome'],
		baseURL: `http://localhost:${process.env['THUCTIEN_TEST_PORT']}`,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		colorScheme: 'light',
		screenshot: 'only-on-failure',
		actionTimeout: 30_000,
		launchOptions: {
			executablePath: chromium,
			// Names of downloads with marks are lost where the machine has no language.
			env: { ...process.env, LANG: 'C.UTF-8' } as Record<string, string>,
			args: [...asRoot, '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
		},
	},
	projects: [
		{ name: 'journey', testMatch: 'first-trace.spec.ts', use: desktop },
		{ name: 'reader', testMatch: 'reader.spec.ts', use: desktop, dependencies: ['journey'] },
		{ name: 'meeting', testMatch: 'meeting.spec.ts', use: desktop, dependencies: ['journey'] },
		{ name: 'month', testMatch: 'month.spec.ts', use: desktop },
		{ name: 'proposals', testMatch: 'proposals.spec.ts', use: desktop },
		{ name: 'study', testMatch: 'study.spec.ts', use: desktop },
		{ name: 'commitments', testMatch: 'commitments.spec.ts', use: desktop },
		{ name: 'reflection', testMatch: 'reflection.spec.ts', use: desktop },
		{ name: 'reviews', testMatch: 'reviews.spec.ts', use: desktop },
		{ name: 'cascade', testMatch: 'cascade.spec.ts', use: desktop },
		{ name: 'exchange', testMatch: 'exchange.spec.ts', use: desktop },
		{ name: 'recognition', testMatch: 'recognition.spec.ts', use: desktop },
		{ name: 'site', testMatch: 'site.spec.ts', use: desktop },
		{ name: 'talks', testMatch: 'talks.spec.ts', use: desktop },
		{ name: 'reorganisation', testMatch: 'reorganisation.spec.ts', use: desktop },
		{ name: 'transfers', testMatch: 'transfers.spec.ts', use: desktop },
		{ name: 'models', testMatch: 'models.spec.ts', use: desktop },
		{ name: 'inspections', testMatch: 'inspections.spec.ts', use: desktop },
		{ name: 'nominations', testMatch: 'nominations.spec.ts', use: desktop },
		{ name: 'reports', testMatch: 'reports.spec.ts', use: desktop },
		{ name: 'training', testMatch: 'training.spec.ts', use: desktop },
		{ name: 'residence', testMatch: 'residence.spec.ts', use: desktop },
		{ name: 'mass-organisations', testMatch: 'mass-organisations.spec.ts', use: desktop },
		{ name: 'oversight', testMatch: 'oversight.spec.ts', use: desktop },
		{ name: 'sample', testMatch: 'sample.spec.ts', use: desktop },
		{ name: 'desktop', testMatch: 'pages.spec.ts', use: desktop, dependencies: ['journey'] },
		{ name: 'phone', testMatch: 'pages.spec.ts', use: phone, dependencies: ['journey'] },
	],
});
