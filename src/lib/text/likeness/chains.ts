import { type Hits, SEED } from './seeds.ts';

/** Hits follow one another in a chain over at most this many syllables, and so many are looked back at. */
const REACH = 16;
const LOOK_BACK = 80;

/**
 * Joins hits that stand in the same order in both texts, near each other, to chains: stretches that are alike with words
 * replaced, left out or put in between. Best first; a hit belongs to one chain.
 * @returns chains as indexes of hits, in order
 */
export const chainsOf = ({ own, theirs }: Hits): number[][] => {
	const count = own.length;
	const score = new Float64Array(count);
	const before = new Int32Array(count).fill(-1);
	for (let hit = 0; hit < count; hit++) {
		const i = own[hit] ?? 0;
		const j = theirs[hit] ?? 0;
		score[hit] = SEED;
		for (let back = hit - 1; back >= 0 && back >= hit - LOOK_BACK; back--) {
			const across = i - (own[back] ?? 0);
			const down = j - (theirs[back] ?? 0);
			if (across > REACH) break;
			if (across === 0 || down <= 0 || down > REACH) continue;
			const far = Math.max(across, down);
			const sum =
				(score[back] ?? 0) +
				Math.min(SEED, across, down) -
				0.25 * Math.max(0, far - SEED) -
				0.5 * Math.abs(across - down);
			if (sum > (score[hit] ?? 0)) {
				score[hit] = sum;
				before[hit] = back;
			}
		}
	}
	const order = Array.from({ length: count }, (_, hit) => hit).sort(
		(one, other) => (score[other] ?? 0) - (score[one] ?? 0) || one - other,
	);
	const used = new Uint8Array(count);
	const chains: number[][] = [];
	for (const end of order) {
		if (used[end]) continue;
		const chain: number[] = [];
		for (let hit = end; hit >= 0 && !used[hit]; hit = before[hit] ?? -1) {
			used[hit] = 1;
			chain.push(hit);
		}
		chains.push(chain.reverse());
	}
	return chains;
};
