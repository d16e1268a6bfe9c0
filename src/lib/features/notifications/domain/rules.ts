import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/reminders.json' with { type: 'json' };

/** How a unit reminds. Days before (soon) and after (warn, escalate) the day on which a thing is due. */
export type ReminderRule = {
	soonDays: number;
	warnDays: number;
	escalateDays: number;
	urgePauseHours: number;
};
export type DatedRule = ReminderRule & { unitId: string; validFrom: Day };

/** The rule that comes with the product: for a unit that has set none. */
export const shippedRule: ReminderRule = shipped;

/** The rule of a unit on a day: the last one that has begun, else the shipped one. */
export const ruleOn = (rules: readonly DatedRule[], unitId: string, day: Day): ReminderRule => {
	const begun = rules
		.filter((rule) => rule.unitId === unitId && rule.validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
	return begun[0] ?? shippedRule;
};
