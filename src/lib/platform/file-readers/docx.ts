import { Unzip, UnzipInflate } from 'fflate';
import { SaxesParser } from 'saxes';
import { decodeLegacy, encodingOfFont, type LegacyEncoding } from '#lib/text/legacy.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { type Numbering, readNumbering } from './docx-numbering.ts';
import { Unreadable } from './reading.ts';

const wanted = new Set(['word/document.xml', 'word/numbering.xml']);

/**
 * The wanted parts of the package, unpacked piece by piece, so that a bomb is stopped by what it really unpacks to and
 * not by what its headers claim.
 */
const unpack = (bytes: Uint8Array, limit: number): Map<string, string> => {
	const parts = new Map<string, string>();
	let total = 0;
	let tooLarge: Unreadable | null = null;
	const unzip = new Unzip((file) => {
		if (!wanted.has(file.name)) return;
		const decoder = new TextDecoder();
		let text = '';
		file.ondata = (error, chunk, final) => {
			// What is thrown here comes back as an error of the unpacker: the first reason stands.
			if (tooLarge) throw tooLarge;
			if (error) throw new Unreadable('truncated');
			total += chunk.length;
			if (total > limit) {
				tooLarge = new Unreadable('unpacks-too-large', { megabytes: Math.round(limit / 1_048_576) });
				throw tooLarge;
			}
			text += decoder.decode(chunk, { stream: !final });
			if (final) parts.set(file.name, text);
		};
		file.start();
	});
	unzip.register(UnzipInflate);
	try {
		for (let start = 0; start < bytes.length; start += 65_536) {
			unzip.push(bytes.subarray(start, start + 65_536), start + 65_536 >= bytes.length);
		}
	} catch (error) {
		throw tooLarge ?? (error instanceof Unreadable ? error : new Unreadable('truncated'));
	}
	return parts;
};

type Run = { text: string; encoding: LegacyEncoding | null; bold: boolean };

/** The paragraphs of word/document.xml with table cells, alignment, bold, automatic numbers, and runs decoded by font. */
const readBody = (xml: string, numbering: Numbering): Paragraph[] => {
	const paragraphs: Paragraph[] = [];
	const tables: { table: number; row: number; cell: number }[] = [];
	let tableCount = 0;
	let runs: Run[] = [];
	let align: Paragraph['align'];
	let style = '';
	let number: { id: string; level: number } | null = null;
	let font: string | undefined;
	let bold = false;
	let inText = false;
	let skip = 0;
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => {
		const value = String(attributes['w:val'] ?? '');
		// A text box stands twice (drawing and its fallback): the fallback is left out. So is deleted text.
		if (name === 'mc:Fallback' || name === 'w:del') skip++;
		else if (name === 'w:tbl') tables.push({ table: tableCount++, row: -1, cell: -1 });
		else if (name === 'w:tr' && tables.length)
			Object.assign(tables.at(-1) ?? {}, { row: (tables.at(-1)?.row ?? -1) + 1, cell: -1 });
		else if (name === 'w:tc' && tables.length)
			Object.assign(tables.at(-1) ?? {}, { cell: (tables.at(-1)?.cell ?? -1) + 1 });
		else if (name === 'w:p') {
			runs = [];
			align = undefined;
			style = '';
			number = null;
		} else if (name === 'w:jc')
			align = value === 'center' ? 'center' : value === 'right' || value === 'end' ? 'right' : align;
		else if (name === 'w:pStyle') style = value;
		else if (name === 'w:numId') number = { id: value, level: number?.level ?? 0 };
		else if (name === 'w:ilvl') number = { id: number?.id ?? '', level: Number(value) };
		else if (name === 'w:r') {
			font = undefined;
			bold = false;
		} else if (name === 'w:rFonts') font = String(attributes['w:ascii'] ?? attributes['w:hAnsi'] ?? '');
		else if (name === 'w:b') bold = value !== '0' && value !== 'false';
		else if (name === 'w:t') inText = true;
		else if (name === 'w:tab') runs.push({ text: '\t', encoding: null, bold });
		else if (name === 'w:br' || name === 'w:cr') runs.push({ text: '\n', encoding: null, bold });
		else if (name === 'w:noBreakHyphen') runs.push({ text: '-', encoding: null, bold });
	});
	parser.on('text', (text) => {
		if (inText && skip === 0) runs.push({ text, encoding: encodingOfFont(font), bold });
	});
	parser.on('closetag', ({ name }) => {
		if (name === 'mc:Fallback' || name === 'w:del') skip--;
		else if (name === 'w:t') inText = false;
		else if (name === 'w:tbl') tables.pop();
		else if (name === 'w:p') {
			// Neighbouring runs of one encoding are decoded together: a VNI letter may be split between two.
			let body = '';
			for (let index = 0; index < runs.length; ) {
				const encoding = runs[index]?.encoding ?? null;
				let joined = '';
				while (index < runs.length && (runs[index]?.encoding ?? null) === encoding)
					joined += runs[index++]?.text ?? '';
				body += decodeLegacy(joined, encoding);
			}
			const label = number ? numbering.next(number.id, number.level) : numbering.nextOfStyle(style);
			const text = (label && body.trim() ? `${label} ` : '') + body;
			const cell = tables[0];
			const heading = /heading\s*(\d)/i.exec(style)?.[1];
			for (const line of text.split('\n')) {
				paragraphs.push({
					text: line,
					...(align ? { align } : {}),
					...(heading ? { heading: Number(heading) } : {}),
					...(runs.some((run) => run.text.trim()) && runs.every((run) => run.bold || !run.text.trim())
						? { bold: true }
						: {}),
					...(cell ? { table: { ...cell } } : {}),
				});
			}
			runs = [];
		}
	});
	parser.write(xml).close();
	return paragraphs;
};

/** @throws Unreadable truncated | unpacks-too-large | password | unreadable */
export const readDocx = (bytes: Uint8Array, unpackedLimit: number): Paragraph[] => {
	const parts = unpack(bytes, unpackedLimit);
	const body = parts.get('word/document.xml');
	if (!body) throw new Unreadable('truncated');
	try {
		return readBody(body, readNumbering(parts.get('word/numbering.xml')));
	} catch {
		throw new Unreadable('unreadable');
	}
};
