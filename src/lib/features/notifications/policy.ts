import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** What one was told and how one wants to be reminded is one's own. */
export const mayKeepOwn = (actor: Actor): Decision => when(actor.personId !== null, 'failure_not_found');

/** Who is behind with what: those who lead the unit, for whom supervising is a duty (domain.md 11). */
export const maySeeBehind = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy', 'committee_member'), 'refused_see_behind');

/** Urging in the name of the unit: its secretary and deputy; nobody urges themselves. */
export const mayUrge = (actor: Actor, unitId: string, personId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy') && actor.personId !== personId, 'refused_remind_by_hand');

export const maySetRule = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary'), 'refused_set_reminder_rule');

/** How letters fare: the administrator, who keeps the machine and sees no names here. */
export const maySeeLetters = (actor: Actor): Decision =>
	when(
		actor.roles.some(({ role }) => role === 'administrator'),
		'refused_assign_roles',
	);
