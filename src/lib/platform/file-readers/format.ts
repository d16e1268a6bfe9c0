import { extname } from 'node:path';
import { Unreadable } from './reading.ts';
import { readZipDirectory } from './zip-directory.ts';

const MOST_PARTS = 20_000;

/** What the bytes are, whatever the name says. `ole` is the container of old Office files. */
export type Kind =
	| 'docx'
	| 'odt'
	| 'pdf'
	| 'html'
	| 'mhtml'
	| 'wordxml'
	| 'edxml'
	| 'zip'
	| 'txt'
	| 'md'
	| 'doc'
	| 'rtf'
	| 'image';

const begins = (bytes: Uint8Array, ...start: number[]): boolean =>
	start.every((value, index) => bytes[index] === value);
const ascii = (bytes: Uint8Array, from: number, to: number): string =>
	Buffer.from(bytes.subarray(from, to)).toString('latin1');

const endings: Record<string, Kind> = {
	'.docx': 'docx',
	'.pdf': 'pdf',
	'.html': 'html',
	'.htm': 'html',
	'.txt': 'txt',
	'.md': 'md',
	'.doc': 'doc',
	'.rtf': 'rtf',
	'.odt': 'odt',
	'.mht': 'mhtml',
	'.mhtml': 'mhtml',
	'.edxml': 'edxml',
	'.zip': 'zip',
};

/** Text has no zero bytes in UTF-8; in UTF-16 it begins with a byte order mark. */
const looksLikeText = (bytes: Uint8Array): boolean => {
	if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) return true;
	const head = bytes.subarray(0, 8192);
	let strange = 0;
	for (const value of head)
		if (value === 0 || (value < 32 && value !== 9 && value !== 10 && value !== 13 && value !== 12)) strange++;
	return strange / Math.max(1, head.length) < 0.002;
};

/** What a zip package holds. A cut one has no directory left; then its name and first parts tell. */
const packedKind = (bytes: Uint8Array, said: Kind | undefined, ending: string): Kind => {
	let names: string[];
	try {
		names = readZipDirectory(bytes, MOST_PARTS).map(({ name }) => name.replace(/\\/g, '/'));
	} catch (error) {
		if (error instanceof Unreadable && error.key !== 'truncated') throw error;
		const head = ascii(bytes, 0, Math.min(bytes.length, 400_000));
		if (said === 'docx' || head.includes('word/')) return 'docx';
		if (said === 'odt' || head.includes('opendocument.text')) return 'odt';
		throw new Unreadable('truncated');
	}
	if (names.includes('word/document.xml')) return 'docx';
	if (names.includes('content.xml') && ascii(bytes, 0, 200).includes('opendocument.text')) return 'odt';
	if (
		names.includes('[Content_Types].xml') ||
		names.includes('mimetype') ||
		names.includes('META-INF/MANIFEST.MF')
	)
		throw new Unreadable('unsupported-format', { ending: ending || 'zip' });
	return 'zip';
};

const markup = (head: string): Kind | null => {
	if (/<(?:\w+:)?edXML(?:Envelope)?[\s>]/i.test(head)) return 'edxml';
	if (
		/^\s*(?:[\w-]+:[^\n]*\n){0,40}?Content-Type:\s*multipart\/related/im.test(head) &&
		/MIME-Version:/i.test(head)
	)
		return 'mhtml';
	if (/<\?mso-application\s+progid="Word\.Document"|<w:wordDocument[\s>]|<pkg:package[\s>]/.test(head))
		return 'wordxml';
	return /<!doctype html|<html[\s>]|<body[\s>]|<meta[\s]|<div[\s>]|<p[\s>]/i.test(head) ? 'html' : null;
};

/**
 * The kind of a file by its content, and whether its name said another one.
 * @throws Unreadable unsupported-format | wrong-ending
 */
export const kindOf = (bytes: Uint8Array, name: string): { kind: Kind; misnamed: boolean } => {
	const ending = extname(name).toLowerCase();
	const said = endings[ending];
	const is = (kind: Kind): { kind: Kind; misnamed: boolean } => ({ kind, misnamed: said !== kind });
	if (ascii(bytes, 0, 1024).includes('%PDF-')) return is('pdf');
	if (begins(bytes, 0x50, 0x4b, 3, 4) || begins(bytes, 0x50, 0x4b, 5, 6))
		return is(packedKind(bytes, said, ending));
	if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
		if (said === 'docx' && ascii(bytes, 0, Math.min(bytes.length, 400_000)).includes('E\0n\0c\0r\0y\0p\0t'))
			throw new Unreadable('password');
		return is('doc');
	}
	if (ascii(bytes, 0, 6) === '{\\rtf1') return is('rtf');
	if (
		begins(bytes, 0xff, 0xd8, 0xff) ||
		begins(bytes, 0x89, 0x50, 0x4e, 0x47) ||
		begins(bytes, 0x49, 0x49, 0x2a, 0) ||
		begins(bytes, 0x4d, 0x4d, 0, 0x2a)
	)
		return is('image');
	if (!looksLikeText(bytes))
		throw new Unreadable(said ? 'wrong-ending' : 'unsupported-format', { ending: ending || '?' });
	const marked = markup(ascii(bytes, 0, 8192).replaceAll('\0', ''));
	if (marked) return is(marked);
	if (said === 'docx' || said === 'pdf' || said === 'odt' || said === 'zip')
		throw new Unreadable('wrong-ending', { ending });
	return said === 'md' ? is('md') : { kind: 'txt', misnamed: said !== 'txt' };
};
