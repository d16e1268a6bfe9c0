/** Kinds of records that an inspection looks at. */
export const recordKinds = ['task', 'minutes', 'registration', 'study_paper'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Kinds that are about a person: opened under a decision only, and each opening is told to that person. */
export const isPersonal = (kind: RecordKind): boolean => kind === 'registration' || kind === 'study_paper';

/** All of them, drawn by lot, or chosen by hand. */
export const sampleWays = ['full', 'drawn', 'chosen'] as const;
export type SampleWay = (typeof sampleWays)[number];

/** Records are looked at (open), the findings are with the unit (reported), it has ended (concluded). */
export type InspectionState = 'open' | 'reported' | 'concluded';

export const outcomes = ['confirmed', 'not_confirmed', 'not_seen'] as const;
export type Outcome = (typeof outcomes)[number];

/** How many findings of each outcome there are, and how many records wait for theirs. */
export const countFindings = (
	records: readonly { outcome: Outcome | null }[],
): Record<Outcome | 'open', number> => {
	const counts = { confirmed: 0, not_confirmed: 0, not_seen: 0, open: 0 };
	for (const { outcome } of records) counts[outcome ?? 'open'] += 1;
	return counts;
};
