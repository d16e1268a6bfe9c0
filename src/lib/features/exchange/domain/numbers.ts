import { numberKey } from '#lib/text/fold.ts';

/**
 * The printed number of the two halves in which messages carry it: "7816" and "VPCP-TTĐT" → "7816/VPCP-TTĐT",
 * "05" and "NQ/CB" → "05-NQ/CB" (Party numbers carry their stroke behind the type), "12" and "2024/NQ-HĐND" → "12/2024/NQ-HĐND".
 */
export const printedNumber = (number: string, notation: string): string => {
	if (!number || !notation) return number || notation;
	if (/^[-/]/.test(notation)) return number + notation;
	return number + (/^\p{L}+\//u.test(notation) ? '-' : '/') + notation;
};

/** A printed number in the two halves that messages carry. */
export const numberHalves = (printed: string): { codeNumber: string; codeNotation: string } => {
	const match = /^\s*(\d+\p{L}?)\s*[-/]\s*(.+?)\s*$/u.exec(printed);
	return match
		? { codeNumber: match[1] ?? '', codeNotation: match[2] ?? '' }
		: { codeNumber: printed.trim(), codeNotation: '' };
};

/**
 * What the identity of a document between systems says: "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT". Null for an identity
 * of another make.
 */
export const identityParts = (
	documentKey: string,
): { organCode: string; date: string; numberKey: string } | null => {
	const match = /^([^,]+),\s*(\d{4})[/-](\d{2})[/-](\d{2})\s*,\s*(.+)$/.exec(documentKey);
	if (!match) return null;
	const [, organCode = '', year, month, day, number = ''] = match;
	return { organCode: organCode.trim(), date: `${year}-${month}-${day}`, numberKey: numberKey(number) };
};
