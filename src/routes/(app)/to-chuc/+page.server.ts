import { unitsBelow } from '#lib/features/organisation/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { unitsOf } from '#lib/platform/sessions/shell.ts';
import { isWithin, type Role } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

const seesBelow: readonly Role[] = ['administrator', 'secretary', 'deputy', 'higher_officer'];

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	const own = unitsOf(door.actor);
	const wide = door.actor.roles.filter(({ role }) => seesBelow.includes(role)).map(({ path }) => path);
	const units = await look(door, (tx) =>
		unitsBelow(
			tx,
			own.map(({ path }) => path),
			dayOf(door.clock()),
		),
	);
	const seen = units.filter(
		(unit) => own.some(({ id }) => id === unit.id) || wide.some((path) => isWithin(unit.path, path)),
	);
	const depth = (path: string): number =>
		seen.filter((other) => other.path !== path && isWithin(path, other.path)).length;
	return {
		units: seen.map((unit) => ({
			id: unit.id,
			name: unit.name,
			kind: unit.kind,
			people: unit.people,
			depth: depth(unit.path),
		})),
	};
};
