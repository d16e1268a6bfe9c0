import type { Day } from '#lib/shared/calendar.ts';

/** The acts of a reorganisation, and the tree of units on which they are tried. */
export const actKinds = ['found', 'merge', 'split', 'dissolve', 'rename', 'move'] as const;
export type ActKind = (typeof actKinds)[number];

/** What becomes of the open programmes and tasks of a unit that ends. */
export const workChoices = ['pass', 'stay'] as const;
export type WorkChoice = (typeof workChoices)[number];

export type NewUnit = {
	id: string;
	kind: string;
	name: string;
	shortName: string;
	sign: string;
	parentId: string;
};

export type Act =
	| { kind: 'found'; founds: NewUnit }
	/** Sources end; their people go to the target, which is there already or is founded by this act. */
	| { kind: 'merge'; sourceIds: string[]; targetId: string; founds: NewUnit | null; work: WorkChoice }
	/** People of the source go to the parts; the source goes on with the others, or ends and its first part takes them. */
	| {
			kind: 'split';
			sourceId: string;
			parts: { founds: NewUnit; personIds: string[] }[];
			sourceGoesOn: boolean;
			work: WorkChoice;
	  }
	| { kind: 'dissolve'; unitId: string; successorId: string | null; work: WorkChoice }
	| { kind: 'rename'; unitId: string; name: string; shortName: string }
	| { kind: 'move'; unitId: string; parentId: string };

/** A unit as it is on the day before the reorganisation. */
export type KnownUnit = {
	id: string;
	name: string;
	kind: string;
	parentId: string | null;
	foundedOn: Day;
	/** The day from which its present name and its present place hold; a later one follows only after it. */
	namedOn: Day;
	placedOn: Day;
	/** How many people belong to it, official members among them. */
	people: number;
	official: number;
};

/** The units that an act founds. */
export const foundedBy = (act: Act): NewUnit[] => {
	if (act.kind === 'found') return [act.founds];
	if (act.kind === 'merge') return act.founds ? [act.founds] : [];
	if (act.kind === 'split') return act.parts.map(({ founds }) => founds);
	return [];
};

/** The units that end by an act, each with who takes its people and its work. */
export const endedBy = (
	act: Act,
): { unitId: string; successorId: string | null; work: WorkChoice; kind: ActKind }[] => {
	if (act.kind === 'merge')
		return act.sourceIds
			.filter((unitId) => unitId !== act.targetId)
			.map((unitId) => ({ unitId, successorId: act.targetId, work: act.work, kind: act.kind }));
	if (act.kind === 'dissolve')
		return [{ unitId: act.unitId, successorId: act.successorId, work: act.work, kind: act.kind }];
	if (act.kind === 'split' && !act.sourceGoesOn)
		return [
			{
				unitId: act.sourceId,
				successorId: act.parts[0]?.founds.id ?? null,
				work: act.work,
				kind: act.kind,
			},
		];
	return [];
};

/** Every unit that an act names and that is there already. */
export const touchedBy = (act: Act): string[] => {
	switch (act.kind) {
		case 'found':
			return [];
		case 'merge':
			return [...new Set([...act.sourceIds, ...(act.founds ? [] : [act.targetId])])];
		case 'split':
			return [act.sourceId];
		default:
			return [act.unitId];
	}
};
