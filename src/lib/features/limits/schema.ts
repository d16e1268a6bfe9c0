import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { disciplineIn } from './domain/discipline.ts';
import { limitKinds, limitSources } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const clean = (typed: string): string => typed.normalize('NFC').replaceAll('\r\n', '\n').trim();
/** Words about a person: needed where a key is given; a form of discipline in them is refused. */
const words = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform(clean)
		.pipe(
			z
				.string()
				.min(1, { error: key })
				.max(max)
				.refine((text) => disciplineIn(text) === null, { error: 'issue_limit_discipline' }),
		);
const optional = (max: number) =>
	z
		.string()
		.max(max)
		.transform(clean)
		.refine((text) => disciplineIn(text) === null, { error: 'issue_limit_discipline' })
		.default('');

/** Where the fact is: `task:<id>`, or `described` with the fact, its day and what shows it. */
const source = z
	.string({ error: 'issue_limit_source' })
	.transform((text) => text.split(':'))
	.pipe(z.tuple([z.enum(limitSources, { error: 'issue_limit_source' })], id, { error: 'issue_limit_source' }))
	.transform(([kind, sourceId]) => ({ kind, sourceId: sourceId ?? null }))
	.refine(({ kind, sourceId }) => (kind === 'described') === (sourceId === null), {
		error: 'issue_limit_source',
	});

export const GiveInput = z
	.object({
		unitId: id,
		personId: z.uuid({ error: 'issue_limit_person' }),
		kind: z.enum(limitKinds, { error: 'issue_limit_kind' }),
		source,
		fact: optional(2_000),
		factOn: day.optional(),
		evidence: optional(2_000),
		words: words(4_000, 'issue_limit_words'),
	})
	.refine(({ source: { kind }, fact }) => kind !== 'described' || fact !== '', {
		path: ['fact'],
		error: 'issue_limit_fact',
	})
	.refine(({ source: { kind }, factOn }) => kind !== 'described' || factOn !== undefined, {
		path: ['factOn'],
		error: 'issue_limit_fact_on',
	})
	.refine(({ source: { kind }, evidence }) => kind !== 'described' || evidence !== '', {
		path: ['evidence'],
		error: 'issue_limit_evidence',
	});

export const LimitInput = z.object({ limitId: id });
export const AnswerInput = z.object({
	limitId: id,
	answer: words(8_000, 'issue_limit_answer'),
	evidence: optional(2_000),
	files: z
		.array(z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) }))
		.max(10, { error: 'issue_limit_files' })
		.default([]),
});
export const PlanInput = z.object({
	limitId: id,
	body: words(500, 'issue_limit_step'),
	dueOn: z.string({ error: 'issue_limit_step_due' }).refine(isDay, { error: 'issue_day' }),
});
export const StepDoneInput = z.object({
	limitId: id,
	stepId: id,
	result: words(2_000, 'issue_limit_result'),
});
export const ExtendInput = z.object({
	limitId: id,
	stepId: id,
	dueOn: day,
	reason: words(1_000, 'issue_reason_needed'),
});
export const InChargeInput = z.object({
	limitId: id,
	inChargeId: z.uuid({ error: 'issue_limit_in_charge' }),
});
export const CloseInput = z.object({ limitId: id, conclusion: words(4_000, 'issue_limit_conclusion') });
export const WithdrawInput = z.object({ limitId: id, reason: words(1_000, 'issue_reason_needed') });

const days = (most: number) =>
	z.coerce
		.number({ error: 'issue_limit_days' })
		.int({ error: 'issue_limit_days' })
		.min(1, { error: 'issue_limit_days' })
		.max(most, { error: 'issue_limit_days' });
export const SetRuleInput = z.object({
	unitId: id,
	validFrom: day,
	answerDays: days(60),
	toldDays: days(30),
	closeDays: days(60),
});
