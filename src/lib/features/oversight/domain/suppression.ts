/** A group whose figures stand in a table beside others whose sum is told. */
type Group = { id: string; size: number };

type Hidden = {
	ids: Set<string>;
	/** The hidden ones together are too few to be told even as a remainder: the sum is not told either. */
	sumToo: boolean;
};

/**
 * Which groups are not told (domain.md 11): those of fewer than `smallest`, those that are hidden already (`also`), and, so that no
 * hidden one is found by taking the others from the sum, the next larger ones until what is hidden is at least two groups and
 * `smallest` people together. A group of nobody tells nothing and hides nothing.
 */
export const hiddenGroups = (
	groups: readonly Group[],
	smallest: number,
	also: ReadonlySet<string> = new Set(),
): Hidden => {
	const some = groups
		.filter(({ size }) => size > 0)
		.sort((one, other) => one.size - other.size || one.id.localeCompare(other.id));
	const mustHide = some.filter(({ id, size }) => size < smallest || also.has(id));
	const ids = new Set(mustHide.map(({ id }) => id));
	let people = mustHide.reduce((sum, { size }) => sum + size, 0);
	for (const { id, size } of some) {
		if (ids.size === 0 || (ids.size >= 2 && people >= smallest)) break;
		if (ids.has(id)) continue;
		ids.add(id);
		people += size;
	}
	return { ids, sumToo: ids.size > 0 && (ids.size < 2 || people < smallest) };
};

/**
 * Is a figure about people of one group told for this quarter, when that of the year is told as well? A quarter that asked fewer
 * than `smallest` is not, and neither is the next larger one that would give it away.
 * @param asked how many each quarter asked, the first to the fourth   @param quarter null: the whole year
 */
export const isQuarterTold = (
	asked: readonly number[],
	quarter: number | null,
	smallest: number,
): boolean => {
	const groups = asked.map((size, index) => ({ id: String(index + 1), size }));
	const hidden = hiddenGroups(groups, smallest);
	return quarter === null
		? !hidden.sumToo || asked.every((count) => count === 0)
		: !hidden.ids.has(String(quarter));
};
