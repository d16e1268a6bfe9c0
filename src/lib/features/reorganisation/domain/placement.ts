import type { Day } from '#lib/shared/calendar.ts';
import versions from './rules/placement.json' with { type: 'json' };

/** Which kinds of units stand below which, and with how many official members one can be founded, from a day on. */
export type PlacementRule = {
	validFrom: Day;
	source: string;
	below: Readonly<Record<string, readonly string[]>>;
	fewestOfficial: Readonly<Record<string, number>>;
};

/** The rule that holds on a day. */
export const placementOn = (
	day: Day,
	known: readonly PlacementRule[] = versions as PlacementRule[],
): PlacementRule => {
	const held = known
		.filter(({ validFrom }) => validFrom <= day)
		.sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))[0];
	if (!held) throw new Error(`No rule of placement holds on ${day}`);
	return held;
};

export const mayStandBelow = (rule: PlacementRule, parentKind: string, kind: string): boolean =>
	(rule.below[parentKind] ?? []).includes(kind);
