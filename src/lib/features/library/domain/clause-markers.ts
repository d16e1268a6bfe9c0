import { withoutMarks } from '#lib/text/fold.ts';

/** What a line says that begins a clause. */
export type Marker = {
	kind: 'part' | 'chapter' | 'section' | 'article' | 'clause' | 'point' | 'dash' | 'appendix';
	/** Finer than the kind: letters above romans, 1. above 1.1., dashes above pluses. */
	level: number;
	label: string;
	rest: string;
	/** The clause's own piece of its anchor. */
	name: string;
};

const ranks: Record<Marker['kind'], number> = {
	appendix: 1,
	part: 2,
	chapter: 3,
	section: 4,
	article: 5,
	clause: 6,
	point: 7,
	dash: 8,
};

/** Outer clauses have lower ranks. */
export const rankOf = (marker: Pick<Marker, 'kind' | 'level'>): number =>
	ranks[marker.kind] + marker.level / 10;

const slug = (text: string): string =>
	withoutMarks(text)
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');

const named: readonly [RegExp, Marker['kind'], number][] = [
	[/^(PHỤ LỤC|Phụ lục)((?:\s+(?:số\s+)?[IVXLC\d]+[A-Za-z]?)?)\s*[.:-]?\s*(.*)$/u, 'appendix', 0],
	[
		/^(PHẦN|Phần)(\s+(?:thứ\s+\p{Ll}+(?:\s+\p{Ll}+)?|THỨ\s+\p{Lu}+(?:\s+\p{Lu}+)?|[IVX]+[a-gđ]?|\d+[a-gđ]?|[A-H]))(?![\p{L}\d])\s*[.:-]?\s*(.*)$/u,
		'part',
		0,
	],
	[/^(CHƯƠNG|Chương)(\s+(?:[IVXLC]+|\d+)[a-gđ]?)(?![\p{L}\d])\s*[.:-]?\s*(.*)$/u, 'chapter', 0],
	[/^(MỤC|Mục)(\s+(?:[IVXLC]+|\d+|[A-Z]))(?![\p{L}\d])\s*[.:-]?\s*(.*)$/u, 'section', 5],
	[/^(TIỂU MỤC|Tiểu mục)(\s+(?:[IVXLC]+|\d+))(?![\p{L}\d])\s*[.:-]?\s*(.*)$/u, 'section', 7],
];
const MOST_HEADING = 220;

const article = /^(Điều\s+(\d{1,4}[a-zđ]?)\s*(?:[.:]|-(?=\s)|(?=$)))\s*(.*)$/iu;
const letter = /^(?![KTQ]\s?\/\s?[TMLUQ](?!\p{L}))(([A-HK])\s*(?:[.]\s*[-–]|[-–.)/]))\s*(\p{Lu}.*)$/u;
const roman = /^(([IVXLC]{1,6})\s*(?:[.]\s*[-–]|[-–.)/:]))\s*(\S.*)$/u;
const nested = /^((\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)–-]?)\s*([\p{Lu}"“].*)$/u;
/** Amendments put "2a." between 2 and 3. */
const numbered = /^((\d{1,3}[a-gđ]?)\s*(?:[.]\s*[-–]|[.)]|[-–/](?=\s)))\s*([^\d\s].*)$/u;
const point = /^((?:([a-zđ]\d?))\s*(?:\)|[./](?=\s)))\s*(\S.*)$/u;
const dash = /^([-+•▪○*])\s*(\S.*)$/u;

