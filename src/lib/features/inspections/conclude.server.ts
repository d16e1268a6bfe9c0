import { lookAtFiles } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, rolesIn } from '#lib/features/organisation/public.server.ts';
import { command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { lockedInspection } from './facts.server.ts';
import { keepFiles } from './files.server.ts';
import { mayCarryOut, mayConclude, mayDemand } from './policy.ts';
import { CarryOutInput, ConcludeInput, DemandInput } from './schema.ts';
import { tellEvent, tellPeople } from './told.server.ts';

/** The committee concludes, after the unit has answered or its time has passed; everybody of the unit is told. */
export const conclude = command('inspection.conclude', ConcludeInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const one = await lockedInspection(context, input.inspectionId);
	context.permit(mayConclude(actor, one, today));
	if (input.concludedOn > today) throw invalidAt('concludedOn', 'issue_inspection_concluded_later');
	await tx
		.updateTable('inspection')
		.set({
			state: 'concluded',
			conclusion: input.conclusion,
			concluded_on: input.concludedOn,
			concluded_by: context.personId,
			concluded_at: now,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', one.id)
		.execute();
	await tellEvent(context, one, 'inspection.concluded', { concludedOn: input.concludedOn });
	const people = await peopleOfUnit(tx, one.inspectedUnitId, today);
	await tellPeople(
		context,
		one,
		[...people.map(({ personId }) => personId), ...one.inspectorIds],
		'concluded',
	);
});

/** Asks the unit to do something by a day: with the conclusion, or after it. */
export const demand = command('inspection.demand', DemandInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const one = await lockedInspection(context, input.inspectionId);
	context.permit(mayDemand(actor, one));
	if (input.dueOn < today) throw invalidAt('dueOn', 'issue_inspection_due_past');
	const followUpId = context.newId();
	await tx
		.insertInto('inspection_follow_up')
		.values({
			tenant_id: actor.tenantId,
			id: followUpId,
			inspection_id: one.id,
			body: input.body,
			due_on: input.dueOn,
			asked_by: context.personId,
			asked_at: now,
		})
		.execute();
	await tellEvent(context, one, 'inspection.demanded', { followUpId, body: input.body, dueOn: input.dueOn });
	const heads = await rolesIn(tx, actor.tenantId, one.inspectedUnitId, ['secretary', 'deputy'], today);
	await tellPeople(context, one, heads, 'demanded', followUpId);
});

const recordCarriedOut = command('inspection.carry_out', CarryOutInput, async (context, input) => {
	const { tx, actor, now } = context;
	const one = await lockedInspection(context, input.inspectionId);
	context.permit(mayCarryOut(actor, one));
	const changed = await tx
		.updateTable('inspection_follow_up')
		.set({ result: input.result, done_by: context.personId, done_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('inspection_id', '=', one.id)
		.where('id', '=', input.followUpId)
		.where('done_at', 'is', null)
		.executeTakeFirst();
	if (changed.numUpdatedRows === 0n) throw missing('failure_not_found');
	const files = await keepFiles(context, { inspectionId: one.id, followUpId: input.followUpId }, input.files);
	await context.emit('inspection.carried_out', {
		subject: { type: 'inspection_follow_up', id: input.followUpId },
		unitId: one.inspectedUnitId,
		after: { inspectionId: one.id, files },
	});
	await tellPeople(context, one, [one.openedBy, ...one.inspectorIds], 'carried_out', input.followUpId);
});

/** The unit tells what was done of what was asked, with what shows it. @throws Failure missing, refused, invalid */
export const carryOut = Object.assign(async (door: Door, raw: unknown): Promise<void> => {
	const { data } = CarryOutInput.safeParse(raw);
	if (data) await lookAtFiles(data.files, 'issue_inspection_file_large');
	await recordCarriedOut(door, raw);
}, recordCarriedOut);
