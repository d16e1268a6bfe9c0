import { isSyllable } from './syllables.ts';

/** TCVN3 (ABC) and VNI: byte encodings of the nineties, told by the fonts (.Vn…, VNI-…) or by statistics. Tables: domain.md 10. */
export type LegacyEncoding = 'tcvn3' | 'vni';

const tcvn3Pairs =
	'àµ,ả¶,ã·,á¸,ạ¹,ă¨,ằ»,ẳ¼,ẵ½,ắ¾,ặÆ,â©,ầÇ,ẩÈ,ẫÉ,ấÊ,ậË,đ®,èÌ,ẻÎ,ẽÏ,éÐ,ẹÑ,êª,ềÒ,ểÓ,ễÔ,ếÕ,ệÖ,ì×,ỉØ,ĩÜ,íÝ,ịÞ,òß,ỏá,õâ,óã,ọä,ô«,ồå,ổæ,ỗç,ốè,ộé,ơ¬,ờê,ởë,ỡì,ớí,ợî,ùï,ủñ,ũò,úó,ụô,ư\u00AD,ừõ,ửö,ữ÷,ứø,ựù,ỳú,ỷû,ỹü,ýý,ỵþ,Ă¡,Â¢,Ê£,Ô¤,Ơ¥,Ư¦,Đ§';
const tcvn3 = new Map(tcvn3Pairs.split(',').map((pair) => [pair.slice(1), pair.slice(0, 1)]));

/** The soft hyphen that is ư in TCVN3 often became a hyphen on its way ("t-ớng"): where no other reading gives a word, it is ư. */
const withLostHorns = (text: string): string =>
	text.includes('-')
		? text.replace(
				/(?<![\p{L}\p{M}-])(\p{L}{0,3})-(\p{L}{1,4})(?![\p{L}\p{M}-])/gu,
				(whole, before: string, after: string) =>
					(before === '' || !isSyllable(before) || !isSyllable(after)) &&
					!/\p{Lu}/u.test(after) &&
					isSyllable(`${before}ư${after}`)
						? `${before}ư${after}`
						: whole,
			)
		: text;

/** A capital with a tone was drawn by a capital font, so its case is lost: "MụC LụC" of "MỤC LỤC", told by the letters around it. */
const withLostCapitals = (text: string): string =>
	text.replace(/\p{L}{3,}/gu, (word) => {
		const plain = word.replace(/[^A-Za-z]/g, '');
		return plain.length > 1 && plain === plain.toUpperCase() ? word.toLocaleUpperCase('vi') : word;
	});

/** Text that was typed in TCVN3, as Unicode; capitals that a capital font drew are put right where the word tells. */
export const decodeTcvn3 = (text: string): string =>
	withLostCapitals(
		withLostHorns(
			text
				.replace(/\u03BC/g, 'µ')
				.replace(/\u2212/g, '\u00AD')
				.replace(/[\u2219\u22C5\u2022](?=\s?\p{Ll}|\s|$)/gu, (dot, at: number) =>
					/\p{Ll}/u.test(text[at - 1] ?? '') ? '·' : dot,
				)
				.replace(/[\u00A1-\u00FE]/g, (letter) => tcvn3.get(letter) ?? letter),
		),
	);

const tones: Record<string, string> = { ø: '\u0300', ù: '\u0301', û: '\u0309', õ: '\u0303', ï: '\u0323' };
const circumflex: Record<string, string> = {
	à: '\u0300',
	á: '\u0301',
	å: '\u0309',
	ã: '\u0303',
	ä: '\u0323',
	â: '',
};
const breve: Record<string, string> = {
	è: '\u0300',
	é: '\u0301',
	ú: '\u0309',
	ü: '\u0303',
	ë: '\u0323',
	ê: '',
};
const single: Record<string, string> = {
	ñ: 'đ',
	Ñ: 'Đ',
	ö: 'ư',
	Ö: 'Ư',
	ô: 'ơ',
	Ô: 'Ơ',
	æ: 'ỉ',
	Æ: 'Ỉ',
	ó: 'ĩ',
	Ó: 'Ĩ',
	ò: 'ị',
	Ò: 'Ị',
	î: 'ỵ',
	Î: 'Ỵ',
};

