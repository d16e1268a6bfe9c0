/** Who reviews talks of the unit: its committee, in this order where somebody holds several roles. */
export const talkReviewerRoles = ['secretary', 'deputy', 'committee_member'] as const;

export type TalkReviewer = { personId: string; role: (typeof talkReviewerRoles)[number]; talks: number };

/** Does somebody with these roles review talks? */
export const canReviewTalks = (roles: readonly { role: string }[]): boolean =>
	roles.some(({ role }) => talkReviewerRoles.some((known) => known === role));

/**
 * Who reviews a talk where nobody was named: never its speaker; the secretary's goes to the deputy (domain.md part 11); the
 * others to whoever of the committee has fewest, committee members before those who head the unit.
 */
export const talkReviewerFor = (
	speaker: { personId: string; isSecretary: boolean },
	committee: readonly TalkReviewer[],
): string | null => {
	const others = committee.filter(({ personId }) => personId !== speaker.personId);
	const deputy = speaker.isSecretary ? others.find(({ role }) => role === 'deputy') : undefined;
	const rank = { secretary: 2, deputy: 1, committee_member: 0 };
	const [next] = [...others].sort(
		(one, other) =>
			one.talks - other.talks ||
			rank[one.role] - rank[other.role] ||
			one.personId.localeCompare(other.personId),
	);
	return (deputy ?? next)?.personId ?? null;
};
