import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { type DayChoice, dayChoicesOn } from './domain/days.ts';

export type KeptDays = { countedAt: Date | null; keptFrom: Day | null; choices: DayChoice[] };

/** When counts were made last, since when days are kept, and past days that are often asked for. */
export const keptDays = async (tx: Tx, tenantId: string, today: Day): Promise<KeptDays> => {
	const found = await sql<{ at: Date | null; kept: Day | null; reorganised: Day | null }>`
		select (select counted_at from progress_position where tenant_id = ${tenantId}) as at,
			(select kept_from from progress_position where tenant_id = ${tenantId}) as kept,
			(select max(effective_on) from unit_event where tenant_id = ${tenantId} and effective_on <= ${today}) as reorganised`.execute(
		tx,
	);
	const row = found.rows[0];
	const keptFrom = row?.kept ?? null;
	return {
		countedAt: row?.at ?? null,
		keptFrom,
		choices: dayChoicesOn(today, row?.reorganised ? addDays(row.reorganised, -1) : null).filter(
			({ day }) => keptFrom !== null && day >= keptFrom,
		),
	};
};
