import { encodingOfFont } from '#lib/text/legacy.ts';
import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { Unreadable } from './reading.ts';
import { decodeParagraphs, type Run, type RunParagraph } from './runs.ts';

/** Destinations whose text is no part of the document. */
const silent = new Set(
	(
		'colortbl stylesheet info pict objdata header headerl headerr headerf footer footerl footerr footerf fldinst ' +
		'listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl ' +
		'sp bkmkstart bkmkend filetbl template private1 comment annotation atnid atnauthor mmathPr ftnsep ftnsepc aftnsep ' +
		'aftnsepc ftncn aftncn pnseclvl pntxtb pntxta userprops docvar nonshppict wgrffmtfilter listname panose falt'
	).split(' '),
);
const charsets: Record<number, string> = {
	161: 'windows-1253',
	162: 'windows-1254',
	163: 'windows-1258',
	204: 'windows-1251',
	238: 'windows-1250',
};
const MOST_DEPTH = 1_000;

type State = {
	font: number;
	bold: boolean;
	hidden: boolean;
	skip: number;
	destination: string;
	align: Paragraph['align'];
	inTable: boolean;
};

/** Words that stand for a character. */
const characters: Record<string, string> = {
	tab: '\t',
	line: '\n',
	softline: '\n',
	emdash: '—',
	endash: '–',
	lquote: '‘',
	rquote: '’',
	ldblquote: '“',
	rdblquote: '”',
	bullet: '•',
	emspace: ' ',
	enspace: ' ',
	qmspace: ' ',
};

const token = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/gy;

/**
 * Rich Text Format 1.9, as Word, WordPad and LibreOffice write it: text with fonts, tables and alignment; pictures,
 * headers and fields' instructions are left out, footnotes come at the end.
 */
