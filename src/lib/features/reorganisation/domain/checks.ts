import type { Day } from '#lib/shared/calendar.ts';
import { type Act, endedBy, foundedBy, type KnownUnit, touchedBy } from './acts.ts';
import { effectsOf, treeAfter, type UnitAfter } from './effects.ts';
import { mayStandBelow, type PlacementRule } from './placement.ts';

export type ProblemKey =
	| 'empty'
	| 'unknown_unit'
	| 'outside'
	| 'ended_twice'
	| 'changed_and_ended'
	| 'changed_twice'
	| 'merge_of_one'
	| 'no_part'
	| 'same_parent'
	| 'successor_gone'
	| 'parent_gone'
	| 'people_without_successor'
	| 'units_without_parent'
	| 'cycle'
	| 'kind'
	| 'same_name'
	| 'day_too_early'
	| 'person_elsewhere'
	| 'person_twice'
	| 'few_members';

/** `act`: its place in the plan, null when it is of the whole. A warning holds nothing up. */
export type Problem = {
	key: ProblemKey;
	act: number | null;
	/** Whom it is about, by name. */
	name: string;
	isWarning: boolean;
};

export type Facts = {
	/** The unit above all that is touched. */
	homeId: string;
	effectiveOn: Day;
	rule: PlacementRule;
	/** People of the units that are split, on the effective day. */
	people: readonly { personId: string; unitId: string; name: string; isOfficial: boolean }[];
};

type Found = Problem[];
const trouble = (key: ProblemKey, act: number | null, name: string, isWarning = false): Problem => ({
	key,
	act,
	name,
	isWarning,
});

/** Is `id` below `rootId`, or it? `known` also when parents run in a circle. */
const isUnder = (parents: ReadonlyMap<string, string | null>, id: string, rootId: string): boolean => {
	const seen = new Set<string>();
	for (let at: string | null | undefined = id; at && !seen.has(at); at = parents.get(at)) {
		if (at === rootId) return true;
		seen.add(at);
	}
	return false;
};

const runsInCircle = (parents: ReadonlyMap<string, string | null>, id: string): boolean => {
	const seen = new Set<string>();
	for (let at: string | null | undefined = id; at; at = parents.get(at)) {
		if (seen.has(at)) return true;
		seen.add(at);
	}
	return false;
};

/** That each act names units that are there, below the home unit, and makes sense by itself. */
const eachByItself = (units: ReadonlyMap<string, KnownUnit>, acts: readonly Act[], facts: Facts): Found => {
	const parents = new Map([...units.values()].map(({ id, parentId }) => [id, parentId]));
	return acts.flatMap((act, at) => {
		const found: Found = [];
		for (const id of touchedBy(act)) {
			const unit = units.get(id);
			if (!unit) found.push(trouble('unknown_unit', at, ''));
			else if (!isUnder(parents, id, facts.homeId) || (id === facts.homeId && act.kind !== 'rename'))
				found.push(trouble('outside', at, unit.name));
			else if (unit.foundedOn >= facts.effectiveOn) found.push(trouble('day_too_early', at, unit.name));
		}
		if (
			act.kind === 'merge' &&
			act.sourceIds.filter((id) => id !== act.targetId).length + (act.founds ? 0 : 1) < 2
		)
			found.push(trouble('merge_of_one', at, ''));
		if (
			act.kind === 'split' &&
			(act.parts.length === 0 || act.parts.some(({ personIds }) => personIds.length === 0))
		)
			found.push(trouble('no_part', at, units.get(act.sourceId)?.name ?? ''));
		if (act.kind === 'move' && units.get(act.unitId)?.parentId === act.parentId)
			found.push(trouble('same_parent', at, units.get(act.unitId)?.name ?? ''));
		const later = act.kind === 'rename' ? 'namedOn' : act.kind === 'move' ? 'placedOn' : null;
		const changed = later ? units.get(touchedBy(act)[0] ?? '') : undefined;
		if (later && changed && changed[later] >= facts.effectiveOn && changed.foundedOn < facts.effectiveOn)
			found.push(trouble('day_too_early', at, changed.name));
		return found;
	});
};

/** That no unit ends twice, is renamed twice, moved twice, or both changed and ended. */
const eachUnitOnce = (units: ReadonlyMap<string, KnownUnit>, acts: readonly Act[]): Found => {
	const nameOf = (id: string): string => units.get(id)?.name ?? '';
	const found: Found = [];
	const ended = new Set<string>();
	const changed = new Set<string>();
	for (const [at, act] of acts.entries()) {
		for (const { unitId } of endedBy(act)) {
			if (ended.has(unitId)) found.push(trouble('ended_twice', at, nameOf(unitId)));
			ended.add(unitId);
		}
		if (act.kind !== 'rename' && act.kind !== 'move' && !(act.kind === 'split' && act.sourceGoesOn)) continue;
		const id = touchedBy(act)[0] ?? '';
		const key = `${act.kind} ${id}`;
		if (changed.has(key)) found.push(trouble('changed_twice', at, nameOf(id)));
		changed.add(key);
	}
	for (const [at, act] of acts.entries()) {
		if (act.kind !== 'rename' && act.kind !== 'move' && !(act.kind === 'split' && act.sourceGoesOn)) continue;
		const id = touchedBy(act)[0] ?? '';
		if (ended.has(id)) found.push(trouble('changed_and_ended', at, nameOf(id)));
	}
	return found;
};

