import type { Mending } from './mended.ts';
import { isSyllable } from './syllables.ts';

/**
 * VNI that was converted by half. The pairs of letter and mark came out right, the single letters did not: ò stands for
 * ị, ó for ĩ, æ for ỉ, ñ for đ, ö for ư, î for ỵ; some programs also turned ô into ơ ("Chủ tòch, vó đại, cơng tác").
 */
const meant: Record<string, string> = {
	ò: 'ị',
	ó: 'ĩ',
	æ: 'ỉ',
	ñ: 'đ',
	ö: 'ư',
	î: 'ỵ',
	ơ: 'ô',
	Ò: 'Ị',
	Ó: 'Ĩ',
	Æ: 'Ỉ',
	Ñ: 'Đ',
	Ö: 'Ư',
	Î: 'Ỵ',
	Ơ: 'Ô',
};
const suspect = /\p{L}*[òóæñöîơ]\p{L}*/giu;
const LEAST_EVIDENCE = 2;
const LETTERS_AN_EVIDENCE = 2_000;
/** So much of a text tells whether it was converted by half. */
const SAMPLE = 30_000;

const mendedWord = (word: string): string => {
	const whole = word.replace(/[òóæñöî]/gi, (letter) => meant[letter] ?? letter);
	if (whole !== word && isSyllable(whole)) return whole;
	const all = word.replace(/[òóæñöîơ]/gi, (letter) => meant[letter] ?? letter);
	return isSyllable(all) ? all : word;
};

/** Words that can be both, in a text that is known to be converted by half: what they nearly always are. */
const usual = new Map(
	'trò:trị,thò:thị,bò:bị,vò:vị,chò:chị,mò:mị,só:sĩ,vó:vĩ,ló:lĩ,só:sĩ,chó:chĩ,kó:kĩ'
		.split(',')
		.map((pair): [string, string] => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
);
/** … but not beside these words: vai trò, học trò, trò chơi, trò chuyện, con bò, chó sói. */
const trulySo = /(?:vai|học|con|bày|giở|nuôi|đàn)\s*$/iu;
const trulyBefore = /^\s*(?:chơi|chuyện|sữa|sói|dẫn|diễn)/iu;

/** The words of a text that are no syllables and become so when their VNI letters are read as meant. */
const evidence = (text: string): number => {
	let count = 0;
	for (const [word] of text.matchAll(suspect)) {
		if (word.length > 7 || isSyllable(word)) continue;
		if (mendedWord(word) !== word && ++count >= 40) break;
	}
	return count;
};

const caseOf = (pattern: string, word: string): string =>
	pattern === pattern.toLocaleUpperCase('vi')
		? word.toLocaleUpperCase('vi')
		: pattern[0] === pattern[0]?.toLocaleUpperCase('vi')
			? word.charAt(0).toLocaleUpperCase('vi') + word.slice(1)
			: word;

/** Mends the lines of a text that shows such words; any other text is left as it is. */
export const mendHalfConverted = (lines: readonly string[], mending: Mending): readonly string[] => {
	const sample = lines.join('\n').slice(0, SAMPLE);
	const found = evidence(sample);
	if (found < LEAST_EVIDENCE || found < sample.length / LETTERS_AN_EVIDENCE) return lines;
	return lines.map((line) => {
		const mended = line.replace(suspect, (word, at: number) => {
			if (!isSyllable(word)) return mendedWord(word);
			const usually = usual.get(word.toLowerCase());
			if (!usually || trulySo.test(line.slice(0, at)) || trulyBefore.test(line.slice(at + word.length)))
				return word;
			return caseOf(word, usually);
		});
		if (mended !== line) mending.note('half-converted', line, mended);
		return mended;
	});
};
