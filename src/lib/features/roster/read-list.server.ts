import { invalidAt } from '#lib/platform/failure-words.ts';
import { decodeBytes } from '#lib/platform/file-readers/plain.ts';
import { Unreadable } from '#lib/platform/file-readers/reading.ts';
import { readSpreadsheet } from '#lib/platform/file-readers/spreadsheet.ts';
import { cleanText, foldSpaces } from '#lib/text/clean.ts';
import { decodeLegacy, detectEncoding } from '#lib/text/legacy.ts';
import { readCsv } from '#lib/text/read-csv.ts';
import { headingRow, isNeverKept } from './domain/columns.ts';

/** A list that may be looked at: its headings, its rows by their number in the sheet, and the columns that were left out. */
export type ReadList = {
	headings: string[];
	lines: { line: number; cells: string[] }[];
	leftOut: string[];
};

export const MOST_ROWS = 20_000;

const rowsOf = (bytes: Uint8Array, name: string): string[][] => {
	if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readSpreadsheet(bytes, MOST_ROWS + 100);
	if (/\.(csv|txt|tsv)$/i.test(name)) return readCsv(decodeBytes(bytes), MOST_ROWS + 100);
	throw invalidAt('list', 'issue_roster_format');
};

/** The rows with old encodings decoded, told from the whole list, and letters mended. */
const mended = (rows: readonly (readonly string[])[]): string[][] => {
	const encoding = detectEncoding(rows.slice(0, 400).flat().join(' '));
	return rows.map((row) => row.map((cell) => foldSpaces(cleanText(decodeLegacy(cell, encoding)))));
};

/**
 * Reads a list of people (.xlsx, .csv). Columns about what the product never keeps are left out here, before anything is
 * stored. @throws Failure invalid, with what to do
 */
export const readList = (bytes: Uint8Array, name: string): ReadList => {
	const read = ((): string[][] => {
		try {
			return mended(rowsOf(bytes, name));
		} catch (error) {
			if (error instanceof Unreadable) throw invalidAt('list', 'issue_roster_format');
			if (error instanceof Error && /^\d+:\d+:/.test(error.message))
				throw invalidAt('list', 'issue_roster_format');
			throw error;
		}
	})();
	const at = headingRow(read);
	if (at === null) throw invalidAt('list', 'issue_roster_headings');
	if (read.length > MOST_ROWS + at + 1) throw invalidAt('list', 'issue_roster_long', { most: MOST_ROWS });
	const headings = read[at] ?? [];
	const kept = headings.flatMap((heading, column) =>
		heading === '' || isNeverKept(heading) ? [] : [column],
	);
	const lines = read.slice(at + 1).flatMap((row, after) => {
		const cells = kept.map((column) => (row[column] ?? '').slice(0, 300));
		return cells.every((cell) => cell === '') ? [] : [{ line: at + after + 2, cells }];
	});
	if (lines.length === 0) throw invalidAt('list', 'issue_roster_empty');
	return {
		headings: kept.map((column) => headings[column] ?? ''),
		lines,
		leftOut: headings.filter(isNeverKept),
	};
};
