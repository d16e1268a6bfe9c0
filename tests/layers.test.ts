import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterEach, expect, test } from 'vitest';
import { breaches } from './support/planted-breaches.ts';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
	forbidden: IForbiddenRuleType[];
	options: ICruiseOptions;
};

/** The names of the rules that the tree under `folder` breaks. */
const broken = async (folder: string): Promise<string[]> => {
	const { output } = await cruise(
		['src'],
		{ ...config.options, baseDir: folder, validate: true, ruleSet: { forbidden: config.forbidden } },
		{ bustTheCache: true },
	);
	return [...new Set((output as ICruiseResult).summary.violations.map(({ rule }) => rule.name))].sort();
};

let folder = '';
const plant = (files: Record<string, string>): string => {
	folder = mkdtempSync(join(tmpdir(), 'thuctien-layers-'));
	const manifest = {
		name: 'planted',
		type: 'module',
		imports: { '#lib/*': './src/lib/*' },
		dependencies: { zod: '1', kysely: '1' },
		devDependencies: { 'fast-check': '1' },
	};
	const packages = ['zod', 'kysely', 'fast-check'].flatMap((name): [string, string][] => [
		[`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
		[`node_modules/${name}/index.js`, 'module.exports = {};'],
	]);
	for (const [name, text] of [
		['package.json', JSON.stringify(manifest)],
		...packages,
		...Object.entries(files),
	] as const) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	return folder;
};

afterEach(() => {
	if (folder) rmSync(folder, { recursive: true, force: true });
	folder = '';
});

test('a tree that keeps to the layers breaks no rule', async () => {
	const tree = plant({
		'src/routes/van-ban/+page.server.ts':
			"import { issue } from '#lib/features/library/commands.server.ts'; export const actions = { issue };",
		'src/routes/van-ban/+page.svelte':
			"<script lang=\"ts\">import { short } from '#lib/features/library/domain/short.ts'; import type { Row } from '#lib/features/library/queries.server.ts'; const row: Row = short();</script>{row}",
		'src/lib/features/library/commands.server.ts':
			"import { one } from './queries.server.ts'; import { may } from './policy.ts'; import { Input } from './schema.ts'; import { unitById } from '../organisation/public.server.ts'; export const issue = [one, may, Input, unitById];",
		'src/lib/features/library/queries.server.ts':
			"import { db } from '#lib/platform/db.ts'; export type Row = string; export const one = db;",
		'src/lib/features/library/policy.ts':
			"import { short } from './domain/short.ts'; export const may = short;",
		'src/lib/features/library/schema.ts': "import { z } from 'zod'; export const Input = z;",
		'src/lib/features/library/domain/short.ts':
			"import { id } from '#lib/shared/id.ts'; export const short = id;",
		'src/lib/features/organisation/public.server.ts': 'export const unitById = 1;',
		'src/lib/platform/db.ts': "import { id } from '#lib/shared/id.ts'; export const db = id;",
		'src/lib/shared/id.ts': 'export const id = () => "";',
	});
	expect(await broken(tree)).toEqual([]);
});

test.each(Object.entries(breaches))('a planted breach is caught: %s', async (rule, files) => {
	expect(await broken(plant(files))).toContain(rule);
});

test('every rule has its planted breach', () => {
	expect(Object.keys(breaches).sort()).toEqual(config.forbidden.map(({ name }) => name ?? '').sort());
});
