import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/proposals.json' with { type: 'json' };

/** How a unit answers proposals. */
export type ProposalRule = {
	/** Working days within which an answer is owed. */
	answerDays: number;
	/** Whether whoever answers is told the name of a proposer who asked not to be named. */
	namesToAnswerer: boolean;
};
export type DatedRule = ProposalRule & { unitId: string; validFrom: Day };

/** The rule that comes with the product: for a unit that has set none. */
export const shippedRule: ProposalRule = shipped;

/** The rule of a unit on a day: the last one that has begun, else the shipped one. */
export const ruleOn = (rules: readonly DatedRule[], unitId: string, day: Day): ProposalRule => {
	const begun = rules
		.filter((rule) => rule.unitId === unitId && rule.validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
	return begun[0] ?? shippedRule;
};
