import { type Day, daysBetween } from '#lib/shared/calendar.ts';

export type Leave = { from: Day; to: Day };

/** Somebody who takes part, with the days on which they have spoken or will. */
export type RotaPerson = { personId: string; spokenOn: readonly Day[]; leaves: readonly Leave[] };

/** Whose turn it is on a day. Nobody, where everybody is away. `isTooSoon`: even this one spoke or speaks within the gap. */
export type RotaSlot = { day: Day; personId: string | null; isTooSoon: boolean };

export const isAway = (leaves: readonly Leave[], day: Day): boolean =>
	leaves.some(({ from, to }) => from <= day && day <= to);

type Standing = { person: RotaPerson; place: number; last: Day | null; spoken: Day[] };

/** Who spoke longest ago goes first, and who never did before them; then who spoke least often; then by the order of the people. */
const before = (one: Standing, other: Standing): number =>
	(one.last ?? '').localeCompare(other.last ?? '') ||
	one.spoken.length - other.spoken.length ||
	one.place - other.place;

/**
 * Proposes a fair rota: each day goes to whoever of those present spoke longest ago. So nobody speaks twice before everybody
 * spoke once, and between two turns of one person everybody else who is present has one. Talks that stand already count as
 * spoken, those ahead too: somebody who has one coming is not asked before the others.
 * @param people in the order in which they are listed, by given name: it breaks ties, so that the same question gets the same answer
 */
export const proposeRota = (wanted: {
	days: readonly Day[];
	people: readonly RotaPerson[];
	gapDays: number;
}): RotaSlot[] => {
	const standings: Standing[] = wanted.people.map((person, place) => ({
		person,
		place,
		last: [...person.spokenOn].sort().at(-1) ?? null,
		spoken: [...person.spokenOn],
	}));
	return [...wanted.days].sort().map((day) => {
		const [turn] = standings.filter(({ person }) => !isAway(person.leaves, day)).sort(before);
		if (!turn) return { day, personId: null, isTooSoon: false };
		const isTooSoon = turn.spoken.some((other) => Math.abs(daysBetween(other, day)) < wanted.gapDays);
		turn.spoken.push(day);
		turn.last = day > (turn.last ?? '') ? day : turn.last;
		return { day, personId: turn.person.personId, isTooSoon };
	});
};
