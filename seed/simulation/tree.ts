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

/** A cell has at least so many members (Điều lệ Đảng, Điều 21). */
const SMALLEST_CELL = 3;

/** About how many units an organisation of this shape has, the root of each province among them. */
const unitsOf = (members: number, shape: Shape): number =>
	shape.provinces +
	(shape.hasBodies ? members / shape.bodyMembers : 0) +
	members / shape.grassrootsMembers +
	members / shape.cellMembers;

/** The most units that so many members can have: the cells would be too small beyond. */
export const mostUnits = (members: number): number => {
	const shape = usualShape(members);
	return Math.floor((unitsOf(members, shape) * shape.cellMembers) / SMALLEST_CELL);
};

/**
 * The shape by the number of members, and where a number of units is wished, with groups larger or smaller at every level in the same measure.
 * @throws Error where the cells would be smaller than a cell may be
 */
export const shapeOf = (members: number, units?: number): Shape => {
	const usual = usualShape(members);
	if (units === undefined) return usual;
	const measure = unitsOf(members, usual) / units;
	if (usual.cellMembers * measure < SMALLEST_CELL)
		throw new Error(
			`Nhiều nhất ${mostUnits(members)} đơn vị: mỗi chi bộ có ít nhất ${SMALLEST_CELL} đảng viên.`,
		);
	const sized = (size: number): number => Math.min(members, Math.ceil(size * measure));
	return {
		...usual,
		bodyMembers: sized(usual.bodyMembers),
		grassrootsMembers: sized(usual.grassrootsMembers),
		cellMembers: sized(usual.cellMembers),
	};
};

/**
 * The usual shape, after what is known of real ones (domain.md 8): a bloc of 4,000 members has some 60 grassroots
 * organisations directly below; a province of 165,000 some 110 direct bodies; the nation 34 provinces, each with books of its own.
 */
const usualShape = (members: number): Shape => {
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
