import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ToldFile } from '#lib/features/library/told.server.ts';
import { watchFolder } from './import-watch.ts';

const root = mkdtempSync(join(tmpdir(), 'thuctien-watch-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const scene = (name: string) => {
	const folder = join(root, name);
	mkdirSync(folder);
	const asked: string[] = [];
	const told: string[] = [];
	const stateFile = join(root, `${name}.json`);
	const open = () =>
		watchFolder({
			folder,
			stateFile,
			receive: async ({ name: file }): Promise<ToldFile[]> => {
				asked.push(file);
				const state = file.includes('hong') ? 'failed' : file.includes('mat') ? 'refused_secret' : 'waiting';
				return [{ name: file, state, intakeId: null, words: '' }];
			},
			tell: ({ name: file, state }) => told.push(`${file} ${state}`),
		});
	return { folder, stateFile, asked, told, open };
};

test('a file is received when it has settled, and moved; a second of its name finds its own place', async () => {
	const { folder, asked, open } = scene('settle');
	const look = open();
	writeFileSync(join(folder, 'a.txt'), 'một');
	expect(await look()).toBe(0);
	writeFileSync(join(folder, 'a.txt'), 'một, còn viết tiếp');
	expect(await look()).toBe(0);
	expect(await look()).toBe(1);
	expect(existsSync(join(folder, 'a.txt'))).toBe(false);
	writeFileSync(join(folder, 'a.txt'), 'hai');
	await look();
	await look();
	expect(readFileSync(join(folder, 'da-nhan', 'a (2).txt'), 'utf8')).toBe('hai');
	await look();
	expect(asked).toEqual(['a.txt', 'a.txt']);
});

test('what was refused or is bad stays and is not tried again, also after a restart, until it changes', async () => {
	const { folder, stateFile, asked, told, open } = scene('stay');
	writeFileSync(join(folder, 'hong.docx'), 'x');
	writeFileSync(join(folder, 'tai-lieu-mat.txt'), 'x');
	const look = open();
	for (let count = 0; count < 4; count++) await look();
	const again = open();
	for (let count = 0; count < 3; count++) await again();
	expect(asked).toEqual(['hong.docx', 'tai-lieu-mat.txt']);
	expect(told).toEqual(['hong.docx failed', 'tai-lieu-mat.txt refused_secret']);
	// Not even the name of a secret file is written down.
	expect(readFileSync(stateFile, 'utf8')).not.toContain('mat');
	writeFileSync(join(folder, 'hong.docx'), 'đã sửa, dài hơn');
	await again();
	await again();
	expect(asked).toHaveLength(3);
});
