import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { AwardState, NominationState } from './domain/states.ts';

export type ListedAward = {
	id: string;
	name: string;
	year: number;
	wanted: number;
	unitName: string;
	state: AwardState;
	nominateBy: Day;
	decideBy: Day;
	decisionNumber: string;
	/** Nominations that the actor may know of, and of them the signed ones. */
	nominated: number;
	signed: number;
	chosen: number;
	/** Of the unit from which the actor looks: null, it did not nominate itself. */
	own: NominationState | null;
	isOwnChosen: boolean;
	/** The unit from which the actor looks may be nominated. */
	isEligible: boolean;
};

/** Titles of committees in or above which the actor has a place, the open ones first. */
export const awardList = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; offset?: number; limit?: number },
): Promise<{ awards: ListedAward[]; total: number }> => {
	const paths = [...new Set([...actor.roles, ...actor.standings].map(({ path }) => path))];
	const found = await sql<ListedAward & { total: number }>`
		with me as (select id, path, kind, dissolved_on from unit where tenant_id = ${actor.tenantId} and id = ${wanted.unitId})
		select a.id, a.name, a.year, a.wanted, u.short_name as "unitName", a.state, a.nominate_by as "nominateBy", a.decide_by as "decideBy", a.decision_number as "decisionNumber",
			(select count(*)::int from nomination n where n.tenant_id = a.tenant_id and n.award_id = a.id and n.state <> 'withdrawn') as nominated,
			(select count(*)::int from nomination n where n.tenant_id = a.tenant_id and n.award_id = a.id and n.state = 'signed') as signed,
			(select count(*)::int from award_choice c where c.tenant_id = a.tenant_id and c.award_id = a.id) as chosen,
			(select n.state from nomination n where n.tenant_id = a.tenant_id and n.award_id = a.id and n.unit_id = ${wanted.unitId}) as own,
			exists (select from award_choice c where c.tenant_id = a.tenant_id and c.award_id = a.id and c.unit_id = ${wanted.unitId}) as "isOwnChosen",
			coalesce(me.path <@ u.path and me.id <> u.id and me.kind = any(a.kinds) and me.dissolved_on is null, false) as "isEligible", count(*) over ()::int as total
		from award a join unit u on u.tenant_id = a.tenant_id and u.id = a.unit_id left join me on true
		where a.tenant_id = ${actor.tenantId} and u.path @> any(${`{${paths.join(',')}}`}::text[]::ltree[])
		order by a.state in ('decided', 'cancelled'), a.year desc, a.opened_at desc, a.id limit ${wanted.limit ?? 50} offset ${wanted.offset ?? 0}`.execute(
		tx,
	);
	return { awards: found.rows.map(({ total: _total, ...award }) => award), total: found.rows[0]?.total ?? 0 };
};