const romanValue: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
const romanNumber = (text: string): number => {
	let sum = 0;
	for (const [at, sign] of [...text].entries()) {
		const value = romanValue[sign] ?? 0;
		sum += value < (romanValue[text[at + 1] ?? ''] ?? 0) ? -value : value;
	}
	return sum;
};
const isRoman = (text: string): boolean => /^(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(text) && text !== '';

/**
 * Is "C." the letter after B or the roman hundred? Letters and romans are told apart by what stood before: C, D after
 * B, C are letters; I is the first roman unless H went before.
 */
const asLetter = (sign: string, before: Marker | null): boolean => {
	if (!isRoman(sign)) return true;
	const last = before?.kind === 'part' && before.level === 5 ? before.name.slice(-1).toUpperCase() : '';
	return last !== '' && sign.charCodeAt(0) === last.charCodeAt(0) + 1 && romanNumber(sign) > 5;
};

/**
 * The clause that a line begins, or null for a line that goes on with what is open.
 * @param before the last marker of the structure, which tells letters from romans
 */
export const markerOf = (line: string, before: Marker | null): Marker | null => {
	for (const [pattern, kind, level] of named) {
		const match = pattern.exec(line);
		if (!match || line.length > MOST_HEADING) continue;
		const [, word = '', sign = '', rest = ''] = match;
		// "Phần lớn …", "Mục 3 của Nghị quyết này …": a sentence, no heading.
		if (rest !== '' && /^\p{Ll}/u.test(rest)) continue;
		const label = line.slice(0, line.length - rest.length).trim();
		return { kind, level, label, rest, name: slug(`${word} ${sign}`) };
	}
	const asArticle = article.exec(line);
	if (asArticle) {
		const [, label = '', sign = '', rest = ''] = asArticle;
		return { kind: 'article', level: 0, label: label.trim(), rest, name: `dieu-${slug(sign)}` };
	}
	const asLetterMatch = letter.exec(line);
	if (asLetterMatch && line.length <= MOST_HEADING && asLetter(asLetterMatch[2] ?? '', before)) {
		const [, label = '', sign = '', rest = ''] = asLetterMatch;
		return { kind: 'part', level: 5, label: label.trim(), rest, name: `phan-${slug(sign)}` };
	}
	const asRoman = roman.exec(line);
	if (asRoman && isRoman(asRoman[2] ?? '')) {
		const [, label = '', sign = '', rest = ''] = asRoman;
		return { kind: 'section', level: 0, label: label.trim(), rest, name: `muc-${slug(sign)}` };
	}
	const asNested = nested.exec(line);
	if (asNested) {
		const [, label = '', sign = '', rest = ''] = asNested;
		return {
			kind: 'clause',
			level: sign.split('.').length,
			label: label.trim(),
			rest,
			name: `khoan-${slug(sign)}`,
		};
	}
	const asNumber = numbered.exec(line);
	if (asNumber) {
		const [, label = '', sign = '', rest = ''] = asNumber;
		return { kind: 'clause', level: 0, label: label.trim(), rest, name: `khoan-${slug(sign)}` };
	}
	const asPoint = point.exec(line);
	if (asPoint) {
		const [, label = '', sign = '', rest = ''] = asPoint;
		return {
			kind: 'point',
			level: 0,
			label: label.trim(),
			rest,
			name: sign.startsWith('đ') ? `diem-dd${sign.slice(1)}` : `diem-${slug(sign)}`,
		};
	}
	const asDash = dash.exec(line);
	if (asDash) {
		const [, label = '', rest = ''] = asDash;
		return { kind: 'dash', level: label === '+' || label === '○' ? 5 : 0, label, rest, name: 'gach' };
	}
	return null;
};

const attachedKind =
	/^(?:BẢN\s+)?(QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG)?|KẾ HOẠCH|ĐỀ ÁN|HƯỚNG DẪN|NỘI QUY|QUY TRÌNH|DANH MỤC|CHIẾN LƯỢC|QUY CHUẨN KỸ THUẬT(?: QUỐC GIA)?)(?![\p{L}])/u;
const attachedTo = /^\(?\s*(?:ban hành\s+)?kèm theo\s/iu;
const LINES_TO_NOTE = 8;

/**
 * The head of what is issued with a decision: its kind in capitals, its title, and "(Ban hành kèm theo …)". Its articles
 * begin again from 1.
 */
export const attachmentOf = (lines: readonly string[], at: number): Marker | null => {
	const line = lines[at] ?? '';
	const match = attachedKind.exec(line);
	if (!match || line !== line.toLocaleUpperCase('vi')) return null;
	const below = lines.slice(at + 1, at + 1 + LINES_TO_NOTE);
	const note = below.findIndex((text) => attachedTo.test(text));
	if (note < 0 || below.slice(0, note).some((text) => article.test(text))) return null;
	const rest = line.slice(match[0].length).trim();
	return { kind: 'appendix', level: 0, label: match[0], rest, name: slug(match[1] ?? 'kem-theo') };
};

/** The place of a clause among its like: 3 for "III-", "3.", "c)", "1.3."; null where it has none. */
export const ordinalOf = (marker: Pick<Marker, 'kind' | 'name'>): number | null => {
	const sign = marker.name.split('-').at(-1) ?? '';
	if (/^\d+$/.test(sign)) return Number(sign);
	if (marker.kind === 'point') return /^[a-z]$/.test(sign) ? sign.charCodeAt(0) - 96 : null;
	const upper = sign.toUpperCase();
	if (marker.kind === 'part' && upper.length === 1) return upper.charCodeAt(0) - 64;
	return isRoman(upper) ? romanNumber(upper) : null;
};
