import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { figureSources } from './domain/criteria.ts';
import { awardKinds } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const tidy = (typed: string): string => typed.normalize('NFC').replaceAll('\r\n', '\n').trim();
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform(tidy)
		.pipe(z.string().min(1, { error: key }).max(max));
const more = (max: number) => z.string().transform(tidy).pipe(z.string().max(max)).default('');
/** A number as people type it: with a comma or a point. */
const amount = (key: string) =>
	z
		.union([z.string(), z.number()], { error: key })
		.transform((typed) => Number(String(typed).trim().replace(',', '.')))
		.pipe(z.number({ error: key }).min(0, { error: key }).max(1_000_000, { error: key }));
const whole = (least: number, most: number, key: string) =>
	z.coerce.number({ error: key }).int({ error: key }).min(least, { error: key }).max(most, { error: key });

const CriterionInput = z.object({
	key: z
		.string()
		.regex(/^[a-z0-9_]{1,40}$/)
		.optional(),
	name: text(200, 'issue_award_criterion_name'),
	source: z.enum(figureSources, { error: 'issue_award_criterion_source' }),
	points: amount('issue_award_criterion_number').default(0),
	full: amount('issue_award_criterion_number').optional(),
	least: amount('issue_award_criterion_number').optional(),
});
export const SetRulesInput = z.object({
	unitId: id,
	validFrom: day,
	source: more(500),
	criteria: z
		.array(CriterionInput, { error: 'issue_award_criteria' })
		.min(1, { error: 'issue_award_criteria' })
		.max(40, { error: 'issue_award_criteria' }),
	ballot: z.enum(['secret', 'open'], { error: 'issue_award_ballot' }),
	majorityOf: z.enum(['entitled', 'present'], { error: 'issue_award_majority' }),
	majorityShare: whole(1, 99, 'issue_award_share'),
	quorumShare: whole(1, 100, 'issue_award_share'),
	ownUnit: z.enum(['abstains', 'votes'], { error: 'issue_award_own_unit' }),
});
export type SetRules = z.infer<typeof SetRulesInput>;

export const OpenAwardInput = z
	.object({
		unitId: id,
		name: text(300, 'issue_award_name'),
		year: whole(2000, 2200, 'issue_award_year'),
		wanted: whole(1, 1000, 'issue_award_wanted'),
		kinds: z.array(z.enum(awardKinds, { error: 'issue_award_kinds' })).min(1, { error: 'issue_award_kinds' }),
		note: more(4_000),
		nominateBy: day,
		decideBy: day,
	})
	.refine(({ nominateBy, decideBy }) => nominateBy <= decideBy, {
		path: ['decideBy'],
		error: 'issue_award_days',
	});

export const AwardInput = z.object({ awardId: id });
export const CancelAwardInput = z.object({ awardId: id, reason: text(1_000, 'issue_reason_needed') });
export const NominateInput = z.object({
	awardId: id,
	unitIds: z.array(id, { error: 'issue_award_unit' }).min(1, { error: 'issue_award_unit' }).max(500),
});

const files = z
	.array(z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) }))
	.max(10, { error: 'issue_nomination_files' })
	.default([]);
export const WriteNominationInput = z.object({
	awardId: id,
	unitId: id,
	statement: text(20_000, 'issue_nomination_statement'),
	values: z
		.array(
			z.object({
				criterion: z.string().max(40),
				amount: amount('issue_nomination_number').optional(),
				met: z.enum(['yes', 'no']).optional(),
				words: more(1_000),
			}),
		)
		.max(40)
		.default([]),
	documentIds: z.array(id).max(20).default([]),
	files,
});
export const NominationInput = z.object({ awardId: id, unitId: id });
export const WithdrawNominationInput = NominationInput.extend({ reason: text(1_000, 'issue_reason_needed') });
export const DropEvidenceInput = NominationInput.extend({ nominationEvidenceId: id });

export const SessionInput = z.object({
	awardId: id,
	metOn: day,
	ballot: z.enum(['secret', 'open'], { error: 'issue_award_ballot' }),
	voters: z
		.array(z.object({ personId: id, isPresent: z.boolean() }), { error: 'issue_award_voters' })
		.min(1, { error: 'issue_award_voters' })
		.max(300),
});
const count = whole(0, 1_000, 'issue_award_count');
export const VoteInput = z.object({
	awardId: id,
	handedOut: count.default(0),
	returned: count.default(0),
	valid: count.default(0),
	/** Of a secret ballot, the count for each unit. */
	counts: z
		.array(z.object({ unitId: id, votes: count }))
		.max(500)
		.default([]),
	/** Of an open vote, who said yes to which unit. */
	approvals: z
		.array(z.object({ unitId: id, personId: id }))
		.max(20_000)
		.default([]),
});
export const DecideAwardInput = z.object({
	awardId: id,
	unitIds: z.array(id, { error: 'issue_award_chosen' }).min(1, { error: 'issue_award_chosen' }).max(500),
	decisionNumber: text(60, 'issue_award_decision'),
	decisionOn: day,
	reason: more(2_000),
});
