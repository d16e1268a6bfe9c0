import { latinLetters, unseen } from './look-alikes.ts';

/**
 * A text as a line of syllables for comparing, each with its place in the text (UTF-16 units). A syllable is three
 * numbers: its letters without any mark (`folds`), its letters without the tone (`bares`), and its tone. Where in the
 * syllable the tone stands ("hoà", "hòa") does not count.
 */
export type SyllableLine = {
	starts: Int32Array;
	ends: Int32Array;
	folds: Int32Array;
	bares: Int32Array;
	tones: Uint8Array;
};

type Syllable = { fold: number; bare: number; tone: number };

/** A word, with what is unseen within it; or a number. A digit between letters is one of them ("h0c"). */
const wordPattern = new RegExp(`\\p{L}[\\p{L}\\p{M}${unseen}]*(?:[0135]+[\\p{L}\\p{M}]+)*|\\p{Nd}+`, 'gu');
const tones = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;
const KEPT = 50_000;
const known = new Map<string, Syllable>();

/** Spreads the bits of a number over all of it. */
export const mixed = (value: number): number => {
	let hash = value;
	hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
	return (hash ^ (hash >>> 16)) | 0;
};

const hashOf = (word: string): number => {
	let hash = 0x811c_9dc5;
	for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x0100_0193);
	return mixed(hash);
};

const syllableOf = (raw: string): Syllable => {
	const found = known.get(raw);
	if (found) return found;
	const letters = latinLetters(raw);
	const bare = letters.replace(toneMarks, '');
	const fold = bare
		.replace(/\p{M}+/gu, '')
		.replace(/đ/g, 'd')
		.replace(/^0+(?=\d)/, '');
	const syllable = {
		fold: hashOf(fold),
		bare: hashOf(bare.normalize('NFC').replace(/^0+(?=\d)/, '')),
		tone: tones.indexOf(letters.match(toneMarks)?.[0] ?? '') + 1,
	};
	if (known.size >= KEPT) known.clear();
	known.set(raw, syllable);
	return syllable;
};

/** Takes a text apart into syllables. @param text NFC; the places are places in it */
export const syllableLine = (text: string): SyllableLine => {
	const found: { start: number; end: number; syllable: Syllable }[] = [];
	for (const { 0: raw, index } of text.matchAll(wordPattern))
		found.push({ start: index, end: index + raw.length, syllable: syllableOf(raw) });
	return {
		starts: Int32Array.from(found, ({ start }) => start),
		ends: Int32Array.from(found, ({ end }) => end),
		folds: Int32Array.from(found, ({ syllable }) => syllable.fold),
		bares: Int32Array.from(found, ({ syllable }) => syllable.bare),
		tones: Uint8Array.from(found, ({ syllable }) => syllable.tone),
	};
};

/**
 * Are two syllables the same, but for marks that one of them lacks? "đảng" is like "đảng", "đang" and "dang", not like
 * "đáng".
 */
export const isAlike = (one: SyllableLine, i: number, other: SyllableLine, j: number): boolean => {
	const fold = one.folds[i];
	if (fold !== other.folds[j]) return false;
	const tone = one.tones[i];
	const otherTone = other.tones[j];
	if (tone !== otherTone && tone !== 0 && otherTone !== 0) return false;
	const bare = one.bares[i];
	const otherBare = other.bares[j];
	return bare === otherBare || bare === fold || otherBare === fold;
};

/** A number for each run of `size` syllables without marks. */
export const shinglesOf = (folds: Int32Array, size: number): Int32Array => {
	const shingles = new Int32Array(Math.max(0, folds.length - size + 1));
	for (let at = 0; at < shingles.length; at++) {
		let hash = size;
		for (let next = at; next < at + size; next++) hash = mixed(Math.imul(hash, 31) + (folds[next] ?? 0));
		shingles[at] = hash;
	}
	return shingles;
};
