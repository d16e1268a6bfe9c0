import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/registers.json' with { type: 'json' };

/** When the numbers of a register begin anew: with the calendar year, or with the term of the committee. */
export type RegisterRule = {
	restart: 'year' | 'term';
	/** Terms by their first day ("2025-2030" from 2025-08-15); used when numbers run through a term. */
	terms: { name: string; from: Day }[];
};

export const shippedRegisterRule: RegisterRule = {
	restart: shipped.restart === 'term' ? 'term' : 'year',
	terms: shipped.terms,
};

/** The code under which an organisation keeps its own rule in rule_set. */
export const registerRuleCode = shipped.code;

/** The period to which a day belongs: "2026", or the term that began last before it. */
export const periodOf = (rule: RegisterRule, day: Day): string => {
	const year = day.slice(0, 4);
	if (rule.restart === 'year') return year;
	const begun = rule.terms
		.filter(({ from }) => from <= day)
		.sort((one, other) => (one.from < other.from ? 1 : -1))[0];
	return begun?.name ?? year;
};
