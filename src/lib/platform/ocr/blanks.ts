import { withoutMarks } from '#lib/text/fold.ts';
import type { Box } from './digit-picture.ts';
import type { ReadWord } from './rows.ts';

/** A word with the edges of its letters, which the reader of scans gives for each. */
export type SpelledWord = ReadWord & { letters: { x0: number; x1: number }[] };

/** A place of a head where figures are filled in, often by hand: the words that were read there, and where it is. */
export type Blank = {
	kind: 'number' | 'day' | 'month';
	/** Place in the lines: the line, its first word in the blank, the first after it. */
	line: number;
	from: number;
	to: number;
	box: Box;
	/** About how high a figure is. */
	high: number;
	/** A numbering stamp set the figures above the line, over "Số:" and the stroke. */
	isRaised: boolean;
	/** Figures were read there as print, well but not surely: they stand where no hand can be read, for the clerk to look at. */
	mayBePrint?: boolean;
	/** Words of the line as they should have been read, where figures were read into them. */
	label?: string;
	sign?: string;
};

const plain = (word: ReadWord | undefined): string => withoutMarks(word?.text ?? '').toUpperCase();
const median = (values: readonly number[]): number =>
	[...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** From this on what was read as figures is taken for print; from the second on it may be. */
const PRINTED = 80;
const PERHAPS_PRINTED = 60;
const isPrinted = (words: readonly ReadWord[], pattern: RegExp): boolean =>
	words.length > 0 &&
	pattern.test(words.map(({ text }) => text).join('')) &&
	words.every(({ confidence }) => confidence >= PRINTED);

/** Where the first letters of a word end: a figure beside it is read as one word with it. */
const endOf = (word: SpelledWord, letters: number): number =>
	word.letters.length > letters ? (word.letters[letters - 1]?.x1 ?? word.x1) : word.x1;

const sign = /^(.{0,4}?[/-]?)((?:\p{Lu}{1,6}[-.])*\p{Lu}[\p{L}&]{1,}(?:[-/.]\p{Lu}[\p{L}&]*)*)$/u;
const so = /^[Ss5§B][^\p{Lu}]{0,3}$/u;

/** The blank of a number: between "Số:" and the sign, or above both where a stamp was set over them. */
const numberBlank = (words: readonly SpelledWord[], line: number, usual: number): Blank | null => {
	const first = words.findIndex((word) => so.test(word.text));
	const last = words.findIndex((word, at) => at > first && sign.test(word.text) && /[-/]/.test(word.text));
	const [label, organ] = [words[first], words[last]];
	if (!label || !organ || first > 1 || last - first > 5) return null;
	const lead = sign.exec(organ.text)?.[1] ?? '';
	const between = words.slice(first + 1, last);
	if (isPrinted(between, /^\d{1,6}$/) || (/\d{1,6}\s*[/-]/.test(lead) && organ.confidence >= PRINTED))
		return null;
	const start = (letters: number): number => organ.letters[letters]?.x0 ?? organ.x0;
	if (/\d/.test(label.text) && label.y1 - label.y0 > usual * 1.3)
		return {
			kind: 'number',
			line,
			from: first + 1,
			to: last,
			box: {
				x0: Math.round(label.x0 - usual * 0.2),
				// The last figure may stand over the stroke and the first letter, whose tops end below the figures' middle.
				x1: Math.round(Math.max(start(lead.length), organ.x0 + usual * (/\d/.test(lead) ? 1.1 : 0))),
				y0: Math.round(Math.min(...words.slice(first, last + 1).map(({ y0 }) => y0)) - usual * 0.35),
				y1: organ.y1,
			},
			high: usual,
			isRaised: true,
			label: 'Số:',
			sign: `/${organ.text.slice(lead.length)}`,
		};
	const high = median(words.map(({ y0, y1 }) => y1 - y0));
	const [x0, x1] = [label.x1, start(lead.replace(/[/-]$/, '').length)];
	if (x1 - x0 < high * 0.3) return null;
	return {
		kind: 'number',
		line,
		from: first + 1,
		to: last,
		box: {
			x0,
			x1,
			y0: Math.round(Math.min(label.y0, organ.y0) - high * 0.45),
			y1: Math.round(Math.max(label.y1, organ.y1) + high * 0.3),
		},
		high: high * 0.85,
		isRaised: false,
		mayBePrint:
			(/^\d{1,6}[/-]$/.test(lead) && organ.confidence >= PERHAPS_PRINTED) ||
			(between.length > 0 &&
				between.every(({ text, confidence }) => /^\d{1,6}$/.test(text) && confidence >= PERHAPS_PRINTED)),
		...(/^[/-]$/.test(lead)
			? {}
			: { sign: `${/[/-]$/.exec(lead)?.[0] ?? '/'}${organ.text.slice(lead.length)}` }),
	};
};

/**
 * The blanks of a head that were not read as print: between "Số:" and the sign of the issuer, between "ngày", "tháng"
 * and "năm".
 */
export const blanksOf = (lines: readonly SpelledWord[][]): Blank[] => {
	const usual = median(lines.flat().map(({ y0, y1 }) => y1 - y0));
	return lines.flatMap((words, line) => {
		const blanks: Blank[] = [];
		const high = median(words.map(({ y0, y1 }) => y1 - y0));
		const make = (kind: Blank['kind'], from: number, to: number, x0: number, x1: number): void => {
			const [left, right] = [words[from - 1], words[to]];
			if (!left || !right || x1 - x0 < high * 0.3) return;
			const [top, bottom] = [Math.min(left.y0, right.y0), Math.max(left.y1, right.y1)];
			blanks.push({
				kind,
				line,
				from,
				to,
				box: {
					x0: Math.round(x0),
					x1: Math.round(x1),
					y0: Math.round(top - high * 0.45),
					y1: Math.round(bottom + high * 0.3),
				},
				high: high * 0.85,
				isRaised: false,
				...(kind === 'number' ? {} : { label: kind === 'day' ? 'ngày' : 'tháng' }),
			});
		};
		const day = words.findIndex((word) => plain(word).startsWith('NGAY') && word.text.length <= 8);
		const month = words.findIndex(
			(word, at) => at > day && /^TH.{1,3}G/.test(plain(word)) && word.text.length <= 8,
		);
		const year = words.findIndex((word, at) => at > month && /^N.M/.test(plain(word)));
		const [ngay, thang, nam] = [words[day], words[month], words[year]];
		if (ngay && thang && nam && /^(?:19|20)\d{2}/.test(words[year + 1]?.text ?? '')) {
			if (!isPrinted(words.slice(day + 1, month), /^\d{1,2}$/))
				make('day', day + 1, month, endOf(ngay, 4), thang.x0);
			if (!isPrinted(words.slice(month + 1, year), /^\d{1,2}$/))
				make('month', month + 1, year, endOf(thang, 5), nam.x0);
		}
		const number = numberBlank(words, line, usual);
		if (number) blanks.push(number);
		return blanks;
	});
};
