import { cleanText } from '#lib/text/clean.ts';
import { shippedTypes } from './document-types.ts';

/**
 * A document number taken apart. Three forms: legal ("12/2024/NQ-HĐND", with the year), party ("05-NQ/CB") and
 * administrative ("05/KH-UBND"; without a type it is an official letter, "1234/UBND-VX").
 * Sources: Hướng dẫn 36-HD/VPTW; Nghị định 30/2020/NĐ-CP, annex I; domain.md 1d.
 */
export type DocumentNumber = {
	/** As printed, without the spaces and doubled strokes of a slip. */
	text: string;
	form: 'legal' | 'party' | 'admin';
	number: string | null;
	year: number | null;
	type: string | null;
	organ: string;
};

const signs = [...new Set(shippedTypes.flatMap((type) => type.signs))].sort(
	(one, other) => other.length - one.length,
);
const signPattern = signs.join('|');
const partyOrgans = /^(?:TW|TU|ĐU|CB|HU|ĐUK|ĐH|BTCTW|VPTW|UBKTTW|BTGDVTW|VPTU|BTCTU)$/i;

const legal = new RegExp(
	`^(\\d{1,5}(?:\\.\\d{1,3})?)/((?:19|20)\\d{2})[/-](?:(${signPattern}|[\\p{L}]{1,5})[-/.])?([\\p{L}][\\p{L}\\d&]*(?:[-.][\\p{L}\\d&]+)*)$`,
	'iu',
);
const party = new RegExp(`^(\\d{0,6})-(${signPattern})/([\\p{L}][\\p{L}\\d]*(?:[.-][\\p{L}\\d]+)*)$`, 'iu');
const admin = new RegExp(
	`^(\\d{0,6}(?:\\.\\d{1,3})?)/(?:(${signPattern})[-.])?([\\p{L}][\\p{L}\\d&]*(?:[-.][\\p{L}\\d&]+)*)$`,
	'iu',
);

/** One string without the spaces, dots of a blank and doubled strokes that a printed number may carry. */
export const tidyNumber = (printed: string): string =>
	cleanText(printed)
		.replace(/\s+/g, '')
		.replace(/[.…_]{2,}/g, '')
		.replace(/\/{2,}/g, '/')
		.replace(/-{2,}/g, '-');

/** Takes a printed number apart; null when it is none ("20/30", "2020-2025", "02/01/2020"). A blank number has number null. */
export const parseNumber = (printed: string): DocumentNumber | null => {
	const text = tidyNumber(printed);
	const asLegal = legal.exec(text);
	if (asLegal)
		return {
			text,
			form: 'legal',
			number: asLegal[1] ?? null,
			year: Number(asLegal[2]),
			type: asLegal[3] ?? null,
			organ: asLegal[4] ?? '',
		};
	const asParty = party.exec(text);
	if (asParty)
		return {
			text,
			form: 'party',
			number: asParty[1] || null,
			year: null,
			type: asParty[2] ?? null,
			organ: asParty[3] ?? '',
		};
	const asAdmin = admin.exec(text);
	if (!asAdmin) return null;
	const organ = asAdmin[3] ?? '';
	// "66/QĐ-TW": a Party number written the State's way.
	return {
		text,
		form: partyOrgans.test(organ) ? 'party' : 'admin',
		number: asAdmin[1] || null,
		year: null,
		type: asAdmin[2] ?? null,
		organ,
	};
};

/** The longest piece after "Số" that can be a number: segments joined by strokes, dots or hyphens, spaces around them forgiven. */
const printedNumber = /^[\s:.]*((?:\d{1,6}(?:\.\d{1,3})?)?[\s.…_]*(?:\s*[/.-]{1,2}\s*[\p{L}\d&]+)+)/u;

/**
 * Reads the number that follows the word "Số" in a line.
 * @returns the number, `blank` for a form whose number was left open, or null when what follows is no number
 */
export const numberAfterSo = (rest: string): { number: DocumentNumber; length: number } | 'blank' | null => {
	const match = printedNumber.exec(rest);
	if (!match?.[1]) return /^[\s:.…_]*$/.test(rest) ? 'blank' : null;
	let printed = match[1];
	for (;;) {
		const number = parseNumber(printed);
		if (number)
			return number.number === null
				? 'blank'
				: { number, length: match[0].length - (match[1].length - printed.length) };
		const shorter = printed.replace(/\s*[/.-]{1,2}\s*[\p{L}\d&]+\s*$/u, '');
		if (shorter === printed || shorter === '') return null;
		printed = shorter;
	}
};
