import { documentForReading } from '#lib/features/library/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { daysBetween } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { sectionsOf } from './facts.server.ts';
import { mayAnswer, mayAssignSummary, mayReplace } from './policy.ts';
import { seenAssignment, tellOfAssignment } from './records.server.ts';
import { AnswerInput, type AssignSummary, AssignSummaryInput, DeclineInput, ReplaceInput } from './schema.ts';

const committee = new Set(['secretary', 'deputy', 'committee_member']);

/** Whether a line that was sent twice is there already. */
const isGiven = async (
	{ tx, actor }: CommandContext,
	assignmentId: string,
	documentId: string,
): Promise<boolean> =>
	(await tx
		.selectFrom('summary_assignment')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', assignmentId)
		.where('document_id', '=', documentId)
		.executeTakeFirst()) !== undefined;

/**
 * Gives somebody of the committee a document to summarise, whole or some sections of it, by a day. For a command of
 * another feature too, in its transaction (`meetingId`: the meeting in which it was given).
 * @throws Failure refused, invalid (person, day, sections), missing for a document that the actor may not read
 */
export const assignSummaryWithin = async (
	context: CommandContext,
	input: AssignSummary,
): Promise<{ assignmentId: string }> => {
	const { tx, actor, now, today } = context;
	const document = await documentForReading(tx, actor, input.documentId);
	await requireUnit(tx, input.unitId);
	context.permit(mayAssignSummary(actor, input.unitId));
	if (input.assignmentKey && (await isGiven(context, input.assignmentKey, document.id)))
		return { assignmentId: input.assignmentKey };
	if (input.dueOn < today) throw invalidAt('dueOn', 'issue_day_too_early');
	const people = await peopleOfUnit(tx, input.unitId, today);
	const person = people.find(({ personId }) => personId === input.personId);
	if (!person?.roles.some(({ role }) => committee.has(role)))
		throw invalidAt('personId', 'issue_summary_person');
	const sections = await sectionsOf(tx, actor.tenantId, document.id, input.clauseIds);
	if (
		sections.length === 0 ||
		(input.clauseIds.length > 0 && sections.length !== new Set(input.clauseIds).size)
	)
		throw invalidAt('clauseIds', 'issue_summary_sections');
	const assignmentId = input.assignmentKey ?? context.newId();
	await tx
		.insertInto('summary_assignment')
		.values({
			tenant_id: actor.tenantId,
			id: assignmentId,
			unit_id: input.unitId,
			document_id: document.id,
			person_id: input.personId,
			due_on: input.dueOn,
			note: input.note,
			assigned_by: context.personId,
			assigned_at: now,
			meeting_id: input.meetingId ?? null,
			state: input.personId === context.personId ? 'accepted' : 'assigned',
		})
		.execute();
	if (input.clauseIds.length > 0)
		await tx
			.insertInto('summary_assignment_clause')
			.values(
				sections.map(({ id }) => ({ tenant_id: actor.tenantId, assignment_id: assignmentId, clause_id: id })),
			)
			.execute();
	await notify(context, {
		personIds: [input.personId],
		unitId: input.unitId,
		kind: 'summary.assigned',
		subjectId: assignmentId,
		step: 'assigned',
		words: 'summary_told_assigned',
		letterWords: 'summary_letter_assigned',
		detail: { name: documentName(document) },
		href: `/tom-luoc/${assignmentId}`,
		isUrgent: daysBetween(today, input.dueOn) <= 1,
	});
	await tellOfAssignment(
		context,
		{ id: assignmentId, ...input, documentId: document.id },
		'summary.assigned',
		{
			dueOn: input.dueOn,
			sections: input.clauseIds.length,
			meetingId: input.meetingId ?? null,
		},
	);
	return { assignmentId };
};

export const assignSummary = command('summary.assign', AssignSummaryInput, assignSummaryWithin);

/** The person takes it on. */
export const acceptSummary = command('summary.accept', AnswerInput, async (context, { assignmentId }) => {
	const { tx, actor, now } = context;
	const assignment = await seenAssignment(context, assignmentId);
	context.permit(mayAnswer(actor, assignment, 'accept'));
	await tx
		.updateTable('summary_assignment')
		.set({ state: 'accepted', answered_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', assignment.id)
		.execute();
	await tellOfAssignment(context, assignment, 'summary.accepted');
});

/** The person declines, with the reason; who gave it is told and gives it to somebody else. */
export const declineSummary = command('summary.decline', DeclineInput, async (context, input) => {
	const { tx, actor, now } = context;
	const assignment = await seenAssignment(context, input.assignmentId);
	context.permit(mayAnswer(actor, assignment, 'decline'));
	await tx
		.updateTable('summary_assignment')
		.set({ state: 'declined', answered_at: now, decline_reason: input.reason })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', assignment.id)
		.execute();
	await notify(context, {
		personIds: [assignment.assignedBy],
		unitId: assignment.unitId,
		kind: 'summary.declined',
		subjectId: assignment.id,
		step: 'declined',
		words: 'summary_told_declined',
		detail: { name: assignment.documentName, person: assignment.personName },
		href: `/tom-luoc/${assignment.id}`,
	});
	await tellOfAssignment(context, assignment, 'summary.declined', { reason: input.reason });
});

/** Gives an assignment to somebody else; what the first one wrote stays theirs. */
export const replaceSummary = command('summary.replace', ReplaceInput, async (context, input) => {
	const { tx, actor } = context;
	const assignment = await seenAssignment(context, input.assignmentId);
	context.permit(mayReplace(actor, assignment));
	if (input.personId === assignment.personId && assignment.state !== 'declined')
		throw invalidAt('personId', 'issue_summary_same_person');
	const fresh = await assignSummaryWithin(context, {
		documentId: assignment.documentId,
		unitId: assignment.unitId,
		personId: input.personId,
		clauseIds: assignment.clauseIds,
		dueOn: input.dueOn,
		note: assignment.note,
		...(assignment.meetingId ? { meetingId: assignment.meetingId } : {}),
	});
	await tx
		.updateTable('summary_assignment')
		.set({ state: 'replaced', replaced_by: fresh.assignmentId })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', assignment.id)
		.execute();
	await tellOfAssignment(context, assignment, 'summary.replaced', { by: fresh.assignmentId });
	return fresh;
});
