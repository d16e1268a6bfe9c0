export const campaignStates = ['draft', 'open', 'closed'] as const;
export type CampaignState = (typeof campaignStates)[number];

export const audiences = ['unit', 'party_members', 'committee', 'chosen'] as const;
export type CampaignAudience = (typeof audiences)[number];

export const registrationStates = ['draft', 'handed_in', 'returned', 'confirmed'] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** What became of an entry in a quarter: met (đạt), met in part (đạt một phần), not met (chưa đạt). */
export const outcomes = ['met', 'partly', 'not_met'] as const;
export type EntryOutcome = (typeof outcomes)[number];

/** Is the text of a registration being written? One that is confirmed may be changed, with the reason. */
export const isWritten = (state: RegistrationState): boolean => state !== 'handed_in';

/** A registration as a whole in a quarter: met when every entry is, not met when one is not. None: nothing was checked. */
export const wholeOutcome = (entries: readonly EntryOutcome[]): EntryOutcome | null => {
	if (entries.length === 0) return null;
	if (entries.every((outcome) => outcome === 'met')) return 'met';
	return entries.includes('not_met') ? 'not_met' : 'partly';
};

export const romanQuarter = (quarter: number): string => ['I', 'II', 'III', 'IV'][quarter - 1] ?? '';
