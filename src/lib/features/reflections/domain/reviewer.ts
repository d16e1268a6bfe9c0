/** Somebody of the committee who can review papers of the unit. */
export type Reviewer = {
	personId: string;
	role: 'secretary' | 'deputy' | 'committee_member';
	papers: number;
};

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
