import { sql } from 'kysely';
import { indexRecords } from '#lib/features/search/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { discussedIn, seenItem, seenMeeting, subject } from './facts.server.ts';
import { mayChair, mayRecord } from './policy.ts';
import { ChooseNoteInput, ConclusionInput, ItemInput, MeetingInput, NoteInput } from './schema.ts';

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
