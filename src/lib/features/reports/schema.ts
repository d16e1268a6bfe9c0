import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { figureKeys, isFigure } from './domain/figures.ts';
import { periods } from './domain/periods.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const tidy = (typed: string): string => typed.normalize('NFC').replaceAll('\r\n', '\n').trim();
/** A text that must be there; what is missing gets the field's own words. */
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform(tidy)
		.pipe(z.string().min(1, { error: key }).max(max));
const more = (max: number) => z.string().transform(tidy).pipe(z.string().max(max)).default('');
const number = (key: string) =>
	z.coerce.number({ error: key }).int({ error: key }).min(0, { error: key }).max(100_000_000, { error: key });
const dueDays = z.coerce
	.number({ error: 'issue_periodic_due' })
	.int({ error: 'issue_periodic_due' })
	.min(-60, { error: 'issue_periodic_due' })
	.max(120, { error: 'issue_periodic_due' });

const section = z.object({
	key: z.string().regex(/^[a-z0-9-]{1,40}$/),
	part: z.string().max(300),
	title: text(300, 'issue_periodic_section'),
	prompt: more(1_000),
	figures: z.array(z.string().refine(isFigure)).max(figureKeys.length).default([]),
	gathers: z.enum(['difficulties', 'proposals']).nullish(),
});

export const AskInput = z
	.object({
		unitId: id,
		/** A kind that is asked already, which this changes from its day on. */
		kindId: id.optional(),
		name: text(300, 'issue_periodic_name'),
		period: z.enum(periods, { error: 'issue_periodic_period' }),
		periodFrom: day.optional(),
		periodTo: day.optional(),
		due: z.record(z.string().max(40), dueDays).refine((all) => Object.keys(all).length > 0, {
			error: 'issue_periodic_due',
		}),
		sections: z.array(section).min(1, { error: 'issue_periodic_section' }).max(30),
		source: more(500),
		validFrom: day,
	})
	.refine(
		({ period, periodFrom, periodTo }) =>
			(period === 'once') === (periodFrom !== undefined && periodTo !== undefined),
		{
			path: ['periodTo'],
			error: 'issue_periodic_days',
		},
	)
	.refine(({ periodFrom, periodTo }) => !periodFrom || !periodTo || periodFrom <= periodTo, {
		path: ['periodTo'],
		error: 'issue_periodic_days',
	});
export const EndKindInput = z.object({ kindId: id, validTo: day });

export const OpenInput = z.object({ unitId: id, kindId: id, periodFrom: day });
const periodicReportId = id;
export const ReportInput = z.object({ periodicReportId });
export const WriteInput = z.object({
	periodicReportId,
	sections: z
		.array(
			z.object({
				key: z.string().max(40),
				body: more(30_000),
				revision: z.coerce.number().int().min(0),
			}),
		)
		.max(30),
});
export const FigureInput = z.object({
	periodicReportId,
	key: z.string().refine(isFigure, { error: 'failure_not_found' }),
	value: number('issue_periodic_value'),
	reason: more(500),
});
export const CiteInput = z.object({ periodicReportId, citedReportId: id, key: z.string().max(40) });
export const SignInput = z.object({ periodicReportId, issuedOn: day });
export const ReturnInput = z.object({ periodicReportId, remarks: text(5_000, 'issue_periodic_remarks') });
export const CorrectInput = z.object({ periodicReportId, reason: text(2_000, 'issue_reason_needed') });
export const UrgeInput = z.object({
	unitId: id,
	kindId: id,
	periodFrom: day,
	/** One of the units below; without it all of them that are behind. */
	ofUnitId: id.optional(),
});
