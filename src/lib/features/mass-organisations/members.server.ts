import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { openTasksOf } from '#lib/features/programmes/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type KnownOrganisation, seenOrganisation } from './facts.server.ts';
import { mayDirectOrganisation, mayRunOrganisation } from './policy.ts';
import { AddMemberInput, EndMemberInput, GiveTaskInput, NameHeadInput, TakeTaskBackInput } from './schema.ts';

const subject = (id: string) => ({ subject: { type: 'mass_member', id } });

/** Somebody of the unit to which it belongs is of a mass organisation from a day on. @throws Failure missing, refused, invalid */
export const addMember = command('mass.add_member', AddMemberInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const organisation = await seenOrganisation(tx, actor, input.massId, today);
	context.permit(mayRunOrganisation(actor, organisation));
	const people = await peopleOfUnit(tx, organisation.aboveUnitId ?? organisation.unitId, today);
	const personId = input.memberPersonId;
	if (!people.some((one) => one.personId === personId && one.standing !== null))
		throw invalidAt('memberPersonId', 'issue_mass_person');
	if (organisation.memberIds.includes(personId)) throw invalidAt('memberPersonId', 'issue_mass_known');
	const id = context.newId();
	const added = await tx
		.insertInto('mass_member')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: organisation.unitId,
			person_id: personId,
			duty: input.duty,
			valid_from: input.validFrom,
			added_by: context.personId,
			added_at: now,
		})
		.onConflict((known) =>
			known.columns(['tenant_id', 'unit_id', 'person_id']).where('valid_to', 'is', null).doNothing(),
		)
		.returning('id')
		.executeTakeFirst();
	if (!added) throw invalidAt('memberPersonId', 'issue_mass_known');
	await context.emit('mass.member_added', { ...subject(id), unitId: organisation.unitId, personId });
	return { massMemberId: id };
});

type KnownMember = { id: string; unitId: string; personId: string; validFrom: Day; duty: string };
const memberOf = async (
	{ tx, actor, today }: CommandContext,
	massMemberId: string,
): Promise<{ member: KnownMember; organisation: KnownOrganisation }> => {
	const found = await sql<KnownMember>`
		select id, unit_id as "unitId", person_id as "personId", valid_from as "validFrom", duty from mass_member
		where tenant_id = ${actor.tenantId} and id = ${massMemberId} and valid_to is null for update`.execute(tx);
	const member = found.rows[0];
	if (!member) throw missing('failure_not_found');
	return { member, organisation: await seenOrganisation(tx, actor, member.unitId, today) };
};

/** Somebody is no longer of it, from a day on. @throws Failure missing, refused, invalid (before it began) */
export const endMember = command('mass.end_member', EndMemberInput, async (context, input) => {
	const { member, organisation } = await memberOf(context, input.massMemberId);
	context.permit(mayRunOrganisation(context.actor, organisation));
	if (input.validTo <= member.validFrom) throw invalidAt('validTo', 'issue_mass_end');
	await context.tx
		.updateTable('mass_member')
		.set({ valid_to: input.validTo })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', member.id)
		.execute();
	await context.emit('mass.member_ended', {
		...subject(member.id),
		unitId: member.unitId,
		personId: member.personId,
		after: { validTo: input.validTo },
	});
});

/** Gives a member a duty; whoever heads the unit above says who heads the organisation. */
export const nameHead = command('mass.name_head', NameHeadInput, async (context, input) => {
	const { member, organisation } = await memberOf(context, input.massMemberId);
	context.permit(mayDirectOrganisation(context.actor, organisation));
	await context.tx
		.updateTable('mass_member')
		.set({ duty: input.duty, is_head: input.isHead === 'yes' })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', member.id)
		.execute();
	await context.emit('mass.head_named', {
		...subject(member.id),
		unitId: member.unitId,
		personId: member.personId,
		after: { duty: input.duty, isHead: input.isHead === 'yes' },
	});
});

/** Entrusts a task of the unit above to the organisation: it leads it, or takes part. @throws Failure missing, refused, invalid */
export const giveTask = command('mass.give_task', GiveTaskInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const organisation = await seenOrganisation(tx, actor, input.massId, today);
	context.permit(mayDirectOrganisation(actor, organisation));
	const unit = { tenantId: actor.tenantId, unitId: organisation.aboveUnitId ?? '' };
	const tasks = await openTasksOf(tx, unit);
	if (!tasks.some(({ id }) => id === input.taskId)) throw invalidAt('taskId', 'issue_mass_task');
	await sql`
		insert into mass_task (tenant_id, unit_id, task_id, part, given_by, given_at)
		values (${actor.tenantId}, ${organisation.unitId}, ${input.taskId}, ${input.part}, ${context.personId}, ${now})
		on conflict do nothing`.execute(tx);
	await context.emit('mass.task_given', {
		subject: { type: 'task', id: input.taskId },
		unitId: organisation.unitId,
		after: { part: input.part },
	});
});

/** The organisation no longer takes part in a task. */
export const takeTaskBack = command('mass.take_task_back', TakeTaskBackInput, async (context, input) => {
	const { tx, actor, today } = context;
	const organisation = await seenOrganisation(tx, actor, input.massId, today);
	context.permit(mayDirectOrganisation(actor, organisation));
	const taken = await tx
		.deleteFrom('mass_task')
		.where('tenant_id', '=', actor.tenantId)
		.where('unit_id', '=', organisation.unitId)
		.where('task_id', '=', input.taskId)
		.returning('task_id')
		.executeTakeFirst();
	if (!taken) throw missing('failure_not_found');
	await context.emit('mass.task_taken_back', {
		subject: { type: 'task', id: input.taskId },
		unitId: organisation.unitId,
	});
});
