import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';

/** Units that end, each with the one to which its open work goes. */
export type PassedWork = {
	reorganisationId: string;
	passedOn: Day;
	units: readonly { fromId: string; toId: string }[];
};

const openStates = sql`('assigned', 'in_progress', 'reported')`;

/**
 * Passes open programmes, open tasks and recurring work to the successors of units that end; what is accepted, cancelled or
 * closed stays where it was done. Work outside of an action programme goes into the standing programme of the successor for
 * the same year. Each passing is noted, so that the unit of a task on an earlier day can still be told.
 * @returns how many of each went over
 */
export const passOpenWork = async (
	{ tx, actor, now }: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
	{ reorganisationId, passedOn, units }: PassedWork,
): Promise<{ programmes: number; tasks: number; recurring: number }> => {
	if (units.length === 0) return { programmes: 0, tasks: 0, recurring: 0 };
	const tenantId = actor.tenantId;
	const x = sql`jsonb_to_recordset(${JSON.stringify(units)}::text::jsonb) as x("fromId" uuid, "toId" uuid)`;
	await sql`
		insert into programme (tenant_id, id, unit_id, kind, title, starts_on, ends_on, state, created_by, created_at, issued_at)
		select distinct on (x."toId", p.starts_on) ${tenantId}, uuidv7(), x."toId", 'standing', p.title, p.starts_on, p.ends_on, 'issued', p.created_by, ${now}, ${now}
		from programme p join ${x} on x."fromId" = p.unit_id
		where p.tenant_id = ${tenantId} and p.kind = 'standing' and (
			exists (select from task t where t.tenant_id = p.tenant_id and t.programme_id = p.id and t.state in ${openStates})
			or exists (select from recurrence r where r.tenant_id = p.tenant_id and r.programme_id = p.id and r.stopped_at is null))
		order by x."toId", p.starts_on, p.id
		on conflict (tenant_id, unit_id, starts_on) where kind = 'standing' do nothing`.execute(tx);
	const noted = sql`insert into work_passed (tenant_id, kind, subject_id, passed_on, reorganisation_id, from_unit_id, to_unit_id, passed_at)`;
	const standing = sql`coalesce((select s.id from programme p join programme s on s.tenant_id = p.tenant_id and s.unit_id = x."toId" and s.kind = 'standing' and s.starts_on = p.starts_on
		where p.tenant_id = ${tenantId} and p.id = w.programme_id and p.kind = 'standing'), w.programme_id)`;
	await sql`${noted} select ${tenantId}, 'task', t.id, ${passedOn}, ${reorganisationId}, x."fromId", x."toId", ${now}
		from task t join ${x} on x."fromId" = t.unit_id where t.tenant_id = ${tenantId} and t.state in ${openStates}`.execute(
		tx,
	);
	const tasks = await sql`update task w set unit_id = x."toId", programme_id = ${standing}
		from ${x} where w.tenant_id = ${tenantId} and w.unit_id = x."fromId" and w.state in ${openStates}`.execute(
		tx,
	);
	await sql`${noted} select ${tenantId}, 'recurrence', r.id, ${passedOn}, ${reorganisationId}, x."fromId", x."toId", ${now}
		from recurrence r join ${x} on x."fromId" = r.unit_id where r.tenant_id = ${tenantId} and r.stopped_at is null`.execute(
		tx,
	);
	const recurring = await sql`update recurrence w set unit_id = x."toId", programme_id = ${standing}
		from ${x} where w.tenant_id = ${tenantId} and w.unit_id = x."fromId" and w.stopped_at is null`.execute(
		tx,
	);
	await sql`${noted} select ${tenantId}, 'programme', p.id, ${passedOn}, ${reorganisationId}, x."fromId", x."toId", ${now}
		from programme p join ${x} on x."fromId" = p.unit_id where p.tenant_id = ${tenantId} and p.kind = 'action' and p.state <> 'closed'`.execute(
		tx,
	);
	const programmes = await sql`update programme w set unit_id = x."toId"
		from ${x} where w.tenant_id = ${tenantId} and w.unit_id = x."fromId" and w.kind = 'action' and w.state <> 'closed'`.execute(
		tx,
	);
	// Whoever searches finds a task by the unit that has it now.
	await sql`update search_record s set facets = array['u:' || meta.label(p.to_unit_id)] from work_passed p
		where p.tenant_id = ${tenantId} and p.reorganisation_id = ${reorganisationId} and p.kind = 'task'
			and s.tenant_id = p.tenant_id and s.kind = 'task' and s.record_id = p.subject_id`.execute(tx);
	const count = ({ numAffectedRows }: { numAffectedRows?: bigint | undefined }): number =>
		Number(numAffectedRows ?? 0);
	return { programmes: count(programmes), tasks: count(tasks), recurring: count(recurring) };
};

export type OpenWork = { unitId: string; programmes: number; tasks: number; recurring: number };

/** How much open work units have now: counts, no titles. */
export const openWorkIn = async (
	tx: CommandContext['tx'],
	tenantId: string,
	unitIds: readonly string[],
): Promise<OpenWork[]> => {
	const ids = sql`${`{${unitIds.join(',')}}`}::text::uuid[]`;
	const found = await sql<OpenWork>`
		select unit_id as "unitId", sum(programmes)::int as programmes, sum(tasks)::int as tasks, sum(recurring)::int as recurring from (
			select unit_id, 0 as programmes, count(*) as tasks, 0 as recurring from task where tenant_id = ${tenantId} and unit_id = any (${ids}) and state in ${openStates} group by 1
			union all select unit_id, count(*), 0, 0 from programme where tenant_id = ${tenantId} and unit_id = any (${ids}) and kind = 'action' and state <> 'closed' group by 1
			union all select unit_id, 0, 0, count(*) from recurrence where tenant_id = ${tenantId} and unit_id = any (${ids}) and stopped_at is null group by 1) w
		group by 1 order by 1`.execute(tx);
	return found.rows;
};

/** How many tasks each unit had open on a day, by the unit to which they belonged then. */
export const openTasksAsOf = async (
	tx: CommandContext['tx'],
	tenantId: string,
	day: Day,
): Promise<{ unitId: string; tasks: number }[]> => {
	const found = await sql<{ unitId: string; tasks: number }>`
		select coalesce(w.from_unit_id, t.unit_id) as "unitId", count(*)::int as tasks
		from task t
		left join lateral (select p.from_unit_id from work_passed p where p.tenant_id = t.tenant_id and p.kind = 'task' and p.subject_id = t.id and p.passed_on > ${day}
			order by p.passed_on, p.passed_at limit 1) w on true
		where t.tenant_id = ${tenantId} and (t.created_at at time zone 'Asia/Ho_Chi_Minh')::date <= ${day} and t.state <> 'cancelled'
			and (t.accepted_at is null or (t.accepted_at at time zone 'Asia/Ho_Chi_Minh')::date > ${day})
		group by 1 order by 1`.execute(tx);
	return found.rows;
};
