import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import type { ToldFile } from '#lib/features/library/told.server.ts';
import { filesBelow } from './import-dry-run.ts';

/** Where what was received goes, inside the watched folder. */
const TAKEN = 'da-nhan';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a watched folder remembers of the files that stay in it: hashes of names alone, with size and time. */
type Left = Record<string, string>;

const readLeft = async (file: string): Promise<Left> => {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as Left;
	} catch {
		return {};
	}
};

/** Written beside and renamed, so that no restart finds half of it. */
const writeLeft = async (file: string, left: Left): Promise<void> => {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	await writeFile(`${file}.half`, JSON.stringify(left), { mode: 0o600 });
	await rename(`${file}.half`, file);
};

/** A free name in the folder of what was taken: "cv-12.pdf", then "cv-12 (2).pdf". */
const freePlace = (wanted: string): string => {
	if (!existsSync(wanted)) return wanted;
	const ending = extname(wanted);
	const stem = wanted.slice(0, wanted.length - ending.length);
	for (let count = 2; ; count++) {
		const place = `${stem} (${count})${ending}`;
		if (!existsSync(place)) return place;
	}
};

export type FolderWatch = {
	folder: string;
	/** The file in which is kept what stays in the folder. */
	stateFile: string;
	receive: (file: { path: string; name: string }) => Promise<ToldFile[]>;
	tell: (told: ToldFile) => void;
};

const isTaken = ({ state }: ToldFile): boolean =>
	state === 'waiting' || state === 'confirmed' || state === 'reading';

/**
 * Looks through a watched folder again and again. A file is received once its size and time have not changed between
 * two looks; then it goes to the folder `da-nhan`. What was refused or could not be read, or can not be moved, stays
 * and is not tried again until it changes. A restart in between receives nothing twice: the same bytes are known.
 * @returns the look: call it in the pace of the watching; it answers how many files were received
 */
export const watchFolder = ({ folder, stateFile, receive, tell }: FolderWatch): (() => Promise<number>) => {
	const root = resolve(folder);
	let before = new Map<string, string>();
	return async () => {
		const left = await readLeft(stateFile);
		const now = new Map<string, string>();
		let received = 0;
		let changed = false;
		for (const file of filesBelow([root])) {
			if (file.name.split(/[/\\]/)[0] === TAKEN) continue;
			const found = await stat(file.path).catch(() => null);
			if (!found?.isFile()) continue;
			const look = `${found.size} ${found.mtimeMs}`;
			now.set(file.name, look);
			const key = hashOf(file.name);
			if (left[key] === look || before.get(file.name) !== look) continue;
			const told = await receive(file);
			for (const one of told) tell(one);
			received += told.filter(isTaken).length;
			const moved = told.length > 0 && told.every(isTaken) && (await take(root, file));
			now.delete(file.name);
			if (moved) delete left[key];
			else left[key] = look;
			changed = true;
		}
		if (changed) await writeLeft(stateFile, left);
		before = now;
		return received;
	};
};

const take = async (root: string, file: { path: string; name: string }): Promise<boolean> => {
	try {
		const place = freePlace(join(root, TAKEN, file.name));
		await mkdir(dirname(place), { recursive: true });
		await rename(file.path, place);
		return true;
	} catch {
		return false;
	}
};

/** The file of a watched folder among the data: the folder itself may be read-only. */
export const stateFileOf = (dataDir: string, folder: string): string =>
	join(dataDir, 'watch', `${hashOf(resolve(folder)).slice(0, 16)}.json`);
