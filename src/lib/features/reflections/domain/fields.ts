import { mergeTexts } from '#lib/text/merge-texts.ts';
import type { Part } from './form.ts';

/**
 * What stands in a paper, by the names of its fields: the key of a part with its text; `act:<key>` with what its author
 * will do and `by:<key>` with the day; `propose:<key>` with a proposal. An empty field is one that is not there. Each field is
 * kept and merged by itself.
 */
export type Fields = Readonly<Record<string, string>>;

const ACT = 'act:';
const BY = 'by:';
const PROPOSE = 'propose:';

export type Act = { key: string; what: string; by: string };
export type Proposed = { key: string; text: string };

const keysOf = (fields: Fields, ...prefixes: string[]): string[] =>
	[
		...new Set(
			Object.keys(fields).flatMap((name) => {
				const prefix = prefixes.find((one) => name.startsWith(one));
				return prefix && fields[name] !== '' ? [name.slice(prefix.length)] : [];
			}),
		),
	].sort();

/** What its author will do, in the order in which it was put in: keys begin with the moment. */
export const actsOf = (fields: Fields): Act[] =>
	keysOf(fields, ACT, BY)
		.map((key) => ({ key, what: (fields[ACT + key] ?? '').trim(), by: fields[BY + key] ?? '' }))
		.filter(({ what }) => what !== '');

export const proposalsOf = (fields: Fields): Proposed[] =>
	keysOf(fields, PROPOSE)
		.map((key) => ({ key, text: (fields[PROPOSE + key] ?? '').trim() }))
		.filter(({ text }) => text !== '');

export const fieldOf = {
	act: (key: string): string => ACT + key,
	by: (key: string): string => BY + key,
	propose: (key: string): string => PROPOSE + key,
};

const isDayField = (name: string): boolean => name.startsWith(BY);

/** Is it the name of a field that a paper of this form has? */
export const isField = (name: string, parts: readonly Part[]): boolean =>
	parts.some(({ key }) => key === name) || /^(act|by|propose):[0-9a-z-]{1,40}$/.test(name);

/**
 * Merges what was written at two places on the same base, field by field: no word that either wrote is missing. Of two days the
 * later change wins, which is the own.
 */
export const mergeFields = (base: Fields, own: Fields, other: Fields): Fields => {
	const merged: Record<string, string> = {};
	for (const name of new Set([...Object.keys(own), ...Object.keys(other)])) {
		const [was, mine, theirs] = [base[name] ?? '', own[name] ?? '', other[name] ?? ''];
		if (isDayField(name)) merged[name] = mine === was ? theirs : mine;
		else merged[name] = mergeTexts(was, mine, theirs);
	}
	return withoutEmpty(merged);
};

export const withoutEmpty = (fields: Fields): Record<string, string> =>
	Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));

export const sameFields = (one: Fields, other: Fields): boolean => {
	const [a, b] = [withoutEmpty(one), withoutEmpty(other)];
	return (
		Object.keys(a).length === Object.keys(b).length &&
		Object.entries(a).every(([name, text]) => b[name] === text)
	);
};

/** A stretch of a paper as one reads it. */
export type Stretch = { name: string; text: string };

/** The paper in the order in which it is read: its parts, what its author will do, what is proposed. */
export const stretchesOf = (fields: Fields, parts: readonly Part[]): Stretch[] => [
	...parts.map(({ key }) => ({ name: key, text: fields[key] ?? '' })),
	...actsOf(fields).map(({ key, what }) => ({ name: fieldOf.act(key), text: what })),
	...proposalsOf(fields).map(({ key, text }) => ({ name: fieldOf.propose(key), text })),
];

/** Where a stretch begins and ends in the whole text. */
export type Placed = Stretch & { start: number; end: number };

/** The whole text, and where in it each stretch stands: for comparing, and for showing what was found at its place. */
export const wholeText = (stretches: readonly Stretch[]): { text: string; placed: Placed[] } => {
	const placed: Placed[] = [];
	let text = '';
	for (const stretch of stretches) {
		const words = stretch.text.normalize('NFC');
		if (words.trim() === '') continue;
		if (text !== '') text += '\n\n';
		placed.push({ name: stretch.name, text: words, start: text.length, end: text.length + words.length });
		text += words;
	}
	return { text, placed };
};

/** What of a paper is compared and read: what was typed, and the texts of its files. */
export const textToCompare = (
	fields: Fields,
	parts: readonly Part[],
	files: readonly { id: string; body: string }[],
) =>
	wholeText([
		...stretchesOf(fields, parts),
		...files.map(({ id, body }) => ({ name: `file:${id}`, text: body })),
	]);

export type Line = { isQuote: boolean; text: string; start: number };

/** The lines of a text, without the sign of a quotation, each with the place at which its words begin. */
export const linesOf = (text: string): Line[] => {
	let at = 0;
	return text.split('\n').map((line) => {
		const sign = /^>\s?/.exec(line)?.[0].length ?? 0;
		const start = at + sign;
		at += line.length + 1;
		return { isQuote: sign > 0, text: line.slice(sign), start };
	});
};
