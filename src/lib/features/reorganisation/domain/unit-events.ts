import type { Day } from '#lib/shared/calendar.ts';
import { type Act, type ActKind, foundedBy, type KnownUnit } from './acts.ts';
import type { Effects } from './effects.ts';

type Decision = { decisionNumber: string; decidedOn: Day | null };
type Told = Decision & {
	kind: ActKind;
	effectiveOn: Day;
	from: string[];
	to: string[];
	before: string;
	after: string;
};

const sidesOf = (act: Act): { from: string[]; to: string[] } => {
	switch (act.kind) {
		case 'found':
			return { from: [], to: [act.founds.id] };
		case 'merge':
			return { from: act.sourceIds.filter((id) => id !== act.targetId), to: [act.targetId] };
		case 'split':
			return {
				from: [act.sourceId],
				to: [...act.parts.map(({ founds }) => founds.id), ...(act.sourceGoesOn ? [act.sourceId] : [])],
			};
		case 'dissolve':
			return { from: [act.unitId], to: act.successorId ? [act.successorId] : [] };
		default:
			return { from: [act.unitId], to: [act.unitId] };
	}
};

/**
 * What is written of units when a plan is carried out: each act with its own decision or that of the whole, and each unit
 * that went along because the unit above it ended.
 */
export const unitEventsOf = (
	tree: readonly KnownUnit[],
	acts: readonly ({ act: Act } & Decision)[],
	effects: Effects,
	whole: Decision & { effectiveOn: Day },
): Told[] => {
	const names = new Map(tree.map(({ id, name }) => [id, name]));
	for (const { act } of acts) for (const { id, name } of foundedBy(act)) names.set(id, name);
	const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]));
	const nameOf = (id: string | null | undefined): string => (id ? (names.get(id) ?? '') : '');
	const moveOf = (unitId: string, parentId: string) => ({
		before: nameOf(parents.get(unitId)),
		after: nameOf(parentId),
	});
	const told = acts.map(({ act, decisionNumber, decidedOn }): Told => {
		const words =
			act.kind === 'rename'
				? { before: nameOf(act.unitId), after: act.name }
				: act.kind === 'move'
					? moveOf(act.unitId, act.parentId)
					: { before: '', after: '' };
		return {
			kind: act.kind,
			decisionNumber: decisionNumber || whole.decisionNumber,
			decidedOn: decisionNumber ? decidedOn : whole.decidedOn,
			effectiveOn: whole.effectiveOn,
			...sidesOf(act),
			...words,
		};
	});
	const said = new Set(acts.flatMap(({ act }) => (act.kind === 'move' ? [act.unitId] : [])));
	const along = effects.moved
		.filter(({ unitId }) => !said.has(unitId))
		.map(
			({ unitId, parentId }): Told => ({
				kind: 'move',
				decisionNumber: whole.decisionNumber,
				decidedOn: whole.decidedOn,
				effectiveOn: whole.effectiveOn,
				from: [unitId],
				to: [unitId],
				...moveOf(unitId, parentId),
			}),
		);
	return [...told, ...along];
};
