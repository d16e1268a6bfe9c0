import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { maySeeFormer } from './policy.ts';

/** A closed record of a unit that is no more: that there is one, when, and how it ended. Nothing about single people. */
export type ClosedRecord = {
	unitId: string;
	kind: 'programme' | 'task' | 'meeting' | 'resolution';
	id: string;
	title: string;
	on: Day | null;
	words: string;
};
export type FormerUnit = { id: string; name: string; endedOn: Day };

const MOST = 500;

/** The units that went into one, straight or through others, by their last names. */
const formerUnits = async (tx: Tx, tenantId: string, unitId: string): Promise<FormerUnit[]> => {
	const found = await sql<FormerUnit>`
		with recursive former as (
			select ${unitId}::uuid as id
			union
			select f from former x join unit_event e on e.tenant_id = ${tenantId} and e.to_units @> array[x.id] and e.kind in ('merge', 'split', 'dissolve')
			cross join lateral unnest(e.from_units) as f
		)
		select u.id, u.name, u.dissolved_on as "endedOn" from former x join unit u on u.tenant_id = ${tenantId} and u.id = x.id
		where u.id <> ${unitId} and u.dissolved_on is not null order by u.dissolved_on desc, u.name limit 100`.execute(
		tx,
	);
	return found.rows;
};

/** Whether any unit went into this one: then its page leads to what those left. */
export const hasFormerUnits = async (tx: Tx, tenantId: string, unitId: string): Promise<boolean> =>
	(await formerUnits(tx, tenantId, unitId)).length > 0;

/**
 * What the units that went into one have left: their closed records, which stay with them and which the head of the successor
 * may read. @throws Failure missing
 */
export const formerPage = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
): Promise<{ unit: { id: string; name: string }; former: (FormerUnit & { records: ClosedRecord[] })[] }> => {
	if (!uuidPattern.test(unitId)) throw missing('failure_not_found');
	const unit = await requireUnit(tx, unitId);
	if (!maySeeFormer(actor, { unitId: unit.id, path: unit.path }).allowed) throw missing('failure_not_found');
	const { tenantId } = actor;
	const former = await formerUnits(tx, tenantId, unit.id);
	const ids = sql`${`{${former.map(({ id }) => id).join(',')}}`}::text::uuid[]`;
	const found = await sql<ClosedRecord>`
		select * from (
			select unit_id as "unitId", 'resolution' as kind, id, title, issued_on as "on", coalesce(mark, '') as words from resolution
				where tenant_id = ${tenantId} and unit_id = any (${ids}) and state = 'issued'
			union all
			select unit_id, 'programme', id, title, ends_on, '' from programme
				where tenant_id = ${tenantId} and unit_id = any (${ids}) and kind = 'action' and state <> 'draft'
			union all
			select unit_id, 'meeting', id, title, (starts_at at time zone 'Asia/Ho_Chi_Minh')::date, left(conclusion, 500) from meeting
				where tenant_id = ${tenantId} and unit_id = any (${ids}) and state = 'closed'
			union all
			select unit_id, 'task', id, title, (accepted_at at time zone 'Asia/Ho_Chi_Minh')::date, left(result_expected, 500) from task
				where tenant_id = ${tenantId} and unit_id = any (${ids}) and state = 'accepted'
		) r order by "on" desc nulls last, id limit ${MOST}`.execute(tx);
	return {
		unit: { id: unit.id, name: unit.name },
		former: former.map((one) => ({
			...one,
			records: found.rows.filter((record) => record.unitId === one.id),
		})),
	};
};
