import { withoutMarks } from '#lib/text/fold.ts';

/** Does a document come from outside, so that it belongs in the register of incoming documents? Its own unit's do not. */
export const comesFromOutside = (issuer: string | null, unitName: string): boolean =>
	issuer === null || withoutMarks(issuer).trim() !== withoutMarks(unitName).trim();
