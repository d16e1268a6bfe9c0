import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Standing } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { nameParts } from './domain/person-name.ts';
import { insertMembership, insertPerson } from './records.server.ts';
import { endRoles } from './records-roles.server.ts';

type Write = Pick<CommandContext, 'tx' | 'actor' | 'now' | 'newId' | 'today'>;
type Leaving = { membershipId: string; personId: string; unitId: string; effectiveOn: Day };

/**
 * Ends a membership on a day, and with it the roles in that unit: every right in it is gone from then on. The rows stay.
 * @returns the roles that end with it
 * @throws Failure missing when the membership is not open any more
 */
export const leaveUnit = async (context: Write, leaving: Leaving): Promise<string[]> => {
	const { tx, actor } = context;
	const ended = await sql`update membership set valid_to = ${leaving.effectiveOn}
		where tenant_id = ${actor.tenantId} and id = ${leaving.membershipId} and valid_to is null and valid_from < ${leaving.effectiveOn} returning id`.execute(
		tx,
	);
	if (ended.rows.length === 0) throw missing('failure_not_found');
	const held = await sql<{
		id: string;
	}>`select id from role_assignment where tenant_id = ${actor.tenantId} and person_id = ${leaving.personId}
		and unit_id = ${leaving.unitId} and valid_to is null and valid_from < ${leaving.effectiveOn}`.execute(tx);
	await endRoles(context, {
		effectiveOn: leaving.effectiveOn,
		ended: [],
		parted: [{ personId: leaving.personId, fromId: leaving.unitId, toId: leaving.unitId }],
	});
	return held.rows.map(({ id }) => id);
};

/**
 * Somebody who was to leave stays after all. Before the day the same rows go on; after it another membership begins where the
 * first one ended, and roles are given anew by whoever gives them: nobody held them in between.
 */
export const stayInUnit = async (
	context: Write,
	staying: Leaving & { standing: Standing; roleIds: readonly string[] },
): Promise<void> => {
	const { tx, actor, today } = context;
	if (today < staying.effectiveOn) {
		await sql`update membership set valid_to = null
			where tenant_id = ${actor.tenantId} and id = ${staying.membershipId} and valid_to = ${staying.effectiveOn}`.execute(
			tx,
		);
		await sql`update role_assignment set valid_to = null where tenant_id = ${actor.tenantId} and person_id = ${staying.personId}
			and id = any (${`{${staying.roleIds.join(',')}}`}::text::uuid[]) and valid_to = ${staying.effectiveOn}`.execute(
			tx,
		);
		return;
	}
	const there =
		await sql`select from membership where tenant_id = ${actor.tenantId} and person_id = ${staying.personId}
		and unit_id = ${staying.unitId} and valid_from >= ${staying.effectiveOn}`.execute(tx);
	if (there.rows.length > 0) return;
	await insertMembership(context, {
		personId: staying.personId,
		unitId: staying.unitId,
		standing: staying.standing,
		from: staying.effectiveOn,
	});
};

/**
 * Somebody from elsewhere begins to belong to a unit: who is known here already, or a new person.
 * @param to the day on which it ends by itself, for who comes for a time
 * @throws Failure invalid when they belong to it already
 */
export const joinUnit = async (
	context: Write,
	joining: {
		personId: string | null;
		fullName: string;
		jobTitle: string;
		unitId: string;
		standing: Standing;
		from: Day;
		to: Day | null;
	},
): Promise<{ personId: string; membershipId: string }> => {
	const { tx, actor } = context;
	if (joining.personId) {
		const there =
			await sql`select from membership where tenant_id = ${actor.tenantId} and person_id = ${joining.personId} and unit_id = ${joining.unitId}
			and (valid_to is null or valid_to > ${joining.from})`.execute(tx);
		if (there.rows.length > 0) throw invalidAt('knownPersonId', 'issue_transfer_there');
	}
	const personId =
		joining.personId ??
		(await insertPerson(context, { fullName: joining.fullName, jobTitle: joining.jobTitle, email: null }));
	const membershipId = await insertMembership(context, {
		personId,
		unitId: joining.unitId,
		standing: joining.standing,
		from: joining.from,
	});
	if (joining.to)
		await sql`update membership set valid_to = ${joining.to} where tenant_id = ${actor.tenantId} and id = ${membershipId}`.execute(
			tx,
		);
	return { personId, membershipId };
};

/** People of the organisation who bear a name, with where they are or were: to find again somebody who comes back. */
export const peopleNamed = async (
	tx: CommandContext['tx'],
	tenantId: string,
	fullName: string,
): Promise<
	{ personId: string; fullName: string; jobTitle: string; unitName: string | null; until: Day | null }[]
> => {
	const found = await sql<{
		personId: string;
		fullName: string;
		jobTitle: string;
		unitName: string | null;
		until: Day | null;
	}>`
		select p.id as "personId", p.full_name as "fullName", p.job_title as "jobTitle", l.name as "unitName", l.valid_to as until
		from person p
		left join lateral (select u.name, m.valid_to from membership m join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id
			where m.tenant_id = p.tenant_id and m.person_id = p.id order by m.valid_from desc limit 1) l on true
		where p.tenant_id = ${tenantId} and p.sort_key = ${nameParts(fullName).sortKey} order by p.id limit 20`.execute(
		tx,
	);
	return found.rows;
};
