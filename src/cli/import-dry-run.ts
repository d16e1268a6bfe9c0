import { readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { parseClauses } from '#lib/features/library/domain/clauses.ts';
import { type Recognised, recognise } from '#lib/features/library/domain/recognise.ts';
import { doubtScan } from '#lib/features/library/domain/scan-doubt.ts';
import { secretMarkOf, secretMarkOfName } from '#lib/features/library/domain/secrecy.ts';
import { readErrorMessage } from '#lib/platform/file-readers/messages.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import type { Pages } from '#lib/platform/ocr/pages.ts';
import { type ScannedPage, scannedOf } from '#lib/platform/ocr/read-scan.ts';
import { confidenceOf } from '#lib/platform/ocr/rows.ts';
import { type ScanFormat, scanOf } from '#lib/platform/ocr/scan-kind.ts';
import { bearsSecretStamp } from '#lib/platform/ocr/secret-stamp.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';

/** What is told of a file without filing it. `file` is the path below the folder that was named. */
export type DryRunLine = {
	file: string;
	format: string | null;
	ok: boolean;
	error: string | null;
	type: string | null;
	number: string | null;
	issuer: string | null;
	date: string | null;
	title: string | null;
	clauses: number;
	pages: number | null;
	chars: number;
	warnings: string[];
	/** How sure each page of a scan was read, 0 to 1. */
	pageConfidence?: number[];
};

const refusedSecret = 'Tệp mang dấu mật nên không được nhận và không được lưu.';
const AT_ONCE = 2;

/** The files below the paths, each with the name by which it is told; hidden ones are passed over. */
export const filesBelow = (paths: readonly string[]): { path: string; name: string }[] =>
	paths.flatMap((path) => {
		if (!statSync(path).isDirectory()) return [{ path, name: basename(path) }];
		const found: { path: string; name: string }[] = [];
		const walk = (folder: string): void => {
			for (const entry of readdirSync(folder, { withFileTypes: true })) {
				if (entry.name.startsWith('.')) continue;
				const inside = join(folder, entry.name);
				if (entry.isDirectory()) walk(inside);
				else if (entry.isFile()) found.push({ path: inside, name: relative(path, inside) });
			}
		};
		walk(path);
		return found.sort((one, other) => one.name.localeCompare(other.name));
	});

const nothing = {
	type: null,
	number: null,
	issuer: null,
	date: null,
	title: null,
	clauses: 0,
	pages: null,
	chars: 0,
};

const told = (file: string, format: string, paragraphs: readonly Paragraph[], found: Recognised) => ({
	file,
	format,
	ok: true,
	error: null,
	type: found.type.value,
	number: found.number.value,
	issuer: found.issuer.value,
	date: found.date.value,
	title: found.title.value,
	clauses: parseClauses(paragraphs).length,
});

const firstBytes = async (path: string): Promise<Uint8Array> => {
	const handle = await open(path, 'r');
	try {
		const { buffer, bytesRead } = await handle.read(new Uint8Array(1_024), 0, 1_024, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
};

/** Reads the pages of a scan here and now. @returns null when a mark of secrecy stands on one */
const readPages = async (pages: Pages, path: string, format: ScanFormat): Promise<ScannedPage[] | null> => {
	const file = { path, format };
	const count = await pages.count(file);
	const all: ScannedPage[] = [];
	for (let page = 1; page <= count; page++) {
		const { read, red } = await pages.read(file, page);
		if (bearsSecretStamp(read, red)) return null;
		all.push({ page, read });
	}
	return all;
};

/** Reads a file and says what would be filed. Never throws for a bad file. @param pages reads scans; null: they are left */
export const dryRun = async (path: string, name: string, pages: Pages | null): Promise<DryRunLine> => {
	const failed = (error: string, format: string | null = null, warnings: string[] = []): DryRunLine => ({
		file: name,
		format,
		ok: false,
		error,
		...nothing,
		warnings,
	});
	if (secretMarkOfName(basename(path))) return failed(refusedSecret);
	try {
		const reading = await readDocument({ path });
		const scan = pages && !reading.ok ? scanOf(reading, await firstBytes(path)) : null;
		if (pages && scan) {
			const all = await readPages(pages, path, scan);
			if (!all) return failed(refusedSecret, scan);
			const { paragraphs, characters, sureness } = scannedOf(all);
			if (secretMarkOf(paragraphs)) return failed(refusedSecret, scan);
			return {
				...told(name, scan, paragraphs, doubtScan(recognise(paragraphs), sureness)),
				pages: all.length,
				chars: characters,
				warnings: ['read-from-scan'],
				pageConfidence: all.map(({ read }) => Math.round(confidenceOf(read) * 100) / 100),
			};
		}
		if (!reading.ok)
			return failed(readErrorMessage(reading.error, reading.detail), reading.format, reading.warnings);
		if (secretMarkOf(reading.paragraphs)) return failed(refusedSecret, reading.format);
		return {
			...told(name, reading.format, reading.paragraphs, recognise(reading.paragraphs)),
			pages: reading.pages,
			chars: reading.characters,
			warnings: reading.warnings,
		};
	} catch (error) {
		return failed(
			error instanceof Error && 'code' in error && error.code === 'EACCES'
				? 'Không có quyền mở tệp này.'
				: readErrorMessage('unreadable'),
		);
	}
};

/** Runs over files, some at a time, and tells each in order. */
export const eachFile = async <T>(
	files: readonly { path: string; name: string }[],
	run: (file: { path: string; name: string }) => Promise<T>,
	tell: (answer: T) => void,
	atOnce = AT_ONCE,
): Promise<void> => {
	const answers = new Map<number, T>();
	let next = 0;
	let told = 0;
	const work = async (): Promise<void> => {
		for (let at = next++; at < files.length; at = next++) {
			const file = files[at];
			if (!file) return;
			answers.set(at, await run(file));
			for (let ready = answers.get(told); ready !== undefined; ready = answers.get(told)) {
				tell(ready);
				answers.delete(told++);
			}
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
};
