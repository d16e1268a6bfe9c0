import { sql } from 'kysely';
import { limitCounts } from '#lib/features/limits/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { tasksDueBetween } from '#lib/features/programmes/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { advancedCriteria } from './domain/advanced.ts';
import { ruleOf } from './facts.server.ts';
import { mayLead, maySetRule } from './policy.ts';

/**
 * How a unit stands against the criteria of an advanced collective in a year, from its members' records.
 * @throws Failure refused for whoever does not lead it
 */
export const advancedPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; year: number; today: Day },
) => {
	const may = mayLead(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const unit = { tenantId: actor.tenantId, unitId: wanted.unitId };
	const [from, last] = [`${wanted.year}-01-01`, `${wanted.year}-12-31`];
	const until = [last, wanted.today].sort()[0] ?? last;
	const people = (await peopleOfUnit(tx, wanted.unitId, wanted.today)).filter(
		({ standing }) => standing !== null,
	);
	const honoured = await sql<{ people: number }>`
		select count(distinct r.person_id)::int as people from recognition r
		where r.tenant_id = ${actor.tenantId} and r.unit_id = ${wanted.unitId} and r.state = 'announced' and r.honoured_on between ${from} and ${last}
			and r.person_id = any(${`{${people.map(({ personId }) => personId).join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	const tasks = await tasksDueBetween(tx, unit, from, until);
	const late = tasks.filter(({ reportedOn, dueOn }) => reportedOn === null || reportedOn > dueOn);
	const counts = await limitCounts(tx, wanted.unitId, from, last);
	const rule = await ruleOf(tx, unit, wanted.today);
	const figures = {
		people: people.length,
		commended: honoured.rows[0]?.people ?? 0,
		tasks: tasks.length,
		tasksOnTime: tasks.length - late.length,
		openLimits: counts?.open ?? 0,
	};
	return {
		year: wanted.year,
		...advancedCriteria(figures, rule.advanced),
		late: late.map(({ id, title, ownerName, dueOn }) => ({ id, title, ownerName, dueOn })),
		/** Nobody but who heads the unit is told of open limits. */
		knowsLimits: counts !== null,
		maySetRule: maySetRule(actor, wanted.unitId).allowed,
	};
};
