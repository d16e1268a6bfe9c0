import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { readDocxBody } from './docx-body.ts';
import { readNumbering } from './docx-numbering.ts';
import { readDocxStyles } from './docx-styles.ts';
import { Unreadable } from './reading.ts';
import { decodeParagraphs } from './runs.ts';
import { readZipDirectory, unpackMember } from './zip-directory.ts';

const MOST_PARTS = 20_000;

/**
 * The wanted parts of a package as text, together no more than `limit` bytes: a bomb is stopped by what it really
 * unpacks to and not by what its directory claims.
 */
export const readParts = (
	bytes: Uint8Array,
	wanted: readonly string[],
	limit: number,
): Map<string, string> => {
	const parts = new Map<string, string>();
	let left = limit;
	for (const member of readZipDirectory(bytes, MOST_PARTS)) {
		const name = member.name.replace(/\\/g, '/');
		if (!wanted.includes(name) || parts.has(name)) continue;
		const content = unpackMember(bytes, member, left);
		left -= content.length;
		parts.set(name, new TextDecoder().decode(content));
	}
	return parts;
};

/**
 * Word's Open XML (ECMA-376): the body, then the footnotes and end notes.
 * @throws Unreadable truncated | unpacks-too-large | password | unreadable
 */
export const readDocx = (bytes: Uint8Array, unpackedLimit: number, mending: Mending): Paragraph[] => {
	const notes = ['word/footnotes.xml', 'word/endnotes.xml'];
	const parts = readParts(
		bytes,
		['word/document.xml', 'word/numbering.xml', 'word/styles.xml', ...notes],
		unpackedLimit,
	);
	const body = parts.get('word/document.xml');
	if (!body) throw new Unreadable('truncated');
	try {
		const numbering = readNumbering(parts.get('word/numbering.xml'));
		const styleOf = readDocxStyles(parts.get('word/styles.xml'));
		const paragraphs = readDocxBody(body, numbering, styleOf);
		for (const note of notes) {
			const text = parts.get(note);
			if (text)
				paragraphs.push(
					...readDocxBody(text, numbering, styleOf).filter(({ runs }) =>
						runs.some(({ text }) => text.trim()),
					),
				);
		}
		return decodeParagraphs(paragraphs, mending);
	} catch {
		throw new Unreadable('unreadable');
	}
};

/**
 * Word documents that are one XML file: of Word 2003, or a package written flat. Only the body is read.
 * @throws Unreadable truncated | unreadable
 */
export const readWordXml = (source: string, mending: Mending): Paragraph[] => {
	const start = source.indexOf('<w:body');
	const end = source.indexOf('</w:body>', start);
	if (start < 0 || end < 0) throw new Unreadable('truncated');
	try {
		const body = readDocxBody(
			source.slice(start, end + 9),
			readNumbering(undefined),
			readDocxStyles(undefined),
		);
		return decodeParagraphs(body, mending);
	} catch {
		throw new Unreadable('unreadable');
	}
};
