import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const side = z.enum(['party', 'state']);
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const needed = (max: number) =>
	z.string({ error: 'issue_paper_field' }).trim().min(1, { error: 'issue_paper_field' }).max(max);
const optional = (max: number) => z.string().trim().max(max).default('');

export const NumberPaperInput = z.object({
	unitId: id,
	side: side.default('party'),
	type: needed(40),
	title: needed(1_000),
	issuedOn: day,
	signer: optional(200),
	recipients: optional(2_000),
});

export const CancelPaperInput = z.object({ paperId: id, reason: needed(500) });

export const SetIssuingBodyInput = z.object({
	unitId: id,
	side,
	kind: needed(40),
	superior: optional(300),
	name: needed(300),
	sign: needed(40),
	place: needed(100),
	collective: optional(100),
	head: needed(100),
	deputy: needed(100),
	kept: needed(200),
	validFrom: day,
});

export const SetTermInput = z
	.object({ unitId: id, termId: id.optional(), name: needed(100), startsOn: day, endsOn: day.optional() })
	.refine(({ startsOn, endsOn }) => endsOn === undefined || endsOn >= startsOn, {
		path: ['endsOn'],
		error: 'issue_term_ends_first',
	});

const measure = z.coerce
	.number({ error: 'issue_layout_number' })
	.min(0, { error: 'issue_layout_number' })
	.max(100, { error: 'issue_layout_number' });
const size = z.coerce
	.number({ error: 'issue_layout_number' })
	.min(6, { error: 'issue_layout_number' })
	.max(40, { error: 'issue_layout_number' });
const yes = z.preprocess((value) => value === true || value === 'on', z.boolean());

export const SetLayoutInput = z.object({
	side,
	validFrom: day,
	source: needed(500),
	page: z.object({ top: measure, bottom: measure, left: measure, right: measure }),
	fromTop: measure,
	parts: z.record(z.string(), z.object({ size, line: size, bold: yes, italic: yes })),
	number: z.object({ form: needed(100), letter: needed(100) }),
	onBehalf: needed(100),
	ending: needed(10),
	draft: needed(100),
	types: z.record(z.string(), z.array(z.string().max(40)).max(100)),
});
