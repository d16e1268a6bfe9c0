import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { MAX_FILE_BYTES, slideFormatOf } from '#lib/shared/file-kind.ts';
import { type Choice, choicesProblem, MOST_CHOICES } from './domain/check.ts';
import { audiences, makeUpWays, presences } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const time = z
	.string({ error: 'issue_study_time' })
	.regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'issue_study_time' });
const title = z
	.string({ error: 'issue_study_title' })
	.trim()
	.min(1, { error: 'issue_study_title' })
	.max(300, { error: 'issue_study_title' });
const web = z
	.string()
	.trim()
	.max(2_000)
	.refine((text) => text === '' || /^https?:\/\//i.test(text), { error: 'issue_study_link' })
	.default('');

const round = {
	title,
	purpose: z.string().trim().max(4_000).default(''),
	guidance: z.string().trim().max(4_000).default(''),
	startsOn: day,
	paperDueOn: day.optional(),
	documentIds: z.array(id).min(1, { error: 'issue_study_documents' }).max(50),
};

export const BeginInput = z.object({ unitId: id, ...round });
export const ChangeInput = z.object({ roundId: id, ...round, clauseIds: z.array(id).max(1_000).default([]) });
const session = {
	day,
	time,
	minutes: z.coerce
		.number({ error: 'issue_study_minutes' })
		.int()
		.min(1, { error: 'issue_study_minutes' })
		.max(1_440, { error: 'issue_study_minutes' }),
	place: z.string().trim().max(300).default(''),
	speaker: z.string().trim().max(300).default(''),
	recordingUrl: web,
};
export const AddSessionInput = z.object({ roundId: id, ...session });
export const ChangeSessionInput = z.object({ studySessionId: id, ...session });
export const SessionInput = z.object({ studySessionId: id });
export const RoundInput = z.object({ roundId: id });
export const PublishInput = z.object({
	roundId: id,
	audience: z.enum(audiences, { error: 'issue_study_audience' }),
	personIds: z.array(id).max(5_000).default([]),
	/** Units below that take part too. */
	unitIds: z.array(id).max(2_000).default([]),
});
export const CheckInInput = z.object({
	studySessionId: id,
	checkInCode: z.string({ error: 'issue_code_wrong' }).max(20),
});
export const RecordInput = z
	.object({
		studySessionId: id,
		personId: id,
		presence: z.enum(presences),
		reason: z.string().trim().max(500).default(''),
	})
	.refine(({ presence, reason }) => presence !== 'excused' || reason !== '', {
		path: ['reason'],
		error: 'issue_reason_needed',
	});
export const ExcuseInput = z.object({
	roundId: id,
	personId: id,
	reason: z.string({ error: 'issue_reason_needed' }).trim().min(1, { error: 'issue_reason_needed' }).max(500),
});
export const PlanMakeUpInput = z.object({
	roundId: id,
	personId: id,
	way: z.enum(makeUpWays, { error: 'issue_study_way' }),
	dueOn: day,
});
export const ConfirmMakeUpInput = z.object({ roundId: id, personId: id });
export const IssueReportInput = z.object({
	roundId: id,
	issuedOn: day,
	assessment: z.string().trim().max(10_000).default(''),
});
export const UrgeInput = z.object({
	roundId: id,
	personIds: z.array(id).max(5_000).default([]),
	/** Everybody who is behind, or who is behind with this. */
	everybody: z.enum(['any', 'attended', 'read', 'handed_in']).optional(),
	/** Only of this unit. */
	homeUnitId: id.optional(),
});
export const AddSlidesInput = z.object({
	studySessionId: id,
	files: z
		.array(
			z.object({
				name: z.string().trim().min(1).max(500),
				bytes: z
					.instanceof(Uint8Array)
					.refine((bytes) => bytes.byteLength > 0, { error: 'issue_file_empty' })
					.refine((bytes) => bytes.byteLength <= MAX_FILE_BYTES, { error: 'issue_file_too_large' })
					.refine((bytes) => slideFormatOf(bytes) !== null, { error: 'issue_study_slide_format' }),
			}),
			{ error: 'issue_study_slides' },
		)
		.min(1, { error: 'issue_study_slides' })
		.max(10, { error: 'issue_study_slides_many' }),
});
export const SlideInput = z.object({ slideId: id });

const choiceText = z.string().trim().max(500).optional();
const problems = {
	too_few: 'issue_study_choices',
	none_right: 'issue_study_right',
	all_right: 'issue_study_all_right',
	twice: 'issue_study_choice_twice',
} as const;

/** The choices come as the fields of a form: `choice1` … `choice6`, and `right1` … where that one is right. */
export const QuestionInput = z
	.object({
		roundId: id,
		questionId: id.optional(),
		clauseId: z.uuid({ error: 'issue_study_clause' }),
		body: z
			.string({ error: 'issue_study_question' })
			.trim()
			.min(1, { error: 'issue_study_question' })
			.max(1_000, { error: 'issue_study_question' }),
		explanation: z.string().trim().max(2_000).default(''),
		choice1: choiceText,
		choice2: choiceText,
		choice3: choiceText,
		choice4: choiceText,
		choice5: choiceText,
		choice6: choiceText,
		right1: z.string().optional(),
		right2: z.string().optional(),
		right3: z.string().optional(),
		right4: z.string().optional(),
		right5: z.string().optional(),
		right6: z.string().optional(),
	})
	.transform((input, context) => {
		const { roundId, questionId, clauseId, body, explanation, ...fields } = input;
		const values: Record<string, string | undefined> = fields;
		const choices = Array.from(
			{ length: MOST_CHOICES },
			(_, at): Choice => ({
				body: values[`choice${at + 1}`] ?? '',
				isRight: values[`right${at + 1}`] !== undefined,
			}),
		).filter(({ body: words }) => words !== '');
		const problem = choicesProblem(choices);
		if (problem) context.addIssue({ code: 'custom', path: ['choices'], message: problems[problem] });
		return { roundId, questionId, clauseId, body, explanation, choices };
	});
export const DropQuestionInput = z.object({ questionId: id });
export const AnswerInput = z.object({
	questionId: id,
	chosen: z
		.array(
			z.coerce
				.number()
				.int()
				.min(0)
				.max(MOST_CHOICES - 1),
		)
		.min(1, { error: 'issue_study_answer' })
		.max(MOST_CHOICES),
});
