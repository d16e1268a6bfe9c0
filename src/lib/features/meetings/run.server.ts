import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { createTask, type GivenTask } from '#lib/features/programmes/public.server.ts';
import { proposeWithin } from '#lib/features/proposals/public.server.ts';
import { indexRecords } from '#lib/features/search/public.server.ts';
import { assignSummaryWithin, presentSummaryWithin } from '#lib/features/summaries/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { isSpokenCode } from '#lib/platform/spoken-code.ts';
import type { Standing } from '#lib/shared/actor.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { discussedIn, invitedTo, type KnownMeeting, seenItem, seenMeeting } from './facts.server.ts';
import { mayChair, mayCheckIn, mayPresentIn, mayRecord } from './policy.ts';
import {
	AssignInput,
	AssignSummaryInMeetingInput,
	AttendanceInput,
	CheckInInput,
	ChooseNoteInput,
	ConclusionInput,
	ItemInput,
	MeetingInput,
	NoteInput,
	RecordProposalInput,
} from './schema.ts';

const subject = (meeting: KnownMeeting) => ({
	subject: { type: 'meeting', id: meeting.id },
	unitId: meeting.unitId,
});

/** Opens the meeting; its first item becomes the present one. */
export const openMeeting = command('meeting.open', MeetingInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayChair(context.actor, meeting, 'open'));
	await context.tx
		.updateTable('meeting')
		.set({ state: 'open', opened_at: context.now })
		.where('id', '=', meeting.id)
		.execute();
	await sql`update agenda_item set state = 'current' where id = (
		select id from agenda_item where meeting_id = ${meeting.id} order by position limit 1)`.execute(
		context.tx,
	);
	await context.emit('meeting.opened', subject(meeting));
});

/** Closes the meeting. Votes that are still open have to be closed first: nobody should lose theirs. */
export const closeMeeting = command('meeting.close', MeetingInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayChair(context.actor, meeting, 'close'));
	const open = await context.tx
		.selectFrom('ballot')
		.select('id')
		.where('meeting_id', '=', meeting.id)
		.where('state', '=', 'open')
		.executeTakeFirst();
	if (open) throw invalid([{ path: 'ballotId', message: sayKey('issue_ballot_open') }]);
	await context.tx
		.updateTable('agenda_item')
		.set({ state: 'done' })
		.where('meeting_id', '=', meeting.id)
		.where('state', '=', 'current')
		.execute();
	await context.tx
		.updateTable('meeting')
		.set({ state: 'closed', closed_at: context.now })
		.where('id', '=', meeting.id)
		.execute();
	await context.emit('meeting.closed', subject(meeting));
	for (const documentId of await discussedIn(context, meeting.id))
		await context.emit('meeting.discussed', { ...subject(meeting), documentId });
});

/** Goes to an item: the one before is done. */
export const goToItem = command('meeting.go_to_item', ItemInput, async (context, input) => {
	const { item, meeting } = await seenItem(context, input.agendaItemId);
	context.permit(mayRecord(context.actor, meeting));
	await sql`update agenda_item set state = case when id = ${item.id} then 'current' else 'done' end
		where meeting_id = ${meeting.id} and (id = ${item.id} or state = 'current')`.execute(context.tx);
	await context.emit('meeting.item_begun', { ...subject(meeting), after: { title: item.title } });
});

/** Keeps what one person writes down of an item. Saved at each pause of typing, so it writes no event of its own. */
export const writeNote = command(
	'meeting.write_note',
	NoteInput,
	async (context, input) => {
		const { item, meeting } = await seenItem(context, input.agendaItemId);
		context.permit(mayRecord(context.actor, meeting));
		await context.tx
			.insertInto('meeting_note')
			.values({
				tenant_id: context.actor.tenantId,
				meeting_id: meeting.id,
				item_id: item.id,
				author_id: context.personId,
				body: input.body,
				changed_at: context.now,
			})
			.onConflict((conflict) =>
				conflict
					.columns(['tenant_id', 'item_id', 'author_id'])
					.doUpdateSet({ body: input.body, changed_at: context.now }),
			)
			.execute();
		return { savedAt: context.now };
	},
	{ silent: true },
);

