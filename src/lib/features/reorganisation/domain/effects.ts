import { type Act, endedBy, foundedBy, type KnownUnit, type NewUnit, type WorkChoice } from './acts.ts';

/** What a plan comes to: all that carrying it out changes, and nothing else. */
export type Effects = {
	/** Those above first. */
	founded: NewUnit[];
	ended: { unitId: string; successorId: string | null; work: WorkChoice }[];
	moved: { unitId: string; parentId: string }[];
	renamed: { unitId: string; name: string; shortName: string }[];
	/** People who do not go where their unit goes. */
	parted: { personId: string; fromId: string; toId: string }[];
};

const parentsFirst = (founded: readonly NewUnit[]): NewUnit[] => {
	const waiting = new Map(founded.map((unit) => [unit.id, unit]));
	const ordered: NewUnit[] = [];
	const take = (unit: NewUnit): void => {
		if (!waiting.delete(unit.id)) return;
		const above = waiting.get(unit.parentId);
		if (above) take(above);
		ordered.push(unit);
	};
	for (const unit of founded) take(unit);
	return ordered;
};

/**
 * What the acts come to on this tree. A unit below one that ends goes below the successor, unless the plan says
 * where it goes.
 */
export const effectsOf = (tree: readonly KnownUnit[], acts: readonly Act[]): Effects => {
	const ended = acts.flatMap(endedBy).map(({ unitId, successorId, work }) => ({ unitId, successorId, work }));
	const successors = new Map(ended.map(({ unitId, successorId }) => [unitId, successorId]));
	const told = acts.flatMap((act) =>
		act.kind === 'move' ? [{ unitId: act.unitId, parentId: act.parentId }] : [],
	);
	const placed = new Set(told.map(({ unitId }) => unitId));
	const followed = tree.flatMap(({ id, parentId }) => {
		const successor = parentId === null ? undefined : successors.get(parentId);
		return successor && !placed.has(id) && !successors.has(id) && successor !== id
			? [{ unitId: id, parentId: successor }]
			: [];
	});
	return {
		founded: parentsFirst(acts.flatMap(foundedBy)),
		ended,
		moved: [...told, ...followed],
		renamed: acts.flatMap((act) =>
			act.kind === 'rename' ? [{ unitId: act.unitId, name: act.name, shortName: act.shortName }] : [],
		),
		parted: acts.flatMap((act) =>
			act.kind === 'split'
				? act.parts.flatMap(({ founds, personIds }) =>
						personIds.map((personId) => ({ personId, fromId: act.sourceId, toId: founds.id })),
					)
				: [],
		),
	};
};

/** A unit of the tree as it will be. */
export type UnitAfter = { id: string; name: string; kind: string; parentId: string | null };

/** The living tree from the effective day on. */
export const treeAfter = (tree: readonly KnownUnit[], effects: Effects): UnitAfter[] => {
	const gone = new Set(effects.ended.map(({ unitId }) => unitId));
	const parents = new Map(effects.moved.map(({ unitId, parentId }) => [unitId, parentId]));
	const names = new Map(effects.renamed.map(({ unitId, name }) => [unitId, name]));
	return [
		...tree
			.filter(({ id }) => !gone.has(id))
			.map(({ id, name, kind, parentId }) => ({
				id,
				kind,
				name: names.get(id) ?? name,
				parentId: parents.get(id) ?? parentId,
			})),
		...effects.founded.map(({ id, name, kind, parentId }) => ({ id, name, kind, parentId })),
	];
};

export type Belonging = { personId: string; unitId: string };

/**
 * Where people belong from the effective day on: nobody twice in one unit. Whoever was in a unit that ends without a
 * successor belongs nowhere; the checks let no such plan through.
 */
export const belongingAfter = (belongings: readonly Belonging[], effects: Effects): Belonging[] => {
	const successors = new Map(effects.ended.map(({ unitId, successorId }) => [unitId, successorId]));
	const parted = new Map(effects.parted.map(({ personId, fromId, toId }) => [`${personId} ${fromId}`, toId]));
	const after = new Map<string, Belonging>();
	for (const { personId, unitId } of belongings) {
		const next =
			parted.get(`${personId} ${unitId}`) ?? (successors.has(unitId) ? successors.get(unitId) : unitId);
		if (next) after.set(`${personId} ${next}`, { personId, unitId: next });
	}
	return [...after.values()];
};
