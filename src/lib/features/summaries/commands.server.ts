import { documentForReading } from '#lib/features/library/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { releasePoints } from '#lib/features/reading/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { daysBetween } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { assignmentFacts, type KnownAssignment, sectionsOf } from './facts.server.ts';
import {
	mayAnswer,
	mayAssignSummary,
	mayPresent,
	mayRelease,
	mayRemark,
	mayReplace,
	maySeeAssignment,
} from './policy.ts';
import { keepPoint } from './records.server.ts';
import {
	AnswerInput,
	type AssignSummary,
	AssignSummaryInput,
	DeclineInput,
	PresentInput,
	type PresentSummary,
	RemarkInput,
	ReplaceInput,
	SaveDraftInput,
} from './schema.ts';

const committee = new Set(['secretary', 'deputy', 'committee_member']);

/** An assignment that the actor may know of, locked. */
const seen = async ({ tx, actor }: CommandContext, assignmentId: string): Promise<KnownAssignment> => {
	const assignment = await assignmentFacts(tx, actor.tenantId, assignmentId, true);
	if (!maySeeAssignment(actor, assignment).allowed) throw missing('failure_not_found');
	return assignment;
};

const told = (
	context: CommandContext,
	assignment: { id: string; unitId: string; documentId: string; personId: string },
	verb: string,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'summary_assignment', id: assignment.id },
		unitId: assignment.unitId,
		documentId: assignment.documentId,
		personId: assignment.personId,
		after,
	});

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
	await told(context, { id: assignmentId, ...input, documentId: document.id }, 'summary.assigned', {
		dueOn: input.dueOn,
		sections: input.clauseIds.length,
		meetingId: input.meetingId ?? null,
	});
	return { assignmentId };
};

export const assignSummary = command('summary.assign', AssignSummaryInput, assignSummaryWithin);

/** The person takes it on. */
export const acceptSummary = command('summary.accept', AnswerInput, async (context, { assignmentId }) => {
	const { tx, actor, now } = context;
	const assignment = await seen(context, assignmentId);
	context.permit(mayAnswer(actor, assignment, 'accept'));
	await tx
		.updateTable('summary_assignment')
		.set({ state: 'accepted', answered_at: now })
		.where('id', '=', assignment.id)
		.execute();
	await told(context, assignment, 'summary.accepted');
});

/** The person declines, with the reason; who gave it is told and gives it to somebody else. */
export const declineSummary = command('summary.decline', DeclineInput, async (context, input) => {
	const { tx, actor, now } = context;
	const assignment = await seen(context, input.assignmentId);
	context.permit(mayAnswer(actor, assignment, 'decline'));
	await tx
		.updateTable('summary_assignment')
		.set({ state: 'declined', answered_at: now, decline_reason: input.reason })
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
	await told(context, assignment, 'summary.declined', { reason: input.reason });
});

/** Gives an assignment to somebody else; what the first one wrote stays theirs. */
export const replaceSummary = command('summary.replace', ReplaceInput, async (context, input) => {
	const { tx, actor } = context;
	const assignment = await seen(context, input.assignmentId);
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
		.where('id', '=', assignment.id)
		.execute();
	await told(context, assignment, 'summary.replaced', { by: fresh.assignmentId });
	return fresh;
});

/**
 * Keeps what was typed; writes no event of its own, the released text is the record. Writing takes the assignment on.
 * @returns each point as it is kept; one that was changed on another device meanwhile holds both texts
 */
export const saveDraft = command(
	'summary.save_draft',
	SaveDraftInput,
	async (context, input) => {
		const { tx, actor, now } = context;
		const assignment = await seen(context, input.assignmentId);
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
			await told(context, assignment, 'summary.accepted');
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
	const assignment = await seen(context, input.assignmentId);
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
	await told(context, assignment, 'summary.presented', {
		on: input.presentedOn,
		meetingId: input.meetingId ?? null,
	});
};

export const presentSummary = command('summary.present', PresentInput, presentSummaryWithin);

/** What was said of it. */
export const remarkSummary = command('summary.remark', RemarkInput, async (context, input) => {
	const { tx, actor, now } = context;
	const assignment = await seen(context, input.assignmentId);
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
	await told(context, assignment, 'summary.remarked', { remarkId });
	return { remarkId };
});

/** Releases a summary to everybody who may read the document in the unit: its points stand beside the text from now on. */
export const releaseSummary = command('summary.release', AnswerInput, async (context, { assignmentId }) => {
	const { tx, actor, now } = context;
	const assignment = await seen(context, assignmentId);
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
	await told(context, assignment, 'summary.released', { points: drafts.length });
	return { documentId: assignment.documentId, points: drafts.length };
});
