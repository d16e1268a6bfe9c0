import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { DueItem } from './domain/due.ts';
import type { DatedRule, ReminderRule } from './domain/rules.ts';
import { dueKinds } from './due-sources.server.ts';

/** When nobody has said otherwise. */
export const DEFAULT_HOUR = 7;

/** The rules that units have set, of all days. @param unitIds of these only; left out: of all */
export const rulesOf = async (
	tx: Tx,
	tenantId: string,
	unitIds?: readonly string[],
): Promise<DatedRule[]> => {
	const only = unitIds ? sql`and unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[])` : sql``;
	const found = await sql<DatedRule>`
		select unit_id as "unitId", valid_from as "validFrom", soon_days as "soonDays", warn_days as "warnDays", escalate_days as "escalateDays",
			urge_pause_hours as "urgePauseHours"
		from reminder_rule where tenant_id = ${tenantId} ${only}`.execute(tx);
	return found.rows;
};

/** Is it near enough to be spoken of? What others wait for always is. */
export const isNear = (item: DueItem, today: Day, rule: ReminderRule): boolean =>
	daysBetween(today, item.dueOn) <= rule.soonDays || !dueKinds().get(item.kind)?.isOwed;
