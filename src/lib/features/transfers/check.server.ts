import { createHash } from 'node:crypto';
import { canonicalText, type Letter, spokenCheck } from './domain/letter.ts';

/** What is printed on the letter and typed by whoever brings the file in: that file and paper say the same. */
export const checkOf = (letter: Letter): string =>
	spokenCheck(createHash('sha256').update(canonicalText(letter)).digest('hex'));
