import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { decodeLines } from './runs.ts';

const named = (bytes: Uint8Array): string => {
	const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
	const charset = /charset\s*=\s*["']?\s*(windows-125\d|iso-8859-\d+)/i.exec(head)?.[1];
	return charset ?? 'windows-1252';
};

/**
 * Bytes of a text as a string: UTF-16 by its mark or its zero bytes, UTF-8 when it is valid, else the single-byte code
 * page that a page names, or the one in which TCVN3 and VNI were typed.
 */
export const decodeBytes = (bytes: Uint8Array): string => {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder(named(bytes)).decode(bytes);
	}
};

/** One paragraph a line; tabs in a line part the columns of a head. */
export const readPlain = (text: string, mending: Mending): Paragraph[] =>
	decodeLines(text.split(/\r\n|\r|\n|\f/), mending).map((line) => ({ text: line }));

/**
 * Markdown as people paste it: escapes, bold marks, headings and tables are undone, so that the text is as printed.
 */
export const readMarkdown = (text: string): Paragraph[] => {
	let table = -1;
	let row = 0;
	return text.split(/\r\n|\r|\n/).flatMap((line): Paragraph[] => {
		const plain = (part: string): string =>
			part
				.replace(/\\([\\`*_{}[\]()#+\-.!>|~=])/g, '$1')
				.replace(/(\*\*|__)(.*?\S.*?)\1/g, '$2')
				.replace(/\*\*/g, '')
				.replace(/(?<![\p{L}\d])[*_](?=\S)(.+?)[*_](?![\p{L}\d])/gu, '$1')
				.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
				.replace(/<br\s*\/?>/gi, '\n')
				.replace(/<[^>]+>/g, '')
				.trim();
		if (/^\s*\|.*\|\s*$/.test(line)) {
			if (/^[\s|:-]+$/.test(line)) return [];
			if (row === 0) table++;
			const cells = line
				.trim()
				.slice(1, -1)
				.split(/(?<!\\)\|/);
			const at = row++;
			return cells.flatMap((cell, index) =>
				plain(cell)
					.split('\n')
					.map((part) => ({ text: part.trim(), table: { table, row: at, cell: index } })),
			);
		}
		row = 0;
		const heading = /^\s*(#{1,6})\s+(.*)$/.exec(line);
		const bold = /^\s*(\*\*|__).+\1\s*$/.test(line) || heading !== null;
		return [
			{
				text: plain(heading?.[2] ?? line),
				...(heading?.[1] ? { heading: heading[1].length } : {}),
				...(bold ? { bold: true } : {}),
			},
		];
	});
};
