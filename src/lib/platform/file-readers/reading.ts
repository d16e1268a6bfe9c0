import type { Mended } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';

export type FileFormat = 'docx' | 'pdf' | 'html' | 'txt' | 'md' | 'doc' | 'rtf' | 'odt';

/** Why a file could not be read. The words for each are in messages.ts. */
export type ReadErrorKey =
	| 'empty-file'
	| 'truncated'
	| 'too-large'
	| 'unpacks-too-large'
	| 'password'
	| 'unreadable'
	| 'wrong-ending'
	| 'unsupported-format'
	| 'scan-without-text'
	| 'no-text'
	| 'too-many-paragraphs'
	| 'no-files'
	| 'too-many-files'
	| 'too-slow';

export type ReadFailure = {
	ok: false;
	format: string | null;
	error: ReadErrorKey;
	detail: Record<string, string | number>;
	warnings: string[];
};
export type ReadSuccess = {
	ok: true;
	format: FileFormat;
	paragraphs: Paragraph[];
	pages: number | null;
	characters: number;
	warnings: string[];
	/** What was mended in the text; the file itself stays as it came. */
	mended: Mended[];
};
export type Reading = ReadSuccess | ReadFailure;

/** How much a file may be. Bytes, unless said otherwise. */
export type ReadLimits = {
	fileBytes: number;
	textBytes: number;
	unpackedBytes: number;
	/** Paragraphs of a document: what has more is no document. */
	paragraphs: number;
	milliseconds: number;
	memoryMegabytes: number;
};

export const defaultLimits: ReadLimits = {
	fileBytes: 200 * 1024 * 1024,
	textBytes: 20 * 1024 * 1024,
	unpackedBytes: 80 * 1024 * 1024,
	paragraphs: 200_000,
	milliseconds: 60_000,
	memoryMegabytes: 640,
};

/** Thrown by the readers; becomes a ReadFailure. */
export class Unreadable extends Error {
	readonly key: ReadErrorKey;
	readonly detail: Record<string, string | number>;
	constructor(key: ReadErrorKey, detail: Record<string, string | number> = {}) {
		super(key);
		this.key = key;
		this.detail = detail;
	}
}