export const readRtf = (bytes: Uint8Array, mending: Mending): Paragraph[] => {
	const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	const fonts = new Map<number, { name: string; charset: number }>();
	const body: RunParagraph[] = [];
	const notes: RunParagraph[] = [];
	const stack: State[] = [];
	let state: State = {
		font: 0,
		bold: false,
		hidden: false,
		skip: 1,
		destination: '',
		align: undefined,
		inTable: false,
	};
	let defaultFont = 0;
	let codepage = 'windows-1252';
	let runs: Run[] = [];
	let toSkip = 0;
	let isStarred = false;
	let table = -1;
	let row = 0;
	let cell = 0;
	let lastInTable = false;
	/** What was open in the body when a footnote began. */
	let outside: Run[] | null = null;

	const write = (text: string): void => {
		if (text === '' || state.hidden) return;
		if (state.destination === 'fonttbl') {
			const font = fonts.get(state.font);
			if (font) font.name += text;
			return;
		}
		if (state.destination === 'silent') return;
		const font = fonts.get(state.font)?.name;
		const last = runs.at(-1);
		if (last && last.font === font && last.bold === state.bold) last.text += text;
		else runs.push({ text, font, bold: state.bold });
	};
	const decode = (raw: number[]): string => {
		const font = fonts.get(state.font);
		const name = encodingOfFont(font?.name) ? 'windows-1252' : (charsets[font?.charset ?? 0] ?? codepage);
		return new TextDecoder(name).decode(Uint8Array.from(raw));
	};
	const endParagraph = (endsCell: boolean): void => {
		if (state.inTable && !lastInTable) {
			table++;
			row = 0;
			cell = 0;
		}
		lastInTable = state.inTable;
		if (runs.length > 0 || !endsCell) {
			(state.destination === 'footnote' ? notes : body).push({
				runs,
				...(state.align ? { align: state.align } : {}),
				...(state.inTable ? { table: { table, row, cell } } : {}),
			});
		}
		runs = [];
		if (endsCell) cell++;
	};
	const word = (name: string, value: number | null): void => {
		const character = characters[name];
		if (character !== undefined) {
			write(character);
			return;
		}
		if (isStarred && name !== 'shpinst' && name !== 'shptxt' && name !== 'fonttbl') {
			isStarred = false;
			state.destination = 'silent';
			return;
		}
		isStarred = false;
		if (silent.has(name)) state.destination = 'silent';
		else if (name === 'fonttbl') state.destination = 'fonttbl';
		else if (name === 'footnote') {
			if (state.destination !== 'silent' && outside === null) {
				state.destination = 'footnote';
				outside = runs;
				runs = [];
			}
		} else if (name === 'par' || name === 'sect' || name === 'page') {
			if (state.destination !== 'silent') endParagraph(false);
		} else if (state.destination === 'silent') return;
		else if (name === 'cell' || name === 'nestcell') endParagraph(true);
		else if (name === 'row' || name === 'nestrow') {
			row++;
			cell = 0;
		} else if (name === 'trowd') cell = 0;
		else if (name === 'pard') Object.assign(state, { align: undefined, inTable: false });
		else if (name === 'intbl') state.inTable = true;
		else if (name === 'qc') state.align = 'center';
		else if (name === 'qr') state.align = 'right';
		else if (name === 'ql' || name === 'qj') state.align = undefined;
		else if (name === 'plain') Object.assign(state, { font: defaultFont, bold: false, hidden: false });
		else if (name === 'b') state.bold = value !== 0;
		else if (name === 'v' || name === 'deleted') state.hidden = value !== 0;
		else if (name === 'deff') {
			defaultFont = value ?? 0;
			state.font = defaultFont;
		} else if (name === 'f' && value !== null) {
			state.font = value;
			if (state.destination === 'fonttbl' && !fonts.has(value)) fonts.set(value, { name: '', charset: 0 });
		} else if (name === 'fcharset') {
			const font = fonts.get(state.font);
			if (font) font.charset = value ?? 0;
		} else if (name === 'ansicpg' && value && value >= 1250 && value <= 1258) codepage = `windows-${value}`;
		else if (name === 'uc') state.skip = value ?? 1;
		else if (name === 'u' && value !== null) {
			write(String.fromCharCode(value < 0 ? value + 65_536 : value));
			toSkip = state.skip;
		}
	};

	let pending: number[] = [];
	const flush = (): void => {
		if (pending.length > 0) write(decode(pending));
		pending = [];
	};
	token.lastIndex = 0;
	for (let match = token.exec(source); match; match = token.exec(source)) {
		const [, name, number, hex, symbol, brace, text] = match;
		if (hex !== undefined) {
			if (toSkip > 0) toSkip--;
			else pending.push(Number.parseInt(hex, 16));
			continue;
		}
		flush();
		if (name !== undefined) {
			toSkip = 0;
			const value = number === undefined ? null : Number(number);
			if (name === 'bin') token.lastIndex += Math.max(0, value ?? 0);
			else word(name, value);
		} else if (brace === '{') {
			toSkip = 0;
			isStarred = false;
			if (stack.length >= MOST_DEPTH) throw new Unreadable('unreadable');
			stack.push({ ...state });
		} else if (brace === '}') {
			toSkip = 0;
			if (outside && state.destination === 'footnote' && stack.at(-1)?.destination !== 'footnote') {
				if (runs.length > 0) endParagraph(false);
				runs = outside;
				outside = null;
			}
			state = stack.pop() ?? state;
		} else if (symbol !== undefined) {
			if (symbol === '*') isStarred = true;
			else if (toSkip > 0) toSkip--;
			else if (symbol === '~') write(' ');
			else if (symbol === '_') write('-');
			else if (symbol === '\\' || symbol === '{' || symbol === '}') write(symbol);
			else if (symbol === '\n' || symbol === '\r') word('par', null);
		} else if (text !== undefined) {
			const rest = text.slice(Math.min(toSkip, text.length));
			toSkip = Math.max(0, toSkip - text.length);
			// Bytes above 127 should be escaped, but some programs write them as they are.
			if (rest !== '') write(/[\u0080-\u00FF]/.test(rest) ? decode([...Buffer.from(rest, 'latin1')]) : rest);
		}
	}
	flush();
	if (stack.length > 0 && !/\}[\s\0]*$/.test(source.slice(-200))) throw new Unreadable('truncated');
	if (runs.length > 0) endParagraph(false);
	for (const font of fonts.values()) font.name = font.name.replace(/;.*$/s, '').trim();
	for (const { runs: own } of [...body, ...notes])
		for (const run of own) if (run.font) run.font = run.font.replace(/;.*$/s, '').trim();
	return decodeParagraphs([...body, ...notes], mending);
};
