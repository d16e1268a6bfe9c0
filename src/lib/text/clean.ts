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

/** Letters, dashes and spaces in one form: NFC, Đ for Eth, plain spaces and hyphens, nothing invisible. */
export const cleanText = (text: string): string =>
	mendLookAlikes(mendHornedLetters(text.normalize('NFC')))
		.replace(/[\u00D0\u0189]/g, 'Đ')
		.replace(/\u00F0/g, 'đ')
		.replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
		.replace(/[\u2010-\u2015\u2212\uF02D]/g, '-')
		.replace(/[\u200B-\u200F\u2060\uFEFF\u00AD\uE000-\uF8FF]/g, '')
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
		.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '')
		.normalize('NFC');

/** White space folded to single spaces. */
export const foldSpaces = (text: string): string => text.replace(/\s+/g, ' ').trim();
