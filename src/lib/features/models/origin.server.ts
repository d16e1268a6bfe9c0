import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { OriginTask } from './domain/states.ts';

type Origin = { programmeId?: string | null | undefined; campaignId?: string | null | undefined };
export type OriginContent = { kind: 'content' | 'criterion' | 'field'; title: string; guidance: string };

/** What a model is made from is of the unit and no draft. @throws Failure missing */
export const requireOrigin = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	origin: Origin,
): Promise<void> => {
	for (const [table, id] of [
		['programme', origin.programmeId],
		['campaign', origin.campaignId],
	] as const) {
		if (!id) continue;
		const found =
			await sql`select from ${sql.table(table)} where tenant_id = ${tenantId} and id = ${id} and unit_id = ${unitId} and state <> 'draft'`.execute(
				tx,
			);
		if (found.rows.length === 0) throw missing('failure_not_found');
	}
};

/** Programmes and campaigns of a unit from which a model can be made. */
export const originChoices = async (tx: Tx, tenantId: string, unitId: string) => {
	const found = await sql<{ what: string; value: string; label: string }>`
		select 'programme' as what, id as value, title as label from programme where tenant_id = ${tenantId} and unit_id = ${unitId} and state <> 'draft' and kind = 'action'
		union all select 'campaign', id, title from campaign where tenant_id = ${tenantId} and unit_id = ${unitId} and state <> 'draft' order by 1, 3`.execute(
		tx,
	);
	const of = (wanted: string) =>
		found.rows
			.filter(({ what }) => what === wanted)
			.map(({ value, label }) => ({ value, label: label.slice(0, 160) }));
	return { programmes: of('programme'), campaigns: of('campaign') };
};

export type OriginOf = {
	programme: { title: string; startsOn: Day; endsOn: Day; tasks: OriginTask[] } | null;
	campaign: { title: string; purpose: string; startsOn: Day; endsOn: Day; contents: OriginContent[] } | null;
};

/** What others begin with: the tasks of the programme without their owners, the contents of the campaign without its people. */
export const originOf = async (tx: Tx, tenantId: string, origin: Origin): Promise<OriginOf> => {
	const programme = await sql<NonNullable<OriginOf['programme']>>`
		select p.title, p.starts_on as "startsOn", p.ends_on as "endsOn",
			(select coalesce(jsonb_agg(jsonb_build_object('title', t.title, 'resultExpected', t.result_expected, 'dueOn', t.due_on) order by t.due_on, t.id), '[]')
				from task t where t.tenant_id = p.tenant_id and t.programme_id = p.id and t.state <> 'cancelled' and t.recurrence_id is null) as tasks
		from programme p where p.tenant_id = ${tenantId} and p.id = ${origin.programmeId ?? null}`.execute(tx);
	const campaign = await sql<NonNullable<OriginOf['campaign']>>`
		select c.title, c.purpose, c.starts_on as "startsOn", c.ends_on as "endsOn",
			(select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'title', i.title, 'guidance', i.guidance) order by i.kind, i.position), '[]')
				from campaign_item i where i.tenant_id = c.tenant_id and i.campaign_id = c.id) as contents
		from campaign c where c.tenant_id = ${tenantId} and c.id = ${origin.campaignId ?? null}`.execute(tx);
	return { programme: programme.rows[0] ?? null, campaign: campaign.rows[0] ?? null };
};

/** The same figures for the origin and for every unit that adopted it, each counted from its own records. */
export type ModelFigures = { tasks: number; accepted: number; onTime: number; evidenced: number };

/** Of the tasks of programmes: how many there are, are accepted, were reported in time, are shown by evidence. */
export const figuresOf = async (
	tx: Tx,
	tenantId: string,
	programmeIds: readonly string[],
): Promise<Map<string, ModelFigures>> => {
	if (programmeIds.length === 0) return new Map();
	const found = await sql<ModelFigures & { id: string }>`
		select t.programme_id as id, count(*)::int as tasks, count(*) filter (where t.state = 'accepted')::int as accepted,
			count(*) filter (where t.state = 'accepted' and (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date <= t.due_on)::int as "onTime",
			count(*) filter (where exists (select from evidence e where e.tenant_id = t.tenant_id and e.task_id = t.id))::int as evidenced
		from task t where t.tenant_id = ${tenantId} and t.state <> 'cancelled' and t.programme_id = any(${`{${programmeIds.join(',')}}`}::text::uuid[]) group by 1`.execute(
		tx,
	);
	return new Map(found.rows.map(({ id, ...figures }) => [id, figures]));
};
