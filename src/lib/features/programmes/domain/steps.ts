/**
 * The order of steps after one of them changed places with its neighbour.
 * @returns null where the step is not there or has no neighbour on that side
 */
export const movedBy = (
	order: readonly string[],
	id: string,
	direction: 'up' | 'down',
): readonly string[] | null => {
	const from = order.indexOf(id);
	const to = direction === 'up' ? from - 1 : from + 1;
	const neighbour = order[to];
	if (from < 0 || neighbour === undefined) return null;
	return order.map((one, at) => (at === to ? id : at === from ? neighbour : one));
};
