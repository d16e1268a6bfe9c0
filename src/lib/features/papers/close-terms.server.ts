import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';

/**
 * Ends the terms of committees whose units end on a day: their registers take no number from then on, and keep those that
 * they gave. @returns how many terms end
 */
export const closeTerms = async (
	tx: Tx,
	tenantId: string,
	unitIds: readonly string[],
	day: Day,
): Promise<number> => {
	const done = await sql`
		update committee_term set ends_on = greatest(starts_on, ${addDays(day, -1)}::date)
		where tenant_id = ${tenantId} and unit_id = any (${`{${unitIds.join(',')}}`}::text::uuid[]) and (ends_on is null or ends_on >= ${day})`.execute(
		tx,
	);
	return Number(done.numAffectedRows ?? 0);
};

/** The registers of outgoing papers of units, with the last number of each. */
export const registersOf = async (
	tx: Tx,
	tenantId: string,
	unitIds: readonly string[],
): Promise<{ unitId: string; registers: number; lastNumber: number }[]> => {
	const found = await sql<{ unitId: string; registers: number; lastNumber: number }>`
		select unit_id as "unitId", count(*)::int as registers, max(last_number)::int as "lastNumber" from outgoing_register
		where tenant_id = ${tenantId} and unit_id = any (${`{${unitIds.join(',')}}`}::text::uuid[]) and last_number > 0 group by 1 order by 1`.execute(
		tx,
	);
	return found.rows;
};
