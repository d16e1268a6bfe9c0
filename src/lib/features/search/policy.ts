import type { Actor } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** Everybody keeps searches of their own; what they find is decided anew each time. */
export const mayKeepSearches = (actor: Actor): Decision =>
	when(actor.personId !== null, 'refused_keep_search');

/** The table of abbreviations holds for the whole tenant: an administrator or a clerk of any of its units. */
export const mayChangeAbbreviations = (actor: Actor): Decision =>
	when(
		actor.roles.some(({ role }) => role === 'administrator' || role === 'clerk'),
		'refused_change_abbreviations',
	);
