import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { createTask, type GivenTask } from '#lib/features/programmes/public.server.ts';
import { proposeWithin } from '#lib/features/proposals/public.server.ts';
import { assignSummaryWithin, presentSummaryWithin } from '#lib/features/summaries/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { type KnownMeeting, seenItem, seenMeeting, subject } from './facts.server.ts';
import { mayPresentIn, mayRecord } from './policy.ts';
import { AssignInput, AssignSummaryInMeetingInput, ItemInput, RecordProposalInput } from './schema.ts';

const taskOf = (
	meeting: KnownMeeting,
	{
		title,
		personId,
		dueOn,
		clauseId,
	}: { title: string; personId: string; dueOn: string; clauseId?: string | undefined },
): GivenTask => ({
	unitId: meeting.unitId,
	title,
	ownerId: personId,
	dueOn,
	clauseIds: clauseId ? [clauseId] : [],
	origin: { type: 'meeting', id: meeting.id },
});

/** A clause of the document that the item is about. @throws Failure missing */
const requireClause = async (
	{ tx, actor }: CommandContext,
	item: { documentId: string | null } | null,
	clauseId: string,
): Promise<void> => {
	const found = await sql`select from clause
		where tenant_id = ${actor.tenantId} and id = ${clauseId} and document_id = ${item?.documentId ?? null}::uuid`.execute(
		tx,
	);
	if (found.rows.length === 0) throw missing('failure_not_found');
};

/** Gives somebody of the unit something to do by a day, as it is said in the meeting. Sent twice, it is there once. */
export const assignInMeeting = command('meeting.assign', AssignInput, async (context, input) => {
	const { tx, actor, now } = context;
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayRecord(actor, meeting));
	const people = await peopleOfUnit(tx, meeting.unitId, context.today);
	if (!people.some(({ personId }) => personId === input.personId)) throw missing('failure_not_found');
	const item = input.agendaItemId ? (await seenItem(context, input.agendaItemId)).item : null;
	if (item && item.meetingId !== meeting.id) throw missing('failure_not_found');
	if (input.clauseId) await requireClause(context, item, input.clauseId);
	const assignmentId = input.assignmentKey ?? context.newId();
	const known = await tx
		.selectFrom('meeting_assignment')
		.select('task_id as taskId')
		.where('id', '=', assignmentId)
		.where('meeting_id', '=', meeting.id)
		.executeTakeFirst();
	// A line that was sent twice (the answer was lost on the way) gives one task.
	const { taskId } = known ?? (await createTask(context, taskOf(meeting, input)));
	if (!known)
		await tx
			.insertInto('meeting_assignment')
			.values({
				tenant_id: actor.tenantId,
				id: assignmentId,
				meeting_id: meeting.id,
				item_id: input.agendaItemId ?? null,
				title: input.title,
				person_id: input.personId,
				due_on: input.dueOn,
				task_id: taskId,
				created_at: now,
			})
			.execute();
	await context.emit('meeting.assigned', {
		...subject(meeting),
		personId: input.personId,
		after: { title: input.title, dueOn: input.dueOn, taskId },
	});
	return { assignmentId, taskId };
});

/** Gives a document to somebody of the committee to summarise, as it is said in the meeting. Sent twice, it is there once. */
export const assignSummaryInMeeting = command(
	'meeting.assign_summary',
	AssignSummaryInMeetingInput,
	async (context, { meetingId, ...given }) => {
		const meeting = await seenMeeting(context, meetingId);
		context.permit(mayRecord(context.actor, meeting));
		const answer = await assignSummaryWithin(context, {
			...given,
			unitId: meeting.unitId,
			meetingId: meeting.id,
			clauseIds: [],
			note: '',
		});
		await sql`select pg_notify('meeting', ${meeting.id}::text)`.execute(context.tx);
		return answer;
	},
	// A line that comes a second time changes nothing and writes no event.
	{ silent: true },
);

/** The summary of an item was presented, in this meeting. Sent twice, it is there once. */
export const presentInMeeting = command(
	'meeting.present_summary',
	ItemInput,
	async (context, input) => {
		const { item, meeting } = await seenItem(context, input.agendaItemId);
		context.permit(mayPresentIn(context.actor, meeting));
		if (!item.assignmentId) throw missing('failure_not_found');
		await presentSummaryWithin(context, {
			assignmentId: item.assignmentId,
			presentedOn: context.today,
			meetingId: meeting.id,
		});
		await sql`select pg_notify('meeting', ${meeting.id}::text)`.execute(context.tx);
	},
	// What was said before changes nothing and writes no event.
	{ silent: true },
);

/** Writes down what somebody proposed under an item: the unit owes an answer from then on. Sent twice, it is there once. */
export const recordProposal = command(
	'meeting.record_proposal',
	RecordProposalInput,
	async (context, input) => {
		const { item, meeting } = await seenItem(context, input.agendaItemId);
		context.permit(mayRecord(context.actor, meeting));
		if (meeting.id !== input.meetingId) throw missing('failure_not_found');
		const answer = await proposeWithin(context, {
			text: input.text,
			unitId: meeting.unitId,
			documentId: item.documentId ?? undefined,
			from: { type: 'meeting', id: item.id, proposerId: input.personId },
			proposalKey: input.proposalKey,
		});
		await sql`select pg_notify('meeting', ${meeting.id}::text)`.execute(context.tx);
		return answer;
	},
	// A line that comes a second time changes nothing and writes no event.
	{ silent: true },
);
