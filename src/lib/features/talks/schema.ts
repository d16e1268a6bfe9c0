import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { rhythms } from './domain/days.ts';
import { takerKinds } from './domain/rules.ts';
import { leaveKinds, talkOutcomes } from './domain/states.ts';
import { monthsOf } from './domain/themes.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform((typed) => typed.normalize('NFC').replaceAll('\r\n', '\n').trim())
		.pipe(z.string().min(1, { error: key }).max(max));
const short = z.string().trim().max(300).default('');
const number = (min: number, max: number, key: string) =>
	z.coerce.number({ error: key }).int({ error: key }).min(min, { error: key }).max(max, { error: key });

/** So long may a text be: some twenty minutes. */
export const MOST_LETTERS = 20_000;
const MOST_TITLE = 300;

/** One slot of a rota as a form sends it: the day and the person. */
const slot = z
	.string()
	.regex(/^\d{4}-\d{2}-\d{2} [0-9a-f-]{36}$/)
	.transform((sent) => ({ heldOn: sent.slice(0, 10), personId: sent.slice(11) }))
	.pipe(z.object({ heldOn: day, personId: id }));
export const DrawUpInput = z.object({
	unitId: id,
	slots: z.array(slot).min(1, { error: 'issue_talk_slots' }).max(120),
});
export const UnitInput = z.object({ unitId: id });
export const TalkInput = z.object({ talkId: id });
export const ChangeInput = z.object({
	talkId: id,
	heldOn: day,
	place: short,
	speakerId: id,
	/** One of the plan; otherwise the words beside it. */
	themeId: id.optional(),
	theme: short,
});
export const ThemeOfTalkInput = z.object({
	talkId: id,
	themeId: id.optional(),
	theme: short,
	documentId: id.optional(),
	clauseId: id.optional(),
});
export const CancelInput = z.object({ talkId: id, reason: text(500, 'issue_reason_needed') });
export const SetRuleInput = z
	.object({
		unitId: id,
		validFrom: day,
		every: z.enum(rhythms, { error: 'issue_talk_every' }),
		nth: number(1, 5, 'issue_talk_every'),
		weekday: number(1, 7, 'issue_talk_every'),
		takers: z.enum(takerKinds, { error: 'issue_talk_takers' }),
		chosenIds: z.array(id).max(500).default([]),
		gapDays: number(0, 1000, 'issue_talk_number'),
		minutes: number(1, 60, 'issue_talk_minutes'),
		pace: number(60, 300, 'issue_talk_pace'),
		writeDays: number(0, 60, 'issue_talk_days'),
		reviewDays: number(0, 60, 'issue_talk_days'),
		responses: z.enum(['yes', 'no'], { error: 'issue_talk_responses' }),
		place: short,
	})
	.refine(({ takers, chosenIds }) => takers !== 'chosen' || chosenIds.length > 0, {
		path: ['chosenIds'],
		error: 'issue_talk_takers',
	})
	.refine(({ writeDays, reviewDays }) => reviewDays <= writeDays, {
		path: ['reviewDays'],
		error: 'issue_talk_review_days',
	});
export const AddThemeInput = z.object({
	unitId: id,
	year: number(2000, 2200, 'issue_talk_year'),
	period: z
		.string({ error: 'issue_talk_period' })
		.refine((period) => monthsOf(period) !== null, { error: 'issue_talk_period' }),
	title: text(300, 'issue_talk_theme'),
	documentId: id.optional(),
});
export const ThemeInput = z.object({ themeId: id });

export const LeaveInput = z
	.object({
		unitId: id,
		personId: id,
		kind: z.enum(leaveKinds, { error: 'issue_talk_leave_kind' }),
		fromDay: day,
		toDay: day,
	})
	.refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], error: 'issue_talk_leave_order' });
export const EndLeaveInput = z.object({ leaveId: id });

export const AskSwapInput = z.object({
	talkId: id,
	otherTalkId: z.uuid({ error: 'issue_talk_swap' }),
	words: z.string().trim().max(500).default(''),
});
export const SwapInput = z.object({ swapId: id });

const place = z.number().int().min(0).max(MOST_LETTERS);
const typed = z.string().max(MOST_LETTERS, { error: 'issue_talk_long' });
/** What was typed since the revision (text/typed-changes.ts), or the whole of a form without a script. */
export const SaveInput = z.object({
	talkId: id,
	revision: z.coerce.number().int().min(0),
	changes: z
		.partialRecord(z.enum(['title', 'body']), z.union([typed, z.tuple([place, place, typed, place])]))
		.optional(),
	title: z.string().max(MOST_TITLE).default(''),
	body: typed.default(''),
});
export const AssignInput = z.object({
	talkId: id,
	reviewerId: z.uuid({ error: 'issue_reviewer_needed' }),
});
export const RemarkInput = z.object({
	talkId: id,
	passage: z.string().trim().max(1_000).default(''),
	body: text(4_000, 'issue_remark_needed'),
});
export const ReviewInput = z
	.object({
		talkId: id,
		outcome: z.enum(talkOutcomes, { error: 'issue_talk_outcome' }),
		words: z.string().trim().max(4_000).default(''),
	})
	.refine(({ outcome, words }) => outcome === 'accepted' || words !== '', {
		path: ['words'],
		error: 'issue_talk_return_words',
	});
export const ReopenInput = z.object({ talkId: id, reason: text(500, 'issue_reason_needed') });
export const RespondInput = z.object({ talkId: id, body: text(1_000, 'issue_talk_response') });
export const AnswerInput = z.object({
	talkId: id,
	personId: id,
	answer: text(1_000, 'issue_talk_answer'),
});
export const ConsentInput = z.object({
	talkId: id,
	consent: z.enum(['yes', 'no'], { error: 'issue_talk_consent' }),
});
