import type { Day } from '#lib/shared/calendar.ts';
import type { Criterion } from './criteria.ts';
import shipped from './rules/awards.json' with { type: 'json' };
import type { Voting } from './vote.ts';

/** By which criteria a committee chooses and how it votes, from a day on; a title keeps those with which it was opened. */
export type AwardRules = {
	validFrom: Day;
	source: string;
	criteria: readonly Criterion[];
	voting: Voting;
};

/** The set that comes with the product: a proposal, of low confidence, to be set right by the committee's office. */
export const shippedRules: AwardRules = {
	validFrom: shipped.validFrom,
	source: shipped.source,
	criteria: shipped.criteria as Criterion[],
	voting: shipped.voting as Voting,
};

/** The last ones that have begun on a day; where the committee has set none, those that come with the product. */
export const rulesOn = (day: Day, known: readonly AwardRules[]): AwardRules =>
	[...known]
		.filter(({ validFrom }) => validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom))[0] ?? shippedRules;
