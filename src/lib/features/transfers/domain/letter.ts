import type { Day } from '#lib/shared/calendar.ts';
import type { Facts } from './rules.ts';

export const LETTER_FORMAT = 'thuctien-chuyen-sinh-hoat/1';
export const ANSWER_FORMAT = 'thuctien-bien-nhan/1';

/** All that goes from one organisation to another about a member: what the letter says. The same by every way. */
export type Letter = {
	format: typeof LETTER_FORMAT;
	transferId: string;
	from: { organisationId: string; organisation: string; unit: string };
	to: { organisation: string; unit: string };
	kind: { key: string; name: string };
	mark: string;
	issuedOn: Day;
	signer: string;
	effectiveOn: Day;
	returnsOn: Day | null;
	person: { fullName: string; standing: 'official' | 'probationary'; facts: Facts };
	/** The person's own record, laid in by the person: its hash, so that it is known to be the one that was sent. */
	record: { name: string; sha256: string } | null;
};

/** What the other side answers, once. */
export type Answer = {
	format: typeof ANSWER_FORMAT;
	transferId: string;
	outcome: 'received' | 'declined';
	on: Day;
	byName: string;
	unit: string;
	reason: string;
	/** The code that came with the file. */
	code: string;
};

/** A letter as one text, the same whatever the order in which it was written: what the check code is made of. */
export const canonicalText = (value: unknown): string => {
	if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
	if (value !== null && typeof value === 'object')
		return `{${Object.entries(value)
			.filter(([, held]) => held !== undefined)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, held]) => `${JSON.stringify(key)}:${canonicalText(held)}`)
			.join(',')}}`;
	return JSON.stringify(value);
};

/** Letters and figures that are not mixed up when they are read from paper: without I, L, O, U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eighty bits of a hash as four groups to be read from paper and typed. @param hash hex, at least twenty figures */
export const spokenCheck = (hash: string): string => {
	const bits = [...hash.slice(0, 20)]
		.map((figure) => Number.parseInt(figure, 16).toString(2).padStart(4, '0'))
		.join('');
	const code = (bits.match(/.{5}/g) ?? []).map((five) => signs[Number.parseInt(five, 2)] ?? '').join('');
	return (code.match(/.{4}/g) ?? []).join('-');
};

/** What somebody typed of a check code, as it was meant: case, strokes and blanks do not count, and O was a nought. */
export const readCheck = (typed: string): string =>
	typed
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
