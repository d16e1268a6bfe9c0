/** Who reviews papers of the unit: its committee, in this order where somebody holds several roles. */
export const reviewerRoles = ['secretary', 'deputy', 'committee_member'] as const;

/** Somebody of the committee, with how many papers of the round there are to review already. */
export type Reviewer = { personId: string; role: (typeof reviewerRoles)[number]; papers: number };

/** Does somebody with these roles review papers? */
export const canReview = (roles: readonly { role: string }[]): boolean =>
	roles.some(({ role }) => reviewerRoles.some((known) => known === role));

const rank = { deputy: 0, secretary: 1, committee_member: 2 };

/**
 * Who reviews a paper where nobody was named: never its author; the secretary's goes to the deputy (domain.md part 11); the
 * others to whoever of the committee has fewest papers of the round. Nobody: it waits until somebody is named.
 */
export const reviewerFor = (
	author: { personId: string; isSecretary: boolean },
	committee: readonly Reviewer[],
): string | null => {
	const others = committee.filter(({ personId }) => personId !== author.personId);
	const deputy = author.isSecretary ? others.find(({ role }) => role === 'deputy') : undefined;
	const next = [...others].sort(
		(one, other) =>
			one.papers - other.papers ||
			rank[other.role] - rank[one.role] ||
			one.personId.localeCompare(other.personId),
	)[0];
	return (deputy ?? next)?.personId ?? null;
};
