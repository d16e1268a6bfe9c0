import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { bandsOf, likeness } from './domain/likeness.ts';
import { type TwinKind, twinKindOf } from './domain/twins.ts';

/** A document that a received file may be the same as, and in what way. */
export type Twin = { id: string; title: string; number: string | null; kind: TwinKind; alike: number | null };

type Received = {
	numberKey: string;
	type: string | null;
	issuedOn: string | null;
	sketch: number[] | null;
	isScan: boolean;
};
type Candidate = {
	id: string;
	title: string;
	number: string | null;
	numberKey: string;
	type: string;
	issuedOn: Day | null;
	sketch: number[] | null;
};

const rank: Record<TwinKind, number> = { same_text: 0, later_version: 1, same_number: 2 };
const SHOWN = 3;

/**
 * Documents of the unit that received files may be: by number, and by text through the bands that like texts share.
 * @returns for each received file its twins, the likeliest first
 */
export const twinsOf = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	received: readonly Received[],
): Promise<Twin[][]> => {
	const bands = [...new Set(received.flatMap(({ sketch }) => (sketch ? bandsOf(sketch) : [])))];
	const keys = [...new Set(received.map(({ numberKey }) => numberKey).filter(Boolean))];
	if (keys.length === 0 && bands.length === 0) return received.map(() => []);
	const found = await sql<Candidate>`
		select d.id, d.title, d.number, d.number_key as "numberKey", d.type_name as type, d.issued_on as "issuedOn", d.sketch
		from document d
		where d.tenant_id = ${actor.tenantId} and d.id in (
			select id from document where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and number_key = any (${keys}::text[])
			union select document_id from text_band where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and band = any (${bands}::bigint[]))
		limit 1000`.execute(tx);
	return received.map((one) =>
		found.rows
			.flatMap((candidate): Twin[] => {
				const alike = likeness(one.sketch, candidate.sketch);
				const kind = twinKindOf(one, candidate, alike, one.isScan);
				const { id, title, number } = candidate;
				return kind ? [{ id, title, number, kind, alike }] : [];
			})
			.sort((left, right) => rank[left.kind] - rank[right.kind] || (right.alike ?? 0) - (left.alike ?? 0))
			.slice(0, SHOWN),
	);
};
