import { commonSyllables } from './common-syllables.ts';
import { isSyllable, parted } from './syllables.ts';

const LEAST_PIECES = 8;
const threeApart = /(?:^|\s)\S\s+\S\s+\S\s/;

/** Is it a line whose letters stand apart ("c ủ a T h ủ t ư ớ n g"), as broken PDFs and old headings have them? */
export const isApart = (text: string): boolean => {
	if (text.length < 2 * LEAST_PIECES - 1 || !threeApart.test(text)) return false;
	const pieces = text.trim().split(/\s+/);
	if (pieces.length < LEAST_PIECES) return false;
	const single = pieces.filter((piece) => [...piece].length === 1 && /[\p{L}\d]/u.test(piece)).length;
	const letters = pieces.filter((piece) => /^\p{L}$/u.test(piece)).length;
	return single >= pieces.length * 0.7 && letters >= 4;
};

const startsWithVowel = /^[aăâeêioôơuưy]/;

/** Cuts letters that ran together into syllables, the likeliest way: none without an onset where one can be had. */
const cut = (letters: string): string | null => {
	const best: ({ cost: number; from: number } | null)[] = [{ cost: 0, from: 0 }];
	for (let end = 1; end <= letters.length; end++) {
		let found: { cost: number; from: number } | null = null;
		for (let from = Math.max(0, end - 7); from < end; from++) {
			const before = best[from];
			const piece = letters.slice(from, end);
			if (!before || !isSyllable(piece)) continue;
			const hasOnset = !startsWithVowel.test(parted(piece)?.bare ?? '');
			const isCommon = commonSyllables.has(piece.toLowerCase());
			const cost = before.cost + (hasOnset ? 1 : 1.6) + (isCommon ? 0 : 0.3) + (piece.length === 1 ? 1 : 0);
			if (!found || cost < found.cost) found = { cost, from };
		}
		best[end] = found;
	}
	if (!best[letters.length]) return null;
	const pieces: string[] = [];
	for (let end = letters.length; end > 0; ) {
		const { from } = best[end] ?? { from: 0 };
		pieces.unshift(letters.slice(from, end));
		end = from;
	}
	return pieces.join(' ');
};

/** Where one word ends and the next begins, as case, digits and signs of punctuation tell. */
const parts =
	/\d+(?:[./]\d+)*(?:\/\p{Lu}[\p{L}\d]*(?:-\p{Lu}{1,8}g?)*)?|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[^\p{L}\d]/gu;

/** Joins the letters of such a line to words again. Where several spaces part its words, these tell. */
export const joinLetters = (text: string): string => {
	const trimmed = text.trim();
	if (/\S {2,}\S/.test(trimmed))
		return trimmed
			.split(/\s{2,}/)
			.map((word) => word.replace(/\s+/g, ''))
			.join(' ');
	const joined = trimmed.replace(/\s+/g, '');
	let line = '';
	for (const [piece] of joined.matchAll(parts)) {
		const isSign = /^[^\p{L}\d]$/u.test(piece);
		const words = /^\p{L}+$/u.test(piece) ? (cut(piece) ?? piece) : piece;
		const clings = line === '' || isSign ? !/[(“"]/.test(piece) : /[(“"/-]$/.test(line);
		line += clings ? words : ` ${words}`;
	}
	return line.trim();
};