/** That nobody is left behind: people have a successor, and units below have a place from the day on. */
const nobodyLeftBehind = (
	units: ReadonlyMap<string, KnownUnit>,
	acts: readonly Act[],
	after: ReadonlyMap<string, UnitAfter>,
	effectiveOn: Day,
): Found => {
	const told = new Set(acts.flatMap((act) => (act.kind === 'move' ? [act.unitId] : [])));
	const found: Found = [...after.values()].flatMap((unit) => {
		const before = units.get(unit.id);
		const isTooNew =
			before && before.parentId !== unit.parentId && !told.has(unit.id) && before.placedOn >= effectiveOn;
		return isTooNew ? [trouble('day_too_early', null, unit.name)] : [];
	});
	for (const [at, act] of acts.entries())
		for (const { unitId, successorId } of endedBy(act)) {
			const unit = units.get(unitId);
			if (!unit) continue;
			if (successorId && !after.has(successorId)) found.push(trouble('successor_gone', at, unit.name));
			if (!successorId && unit.people > 0) found.push(trouble('people_without_successor', at, unit.name));
			if (!successorId && [...after.values()].some(({ parentId }) => parentId === unitId))
				found.push(trouble('units_without_parent', at, unit.name));
		}
	return found;
};

/** That what comes of it is a tree in which each kind stands where it may, and names tell units apart. */
const staysATree = (
	units: ReadonlyMap<string, KnownUnit>,
	acts: readonly Act[],
	after: ReadonlyMap<string, UnitAfter>,
	{ rule, homeId }: Facts,
): Found => {
	const found: Found = [];
	const parents = new Map([...after.values()].map(({ id, parentId }) => [id, parentId]));
	const ended = new Map(acts.flatMap(endedBy).map((one) => [one.unitId, one.successorId]));
	const actOf = (id: string): number | null => {
		const at = acts.findIndex(
			(act) =>
				foundedBy(act).some((unit) => unit.id === id) ||
				((act.kind === 'move' || act.kind === 'rename') && act.unitId === id),
		);
		return at < 0 ? null : at;
	};
	const keyOf = ({ parentId, name }: UnitAfter): string =>
		`${parentId} ${name.normalize('NFC').toLocaleLowerCase('vi')}`;
	const named = new Map<string, number>();
	for (const unit of after.values()) named.set(keyOf(unit), (named.get(keyOf(unit)) ?? 0) + 1);
	for (const unit of after.values()) {
		const before = units.get(unit.id);
		const above = unit.parentId === null ? null : after.get(unit.parentId);
		const isPlaced = !before || before.parentId !== unit.parentId;
		// What stands above the home unit is not of the plan.
		if (unit.id === homeId && !isPlaced) continue;
		if (unit.parentId !== null && !above) {
			// Whose unit above ends without a successor is told of by that act.
			if (isPlaced || ended.get(unit.parentId) !== null)
				found.push(trouble('parent_gone', actOf(unit.id), unit.name));
		} else if (isPlaced && runsInCircle(parents, unit.id))
			found.push(trouble('cycle', actOf(unit.id), unit.name));
		else if (isPlaced && above && !mayStandBelow(rule, above.kind, unit.kind))
			found.push(trouble('kind', actOf(unit.id), unit.name));
		const isNew = isPlaced || before.name !== unit.name;
		if (isNew && (named.get(keyOf(unit)) ?? 0) > 1)
			found.push(trouble('same_name', actOf(unit.id), unit.name));
	}
	return found;
};

/** That whoever is parted belongs to the unit that is split, and goes to one part; and that no part is too small. */
const peopleOfParts = (acts: readonly Act[], { people, rule }: Facts): Found =>
	acts.flatMap((act, at) => {
		if (act.kind !== 'split') return [];
		const own = new Map(
			people.filter(({ unitId }) => unitId === act.sourceId).map((one) => [one.personId, one]),
		);
		const seen = new Set<string>();
		const found: Found = [];
		for (const { founds, personIds } of act.parts) {
			for (const personId of personIds) {
				if (!own.has(personId)) found.push(trouble('person_elsewhere', at, founds.name));
				else if (seen.has(personId)) found.push(trouble('person_twice', at, own.get(personId)?.name ?? ''));
				seen.add(personId);
			}
			const official = personIds.filter((personId) => own.get(personId)?.isOfficial).length;
			if (official < (rule.fewestOfficial[founds.kind] ?? 0))
				found.push(trouble('few_members', at, founds.name, true));
		}
		return found;
	});

/** Everything that is wrong with a plan on this tree; what is only to be thought of is a warning. */
export const problemsOf = (tree: readonly KnownUnit[], acts: readonly Act[], facts: Facts): Problem[] => {
	if (acts.length === 0) return [trouble('empty', null, '')];
	const units = new Map(tree.map((unit) => [unit.id, unit]));
	const after = new Map(treeAfter(tree, effectsOf(tree, acts)).map((unit) => [unit.id, unit]));
	return [
		...eachByItself(units, acts, facts),
		...eachUnitOnce(units, acts),
		...nobodyLeftBehind(units, acts, after, facts.effectiveOn),
		...staysATree(units, acts, after, facts),
		...peopleOfParts(acts, facts),
	];
};

export const holdsUp = (problems: readonly Problem[]): boolean =>
	problems.some(({ isWarning }) => !isWarning);
