import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { itemKinds } from './domain/agenda.ts';
import { meetingKinds } from './domain/rules.ts';

const id = z.uuid();
const text = (max: number, key: string) => z.string({ error: key }).trim().min(1, { error: key }).max(max);
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const clock = z.string({ error: 'issue_time' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'issue_time' });

const meeting = {
	title: text(300, 'issue_title_needed'),
	place: z.string().trim().max(300).default(''),
	day,
	time: clock,
	minutesPlanned: z.coerce
		.number({ error: 'issue_minutes' })
		.int()
		.min(5, { error: 'issue_minutes' })
		.max(1440, { error: 'issue_minutes' }),
	chairId: z.uuid({ error: 'issue_chair_needed' }),
	takerId: z.uuid({ error: 'issue_taker_needed' }),
};

export const PlanMeetingInput = z.object({
	unitId: id,
	kind: z
		.enum(meetingKinds as [string, ...string[]])
		.transform((kind) => kind as (typeof meetingKinds)[number]),
	...meeting,
});
export const ChangeMeetingInput = z.object({ meetingId: id, ...meeting });
export const MeetingInput = z.object({ meetingId: id });
export const CancelMeetingInput = z.object({ meetingId: id, reason: text(1_000, 'issue_reason_needed') });

export const AddItemInput = z.object({
	meetingId: id,
	kind: z.enum(itemKinds as [string, ...string[]]).transform((kind) => kind as (typeof itemKinds)[number]),
	title: text(500, 'issue_title_needed'),
	documentId: id.optional(),
	/** The summary that is presented under it. */
	assignmentId: id.optional(),
	minutes: z.coerce.number().int().min(1).max(600).default(10),
});
export const AddItemsInput = z.object({
	meetingId: id,
	items: z
		.array(AddItemInput.omit({ meetingId: true }))
		.min(1, 'issue_nothing_to_add')
		.max(40),
});
export const NumberCallInput = z.object({ meetingId: id, type: z.enum(['invitation', 'notice']) });
export const ItemInput = z.object({ agendaItemId: id });
export const MoveItemInput = z.object({ agendaItemId: id, step: z.enum(['up', 'down']) });

export const NoteInput = z.object({ agendaItemId: id, body: z.string().trim().max(20_000).default('') });
export const ChooseNoteInput = z.object({ agendaItemId: id, authorId: id, chosen: z.enum(['yes', 'no']) });
const conclusion = z
	.string()
	.max(20_000)
	.default('')
	.transform((written) => written.replaceAll('\r\n', '\n').trim());
/** `known` is the text from which one started; `mine` what this device sent before without hearing that it came. */
export const ConclusionInput = z.object({
	meetingId: id,
	conclusion,
	known: conclusion,
	mine: conclusion.optional(),
});

export const AttendanceInput = z.object({
	meetingId: id,
	personId: id,
	presence: z.enum(['present', 'excused', 'absent']),
	reason: z.string().trim().max(500).default(''),
});
export const CheckInInput = z.object({ meetingId: id, checkInCode: text(20, 'issue_code_needed') });

/** `assignmentKey` is made where it is typed, so that sending the same line twice makes one assignment. */
export const AssignInput = z.object({
	meetingId: id,
	assignmentKey: id.optional(),
	agendaItemId: id.optional(),
	/** The clause that it carries out, of the document of the item. */
	clauseId: id.optional(),
	title: text(500, 'issue_title_needed'),
	personId: z.uuid({ error: 'issue_owner_needed' }),
	dueOn: z.string({ error: 'issue_due_needed' }).refine(isDay, { error: 'issue_day' }),
});

export const AssignSummaryInMeetingInput = z.object({
	meetingId: id,
	assignmentKey: id.optional(),
	documentId: id,
	personId: z.uuid({ error: 'issue_summary_person' }),
	dueOn: z.string({ error: 'issue_due_needed' }).refine(isDay, { error: 'issue_day' }),
});

export const RecordProposalInput = z.object({
	meetingId: id,
	proposalKey: id.optional(),
	agendaItemId: id,
	personId: z.uuid({ error: 'issue_proposer_needed' }),
	text: text(4_000, 'issue_proposal_needed'),
});

export const OpenBallotInput = z.object({
	meetingId: id,
	agendaItemId: id.optional(),
	question: text(1_000, 'issue_question_needed'),
	method: z.enum(['hand', 'secret']),
	majority: z.enum(['half', 'two_thirds']).default('half'),
});
const count = z.coerce
	.number({ error: 'issue_count' })
	.int({ error: 'issue_count' })
	.min(0, { error: 'issue_count' })
	.max(10_000);
export const CountHandsInput = z.object({ ballotId: id, yes: count, no: count, abstain: count });
export const CastInput = z.object({
	ballotId: id,
	choice: z.enum(['yes', 'no', 'abstain'], { error: 'issue_choice_needed' }),
});
export const CloseBallotInput = z.object({ ballotId: id });

export const SaveMinutesInput = z.object({ meetingId: id, body: text(200_000, 'issue_minutes_needed') });
export const CorrectMinutesInput = z.object({ meetingId: id, body: text(20_000, 'issue_correction_needed') });
