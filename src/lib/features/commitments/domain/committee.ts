/** Who may confirm and check: the committee of the unit. */
export const committeeRoles = ['secretary', 'deputy', 'committee_member'] as const;
export type CommitteeRole = (typeof committeeRoles)[number];

/** Somebody of the committee, with how many registrations of the campaign there are to check already. */
export type Checker = { personId: string; role: CommitteeRole; registrations: number };

const rank = { committee_member: 2, deputy: 1, secretary: 0 };

/**
 * Who checks a registration where nobody was named: never whose it is nor who handed it in; the secretary's goes to the
 * deputy (domain.md part 11); the others to whoever of the committee has fewest. Nobody: it waits until somebody is named.
 */
export const checkerFor = (
	of: { personId: string; isSecretary: boolean },
	committee: readonly Checker[],
): string | null => {
	const others = committee.filter(({ personId }) => personId !== of.personId);
	const deputy = of.isSecretary ? others.find(({ role }) => role === 'deputy') : undefined;
	const next = [...others].sort(
		(one, other) =>
			one.registrations - other.registrations ||
			rank[other.role] - rank[one.role] ||
			one.personId.localeCompare(other.personId),
	)[0];
	return (deputy ?? next)?.personId ?? null;
};

/** May this one be named to check it? The secretary's is checked by the deputy as long as there is one. */
export const canCheck = (
	of: { personId: string; isSecretary: boolean },
	checkerId: string,
	committee: readonly Checker[],
): boolean => {
	const named = committee.find(({ personId }) => personId === checkerId);
	if (!named || checkerId === of.personId) return false;
	const hasDeputy = committee.some(({ role, personId }) => role === 'deputy' && personId !== of.personId);
	return !of.isSecretary || !hasDeputy || named.role === 'deputy';
};
