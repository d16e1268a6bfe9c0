/** What a received file may be to a document that is there. */
export type TwinKind =
	/** The same text, in this format or another. */
	| 'same_text'
	/** The same number, type and day, but another text: a later version. */
	| 'later_version'
	/** The same number; whether it is the same document is for the clerk to see. */
	| 'same_number';

type Key = { numberKey: string; type: string | null; issuedOn: string | null };

/** Texts from print that are this much alike are one text; a scan is read with slips. */
const SAME = 0.8;
const SAME_SCANNED = 0.4;

const agree = (one: string | null, other: string | null): boolean =>
	one === null || other === null || one.toLocaleLowerCase('vi') === other.toLocaleLowerCase('vi');

/**
 * Compares a received file with a document. Key of a document: number with type and day (domain.md, 1a: number and
 * sign alone repeat in every term). @param alike the likeness of the texts, null where unknown
 */
export const twinKindOf = (
	received: Key,
	document: Key,
	alike: number | null,
	isScan: boolean,
): TwinKind | null => {
	const sameNumber = received.numberKey !== '' && received.numberKey === document.numberKey;
	const sameKey =
		sameNumber && agree(received.type, document.type) && agree(received.issuedOn, document.issuedOn);
	const sameText = alike !== null && alike >= (isScan && sameNumber ? SAME_SCANNED : SAME);
	if (sameText)
		return received.numberKey === '' || document.numberKey === '' || sameNumber ? 'same_text' : null;
	if (sameKey) return alike === null ? 'same_number' : 'later_version';
	return null;
};