/** Whether the minutes take a person's text of an item. Both texts stay. */
export const chooseNote = command('meeting.choose_note', ChooseNoteInput, async (context, input) => {
	const { item, meeting } = await seenItem(context, input.agendaItemId);
	context.permit(mayChair(context.actor, meeting, 'run'));
	const done = await context.tx
		.updateTable('meeting_note')
		.set({ is_chosen: input.chosen === 'yes' })
		.where('item_id', '=', item.id)
		.where('author_id', '=', input.authorId)
		.returning('item_id')
		.executeTakeFirst();
	if (!done) throw missing('failure_not_found');
	await context.emit('meeting.note_chosen', { ...subject(meeting), after: { chosen: input.chosen } });
});

/**
 * The conclusion, which the minutes and the resolution take over. Where another wrote since the text from which one
 * started, both texts are kept and the chair chooses.
 */
export const concludeMeeting = command('meeting.conclude', ConclusionInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayRecord(context.actor, meeting));
	const isWhatWasSeen = [input.known, input.mine].includes(meeting.conclusion);
	const conclusion = isWhatWasSeen ? input.conclusion : bothTexts(meeting.conclusion, input.conclusion);
	await context.tx.updateTable('meeting').set({ conclusion }).where('id', '=', meeting.id).execute();
	await indexRecords(context.tx, context.actor.tenantId, 'meeting', [meeting.id]);
	await context.emit('meeting.concluded', {
		...subject(meeting),
		before: { conclusion: meeting.conclusion },
		after: { conclusion },
	});
});

type Presence = { personId: string; standing: Standing; state: string; reason: string };

const setAttendance = async (
	{ tx, actor, now }: CommandContext,
	meetingId: string,
	rows: readonly Presence[],
	bySelf: boolean,
): Promise<void> => {
	for (const row of rows)
		await sql`insert into attendance (tenant_id, meeting_id, person_id, standing, state, reason, by_self, changed_at)
			values (${actor.tenantId}, ${meetingId}, ${row.personId}, ${row.standing}, ${row.state}, ${row.reason}, ${bySelf}, ${now})
			on conflict (tenant_id, meeting_id, person_id) do update
				set state = excluded.state, reason = excluded.reason, by_self = excluded.by_self, changed_at = excluded.changed_at`.execute(
			tx,
		);
};

const invited = async (context: CommandContext, meeting: KnownMeeting, personId: string) => {
	const person = (await invitedTo(context.tx, meeting)).find((one) => one.personId === personId);
	if (!person) throw missing('failure_not_found');
	return person;
};

/** Notes who is there and who is absent, with the reason. */
export const markAttendance = command('meeting.mark_attendance', AttendanceInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayRecord(context.actor, meeting));
	const person = await invited(context, meeting, input.personId);
	if (input.presence === 'excused' && input.reason === '')
		throw invalid([{ path: 'reason', message: sayKey('issue_absence_reason_needed') }]);
	await setAttendance(
		context,
		meeting.id,
		[
			{
				personId: person.personId,
				standing: person.standing ?? 'non_party',
				state: input.presence,
				reason: input.presence === 'excused' ? input.reason : '',
			},
		],
		false,
	);
	await context.emit('meeting.attendance_marked', {
		...subject(meeting),
		personId: person.personId,
		after: { presence: input.presence },
	});
});

/** Notes everybody for whom nothing is noted yet as present: the secretary then marks the few who are not. */
export const markAllPresent = command('meeting.mark_all_present', MeetingInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayRecord(context.actor, meeting));
	const noted = new Set(
		(
			await context.tx
				.selectFrom('attendance')
				.select('person_id as id')
				.where('meeting_id', '=', meeting.id)
				.execute()
		).map(({ id }) => id),
	);
	const rest = (await invitedTo(context.tx, meeting)).filter(({ personId }) => !noted.has(personId));
	await setAttendance(
		context,
		meeting.id,
		rest.map(({ personId, standing }) => ({
			personId,
			standing: standing ?? 'non_party',
			state: 'present',
			reason: '',
		})),
		false,
	);
	await context.emit('meeting.all_marked_present', { ...subject(meeting), after: { people: rest.length } });
});

/** Says by the code of the meeting that one is there. */
export const checkIn = command('meeting.check_in', CheckInInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayCheckIn(context.actor, meeting));
	const person = await invited(context, meeting, context.personId);
	if (!isSpokenCode(input.checkInCode, meeting.checkInCode))
		throw invalid([{ path: 'checkInCode', message: sayKey('issue_code_wrong') }]);
	await setAttendance(
		context,
		meeting.id,
		[{ personId: person.personId, standing: person.standing ?? 'non_party', state: 'present', reason: '' }],
		true,
	);
	await context.emit('meeting.checked_in', { ...subject(meeting), personId: person.personId });
});

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
