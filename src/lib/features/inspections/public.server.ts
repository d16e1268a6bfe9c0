import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { RecordKind } from './domain/states.ts';

export { type Difference, type VerifiedInspection, verifyInspection } from './verify.server.ts';

/** How many records of a unit inspections confirmed in a period, of how many that they looked at; only what was reported. */
export const confirmedCounts = async (
	tx: Tx,
	wanted: { tenantId: string; unitId: string; from: Day; to: Day },
): Promise<{ confirmed: number; looked: number; inspections: { id: string; title: string }[] }> => {
	const found = await sql<{
		confirmed: number;
		looked: number;
		inspections: { id: string; title: string }[];
	}>`
		select count(*) filter (where f.outcome = 'confirmed')::int as confirmed, count(*)::int as looked,
			coalesce(jsonb_agg(distinct jsonb_build_object('id', i.id, 'title', i.title)), '[]') as inspections
		from inspection i join inspection_record r on r.tenant_id = i.tenant_id and r.inspection_id = i.id
		join inspection_finding f on f.tenant_id = r.tenant_id and f.record_id = r.id
		where i.tenant_id = ${wanted.tenantId} and i.inspected_unit_id = ${wanted.unitId} and i.state <> 'open' and r.happened_on between ${wanted.from} and ${wanted.to}`.execute(
		tx,
	);
	return found.rows[0] ?? { confirmed: 0, looked: 0, inspections: [] };
};

/** What concluded inspections found of records of one kind of a unit. */
export type FoundOfKind = { unitId: string; kind: RecordKind; confirmed: number; looked: number };

/** The findings of concluded inspections on records of a period, by unit and kind: of those that the actor may know of (row level security). */
export const findingsByKind = async (
	tx: Tx,
	wanted: { tenantId: string; unitIds: readonly string[]; from: Day; to: Day },
): Promise<FoundOfKind[]> => {
	const found = await sql<FoundOfKind>`
		select i.inspected_unit_id as "unitId", r.kind, count(*) filter (where f.outcome = 'confirmed')::int as confirmed, count(*)::int as looked
		from inspection i join inspection_record r on r.tenant_id = i.tenant_id and r.inspection_id = i.id
		join inspection_finding f on f.tenant_id = r.tenant_id and f.record_id = r.id
		where i.tenant_id = ${wanted.tenantId} and i.inspected_unit_id = any(${`{${wanted.unitIds.join(',')}}`}::text::uuid[]) and i.state = 'concluded'
			and f.outcome <> 'not_seen' and r.happened_on between ${wanted.from} and ${wanted.to}
		group by 1, 2`.execute(tx);
	return found.rows;
};

export type Verified = { unitId: string; inspectionId: string; concludedOn: Day; isConfirmed: boolean };

/**
 * The last concluded inspection of each of some units, of those that the actor may see, concluded in a span of days: whether everything
 * that was looked at was confirmed.
 */
export const verifiedUnits = async (
	tx: Tx,
	wanted: { tenantId: string; unitIds: readonly string[]; from: Day; to: Day },
): Promise<Verified[]> => {
	const found = await sql<Verified>`
		select distinct on (i.inspected_unit_id) i.inspected_unit_id as "unitId", i.id as "inspectionId", i.concluded_on as "concludedOn",
			not exists (select from inspection_record r join inspection_finding f on f.tenant_id = r.tenant_id and f.record_id = r.id
				where r.tenant_id = i.tenant_id and r.inspection_id = i.id and f.outcome <> 'confirmed') as "isConfirmed"
		from inspection i
		where i.tenant_id = ${wanted.tenantId} and i.inspected_unit_id = any(${`{${wanted.unitIds.join(',')}}`}::text::uuid[])
			and i.state = 'concluded' and i.concluded_on between ${wanted.from} and ${wanted.to}
		order by i.inspected_unit_id, i.concluded_on desc, i.id desc`.execute(tx);
	return found.rows;
};
