import type { Day } from '#lib/shared/calendar.ts';
import type { Rhythm } from './days.ts';
import shipped from './rules/talks.json' with { type: 'json' };

export const takerKinds = ['unit', 'party_members', 'chosen'] as const;
export type Takers = (typeof takerKinds)[number];

/** How a unit holds its talks. */
export type TalkRule = Rhythm & {
	/** Who takes part; `chosen` by their ids. */
	takers: Takers;
	chosen: readonly string[];
	/** Nobody speaks twice within so many days, as far as there are others. */
	gapDays: number;
	/** How long a talk is meant to be. */
	minutes: number;
	/** Syllables that are spoken in a minute. */
	pace: number;
	/** So many days before it is held a talk is sent for review, and is reviewed. */
	writeDays: number;
	reviewDays: number;
	wantsResponses: boolean;
	place: string;
};
export type DatedTalkRule = TalkRule & { validFrom: Day };

const { source: _source, ...values } = shipped;
/** The rule that comes with the product. */
export const shippedTalkRule: TalkRule = values as TalkRule;

/** The rule of a unit on a day: the last one that has begun, else the shipped one. */
export const talkRuleOn = (rules: readonly DatedTalkRule[], day: Day): TalkRule => {
	const [begun] = rules
		.filter(({ validFrom }) => validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
	return begun ?? shippedTalkRule;
};
