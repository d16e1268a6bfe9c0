import { ownWords, wordsIn } from '#lib/text/quoting.ts';

/** Syllables of a text as they are spoken: in Vietnamese, what stands between spaces. */
export const syllablesOf = (text: string): number => wordsIn(ownWords(text));

/** Whole minutes that a text takes at a pace of so many syllables a minute; nought for an empty one, else at least one. */
export const minutesFor = (syllables: number, pace: number): number =>
	syllables === 0 ? 0 : Math.max(1, Math.round(syllables / pace));
