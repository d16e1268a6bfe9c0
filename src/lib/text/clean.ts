import type { Mending, MendKind } from './mended.ts';

/**
 * Mends what happens to Vietnamese text on its way through files, without changing a word of it. Decode legacy
 * encodings BEFORE this (in TCVN3 the letter ư is the soft hyphen, and Ð is é).
 */

/** Cyrillic and Greek letters that look like Latin ones and stand in Vietnamese words by mistake ("TT-BTС"). */
const lookAlikes: Record<string, string> = {
	А: 'A',
	В: 'B',
	Е: 'E',
	К: 'K',
	М: 'M',
	Н: 'H',
	О: 'O',
	Р: 'P',
	С: 'C',
	Т: 'T',
	Х: 'X',
	У: 'Y',
	а: 'a',
	е: 'e',
	о: 'o',
	р: 'p',
	с: 'c',
	х: 'x',
	у: 'y',
	і: 'i',
	Α: 'A',
	Β: 'B',
	Ε: 'E',
	Η: 'H',
	Ι: 'I',
	Κ: 'K',
	Μ: 'M',
	Ν: 'N',
	Ο: 'O',
	Ρ: 'P',
	Τ: 'T',
	Χ: 'X',
	ο: 'o',
};
const lookAlike = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'g');
const latin = /[A-Za-zÀ-ỹ]/g;

/** Look-alikes are mended only in a text that is Latin: a Russian quotation stays Russian. */
const mendLookAlikes = (text: string): string => {
	const strange = text.match(lookAlike)?.length ?? 0;
	if (strange === 0) return text;
	return strange < (text.match(latin)?.length ?? 0) / 4
		? text.replace(lookAlike, (letter) => lookAlikes[letter] ?? letter)
		: text;
};

/**
 * A Vietnamese font of the nineties drew Ƣ/ƣ (U+01A2/3) as Ư/ư, and such texts carry Õ where Ò is meant (HÕA = HÒA):
 * Õ before a vowel, which Vietnamese spells only as oà, oè.
 */
const mendHornedLetters = (text: string): string =>
	/[\u01A2\u01A3]/.test(text)
		? text
				.replace(/\u01A2/g, 'Ư')
				.replace(/\u01A3/g, 'ư')
				.replace(/Õ(?=[AE])/g, 'Ò')
				.replace(/õ(?=[ae])/g, 'ò')
		: text;

const tone = '[\\u0300\\u0301\\u0303\\u0309\\u0323]';
const strayTone = /[\u0300-\u036F\u1E43\u1E47\u1E6D\u0144\u01F9\u1E37\u1E25]/;
const onConsonant = new RegExp(
	`([aeiouy][\\u0302\\u0306\\u031B]?)([bcdghklmnpqrstvx]{1,2})(${tone})(?!\\p{M})`,
	'giu',
);
const afterSpace = new RegExp(`([aeiouy][\\u0302\\u0306\\u031B]?) (${tone})(?=\\p{Ll}|\\s|$)`, 'giu');

/** Tone marks that slipped from their vowel ("Lâp\u0323" for "Lập"), came twice, or stand on nothing. */
const mendMarks = (text: string): string => {
	const composed = text.normalize('NFC');
	if (!strayTone.test(composed)) return composed;
	return composed
		.normalize('NFD')
		.replace(onConsonant, '$1$3$2')
		.replace(afterSpace, '$1$2')
		.replace(/(\p{M})\1+/gu, '$1')
		.replace(/(?<![\p{L}\p{M}\p{N}])\p{M}+/gu, '')
		.normalize('NFC');
};

/** Signs of the symbol fonts, which Word keeps in the private area: boxes to tick, bullets. */
const symbols: Record<string, string> = {
	'\uF02D': '-',
	'\uF0B7': '•',
	'\uF0A7': '▪',
	'\uF06F': '☐',
	'\uF071': '☐',
	'\uF0A3': '☐',
	'\uF0A8': '☐',
	'\uF052': '☑',
	'\uF0FE': '☑',
	'\uF0FC': '✓',
};

const steps: readonly [MendKind | null, (text: string) => string][] = [
	['combining', mendMarks],
	['horned', mendHornedLetters],
	['look-alike', mendLookAlikes],
	['eth', (text) => text.replace(/[\u00D0\u0189]/g, 'Đ').replace(/\u00F0/g, 'đ')],
	[
		'invisible',
		(text) =>
			text
				.replace(/[\uF000-\uF0FF]/g, (sign) => symbols[sign] ?? '')
				.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\u00AD\uE000-\uF8FF]/g, '')
				// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
				.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, ''),
	],
	[
		null,
		(text) =>
			text
				.replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
				.replace(/[\u2010-\u2015\u2212]/g, '-')
				.normalize('NFC'),
	],
];

/** Characters of a plain Vietnamese text, in which there is nothing to mend. */
const plain =
	/^[\t\n\r\u0020-\u007E\u00C0-\u00CF\u00D1-\u00EF\u00F1-\u0131\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9“”‘’…]*$/;

/**
 * Letters, dashes and spaces in one form: NFC, Đ for Eth, plain spaces and hyphens, nothing invisible.
 * @param mending takes a note of what was mended beyond dashes and spaces
 */
export const cleanText = (text: string, mending?: Mending): string => {
	if (plain.test(text)) return text;
	let cleaned = text;
	for (const [kind, step] of steps) {
		const next = step(cleaned);
		if (kind && mending && next !== cleaned) mending.note(kind, cleaned, next);
		cleaned = next;
	}
	return cleaned;
};

/** White space folded to single spaces. */
export const foldSpaces = (text: string): string => text.replace(/\s+/g, ' ').trim();
