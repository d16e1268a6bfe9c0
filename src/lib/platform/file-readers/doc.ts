import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { type DocLists, readDocLists } from './doc-lists.ts';
import { type DocLook, type Ranges, rangeAt, readFonts, readRanges, readStyles } from './doc-properties.ts';
import { openOle } from './ole.ts';
import { Unreadable } from './reading.ts';
import { decodeParagraphs, type Run, type RunParagraph } from './runs.ts';

const WORD_97 = 0xc1;
/** Places in the file's information block (FIB, MS-DOC 2.5). */
const place = {
	style: 0xa2,
	characters: 0xfa,
	paragraphs: 0x102,
	fonts: 0x112,
	pieces: 0x1a2,
	lists: 0x2e2,
	uses: 0x2ea,
} as const;
const length = {
	text: 0x4c,
	notes: 0x50,
	headers: 0x54,
	macros: 0x58,
	remarks: 0x5c,
	endNotes: 0x60,
	boxes: 0x64,
} as const;

type Piece = { from: number; to: number; position: number; isNarrow: boolean };

/** Where the text lies in the file, in the order in which it is read (CLX, 2.9.38). */
const readPieces = (table: Uint8Array): Piece[] => {
	const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
	let at = 0;
	while (at < table.length && view.getUint8(at) === 1) at += 3 + view.getUint16(at + 1, true);
	if (at >= table.length || view.getUint8(at) !== 2) throw new Unreadable('truncated');
	const size = view.getUint32(at + 1, true);
	const count = Math.floor((size - 4) / 12);
	const start = at + 5;
	const pieces: Piece[] = [];
	for (let index = 0; index < count; index++) {
		const raw = view.getUint32(start + (count + 1) * 4 + index * 8 + 2, true);
		const isNarrow = (raw & 0x40000000) !== 0;
		pieces.push({
			from: view.getUint32(start + index * 4, true),
			to: view.getUint32(start + index * 4 + 4, true),
			position: isNarrow ? (raw & 0x3fffffff) / 2 : raw,
			isNarrow,
		});
	}
	return pieces;
};

const narrow = new TextDecoder('windows-1252');
const wide = new TextDecoder('utf-16le');

type Body = {
	document: Uint8Array;
	pieces: Piece[];
	characters: Ranges;
	paragraphs: Ranges;
	fonts: string[];
	styles: ReturnType<typeof readStyles>;
	lists: DocLists;
};

/** Calls back with every stretch of text of one look between two places of the text. */
const stretches = (
	body: Body,
	from: number,
	to: number,
	give: (text: string, look: DocLook, position: number, width: number) => void,
): void => {
	for (const piece of body.pieces) {
		const first = Math.max(from, piece.from);
		const last = Math.min(to, piece.to);
		const width = piece.isNarrow ? 1 : 2;
		let position = piece.position + (first - piece.from) * width;
		const end = Math.min(piece.position + (last - piece.from) * width, body.document.length);
		while (first < last && position < end) {
			const range = rangeAt(body.characters, position);
			const until = Math.min(end, Math.max(position + width, range?.to ?? end));
			const raw = body.document.subarray(position, until - ((until - position) % width));
			give((width === 1 ? narrow : wide).decode(raw), range?.look ?? {}, position, width);
			position = until;
		}
	}
};

/** Signs in the text that are no letters (2.4.1 and special characters). */
const signs: Record<string, string> = { '\v': '\n', '\u001e': '-', '\u001f': '', '\u00a0': '\u00a0' };

