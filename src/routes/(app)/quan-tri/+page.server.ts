import { accountsOf } from '#lib/features/identity/queries.server.ts';
import { peopleOfUnit, unitsBelow } from '#lib/features/organisation/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

const MOST_UNITS = 60;

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const paths = actor.roles.filter(({ role }) => role === 'administrator').map(({ path }) => path);
	if (paths.length === 0) throw refused('refused_assign_roles');
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const units = await unitsBelow(tx, paths, today);
		const people = new Map<string, { personId: string; fullName: string; unitName: string }>();
		for (const unit of units.slice(0, MOST_UNITS))
			for (const { personId, fullName } of await peopleOfUnit(tx, unit.id, today))
				people.set(personId, { personId, fullName, unitName: unit.shortName });
		const accounts = await accountsOf(tx, actor.tenantId, [...people.keys()]);
		const all = [...people.values()];
		return {
			units: units.length,
			people: all.length,
			accounts: accounts.size,
			without: all.filter(({ personId }) => !accounts.has(personId)),
			locked: all.filter(({ personId }) => accounts.get(personId)?.locked),
		};
	});
};
