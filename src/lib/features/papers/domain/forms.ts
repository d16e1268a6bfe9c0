import type { Day } from '#lib/shared/calendar.ts';
import type { Layout } from './layout.ts';
import type { PaperNumber } from './paper.ts';

const fill = (form: string, values: Record<string, string>): string =>
	form.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A number with the leading zeros of the layout: 5 → "05". */
export const padded = (layout: Layout, number: number): string =>
	String(number).padStart(layout.number.digits, '0');

/** "Số 05-NQ/CB" or "Số: 05/KH-UBND"; an official letter of the State bears no type; a draft leaves the number open. */
export const numberLine = (layout: Layout, type: string, { number, sign }: PaperNumber): string => {
	const known = layout.types[type];
	const form = known?.form === 'letter' ? layout.number.letter : layout.number.form;
	return fill(form, {
		number: number === null ? layout.number.open : padded(layout, number),
		type: known?.sign ?? '',
		body: sign,
	});
};

/** The same as it is cited: "05-NQ/CB". */
export const numberMark = (layout: Layout, type: string, number: number, sign: string): string =>
	numberLine(layout, type, { number, sign }).replace(/^\s*Số:?\s*/u, '');

const OPEN_PLACE = '…………';

/** "Hà Nội, ngày 03 tháng 02 năm 2018": zeros before days below 10 and before months 1 and 2; an open day leaves its place. */
export const dateLine = (layout: Layout, place: string, day: Day | null, year: string): string => {
	const { form, padDayBelow, padMonthBelow, open } = layout.date;
	const where = place === '' ? OPEN_PLACE : place;
	if (day === null) return fill(form, { place: where, day: open, month: open, year });
	const part = (from: number, to: number, padBelow: number): string => {
		const value = Number(day.slice(from, to));
		return value < padBelow ? String(value).padStart(2, '0') : String(value);
	};
	return fill(form, {
		place: where,
		day: part(8, 10, padDayBelow),
		month: part(5, 7, padMonthBelow),
		year: day.slice(0, 4),
	});
};

/** A text in which the marks of the layout's forms are filled in. */
export const say = fill;

const units: [number, string][] = [
	[10, 'X'],
	[9, 'IX'],
	[5, 'V'],
	[4, 'IV'],
	[1, 'I'],
];
export const roman = (count: number): string => {
	let rest = count;
	let text = '';
	for (const [value, letters] of units)
		while (rest >= value) {
			text += letters;
			rest -= value;
		}
	return text;
};

/** Letters of the Vietnamese alphabet in their order, as points are counted: a, b, c, d, đ, e … (no f, j, w, z). */
const letters = 'abcdđeghiklmnopqrstuvxy';
export const letter = (count: number): string => letters[(count - 1) % letters.length] ?? 'a';

/** Counts headings and items: a heading begins the levels below it anew. */
export const labelCounter = (layout: Layout): ((level: 1 | 2 | 3) => string) => {
	const counts = [0, 0, 0];
	return (level) => {
		counts[level - 1] = (counts[level - 1] ?? 0) + 1;
		counts.fill(0, level);
		const count = counts[level - 1] ?? 1;
		return fill(layout.labels.heading[level - 1] ?? '', {
			roman: roman(count),
			arabic: String(count),
			letter: letter(count),
		});
	};
};

/** A text with one mark at its end, in place of any that it brought along. */
export const endedWith = (text: string, mark: string): string =>
	`${text.replace(/[\s.;,:/…]+$/u, '')}${mark}`;

/** The members of a list, each with the mark between them, the last with the one at the end. */
export const listed = (items: readonly string[], [between = ',', end = '.']: readonly string[]): string[] =>
	items.map((item, at) => endedWith(item, at === items.length - 1 ? end : between));

/** In Vietnamese capitals. */
export const inCapitals = (text: string): string => text.normalize('NFC').toLocaleUpperCase('vi');
