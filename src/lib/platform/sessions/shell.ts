import { m } from '#lib/paraglide/messages.js';
import type { Actor, Role } from '#lib/shared/actor.ts';
import type { NavigationKey } from '#lib/shared/feature.ts';

/** A unit in which the actor has a place. */
export type OwnUnit = { id: string; name: string; path: string };

export const unitsOf = (actor: Actor): OwnUnit[] => {
	const units = new Map<string, OwnUnit>();
	for (const held of [...actor.standings, ...actor.roles]) {
		units.set(held.unitId, { id: held.unitId, name: held.unitName, path: held.path });
	}
	return [...units.values()];
};

/**
 * The unit in which the actor works at present: the chosen one while they have a place in it, else the one in which
 * they are a member, else the first.
 */
export const presentUnit = (actor: Actor, chosen: string | undefined): OwnUnit => {
	const units = unitsOf(actor);
	const home = actor.standings[0]?.unitId;
	const unit = units.find(({ id }) => id === chosen) ?? units.find(({ id }) => id === home) ?? units[0];
	return unit ?? { id: '', name: '', path: '' };
};

const manages: readonly Role[] = ['administrator', 'secretary'];

/** What the frame around every page shows. `navigation`: the parts of the application that this actor is shown. */
export const shellOf = (actor: Actor, unit: OwnUnit, navigation: { key: NavigationKey; href: string }[]) => {
	const roleHere = actor.roles.find((held) => held.unitId === unit.id)?.role;
	const standingHere = actor.standings.find((held) => held.unitId === unit.id)?.standing;
	return {
		person: {
			name: actor.name,
			roleLine: roleHere ? sayRole(roleHere) : standingHere ? sayStanding(standingHere) : '',
		},
		tenantName: actor.tenantName,
		isSample: actor.isSample,
		unit: { id: unit.id, name: unit.name },
		units: unitsOf(actor),
		navigation,
		manages: actor.roles.some((held) => manages.includes(held.role)),
	};
};

export const sayRole = (role: Role): string =>
	({
		secretary: m.role_secretary,
		deputy: m.role_deputy,
		committee_member: m.role_committee_member,
		clerk: m.role_clerk,
		administrator: m.role_administrator,
		higher_officer: m.role_higher_officer,
	})[role]();

export const sayStanding = (standing: Actor['standings'][number]['standing']): string =>
	({ official: m.standing_official, probationary: m.standing_probationary, non_party: m.standing_non_party })[
		standing
	]();
