/** Units nominate (open), the figures are fixed and the committee votes (voting), it was decided, or given up. */
export type AwardState = 'open' | 'voting' | 'decided' | 'cancelled';
export type NominationState = 'draft' | 'signed' | 'withdrawn';

/** Kinds of units that a title may be for. */
export const awardKinds = [
	'superior_committee',
	'grassroots_committee',
	'branch_committee',
	'cell',
	'party_group',
	'mass_organisation',
] as const;
export type AwardKind = (typeof awardKinds)[number];
