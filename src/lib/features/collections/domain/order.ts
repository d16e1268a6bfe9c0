/** The order after one step up or down; at the end of the list nothing changes. */
export const stepped = (order: readonly string[], id: string, step: 'up' | 'down'): string[] => {
	const at = order.indexOf(id);
	const to = step === 'up' ? at - 1 : at + 1;
	if (at === -1 || to < 0 || to >= order.length) return [...order];
	const next = [...order];
	next.splice(at, 1);
	next.splice(to, 0, id);
	return next;
};

/** The order after one was put before another, or at the end. */
export const placedBefore = (order: readonly string[], id: string, before: string | null): string[] => {
	if (!order.includes(id) || id === before) return [...order];
	const rest = order.filter((one) => one !== id);
	const at = before === null ? -1 : rest.indexOf(before);
	rest.splice(at === -1 ? rest.length : at, 0, id);
	return rest;
};
