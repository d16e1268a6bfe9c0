export type ResolutionState = 'draft' | 'put' | 'issued' | 'dropped';
export type ResolutionKind = 'monthly' | 'thematic';

/** Where a resolution stands, the vote counted in. */
export type Standing = 'draft' | 'put' | 'carried' | 'lost' | 'issued' | 'dropped';

/** @param vote of one that was put: whether it is over, and carried */
export const standingOf = (
	state: ResolutionState,
	vote: { state: 'open' | 'closed'; isCarried: boolean } | null,
): Standing => {
	if (state !== 'put' || !vote || vote.state === 'open') return state;
	return vote.isCarried ? 'carried' : 'lost';
};
