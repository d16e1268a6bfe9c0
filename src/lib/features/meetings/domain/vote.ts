export type Majority = 'half' | 'two_thirds';
export type Count = { yes: number; no: number; abstain: number };

/**
 * Whether a question is carried: more than half of all official members of the unit, or at least two thirds of them for
 * admission and expulsion (Điều lệ Đảng, điều 4, 9, 40). Those absent count in the whole.
 */
export const isCarried = (yes: number, entitled: number, majority: Majority): boolean =>
	majority === 'half' ? yes * 2 > entitled : yes * 3 >= entitled * 2;

/** What is wrong with a count of hands, as a message key; null when it can be. */
export const countProblem = ({ yes, no, abstain }: Count, present: number): string | null =>
	yes + no + abstain > present ? 'issue_more_votes_than_present' : null;

/** More than half of the official members have to be there for a meeting to decide; the rest of its work can go on. */
export const hasQuorum = (present: number, entitled: number): boolean => present * 2 > entitled;
