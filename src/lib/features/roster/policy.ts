import { type Actor, holds, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';

export type RosterUnit = { unitId: string; path: string };
export type RosterFacts = RosterUnit & { state: 'uploaded' | 'written' | 'dropped' | 'undone' };

/** Taking in a list of people, and seeing one: the administrator of the unit or above, and the secretary of the unit itself. */
export const mayTakeIn = (actor: Actor, unit: RosterUnit): Decision =>
	when(
		holdsAbove(actor, unit.path, 'administrator') || holds(actor, unit.unitId, 'secretary'),
		'refused_roster',
	);

/** Mapping its columns, writing it, dropping it: once. */
export const mayWork = (actor: Actor, roster: RosterFacts): Decision => {
	const may = mayTakeIn(actor, roster);
	if (!may.allowed) return denied('failure_not_found');
	return when(roster.state === 'uploaded', 'refused_roster_done');
};

/** For so long a list can be taken back as a whole; after it each change is undone at the person. */
export const UNDO_HOURS = 24;

/** Taking back what a list wrote: who may take one in, within a day. */
export const mayUndo = (
	actor: Actor,
	{ writtenAt, now, ...roster }: RosterFacts & { writtenAt: Date | null; now: Date },
): Decision => {
	const may = mayTakeIn(actor, roster);
	if (!may.allowed) return denied('failure_not_found');
	if (roster.state !== 'written' || !writtenAt) return denied('refused_roster_done');
	return when(now.getTime() - writtenAt.getTime() <= UNDO_HOURS * 3_600_000, 'refused_roster_late');
};
