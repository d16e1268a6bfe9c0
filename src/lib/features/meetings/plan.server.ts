import { sql } from 'kysely';
import type { z } from 'zod';
import { documentForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { proposalsFrom } from '#lib/features/proposals/public.server.ts';
import { indexRecords } from '#lib/features/search/public.server.ts';
import { assignmentForAgenda } from '#lib/features/summaries/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { newSpokenCode } from '#lib/platform/spoken-code.ts';
import { type Day, startOfDay } from '#lib/shared/calendar.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { seenItem, seenMeeting, subject } from './facts.server.ts';
import { mayCall, mayPlan, mayPrepare } from './policy.ts';
import {
	AddItemInput,
	AddItemsInput,
	CancelMeetingInput,
	ChangeMeetingInput,
	ItemInput,
	MeetingInput,
	MoveItemInput,
	PlanMeetingInput,
} from './schema.ts';

/** A moment in Viet Nam from a day and HH:mm. */
const momentOf = (day: Day, time: string): Date =>
	new Date(startOfDay(day).getTime() + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000);

/** Chair and taker are people of the unit, and two of them: who leads does not also write. */
const checkPeople = async (
	{ tx, today }: CommandContext,
	unitId: string,
	{ chairId, takerId }: { chairId: string; takerId: string },
): Promise<void> => {
	const people = new Set((await peopleOfUnit(tx, unitId, today)).map(({ personId }) => personId));
	if (!people.has(chairId) || !people.has(takerId)) throw missing('failure_not_found');
	if (chairId === takerId) throw invalid([{ path: 'takerId', message: sayKey('issue_taker_is_chair') }]);
};

/** Plans a meeting: seen by the committee only, until it is called. */
export const planMeeting = command('meeting.plan', PlanMeetingInput, async (context, input) => {
	const { tx, actor, now } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayPlan(actor, { unitId: unit.id, path: unit.path }));
	await checkPeople(context, unit.id, input);
	const meetingId = context.newId();
	const startsAt = momentOf(input.day, input.time);
	await tx
		.insertInto('meeting')
		.values({
			tenant_id: actor.tenantId,
			id: meetingId,
			unit_id: unit.id,
			kind: input.kind,
			title: input.title,
			place: input.place,
			starts_at: startsAt,
			minutes_planned: input.minutesPlanned,
			chair_id: input.chairId,
			taker_id: input.takerId,
			state: 'planned',
			check_in_code: newSpokenCode(),
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await indexRecords(tx, actor.tenantId, 'meeting', [meetingId]);
	await context.emit('meeting.planned', {
		...subject({ id: meetingId, unitId: unit.id }),
		after: { kind: input.kind, title: input.title, startsAt: startsAt.toISOString() },
	});
	return { meetingId };
});

/** Changes time, place, chair or taker. A change after the call is an event that those invited are told of. */
export const changeMeeting = command('meeting.change', ChangeMeetingInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayPrepare(context.actor, meeting));
	await checkPeople(context, meeting.unitId, input);
	const startsAt = momentOf(input.day, input.time);
	await context.tx
		.updateTable('meeting')
		.set({
			title: input.title,
			place: input.place,
			starts_at: startsAt,
			minutes_planned: input.minutesPlanned,
			chair_id: input.chairId,
			taker_id: input.takerId,
		})
		.where('id', '=', meeting.id)
		.execute();
	await indexRecords(context.tx, context.actor.tenantId, 'meeting', [meeting.id]);
	await context.emit('meeting.changed', {
		...subject(meeting),
		before: { title: meeting.title, place: meeting.place, startsAt: meeting.startsAt.toISOString() },
		after: { title: input.title, place: input.place, startsAt: startsAt.toISOString() },
	});
});

/** Calls the meeting: those it is for see it now, with the agenda and the material. */
export const callMeeting = command('meeting.call', MeetingInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayCall(context.actor, meeting));
	await context.tx
		.updateTable('meeting')
		.set({ state: 'called', called_at: context.now })
		.where('id', '=', meeting.id)
		.execute();
	await context.emit('meeting.called', {
		...subject(meeting),
		after: { title: meeting.title, startsAt: meeting.startsAt.toISOString(), place: meeting.place },
	});
});

