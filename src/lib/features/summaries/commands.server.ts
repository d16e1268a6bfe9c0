import { notify } from '#lib/features/notifications/public.server.ts';
import { releasePoints } from '#lib/features/reading/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { sectionsOf } from './facts.server.ts';
import { mayAnswer, mayPresent, mayRelease, mayRemark } from './policy.ts';
import { keepPoint, seenAssignment, tellOfAssignment } from './records.server.ts';
import { AnswerInput, PresentInput, type PresentSummary, RemarkInput, SaveDraftInput } from './schema.ts';

/**
 * Keeps what was typed; writes no event of its own, the released text is the record. Writing takes the assignment on.
 * @returns each point as it is kept; one that was changed on another device meanwhile holds both texts
 */
export const saveDraft = command(
	'summary.save_draft',
	SaveDraftInput,
	async (context, input) => {
		const { tx, actor, now } = context;
		const assignment = await seenAssignment(context, input.assignmentId);
		context.permit(mayAnswer(actor, assignment, 'write'));
		const sections = await sectionsOf(tx, actor.tenantId, assignment.documentId, assignment.clauseIds);
		const known = new Set(sections.map(({ id }) => id));
		if (input.points.some(({ clauseId }) => !known.has(clauseId))) throw missing('failure_not_found');
		const kept = [];
		for (const point of input.points) kept.push(await keepPoint(context, assignment, point));
		if (assignment.state === 'assigned') {
			await tx
				.updateTable('summary_assignment')
				.set({ state: 'accepted', answered_at: now })
				.where('id', '=', assignment.id)
				.execute();
			await tellOfAssignment(context, assignment, 'summary.accepted');
		}
		return { points: kept, savedAt: now };
	},
	{ silent: true },
);

/**
 * The summary was presented on a day, in a meeting or outside one. For a command of another feature too, in its
 * transaction (`meetingId`). Told twice of one meeting, it is there once.
 * @throws Failure refused, invalid (day), conflict while nothing is written
 */
export const presentSummaryWithin = async (context: CommandContext, input: PresentSummary): Promise<void> => {
	const { tx, actor, today } = context;
	const assignment = await seenAssignment(context, input.assignmentId);
	context.permit(mayPresent(actor, assignment));
	if (input.meetingId && assignment.presentedMeetingId === input.meetingId) return;
	if (input.presentedOn > today) throw invalidAt('presentedOn', 'issue_presented_later');
	const written = await tx
		.selectFrom('summary_draft')
		.select('kind')
		.where('assignment_id', '=', assignment.id)
		.where('body', '<>', '')
		.limit(1)
		.executeTakeFirst();
	if (!written) throw conflict('failure_summary_empty');
	await tx
		.updateTable('summary_assignment')
		.set({
			state: 'presented',
			presented_on: input.presentedOn,
			presented_meeting_id: input.meetingId ?? null,
		})
		.where('id', '=', assignment.id)
		.execute();
	await tellOfAssignment(context, assignment, 'summary.presented', {
		on: input.presentedOn,
		meetingId: input.meetingId ?? null,
	});
};

export const presentSummary = command('summary.present', PresentInput, presentSummaryWithin);

/** What was said of it. */
export const remarkSummary = command('summary.remark', RemarkInput, async (context, input) => {
	const { tx, actor, now } = context;
	const assignment = await seenAssignment(context, input.assignmentId);
	context.permit(mayRemark(actor, assignment));
	const remarkId = context.newId();
	await tx
		.insertInto('summary_remark')
		.values({
			tenant_id: actor.tenantId,
			id: remarkId,
			assignment_id: assignment.id,
			unit_id: assignment.unitId,
			person_id: context.personId,
			body: input.body,
			said_at: now,
		})
		.execute();
	await notify(context, {
		personIds: [assignment.personId],
		unitId: assignment.unitId,
		kind: 'summary.remarked',
		subjectId: assignment.id,
		step: remarkId,
		words: 'summary_told_remarked',
		detail: { name: assignment.documentName, person: actor.name },
		href: `/tom-luoc/${assignment.id}`,
	});
	await tellOfAssignment(context, assignment, 'summary.remarked', { remarkId });
	return { remarkId };
});

/** Releases a summary to everybody who may read the document in the unit: its points stand beside the text from now on. */
export const releaseSummary = command('summary.release', AnswerInput, async (context, { assignmentId }) => {
	const { tx, actor, now } = context;
	const assignment = await seenAssignment(context, assignmentId);
	context.permit(mayRelease(actor, assignment));
	const drafts = await tx
		.selectFrom('summary_draft')
		.select(['clause_id as clauseId', 'kind', 'body'])
		.where('assignment_id', '=', assignment.id)
		.where('body', '<>', '')
		.execute();
	if (drafts.length === 0) throw conflict('failure_summary_empty');
	await releasePoints(
		context,
		{ ...assignment, assignmentId: assignment.id, authorId: assignment.personId },
		drafts,
	);
	await tx
		.updateTable('summary_assignment')
		.set({ state: 'released', released_by: context.personId, released_at: now })
		.where('id', '=', assignment.id)
		.execute();
	await notify(context, {
		personIds: [assignment.personId],
		unitId: assignment.unitId,
		kind: 'summary.released',
		subjectId: assignment.id,
		step: 'released',
		words: 'summary_told_released',
		detail: { name: assignment.documentName },
		href: `/van-ban/${assignment.documentId}`,
	});
	await tellOfAssignment(context, assignment, 'summary.released', { points: drafts.length });
	return { documentId: assignment.documentId, points: drafts.length };
});
