import { type Actor, holds, isWithin, type Role } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';

const overseeing: readonly Role[] = ['secretary', 'deputy', 'committee_member', 'clerk', 'higher_officer'];

/**
 * Figures of a unit and of those below it: those who answer for it or for a unit above (secretary, deputy, committee, its office), and
 * the officer who follows it. Counts and shares alone (domain.md 11): whoever is not of the unit sees no small group.
 */
export const mayOversee = (actor: Actor, unit: { path: string }): Decision =>
	when(
		actor.roles.some((held) => overseeing.includes(held.role) && isWithin(unit.path, held.path)),
		'failure_not_found',
	);

/** One who answers for this very unit knows its people: nothing of it is left out, and its lists open. */
export const isInside = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member', 'clerk');

/** The page stands in the navigation of whoever has units below. */
export const hasUnitsToOversee = (actor: Actor): boolean =>
	actor.roles.some(
		(held) => held.role === 'higher_officer' || (overseeing.includes(held.role) && held.hasBelow === true),
	);

/** The unit with which the page begins: the highest one that the actor oversees. */
export const firstOverseen = (actor: Actor): string | null => {
	const held = actor.roles
		.filter(({ role }) => overseeing.includes(role))
		.sort(
			(one, other) =>
				one.path.split('.').length - other.path.split('.').length || one.path.localeCompare(other.path),
		);
	return held[0]?.unitId ?? null;
};

const officerRole = (actor: Actor, unit: { path: string }) =>
	actor.roles.find((held) => held.role === 'higher_officer' && isWithin(unit.path, held.path));
const isOfUnit = (actor: Actor, unitId: string): boolean =>
	actor.standings.some((held) => held.unitId === unitId);

/** An officer of the office above follows units: those of the committee, or the one to which they are assigned. */
export const mayFollowUnit = (actor: Actor, unit: { id: string; path: string }): Decision => {
	const held = officerRole(actor, unit);
	return when(held !== undefined && held.unitId !== unit.id, 'refused_oversight_follow');
};

/** Notes are written by the officer who follows a unit, who does not belong to it. */
export const mayNote = (actor: Actor, unit: { id: string; path: string }): Decision => {
	if (isOfUnit(actor, unit.id)) return denied('refused_oversight_own_unit');
	return when(officerRole(actor, unit) !== undefined, 'refused_oversight_note');
};

/** For which committee a note is: the one of whose office the writer is; null: the one above the unit to which they are assigned. */
export const committeeOf = (actor: Actor, unit: { id: string; path: string }): string | null => {
	const held = officerRole(actor, unit);
	return held && held.unitId !== unit.id ? held.unitId : null;
};

/** A note is withdrawn by who wrote it. */
export const mayWithdrawNote = (actor: Actor, note: { authorId: string }): Decision =>
	when(actor.personId !== null && actor.personId === note.authorId, 'refused_oversight_note_withdraw');

/** How old the members of a unit are is told by those who answer for it and know them. */
export const mayTellAges = (actor: Actor, unitId: string): Decision =>
	when(isInside(actor, unitId), 'refused_oversight_ages');

/** Figures go to another organisation, and come from one, by the system's hand; who sets it up is who keeps partners (Exchange). */
export const mayCarryFigures = (actor: Actor): Decision =>
	when(actor.kind === 'system', 'refused_keep_partners');
