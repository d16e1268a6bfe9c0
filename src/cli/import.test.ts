import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'thuctien-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The first run builds the messages.
const patience = 180_000;

test(
	'a dry run tells one JSON line a file, with the path below the folder; nothing stops it',
	() => {
		mkdirSync(join(folder, 'con'));
		writeFileSync(
			join(folder, 'con', 'b.txt'),
			'ĐẢNG BỘ TỈNH\nSố 05-NQ/TU\nSông Lam, ngày 03 tháng 3 năm 2026\nNGHỊ QUYẾT\nvề công tác cán bộ\n-----\n1. Một việc.',
		);
		writeFileSync(join(folder, 'a.docx'), '');
		writeFileSync(join(folder, 'TỐI MẬT.txt'), 'x');
		writeFileSync(join(folder, '.hidden'), 'x');
		const ran = spawnSync(
			process.execPath,
			[join(findRoot(), 'src/cli/main.ts'), 'import', '--dry-run', '--json', folder],
			{ encoding: 'utf8' },
		);
		const lines = ran.stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Record<string, unknown>);
		expect(lines.map(({ file, ok }) => [file, ok])).toEqual([
			['a.docx', false],
			['con/b.txt', true],
			['TỐI MẬT.txt', false],
		]);
		expect(lines[1]).toMatchObject({
			format: 'txt',
			error: null,
			type: 'Nghị quyết',
			number: '05-NQ/TU',
			date: '2026-03-03',
			title: 'về công tác cán bộ',
			warnings: [],
		});
		expect(Object.keys(lines[1] ?? {})).toEqual([
			'file',
			'format',
			'ok',
			'error',
			'type',
			'number',
			'issuer',
			'date',
			'title',
			'clauses',
			'pages',
			'chars',
			'warnings',
		]);
		expect(ran.status).toBe(0);
	},
	patience,
);