/** The paragraphs between two places of the text. */
const paragraphsOf = (body: Body, from: number, to: number, state: { table: number }): RunParagraph[] => {
	const paragraphs: RunParagraph[] = [];
	let runs: Run[] = [];
	/** Fields nest; the instruction of each is not shown, its result is. */
	const fields: boolean[] = [];
	let row = 0;
	let cell = 0;
	let wasInTable = false;
	const end = (position: number, isCell: boolean): void => {
		const own = rangeAt(body.paragraphs, position)?.look ?? {};
		const look: DocLook = { ...body.styles.lookOf(own.style ?? 0), ...own };
		const inTable = look.inTable === true || isCell;
		if (inTable && !wasInTable) {
			state.table++;
			row = 0;
			cell = 0;
		}
		wasInTable = inTable;
		if (isCell && look.endsRow) {
			row++;
			cell = 0;
			runs = [];
			return;
		}
		if (runs.length > 0 || !isCell) {
			const label = runs.length > 0 && look.list ? body.lists.next(look.list, look.listLevel ?? 0) : '';
			paragraphs.push({
				runs,
				...(label ? { label } : {}),
				...(look.center ? { align: 'center' as const } : look.right ? { align: 'right' as const } : {}),
				...(inTable ? { table: { table: state.table, row, cell } } : {}),
			});
		}
		if (isCell) cell++;
		runs = [];
	};
	stretches(body, from, to, (text, own, position, width) => {
		const paragraphStyle = rangeAt(body.paragraphs, position)?.look.style ?? 0;
		const look: DocLook = {
			...body.styles.lookOf(paragraphStyle),
			...(own.charStyle ? body.styles.lookOf(own.charStyle) : {}),
			...own,
		};
		const isHidden = look.hidden === true || look.deleted === true;
		let plain = '';
		const write = (): void => {
			if (plain !== '' && !isHidden) {
				const index = /[\u0080-\uFFFF]/.test(plain) ? (look.other ?? look.ascii) : (look.ascii ?? look.other);
				runs.push({ text: plain, font: body.fonts[index ?? 0], bold: look.bold });
			}
			plain = '';
		};
		for (let at = 0; at < text.length; at++) {
			const sign = text[at] ?? '';
			if (sign >= ' ' || sign === '\t') {
				if (!fields.includes(false)) plain += sign;
			} else if (sign === '\r' || sign === '\u0007' || sign === '\f') {
				write();
				end(position + at * width, sign === '\u0007');
			} else if (sign === '\u0013') fields.push(false);
			else if (sign === '\u0014') {
				if (fields.length > 0) fields[fields.length - 1] = true;
			} else if (sign === '\u0015') fields.pop();
			else if (!fields.includes(false)) plain += signs[sign] ?? '';
		}
		write();
	});
	if (runs.length > 0) end(-1, false);
	return paragraphs;
};

/** Word 6 and 95 keep their text in one stretch of bytes; of fonts nothing is read there. */
const readOld = (document: Uint8Array, view: DataView): RunParagraph[] =>
	narrow
		.decode(document.subarray(view.getUint32(0x18, true), view.getUint32(0x1c, true)))
		// biome-ignore lint/suspicious/noControlCharactersInRegex: the signs of fields in the file
		.replace(/\u0013[^\u0013-\u0015]*\u0014?|\u0015/g, '')
		.replaceAll('\u0007', '\r')
		.split(/[\r\f]/)
		.map((text) => ({ runs: [{ text: text.replace(/\v/g, '\n') }] }));

/**
 * Word 97–2003 (MS-DOC): text with the font of each run, alignment and tables; then footnotes, end notes and text
 * boxes. Headers and what was deleted are left out.
 * @throws Unreadable password | truncated | unreadable
 */
export const readDoc = (bytes: Uint8Array, mending: Mending): Paragraph[] => {
	const stream = openOle(bytes);
	const document = stream('WordDocument');
	if (!document)
		throw new Unreadable(stream('EncryptedPackage') ? 'password' : 'unsupported-format', { ending: '.doc' });
	const view = new DataView(document.buffer, document.byteOffset, document.byteLength);
	try {
		const flags = view.getUint16(0x0a, true);
		if (flags & 0x100) throw new Unreadable('password');
		if (view.getUint16(2, true) < WORD_97) return decodeParagraphs(readOld(document, view), mending);
		const tables = stream(flags & 0x200 ? '1Table' : '0Table');
		if (!tables) throw new Unreadable('truncated');
		const part = (at: number): Uint8Array => {
			const start = view.getUint32(at, true);
			return tables.subarray(start, start + view.getUint32(at + 4, true));
		};
		const size = (at: number): number => view.getUint32(at, true);
		const body: Body = {
			document,
			pieces: readPieces(part(place.pieces)),
			characters: readRanges(document, part(place.characters), 'character'),
			paragraphs: readRanges(document, part(place.paragraphs), 'paragraph'),
			fonts: readFonts(part(place.fonts)),
			styles: readStyles(part(place.style)),
			lists: readDocLists(tables, size(place.lists), part(place.uses)),
		};
		const state = { table: -1 };
		const text = size(length.text);
		const notes = text + size(length.notes);
		const endNotes = notes + size(length.headers) + size(length.macros) + size(length.remarks);
		const boxes = endNotes + size(length.endNotes);
		return decodeParagraphs(
			[
				...paragraphsOf(body, 0, text, state),
				...paragraphsOf(body, text, notes, state),
				...paragraphsOf(body, endNotes, boxes + size(length.boxes), state),
			],
			mending,
		);
	} catch (error) {
		throw error instanceof RangeError ? new Unreadable('truncated') : error;
	}
};
