import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';

const keysOf = (locale: string): Map<string, string[]> => {
	const folder = join(findRoot(), 'messages', locale);
	const found = new Map<string, string[]>();
	for (const file of readdirSync(folder))
		for (const key of Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object))
			if (key !== '$schema') found.set(key, [...(found.get(key) ?? []), file]);
	return found;
};

test('a message is in one file, so that no feature says the words of another', () => {
	for (const locale of ['vi', 'en'])
		expect([...keysOf(locale)].filter(([, files]) => files.length > 1)).toEqual([]);
});

test('every message is there in Vietnamese and in English', () => {
	expect([...keysOf('en').keys()].sort()).toEqual([...keysOf('vi').keys()].sort());
});
