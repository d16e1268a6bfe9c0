import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingFrom } from './support/complete-lock.mjs';

test('the lock file holds the packages of every platform, so that npm ci takes it everywhere', () => {
	const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as unknown;
	expect(Object.keys(missingFrom(lock)), 'run: node tests/support/complete-lock.mjs').toEqual([]);
});
