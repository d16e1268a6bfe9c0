import { unitsAsOf, unitsOfPersonAsOf } from '#lib/features/organisation/public.server.ts';
import { unitsBelow } from '#lib/features/organisation/queries.server.ts';
import { reorganisationsPage } from '#lib/features/reorganisation/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { unitsOf } from '#lib/platform/sessions/shell.ts';
import { type Actor, isWithin, type Role } from '#lib/shared/actor.ts';
import { type Day, dayOf, isDay } from '#lib/shared/calendar.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import type { PageServerLoad } from './$types.js';

const seesBelow: readonly Role[] = ['administrator', 'secretary', 'deputy', 'higher_officer'];

type Shown = { id: string; name: string; kind: string; path: string; people: number; isThere: boolean };

/** The units of today that the actor sees. */
const ofToday = async (tx: Tx, actor: Actor, today: Day): Promise<Shown[]> => {
	const own = unitsOf(actor);
	const wide = actor.roles.filter(({ role }) => seesBelow.includes(role)).map(({ path }) => path);
	const units = await unitsBelow(
		tx,
		own.map(({ path }) => path),
		today,
	);
	return units
		.filter((unit) => own.some(({ id }) => id === unit.id) || wide.some((path) => isWithin(unit.path, path)))
		.map((unit) => ({ ...unit, isThere: true }));
};

/**
 * The units of another day that the actor sees: what stood then below the units for which they answer now, and where they
 * belonged on that day.
 */
const ofDay = async (tx: Tx, actor: Actor, day: Day): Promise<Shown[]> => {
	const wide = actor.roles.filter(({ role }) => seesBelow.includes(role)).map(({ unitId }) => unitId);
	const then = actor.personId ? await unitsOfPersonAsOf(tx, actor.tenantId, actor.personId, day) : [];
	const own = [...unitsOf(actor).map(({ id }) => id), ...then];
	const units = await unitsAsOf(tx, actor.tenantId, day, [...wide, ...own]);
	const labels = wide.map(treeLabel);
	return units
		.filter(({ id, path }) => own.includes(id) || path.split('.').some((label) => labels.includes(label)))
		.map((unit) => ({
			...unit,
			isThere:
				unit.path.split('.').some((label) => labels.includes(label)) ||
				unitsOf(actor).some(({ id }) => id === unit.id),
		}));
};

/** Whether the actor has to do with reorganisations at all. */
const reorganises = async (tx: Tx, actor: Actor): Promise<boolean> => {
	try {
		const { homes, list } = await reorganisationsPage(tx, actor);
		return homes.length + list.length > 0;
	} catch (error) {
		if (!isFailure(error)) throw error;
		return false;
	}
};

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const asked = url.searchParams.get('ngay') ?? '';
	const day = isDay(asked) ? asked : today;
	const { seen, plans } = await look(door, async (tx) => ({
		seen: day === today ? await ofToday(tx, door.actor, today) : await ofDay(tx, door.actor, day),
		plans: await reorganises(tx, door.actor),
	}));
	// In the order of the tree those above come first: how deep a unit stands is told from those that are open above it.
	const above: string[] = [];
	return {
		units: seen.map((unit) => {
			while (above.length > 0 && !isWithin(unit.path, above.at(-1) ?? '')) above.pop();
			const depth = above.length;
			above.push(unit.path);
			return {
				id: unit.id,
				name: unit.name,
				kind: unit.kind,
				people: unit.people,
				depth,
				isThere: unit.isThere,
			};
		}),
		people: seen.reduce((sum, { people }) => sum + people, 0),
		day,
		today,
		plans,
		takesIn: door.actor.roles.some(({ role }) => role === 'administrator' || role === 'secretary'),
	};
};
