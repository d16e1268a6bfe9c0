import { sql } from 'kysely';
import { readableAmong } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type RelationKind, type StatusState, statusOn } from './domain/status.ts';

/** Where a document stands today, and by which document it came so; `href` only for those who may read that one. */
export type DocumentStatus = {
	state: StatusState;
	since: Day | null;
	how: RelationKind | 'term' | null;
	by: { id: string; typeName: string; number: string | null; href: string } | null;
};

type EffectRow = { id: string; from: Day | null; until: Day | null };

type ActingRow = {
	targetId: string;
	kind: RelationKind;
	scope: 'whole' | 'part';
	effectiveOn: Day | null;
	actingFrom: Day | null;
	by: string;
	typeName: string;
	number: string | null;
};

/** The status of documents on a day. What has not been read yet is `unknown`. */
export const statusOf = async (
	tx: Tx,
	actor: Actor,
	ids: readonly string[],
	today: Day,
): Promise<Map<string, DocumentStatus>> => {
	if (ids.length === 0) return new Map();
	const wanted = `{${[...new Set(ids)].join(',')}}`;
	const effects = await sql<EffectRow>`
		select document_id as id, in_force_from as from, in_force_until as until from document_effect
		where tenant_id = ${actor.tenantId} and document_id = any(${wanted}::uuid[])`.execute(tx);
	const acting = await sql<ActingRow>`
		select r.target_id as "targetId", r.kind, r.scope, r.effective_on as "effectiveOn", coalesce(e.in_force_from, a.issued_on) as "actingFrom",
			a.id as by, a.type_name as "typeName", a.number
		from document_relation r
		join document a on a.tenant_id = r.tenant_id and a.id = r.document_id
		left join document_effect e on e.tenant_id = r.tenant_id and e.document_id = r.document_id
		where r.tenant_id = ${actor.tenantId} and r.target_id = any(${wanted}::uuid[]) and r.state = 'confirmed'
			and r.kind in ('amends', 'replaces', 'repeals')`.execute(tx);
	const readable = await readableAmong(
		tx,
		actor,
		acting.rows.map(({ by }) => by),
	);
	const effectOf = new Map(effects.rows.map((row) => [row.id, row]));
	return new Map(
		[...new Set(ids)].map((id): [string, DocumentStatus] => {
			const relations = acting.rows.filter(({ targetId }) => targetId === id);
			const status = statusOn(effectOf.get(id) ?? { from: null, until: null }, relations, today);
			const by = relations.find((relation) => relation.by === status.by && readable.has(relation.by));
			return [
				id,
				{
					state: status.state,
					since: status.since,
					how: status.how,
					by: by ? { id: by.by, typeName: by.typeName, number: by.number, href: `/van-ban/${by.by}` } : null,
				},
			];
		}),
	);
};
