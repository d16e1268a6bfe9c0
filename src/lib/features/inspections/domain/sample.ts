/** Something that can be drawn: its id, and the group in which it stands. */
export type Drawable = { id: string; stratum: string };

/**
 * A number for a text, the same on every machine (cyrb53, public domain). Not for secrets: whoever knows the seed can, and
 * shall, draw the same again.
 */
export const numberOf = (text: string): number => {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		high = Math.imul(high ^ code, 2_654_435_761);
		low = Math.imul(low ^ code, 1_597_334_677);
	}
	high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
	low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
	return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
};

/**
 * How many of each group: in proportion to its size, the largest remainders first; every group has one as long as there are
 * enough. No group gives more than it has.
 */
export const sharesOf = (sizes: ReadonlyMap<string, number>, wanted: number): Map<string, number> => {
	const groups = [...sizes].sort(([one], [other]) => (one < other ? -1 : 1));
	const total = groups.reduce((sum, [, size]) => sum + size, 0);
	const count = Math.max(0, Math.min(Math.trunc(wanted), total));
	const least = count >= groups.length ? 1 : 0;
	const shares = new Map(groups.map(([name]) => [name, least]));
	let left = count - least * groups.length;
	const exact = groups.map(([name, size]) => {
		const share = total === 0 ? 0 : (size * count) / total - least;
		return { name, size, share: Math.max(0, share) };
	});
	for (const { name, size, share } of exact) {
		const more = Math.min(Math.floor(share), size - least, left);
		shares.set(name, (shares.get(name) ?? 0) + more);
		left -= more;
	}
	const byRemainder = [...exact].sort(
		(one, other) => (other.share % 1) - (one.share % 1) || (one.name < other.name ? -1 : 1),
	);
	while (left > 0)
		for (const { name, size } of byRemainder) {
			const taken = shares.get(name) ?? 0;
			if (left === 0 || taken >= size) continue;
			shares.set(name, taken + 1);
			left -= 1;
		}
	return shares;
};

/**
 * Draws `wanted` records by lot, group by group. The same records, seed and number give the same sample, in whatever order
 * they come; so anybody can draw it again and see that nobody chose.
 * @returns the ids, in the order of the lot
 */
export const drawSample = (records: readonly Drawable[], seed: string, wanted: number): string[] => {
	const groups = new Map<string, Drawable[]>();
	for (const record of records) groups.set(record.stratum, [...(groups.get(record.stratum) ?? []), record]);
	const shares = sharesOf(new Map([...groups].map(([name, own]) => [name, own.length])), wanted);
	const lot = ({ id }: Drawable): number => numberOf(`${seed} ${id}`);
	const inLotOrder = (one: Drawable, other: Drawable): number =>
		lot(one) - lot(other) || (one.id < other.id ? -1 : 1);
	return [...groups]
		.flatMap(([name, own]) => [...own].sort(inLotOrder).slice(0, shares.get(name) ?? 0))
		.sort(inLotOrder)
		.map(({ id }) => id);
};
