import { type Actor, holds, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** What a policy of this feature looks at. */
export type UnitFacts = { unitId: string; path: string };

/** People, memberships and units: the administrator of the unit or above, and the secretary of the unit itself. */
export const mayManageUnit = (actor: Actor, unit: UnitFacts): Decision =>
	when(
		actor.kind === 'system' ||
			holdsAbove(actor, unit.path, 'administrator') ||
			holds(actor, unit.unitId, 'secretary'),
		'refused_manage_unit',
	);

/** Roles give rights, so only an administrator gives them. */
export const mayAssignRoles = (actor: Actor, unit: UnitFacts): Decision =>
	when(actor.kind === 'system' || holdsAbove(actor, unit.path, 'administrator'), 'refused_assign_roles');

/** The list of people of a unit: its own people, and whoever holds a role above. */
export const maySeeUnit = (actor: Actor, unit: UnitFacts): Decision =>
	when(
		actor.kind === 'system' ||
			actor.standings.some((held) => held.unitId === unit.unitId) ||
			actor.roles.some((held) => held.unitId === unit.unitId) ||
			holdsAbove(actor, unit.path, 'administrator', 'secretary', 'deputy', 'higher_officer'),
		'refused_see_unit',
	);
