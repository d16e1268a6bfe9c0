import type { Reading } from '../file-readers/reading.ts';

/** The formats whose pages are pictures. A PDF is one when it has no text of its own. */
export type ScanFormat = 'pdf' | 'jpg' | 'png' | 'tiff';

const begins = (bytes: Uint8Array, ...start: number[]): boolean =>
	start.every((value, index) => bytes[index] === value);

/** What kind of pages the bytes hold, by their first bytes; null where they are no pages. */
export const scanKindOf = (bytes: Uint8Array): ScanFormat | null => {
	if (begins(bytes, 0xff, 0xd8, 0xff)) return 'jpg';
	if (begins(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'png';
	if (begins(bytes, 0x49, 0x49, 0x2a, 0) || begins(bytes, 0x4d, 0x4d, 0, 0x2a)) return 'tiff';
	return Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-') ? 'pdf' : null;
};

/** Of which formats can pages be shown as pictures? */
export const hasPages = (format: string | null): format is ScanFormat =>
	format === 'pdf' || format === 'jpg' || format === 'png' || format === 'tiff';

/** The format of a file that the readers gave back because its pages have to be read as pictures; null for one that is simply bad. */
export const scanOf = (reading: Reading, bytes: Uint8Array): ScanFormat | null =>
	!reading.ok && (reading.error === 'scan-without-text' || reading.error === 'unsupported-format')
		? scanKindOf(bytes)
		: null;
