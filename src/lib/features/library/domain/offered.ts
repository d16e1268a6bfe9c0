import { numberKey } from '#lib/text/fold.ts';
import { shippedTypes, typeByName } from './document-types.ts';
import { type FactField, factFields } from './doubt.ts';
import type { Found, Recognised } from './recognise.ts';

/** What a message says of the file that it carries; dates are ISO. */
export type OfferedFacts = Partial<Record<FactField, string>>;

const SURE = 0.95;
/** Below what is confirmed unseen: sender and text tell different numbers or days, and somebody should look. */
const AT_ODDS = 0.5;
/** From here on what was read in the text is worth holding against the sender's word. */
const WELL_READ = 0.8;

const differs = (field: FactField, read: Found, offered: string): boolean => {
	if (read.value === null || read.confidence < WELL_READ) return false;
	if (field === 'number') return numberKey(read.value) !== numberKey(offered);
	return field === 'date' && read.value !== offered;
};

/**
 * What was read in a file, outranked by what its message says; the place in the text stays where both agree. Where
 * they tell different numbers or days the sender's is offered, and is not sure.
 */
export const withOffered = (recognised: Recognised, offered: OfferedFacts | null | undefined): Recognised => {
	const facts = { ...recognised };
	for (const field of factFields) {
		const said = offered?.[field]?.trim();
		if (!said) continue;
		const value = field === 'type' ? (typeByName(said, shippedTypes)?.name ?? said) : said;
		const read = recognised[field];
		facts[field] = {
			value,
			confidence: differs(field, read, value) ? AT_ODDS : SURE,
			place: read.value === value ? read.place : null,
			source: 'message',
		};
	}
	return facts;
};

/** Who sent the message in which a file came, for the register of incoming documents. */
export const senderOf = (offered: unknown): string | null => {
	const issuer = (offered as OfferedFacts | null)?.issuer?.trim();
	return issuer ? issuer : null;
};
