import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/limits.json' with { type: 'json' };

/** How a unit goes about limits, in days. */
export type LimitRule = {
	/** Within so many the person is asked to answer. */
	answerDays: number;
	/** After so many those who head the unit see it, if the person has not opened it before. */
	toldDays: number;
	/** Within so many it is concluded, once all of it is done. */
	closeDays: number;
};
export type DatedRule = LimitRule & { unitId: string; validFrom: Day };

/** The rule that comes with the product. */
export const shippedRule: LimitRule = shipped;

/** The rule of a unit on a day: the last one that has begun, else the shipped one. */
export const ruleOn = (rules: readonly DatedRule[], unitId: string, day: Day): LimitRule => {
	const [begun] = rules
		.filter((rule) => rule.unitId === unitId && rule.validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
	return begun ?? shippedRule;
};
