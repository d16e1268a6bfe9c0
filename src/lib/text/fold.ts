import { cleanText, foldSpaces } from './clean.ts';

/** Without marks and case: "Đảng viên" → "dang vien". đ is a letter of its own and has no decomposition. */
export const withoutMarks = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.replace(/đ/g, 'd')
		.replace(/Đ/g, 'D')
		.toLowerCase();

/** For comparing: NFC, lower case, white space folded. Marks count. */
export const comparable = (text: string): string => foldSpaces(cleanText(text)).toLowerCase();

/** The key by which a document number is found however it was typed: no spaces, marks or case. */
export const numberKey = (number: string): string =>
	withoutMarks(cleanText(number))
		.replace(/[^a-z0-9]+/g, ' ')
		.trim()
		.replace(/ /g, '-');

const toneOnFirst: Record<string, string> = {
	'\u0300': '',
	'\u0301': '',
	'\u0303': '',
	'\u0309': '',
	'\u0323': '',
};

/**
 * One place for the tone mark in oa, oe, uy at the end of a syllable: hoà → hòa, uỷ → ủy (domain.md 10). Words such as
 * hoàn, quý, toàn are left alone.
 */
export const canonicalTone = (text: string): string =>
	text
		.normalize('NFD')
		.replace(
			/(?<![qQ])([oOuU])([aAeEyY])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/gu,
			(whole, first: string, second: string, tone: string) =>
				/^o[ae]$|^uy$/i.test(first + second) && tone in toneOnFirst ? first + tone + second : whole,
		)
		.normalize('NFC');
