import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Scope } from './counted.server.ts';
import { type LateAge, lateAgesFrom } from './domain/late.ts';
import { type Period, passedDays } from './domain/period.ts';

/** Late tasks of a unit with all below it, by how long they have been late. @param period null: of all days */
export const lateAgesOf = async (tx: Tx, of: Scope, period: Period | null): Promise<LateAge[]> => {
	const days = period ? passedDays(period, of.today) : null;
	const found = await sql<{ dueOn: Day; open: number }>`
		select due_on as "dueOn", below as open from unit_due where tenant_id = ${of.tenantId} and unit_id = ${of.unitId} and document_id = ${of.documentId}::text::uuid
			and below <> 0 and due_on between ${days?.from ?? '1930-01-01'} and ${days?.to ?? of.today}`.execute(
		tx,
	);
	return lateAgesFrom(found.rows, of.today);
};
