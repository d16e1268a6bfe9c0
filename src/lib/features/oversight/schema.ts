import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { isToldOnce, leanCounts, MOST_COUNT, MOST_DAYS, MOST_ROWS } from './domain/figures.ts';

const id = z.uuid();
const count = z.coerce.number({ error: 'issue_oversight_count' }).int().min(0).max(100_000).default(0);

export const FollowInput = z.object({ unitId: id });
export const NoteInput = z.object({
	unitId: id,
	body: z.string().trim().min(5, { error: 'issue_oversight_note_short' }).max(4000),
	isShared: z.literal('on').optional(),
});
export const WithdrawNoteInput = z.object({ unitNoteId: id });
export const AgesInput = z.object({
	unitId: id,
	year: z.coerce.number().int().min(2000).max(2200),
	aged_30: count,
	aged_40: count,
	aged_50: count,
	aged_60: count,
	aged_more: count,
});

export const PartnerFiguresInput = z.object({ partnerId: id });
export const NameUnitInput = PartnerFiguresInput.extend({
	unitId: z.uuid({ error: 'issue_oversight_figures_unit' }),
});

const day = z
	.string()
	.refine((told) => isDay(told) && told >= '2000-01-01' && told < '2101-01-01', { error: 'issue_day' });
/** Documents are older than figures. */
const issueDay = z.string().refine(isDay, { error: 'issue_day' });
const told = z.number().int().min(0).max(MOST_COUNT);
const moment = z.iso.datetime();
const MOST_MEASURES = 100;
/** Figures of a partner. A measure that is not known here is of a later version, and is left out. */
export const FiguresBody = z
	.object({
		at: moment,
		countedAt: moment,
		people: told,
		rows: z
			.array(
				z.object({
					document: z.object({ number: z.string().min(1).max(300), issuedOn: issueDay }).nullable(),
					year: z.number().int().min(2000).max(2100),
					quarter: z.number().int().min(1).max(4),
					counts: z
						.record(z.string().max(40), told)
						.refine((counts) => Object.keys(counts).length <= MOST_MEASURES)
						.transform(leanCounts),
				}),
			)
			.max(MOST_ROWS),
		due: z.array(z.object({ on: day, open: told.min(1) })).max(MOST_DAYS),
	})
	.refine(isToldOnce);
export type FiguresTold = z.output<typeof FiguresBody>;

/** Whether the organisation above takes figures. */
export const WantedBody = z.object({ isWanted: z.boolean() });
