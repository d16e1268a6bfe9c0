import { foldWord, wordsOf } from '#lib/text/search-tokens.ts';
import rules from './rules/abbreviations.json' with { type: 'json' };

/** A short form and what it stands for, as written and as the words that are searched for. */
export type Abbreviation = { short: string; long: string; shortWords: string[]; longWords: string[] };

/** What a tenant added to the rules, or struck from them. */
export type OwnAbbreviation = { short: string; long: string; state: 'added' | 'struck' };

export const abbreviationOf = (short: string, long: string): Abbreviation => ({
	short,
	long,
	shortWords: wordsOf(short),
	longWords: wordsOf(long),
});

/** Under which a short or long form is known: "CB-CC-VC" and "cb cc vc" are one. */
export const abbreviationKey = (text: string): string => wordsOf(text).join(' ');

export const shippedAbbreviations: readonly Abbreviation[] = rules.abbreviations.map(
	([short = '', long = '']) => abbreviationOf(short, long),
);
export const abbreviationsSource = rules.source;

const keyOf = ({ shortWords, longWords }: Abbreviation): string =>
	`${shortWords.join(' ')} = ${longWords.join(' ')}`;

/** The abbreviations that hold in a tenant: those of the rules without the struck ones, and its own. */
export const abbreviationsOf = (own: readonly OwnAbbreviation[]): Abbreviation[] => {
	const all = new Map(shippedAbbreviations.map((one) => [keyOf(one), one]));
	for (const { short, long, state } of own) {
		const one = abbreviationOf(short, long);
		if (state === 'struck') all.delete(keyOf(one));
		else if (one.shortWords.length > 0 && one.longWords.length > 0) all.set(keyOf(one), one);
	}
	return [...all.values()];
};

/**
 * Could be a syllable ("TU", "HU"): such a short form is one only when it is typed in capitals. What has no vowel, or an
 * order of letters that no syllable has, can't be taken for anything else.
 */
const syllable =
	/^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/;

/** Places in a query where an abbreviation or its long form stands, and what may stand there instead. */
export type Stand = { from: number; to: number; instead: string[][] };

const indexes = new WeakMap<
	readonly Abbreviation[],
	Map<string, { words: string[]; instead: string[]; isShort: boolean }[]>
>();

/** Every form by its folded first word, the longest first. */
const indexOf = (known: readonly Abbreviation[]) => {
	const found = indexes.get(known);
	if (found) return found;
	const index = new Map<string, { words: string[]; instead: string[]; isShort: boolean }[]>();
	const add = (words: string[], instead: string[], isShort: boolean): void => {
		const first = foldWord(words[0] ?? '');
		index.set(
			first,
			[...(index.get(first) ?? []), { words, instead, isShort }].sort(
				(a, b) => b.words.length - a.words.length,
			),
		);
	};
	for (const { shortWords, longWords } of known) {
		add(shortWords, longWords, true);
		add(longWords, shortWords, false);
	}
	indexes.set(known, index);
	return index;
};

/**
 * Finds abbreviations and their long forms in the words of a query, the longest first, without overlap.
 * @param words in the form in which they are indexed   @param typed as they were typed (capitals tell)
 * @param exact marks count, because the query has some
 */
export const standsIn = (
	words: readonly string[],
	typed: readonly string[],
	known: readonly Abbreviation[],
	exact: boolean,
): Stand[] => {
	const index = indexOf(known);
	const stands: Stand[] = [];
	for (let at = 0; at < words.length; ) {
		const here = index.get(foldWord(words[at] ?? '')) ?? [];
		const fits = here.filter(
			(form) =>
				form.words.length <= words.length - at &&
				form.words.every((word, nth) => {
					const given = words[at + nth] ?? '';
					return given === word || (!exact && given === foldWord(word));
				}) &&
				(!form.isShort ||
					!form.words.every((word) => syllable.test(foldWord(word))) ||
					typed.slice(at, at + form.words.length).every((raw) => raw === raw.toUpperCase())),
		);
		const length = fits[0]?.words.length ?? 0;
		if (length === 0) {
			at += 1;
			continue;
		}
		const instead = fits.filter((form) => form.words.length === length).map((form) => form.instead);
		stands.push({ from: at, to: at + length, instead });
		at += length;
	}
	return stands;
};
