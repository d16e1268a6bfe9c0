/** That a task can not begin before another is done. */
export type Dependence = { taskId: string; needsId: string };

/**
 * The circle that would arise if a task needed others: the tasks along it, from the task round to itself. Null: none.
 * @param known what holds already   @param needs what the task is to need from now on, in place of what it needed
 */
export const circleThrough = (
	taskId: string,
	needs: readonly string[],
	known: readonly Dependence[],
): string[] | null => {
	const edges = new Map<string, string[]>([[taskId, [...needs]]]);
	for (const { taskId: from, needsId } of known) {
		if (from === taskId) continue;
		const list = edges.get(from);
		if (list) list.push(needsId);
		else edges.set(from, [needsId]);
	}
	const seen = new Set<string>();
	const search = (at: string, way: string[]): string[] | null => {
		for (const next of edges.get(at) ?? []) {
			if (next === taskId) return [...way, next];
			if (seen.has(next)) continue;
			seen.add(next);
			const found = search(next, [...way, next]);
			if (found) return found;
		}
		return null;
	};
	return search(taskId, [taskId]);
};