const withMark = (base: string, mark: string): string | null => {
	const low = mark.toLowerCase();
	if (/[aeo]/i.test(base) && low in circumflex) return `${base}\u0302${circumflex[low]}`;
	if (/a/i.test(base) && low in breve) return `${base}\u0306${breve[low]}`;
	if (/[aeouyiöô]/i.test(base) && low in tones) return (single[base] ?? base) + tones[low];
	return null;
};

/** Text that was typed in VNI, as Unicode: a base letter followed by a mark letter; longest match first. */
export const decodeVni = (text: string): string => {
	let decoded = '';
	for (let at = 0; at < text.length; at++) {
		const letter = text[at] ?? '';
		const marked = /[\u00C0-\u00FF]/.test(text[at + 1] ?? '') ? withMark(letter, text[at + 1] ?? '') : null;
		if (marked !== null) at++;
		decoded += marked ?? single[letter] ?? letter;
	}
	return decoded.normalize('NFC');
};

/** The encoding that a font name tells of, if any. */
export const encodingOfFont = (font: string | undefined): LegacyEncoding | null =>
	!font
		? null
		: /^\.?Vn(?!i)[A-Z]/.test(font) || /^\.Vn/i.test(font)
			? 'tcvn3'
			: /^VNI/i.test(font)
				? 'vni'
				: null;

/** The capital fonts of TCVN3 (".VnTimeH") draw every letter as a capital. */
export const isCapitalFont = (font: string | undefined): boolean => /^\.Vn\S.*H$/.test(font ?? '');

const share = (text: string, pattern: RegExp, letters: number): number =>
	(text.match(pattern)?.length ?? 0) / letters;

/**
 * The encoding of a text whose fonts are not known (domain.md 10, rule tried on real files): Unicode if at least 3 % of
 * the letters are Vietnamese ones, else TCVN3 or VNI by the letters that Vietnamese never uses; null = Unicode.
 */
export const detectEncoding = (text: string): LegacyEncoding | null => {
	const letters = Math.max(1, text.match(/[\p{L}\u00A1-\u00FF]/gu)?.length ?? 0);
	if (share(text, /[ăđơưĂĐƠƯ\u1EA0-\u1EF9]/g, letters) >= 0.03) return null;
	if (share(text, /[µ¶·¸¹¨©ª«¬®»¼½¾¡-§\u00AD]/g, letters) >= 0.03) return 'tcvn3';
	if (share(text, /[aeouyôö][øùûõïàáåãäâèéúüëê]|[ñö]/gi, letters) >= 0.05) return 'vni';
	return null;
};

export const decodeLegacy = (text: string, encoding: LegacyEncoding | null): string =>
	encoding === 'tcvn3' ? decodeTcvn3(text) : encoding === 'vni' ? decodeVni(text) : text;

const oldWord = /[A-Za-z\u00A1-\u00FF]*[\u00A1-\u00FF\u03BC\u2212\u2219][A-Za-z\u00A1-\u00FF]*/g;
const MOST_WORDS = 200;

/** The share of words that are Vietnamese syllables once decoded. */
const soundness = (words: readonly string[], encoding: LegacyEncoding): number =>
	words.filter((word) => isSyllable(decodeLegacy(word, encoding))).length / words.length;

/**
 * The encoding of a piece of text that is expected to be in one of the two: the other one where the expected one
 * gives words that are none and the other gives real ones. Files mix both, also within the text of one font.
 */
export const likelierEncoding = (text: string, expected: LegacyEncoding): LegacyEncoding => {
	const words = (text.match(oldWord) ?? []).slice(0, MOST_WORDS);
	if (words.length === 0) return expected;
	const sound = soundness(words, expected);
	if (sound > 0.65) return expected;
	const other: LegacyEncoding = expected === 'tcvn3' ? 'vni' : 'tcvn3';
	return soundness(words, other) > sound + 0.25 ? other : expected;
};
