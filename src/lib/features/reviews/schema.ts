import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const number = { error: 'issue_review_number' };
const count = z.coerce.number(number).int(number).min(0, number).max(9_999, number);
const points = z.coerce.number(number).min(0, number).max(100, number);
const year = z.coerce.number(number).int(number).min(2000, number).max(2200, number);
const words = z.string().trim().max(20_000).default('');
const yes = z
	.union([z.boolean(), z.string()])
	.transform((value) => value === true || value === 'yes')
	.default(false);

const marks = z.object({
	general: z.record(z.string().max(40), points),
	tasks: z.object({
		planned: count.min(1, { error: 'issue_review_planned' }),
		done: count,
		faults: count,
		late: count,
		beyond: count,
	}),
	fixed: yes,
});
const parts = z
	.record(z.string().max(40), z.string().trim().max(20_000))
	.refine((all) => Object.keys(all).length <= 20)
	.default({});

export const OpenRoundInput = z
	.object({
		unitId: id,
		kind: z.enum(['quarter', 'year'], { error: 'issue_review_kind' }),
		year,
		quarter: z.coerce.number(number).int(number).min(0, number).max(4, number).default(0),
		audience: z.enum(['unit', 'party_members']).default('unit'),
		selfDueOn: day,
		rateDueOn: day,
		concludeOn: day,
	})
	.refine(({ kind, quarter }) => (kind === 'year') === (quarter === 0), {
		path: ['quarter'],
		error: 'issue_review_quarter',
	})
	.refine(({ selfDueOn, rateDueOn }) => selfDueOn <= rateDueOn, {
		path: ['rateDueOn'],
		error: 'issue_review_order',
	})
	.refine(({ rateDueOn, concludeOn }) => rateDueOn <= concludeOn, {
		path: ['concludeOn'],
		error: 'issue_review_order',
	});
export const RateSelfInput = z.object({ roundId: id, marks, words: parts, handsIn: yes });
export const RateInput = z.object({ roundId: id, personId: id, marks, words });
export const SettleInput = z.object({
	roundId: id,
	results: z
		.array(z.object({ personId: id, level: z.string().max(40), reason: z.string().trim().max(2_000), words }))
		.min(1, { error: 'issue_review_results' })
		.max(2_000),
});
export const ConcludeInput = z.object({
	roundId: id,
	meetingId: z.uuid({ error: 'issue_review_meeting' }),
	words,
});
export const SetPartInput = z.object({
	roundId: id,
	personId: id,
	raterId: z.uuid({ error: 'issue_review_rater' }),
	form: z.enum(['2A', '2B', '2C'], { error: 'issue_review_form' }),
	jobGroup: z.string({ error: 'issue_review_group' }).trim().min(1, { error: 'issue_review_group' }).max(100),
});
const body = z.enum(['committee', 'unit'], { error: 'issue_review_kind' });
export const WriteCollectiveInput = z.object({ roundId: id, body, marks, words: parts });
export const AppraiseInput = z.object({
	roundId: id,
	body,
	points,
	appraisal: z
		.string({ error: 'issue_review_words' })
		.trim()
		.min(1, { error: 'issue_review_words' })
		.max(20_000),
});
export const DecideCollectiveInput = z.object({
	roundId: id,
	body,
	level: z.string({ error: 'issue_review_level' }).max(40),
	reason: z.string().trim().max(2_000).default(''),
	decisionNumber: z.string().trim().max(100).default(''),
	decisionDay: day.optional(),
});
const perCent = z.coerce.number(number).min(0, number).max(100, number);
export const SetRulesInput = z.object({
	/** Nothing: the organisation's. */
	unitId: id.optional(),
	validFrom: day,
	source: z.string({ error: 'issue_review_source' }).trim().min(1, { error: 'issue_review_source' }).max(500),
	general: z.array(z.object({ title: z.string().trim().max(200), max: points })).max(12),
	tasks: z.object({
		quantity: points,
		quality: points,
		progress: points,
		faultShare: perCent,
		lateShare: perCent,
	}),
	bands: z
		.array(
			z.object({
				name: z
					.string({ error: 'issue_review_level' })
					.trim()
					.min(1, { error: 'issue_review_level' })
					.max(100),
				from: points,
				onTime: perCent.optional(),
				beyond: perCent.optional(),
			}),
		)
		.min(2)
		.max(6),
	quota: z.object({ share: perCent, outstanding: perCent }),
	difference: points,
});
export const RecordLabelInput = z
	.object({
		unitId: id,
		year: z.coerce.number(number).int(number).min(1930, number).max(2200, number),
		kind: z.enum(['person', 'committee', 'unit'], { error: 'issue_review_kind' }),
		personId: id.optional(),
		label: z.string({ error: 'issue_review_label' }).trim().min(1, { error: 'issue_review_label' }).max(200),
		decision: z.string().trim().max(200).default(''),
	})
	.refine(({ kind, personId }) => (kind === 'person') === (personId !== undefined), {
		path: ['personId'],
		error: 'issue_review_person',
	});
