/** A small generator with a seed (mulberry32), so that a world is the same every time it is made. */
export type Random = {
	next: () => number;
	below: (count: number) => number;
	pick: <T>(list: readonly T[]) => T;
	chance: (share: number) => boolean;
};

export const seededRandom = (seed: number): Random => {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (count: number): number => Math.floor(next() * count);
	return {
		next,
		below,
		pick: (list) => {
			const chosen = list[below(list.length)];
			if (chosen === undefined) throw new Error('pick from an empty list');
			return chosen;
		},
		chance: (share) => next() < share,
	};
};
