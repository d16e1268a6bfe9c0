import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemActor } from '#lib/shared/actor.ts';
import { features, navigationFor } from './features.ts';

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

/** The verbs with which the files of a feature make commands. */
const verbsIn = (feature: string): string[] =>
	readdirSync(join(here, feature), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.server.ts'))
		.flatMap((entry) => [
			...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(
				/\b(?:command|setLock)(?:<[^>]*>)?\(\s*'([a-z_]+\.[a-z_]+)'/g,
			),
		])
		.map(([, verb]) => verb ?? '')
		.sort();

test('every folder is a feature with a manifest and a page that introduces it', () => {
	expect(features.map(({ name }) => name).sort()).toEqual(folders);
	for (const folder of folders) expect(readdirSync(join(here, folder))).toContain('README.md');
});

describe.each(features)('$name', ({ name, acts }) => {
	test('its manifest names every act that it has, and no other', () => {
		expect([...acts].sort()).toEqual(verbsIn(name));
	});
});

test('the administration is shown to administrators only', () => {
	const nobody = systemActor('t');
	const place = { unitId: 'u', path: 'u', unitName: 'U' };
	const keys = (actor: typeof nobody) => navigationFor(actor).map(({ key }) => key);
	expect(keys(nobody)).toEqual([
		'home',
		'documents',
		'meetings',
		'study',
		'commitments',
		'programmes',
		'tasks',
		'proposals',
		'recognition',
		'talks',
		'models',
		'organisation',
	]);
	expect(keys({ ...nobody, roles: [{ ...place, role: 'administrator' }] })).toContain('administration');
});