/** Calls a meeting off, with the reason. */
export const cancelMeeting = command('meeting.cancel', CancelMeetingInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayCall(context.actor, meeting));
	await context.tx.updateTable('meeting').set({ state: 'cancelled' }).where('id', '=', meeting.id).execute();
	await context.emit('meeting.cancelled', { ...subject(meeting), after: { reason: input.reason } });
});

const addToAgenda = async (
	context: CommandContext,
	input: z.output<typeof AddItemInput>,
): Promise<{ agendaItemId: string }> => {
	const { tx, actor } = context;
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayPrepare(actor, meeting));
	const summary = input.assignmentId
		? await assignmentForAgenda(tx, actor, { assignmentId: input.assignmentId, unitId: meeting.unitId })
		: null;
	const documentId = summary?.documentId ?? input.documentId ?? null;
	if (documentId) await documentForReading(tx, actor, documentId);
	const agendaItemId = context.newId();
	await sql`insert into agenda_item (tenant_id, id, meeting_id, position, kind, title, document_id, assignment_id, minutes)
		select ${actor.tenantId}::uuid, ${agendaItemId}::uuid, ${meeting.id}::uuid, coalesce(max(position), 0) + 1, ${summary ? 'summary' : input.kind}, ${input.title}, ${documentId}::uuid, ${summary?.id ?? null}::uuid, ${input.minutes}::int
		from agenda_item where tenant_id = ${actor.tenantId} and meeting_id = ${meeting.id}`.execute(tx);
	await indexRecords(tx, actor.tenantId, 'meeting', [meeting.id]);
	await context.emit('meeting.item_added', {
		...subject(meeting),
		documentId,
		after: { title: input.title },
	});
	return { agendaItemId };
};

/** Adds an item at the end of the agenda. A document must be one that the person may read. */
export const addItem = command('meeting.add_item', AddItemInput, addToAgenda);

/** Adds several items in their order, all or none. */
export const addItems = command('meeting.add_items', AddItemsInput, async (context, { meetingId, items }) => {
	for (const item of items) await addToAgenda(context, { ...item, meetingId });
	return { added: items.length };
});

/** Moves an item one place up or down. */
export const moveItem = command('meeting.move_item', MoveItemInput, async (context, input) => {
	const { item, meeting } = await seenItem(context, input.agendaItemId);
	context.permit(mayPrepare(context.actor, meeting));
	const other = await context.tx
		.selectFrom('agenda_item')
		.select(['id', 'position'])
		.where('meeting_id', '=', meeting.id)
		.where('position', input.step === 'up' ? '<' : '>', item.position)
		.orderBy('position', input.step === 'up' ? 'desc' : 'asc')
		.limit(1)
		.executeTakeFirst();
	if (other) {
		const place = (id: string, position: number) =>
			context.tx.updateTable('agenda_item').set({ position }).where('id', '=', id).execute();
		await place(item.id, other.position);
		await place(other.id, item.position);
	}
	await context.emit('meeting.item_moved', { ...subject(meeting), after: { title: item.title } });
});

/** Takes an item off the agenda, unless something was written, decided or assigned under it. */
export const removeItem = command('meeting.remove_item', ItemInput, async (context, input) => {
	const { item, meeting } = await seenItem(context, input.agendaItemId);
	context.permit(mayPrepare(context.actor, meeting));
	const used = await sql<{ used: boolean }>`
		select exists (select from meeting_note where item_id = ${item.id} and body <> '')
			or exists (select from ballot where item_id = ${item.id})
			or exists (select from meeting_assignment where item_id = ${item.id}) as used`.execute(context.tx);
	const proposed = await proposalsFrom(context.tx, 'meeting', [item.id]);
	if (used.rows[0]?.used || proposed.length > 0)
		throw invalid([{ path: 'agendaItemId', message: sayKey('issue_item_in_use') }]);
	await context.tx.deleteFrom('meeting_note').where('item_id', '=', item.id).execute();
	await context.tx.deleteFrom('agenda_item').where('id', '=', item.id).execute();
	await indexRecords(context.tx, context.actor.tenantId, 'meeting', [meeting.id]);
	await context.emit('meeting.item_removed', { ...subject(meeting), before: { title: item.title } });
});
