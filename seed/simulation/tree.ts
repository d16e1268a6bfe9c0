/** How an organisation of so many members is built: each level says how many units it has and of which kind. */
type Shape = {
	/** Tenants: one that runs all books, or a superior one with one for each province. */
	provinces: number;
	kind: 'provincial_committee' | 'superior_committee';
	/** Members of a unit of each level below the root. */
	bodyMembers: number;
	grassrootsMembers: number;
	cellMembers: number;
	hasBodies: boolean;
};

/**
 * The shape by the number of members, after what is known of real ones (domain.md 8): a bloc of 4,000 members has some 60 grassroots
 * organisations directly below; a province of 165,000 some 110 direct bodies; the nation 34 provinces, each with books of its own.
 */
export const shapeOf = (members: number): Shape => {
	const cellMembers = 25;
	if (members <= 10_000)
		return {
			provinces: 1,
			kind: 'superior_committee',
			bodyMembers: members,
			grassrootsMembers: 165,
			cellMembers,
			hasBodies: false,
		};
	const provinces = members > 500_000 ? 34 : 1;
	const each = members / provinces;
	return {
		provinces,
		kind: 'provincial_committee',
		bodyMembers: Math.max(500, Math.ceil(each / 113)),
		grassrootsMembers: 190,
		cellMembers,
		hasBodies: true,
	};
};

/** Splits `members` into about equal groups of `size`, none of them empty. */
export const groupsOf = (members: number, size: number): number[] => {
	const count = Math.max(1, Math.round(members / size));
	const base = Math.floor(members / count);
	const rest = members - base * count;
	return Array.from({ length: count }, (_group, index) => base + (index < rest ? 1 : 0)).filter(
		(group) => group > 0,
	);
};

/**
 * An id that is the same at each run: what it is of, the tenant and a running number, in the form of a UUID version 7. They grow, so
 * that indexes are filled at their end.
 */
export const simulatedId = (kind: number, tenant: number, number: number): string =>
	`0190${kind.toString(16).padStart(2, '0')}${tenant.toString(16).padStart(2, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
