import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { mayEnterLeave } from './policy.ts';
import { EndLeaveInput, LeaveInput } from './schema.ts';

/** Notes from when to when somebody is away: no talk is proposed there, and one that falls into it shows that it is to be replaced. */
export const enterLeave = command('talk.enter_leave', LeaveInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayEnterLeave(actor, input.unitId, input.personId));
	const people = await peopleOfUnit(tx, input.unitId, today);
	if (!people.some(({ personId }) => personId === input.personId)) throw missing('failure_not_found');
	const leaveId = context.newId();
	await tx
		.insertInto('talk_leave')
		.values({
			tenant_id: actor.tenantId,
			id: leaveId,
			unit_id: input.unitId,
			person_id: input.personId,
			kind: input.kind,
			from_day: input.fromDay,
			to_day: input.toDay,
			entered_by: context.personId,
			entered_at: now,
		})
		.execute();
	await context.emit('talk.leave_entered', {
		subject: { type: 'talk_leave', id: leaveId },
		unitId: input.unitId,
		personId: input.personId,
		personal: true,
		after: { fromDay: input.fromDay, toDay: input.toDay },
	});
	return { leaveId };
});

/** Takes a leave back. @throws Failure missing, refused */
export const endLeave = command('talk.end_leave', EndLeaveInput, async (context, input) => {
	const { tx, actor, now } = context;
	const leave = await tx
		.selectFrom('talk_leave')
		.select(['id', 'unit_id as unitId', 'person_id as personId'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.leaveId)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (!leave) throw missing('failure_not_found');
	context.permit(mayEnterLeave(actor, leave.unitId, leave.personId));
	await tx
		.updateTable('talk_leave')
		.set({ ended_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', leave.id)
		.execute();
	await context.emit('talk.leave_ended', {
		subject: { type: 'talk_leave', id: leave.id },
		unitId: leave.unitId,
		personId: leave.personId,
		personal: true,
	});
});
