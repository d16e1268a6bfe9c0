import { heldBetween } from '#lib/features/meetings/public.server.ts';
import { tasksDueBetween } from '#lib/features/programmes/public.server.ts';
import { publishedBetween } from '#lib/features/reading/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { monthBefore } from './domain/compose.ts';
import type { MonthFigures } from './domain/figures.ts';

/** What the system knows of the month before the one that a resolution is for. */
export const figuresBefore = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	month: Day,
): Promise<MonthFigures> => {
	const from = monthBefore(month);
	const to = addDays(month, -1);
	return {
		from,
		to,
		tasks: await tasksDueBetween(tx, unit, from, to),
		reading: await publishedBetween(tx, unit, from, to),
		meetings: await heldBetween(tx, unit, from, to),
	};
};
