import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { results } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const strand = z
	.string({ error: 'issue_strand_needed' })
	.trim()
	.min(1, { error: 'issue_strand_needed' })
	.max(60);
const line = (error: string, most = 300) => z.string({ error }).trim().min(1, { error }).max(most);
const maybe = (most = 300) => z.string().trim().max(most).default('');
const hours = z.coerce
	.number({ error: 'issue_hours' })
	.min(0.5, { error: 'issue_hours' })
	.max(2_000, { error: 'issue_hours' });

const course = {
	title: line('issue_course_title'),
	strand,
	organiser: maybe(),
	startsOn: day,
	endsOn: day,
	place: maybe(),
	isOnline: z
		.union([z.boolean(), z.literal('on')])
		.default(false)
		.transform((told) => told !== false),
	hours,
	certificateKind: maybe(60),
};
const ends = { path: ['endsOn'], error: 'issue_course_ends_before' };

export const PlanCourseInput = z
	.object({
		unitId: id,
		...course,
		personIds: z.array(id).max(500).default([]),
		needIds: z.array(id).max(500).default([]),
	})
	.refine(({ startsOn, endsOn }) => endsOn >= startsOn, ends);
export const ChangeCourseInput = z
	.object({ courseId: id, ...course })
	.refine(({ startsOn, endsOn }) => endsOn >= startsOn, ends);
export const CancelCourseInput = z.object({ courseId: id, reason: line('issue_training_reason', 1_000) });
export const AddPeopleInput = z.object({
	courseId: id,
	personIds: z.array(id).min(1, { error: 'issue_people_needed' }).max(500),
});
export const TakeOffInput = z.object({ courseId: id, personId: id });

const resultField = /^(result|mark)-([0-9a-f-]{36})$/;
const result = z.enum(results);

/** The results of a course come as fields of a form, two for each person: `result-<id>` and `mark-<id>`. */
export const NoteResultsInput = z.looseObject({ courseId: id }).transform((told, context) => {
	const found = new Map<string, { result?: (typeof results)[number]; mark: string }>();
	for (const [name, value] of Object.entries(told)) {
		const [, field, personId] = resultField.exec(name) ?? [];
		if (!personId || typeof value !== 'string') continue;
		const known = found.get(personId) ?? { mark: '' };
		if (field === 'mark') known.mark = value.trim().slice(0, 200);
		else {
			const noted = result.safeParse(value);
			if (noted.success) known.result = noted.data;
		}
		found.set(personId, known);
	}
	const noted = [...found].flatMap(([personId, { result: outcome, mark }]) =>
		outcome ? [{ personId, result: outcome, mark }] : [],
	);
	if (noted.length === 0) {
		context.addIssue({ code: 'custom', message: 'issue_results_needed', path: ['results'] });
		return z.NEVER;
	}
	return { courseId: told.courseId, noted };
});

const certificate = {
	unitId: id,
	personId: z.uuid({ error: 'issue_person_needed' }),
	kind: z
		.string({ error: 'issue_certificate_kind' })
		.trim()
		.min(1, { error: 'issue_certificate_kind' })
		.max(60),
	/** Its name, where it is of no known kind. */
	title: maybe(),
	strand: maybe(60),
	number: maybe(100),
	issuer: line('issue_certificate_issuer'),
	issuedOn: day,
	expiresOn: day.optional(),
	courseId: id.optional(),
};
const sent = z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) });
export const EnterCertificateInput = z.object({ ...certificate, file: sent.optional() });
/** After the file was looked at. */
export const LookedCertificateInput = z.object({
	...certificate,
	file: sent.extend({ mediaType: z.string() }).optional(),
});
export const CertificateInput = z.object({ certificateId: id });
export const RefuseCertificateInput = z.object({
	certificateId: id,
	reason: line('issue_training_reason', 1_000),
});

export const RaiseNeedInput = z.object({
	unitId: id,
	personId: z.uuid({ error: 'issue_person_needed' }),
	strand,
	body: line('issue_need_body', 1_000),
	/** The own proposal, made in a paper, of which it comes. */
	proposalId: id.optional(),
});
export const NeedInput = z.object({ needId: id });
export const DeclineNeedInput = z.object({ needId: id, answer: line('issue_need_answer', 1_000) });

const hoursField = /^hours-(.{1,60})$/;

export const SetTrainingRuleInput = z
	.looseObject({
		unitId: id,
		validFrom: day,
		/** One a line: the name of a strand. */
		strands: line('issue_strands', 2_000),
	})
	.transform(({ unitId, validFrom, strands, ...fields }) => ({
		unitId,
		validFrom,
		strands: strands
			.split('\n')
			.map((name) => name.trim())
			.filter(Boolean),
		/** Hours a year that everybody should have, by the code of a strand: `hours-<code>`. */
		hours: Object.fromEntries(
			Object.entries(fields).flatMap(([name, value]) => {
				const code = hoursField.exec(name)?.[1];
				const count = Number(value);
				return code && Number.isFinite(count) && count >= 0 && count <= 500 ? [[code, count]] : [];
			}),
		),
	}));
