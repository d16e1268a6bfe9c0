import shipped from './rules/oversight.json' with { type: 'json' };

/** What the office above sees of small groups, and from which share on a step counts as carried through; dated. */
export type OversightRule = { validFrom: string; smallestGroup: number; enoughShare: number };

/** The rule on a day: the last one that has begun. */
export const oversightRuleOn = (
	day: string,
	rules: readonly OversightRule[] = shipped.rules,
): OversightRule => {
	const [begun] = rules
		.filter(({ validFrom }) => validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
	return begun ?? { validFrom: '1930-02-03', smallestGroup: 5, enoughShare: 90 };
};
