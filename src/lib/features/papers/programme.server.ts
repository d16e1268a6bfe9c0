import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Layout } from './domain/layout.ts';
import type { Paper } from './domain/paper.ts';
import { type ProgrammeFacts, programmePaper } from './domain/programme-paper.ts';
import type { Signer } from './domain/signatures.ts';
import { issuingBodyOf, layoutFor, numberedPaperOf } from './queries.server.ts';

/** Who heads a unit on a day, as the signer of its papers. */
export const headOf = async (tx: Tx, unitId: string, day: Day): Promise<Signer> => {
	const people = await peopleOfUnit(tx, unitId, day);
	const head = people.find(({ roles }) => roles.some(({ role }) => role === 'secretary'));
	return { office: 'head', name: head?.fullName ?? null };
};

/**
 * An action programme as a paper of its unit, with the number that it was given or as a draft. Whether it may be seen is
 * decided by whoever brings the facts.
 */
export const programmePaperOf = async (
	tx: Tx,
	tenantId: string,
	programme: { id: string; unitId: string; facts: ProgrammeFacts },
	today: Day,
): Promise<{ paper: Paper; layout: Layout; mark: string | null }> => {
	const numbered = await numberedPaperOf(tx, tenantId, { type: 'programme', id: programme.id });
	const day = numbered?.issuedOn ?? today;
	const layout = await layoutFor(tx, tenantId, 'party', day);
	const body = await issuingBodyOf(tx, tenantId, programme.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const paper = programmePaper(layout, body, programme.facts, {
		number: { number: numbered?.number ?? null, sign: body.sign },
		day: numbered?.issuedOn ?? null,
		year: day.slice(0, 4),
		signer: await headOf(tx, programme.unitId, day),
	});
	return { paper, layout, mark: numbered?.mark ?? null };
};
