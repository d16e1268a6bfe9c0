import type { PaperState, Presence } from './states.ts';

/** What is known of one participant of a round. */
export type Taken = {
	isRequired: boolean;
	/** At each session of the round; null where nothing was noted. */
	presences: readonly (Presence | null)[];
	madeUp: boolean;
	/** Documents of the round that the person has studied, of how many. */
	studied: number;
	documents: number;
	paper: PaperState;
};

export type Link = 'attended' | 'read' | 'handed_in' | 'reviewed';
export type LinkState = 'done' | 'open' | 'not_asked';

/** At every session, or what was missed was made up. A round without sessions asks for none. */
const attended = ({ presences, madeUp }: Taken): LinkState => {
	if (presences.length === 0) return 'not_asked';
	return madeUp || presences.every((presence) => presence === 'present') ? 'done' : 'open';
};

/**
 * The chain of one participant: attended, read, handed in, reviewed. What the round does not ask for is no gap.
 * A paper that was returned is handed in again before it counts.
 */
export const chainOf = (taken: Taken, wantsPaper: boolean): Record<Link, LinkState> => ({
	attended: attended(taken),
	read: taken.documents === 0 ? 'not_asked' : taken.studied >= taken.documents ? 'done' : 'open',
	handed_in: wantsPaper
		? taken.paper === 'handed_in' || taken.paper === 'accepted'
			? 'done'
			: 'open'
		: 'not_asked',
	reviewed: wantsPaper ? (taken.paper === 'accepted' ? 'done' : 'open') : 'not_asked',
});

export type Reach = Record<Link, { done: number; of: number }>;

export const links: readonly Link[] = ['attended', 'read', 'handed_in', 'reviewed'];

/** How many of those who must take part have come how far. The whole is everybody who must; 100 % is the aim. */
export const reachOf = (everybody: readonly Taken[], wantsPaper: boolean): Reach => {
	const chains = everybody.filter(({ isRequired }) => isRequired).map((taken) => chainOf(taken, wantsPaper));
	const of = (link: Link): { done: number; of: number } => {
		const asked = chains.filter((chain) => chain[link] !== 'not_asked');
		return { done: asked.filter((chain) => chain[link] === 'done').length, of: asked.length };
	};
	return {
		attended: of('attended'),
		read: of('read'),
		handed_in: of('handed_in'),
		reviewed: of('reviewed'),
	};
};

export type UnitReach = { unitId: string; unitName: string; required: number; reach: Reach };

/** The reach of each unit that takes part, in the order in which its people come. */
export const reachByUnit = (
	everybody: readonly (Taken & { homeUnitId: string; homeUnitName: string })[],
	wantsPaper: boolean,
): UnitReach[] =>
	[...Map.groupBy(everybody, ({ homeUnitId }) => homeUnitId)].map(([unitId, people]) => ({
		unitId,
		unitName: people[0]?.homeUnitName ?? '',
		required: people.filter(({ isRequired }) => isRequired).length,
		reach: reachOf(people, wantsPaper),
	}));

/** Somebody who must take part missed a session and has not made it up. */
export const owesMakeUp = (taken: Taken): boolean =>
	taken.isRequired &&
	!taken.madeUp &&
	taken.presences.some((presence) => presence === 'absent' || presence === 'excused');

/** What somebody can still do themselves: being reviewed is up to others. */
export const ownLinks: readonly Link[] = ['attended', 'read', 'handed_in'];

/**
 * What a participant is behind with. A session that lies ahead is nothing to be behind with; one that is over and at which
 * they were not noted as present is.
 * @param isOver of each session of the round, whether it is over
 */
export const behindWith = (taken: Taken, wantsPaper: boolean, isOver: readonly boolean[]): Link[] => {
	if (!taken.isRequired) return [];
	const chain = chainOf(taken, wantsPaper);
	const missed = taken.presences.some((presence, at) =>
		presence === null ? isOver[at] === true : presence !== 'present',
	);
	return ownLinks.filter((link) => chain[link] === 'open' && (link !== 'attended' || missed));
};
