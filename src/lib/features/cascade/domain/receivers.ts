import { isWithin } from '#lib/shared/actor.ts';

/** A unit below the one that sends. */
export type Below = { id: string; path: string; kind: string; parentId: string | null };

/**
 * The units that a sender means: every unit of these kinds, within one place of the tree where one is named; all of that place
 * where no kind is named; and those that were named one by one.
 * @param wanted.placeId a unit below: it and everything under it
 */
export const chosenUnits = <Unit extends Below>(
	below: readonly Unit[],
	wanted: { kinds: readonly string[]; placeId: string | null; unitIds: readonly string[] },
): Unit[] => {
	const place = below.find(({ id }) => id === wanted.placeId) ?? null;
	const isMeant = (unit: Unit): boolean => {
		if (wanted.unitIds.includes(unit.id)) return true;
		if (wanted.kinds.length === 0 && !place) return false;
		return (
			(wanted.kinds.length === 0 || wanted.kinds.includes(unit.kind)) &&
			(!place || isWithin(unit.path, place.path))
		);
	};
	return below.filter(isMeant);
};
