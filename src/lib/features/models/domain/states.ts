import { addDays, type Day, daysBetween } from '#lib/shared/calendar.ts';

/** Being written, before the committee above, sent back with the reason, approved to be replicated. */
export type ModelState = 'draft' | 'proposed' | 'returned' | 'approved';

export type ModelMove = 'change' | 'propose' | 'decide' | 'show' | 'adopt';
const moves: Record<ModelMove, readonly ModelState[]> = {
	change: ['draft', 'returned'],
	propose: ['draft', 'returned'],
	decide: ['proposed'],
	show: ['approved'],
	adopt: ['approved'],
};
export const canMove = (state: ModelState, move: ModelMove): boolean => moves[move].includes(state);

/** What the people whose names stand in the text have said. */
export type Consents = { asked: number; given: number; withheld: number };
export const countConsents = (said: readonly { consent: boolean | null }[]): Consents => ({
	asked: said.length,
	given: said.filter(({ consent }) => consent === true).length,
	withheld: said.filter(({ consent }) => consent === false).length,
});
/** Everybody whose name stands in the text has agreed. */
export const isAgreed = ({ asked, given }: Consents): boolean => asked === given;

/** A task of the origin, as others begin with it: without its owner. */
export type OriginTask = { title: string; resultExpected: string; dueOn: Day };

/**
 * The tasks of a model for a unit that begins on a day: each as long after the start as it was at the origin, and none after
 * the end of what begins.
 */
export const tasksFrom = (
	tasks: readonly OriginTask[],
	origin: { startsOn: Day },
	startsOn: Day,
): { position: number; title: string; resultExpected: string; dueOn: Day }[] =>
	[...tasks]
		.sort((one, other) => one.dueOn.localeCompare(other.dueOn))
		.map(({ title, resultExpected, dueOn }, position) => ({
			position,
			title,
			resultExpected,
			dueOn: addDays(startsOn, Math.max(0, daysBetween(origin.startsOn, dueOn))),
		}));

/** The last day of what begins: as long as the origin lasted. */
export const endFrom = (origin: { startsOn: Day; endsOn: Day }, startsOn: Day): Day =>
	addDays(startsOn, Math.max(0, daysBetween(origin.startsOn, origin.endsOn)));
