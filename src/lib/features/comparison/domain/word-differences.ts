import { canonicalTone } from '#lib/text/fold.ts';

/** A run of words of one side; `isChanged`: the other side does not have it there. */
export type Piece = { words: string; isChanged: boolean };
/** What stands in place of what; empty on one side for what was added or left out. */
export type Change = { old: string; fresh: string };
export type WordDifferences = { old: Piece[]; fresh: Piece[]; changes: Change[] };

const token = /[\p{L}\p{M}\d]+(?:[./-][\p{L}\p{M}\d]+)*\s*|[^\p{L}\p{M}\d\s]\s*|\s+/gu;
/** So many single changes are looked for; past them the middle is shown as replaced whole. */
const MOST_STEPS = 1_200;

const tokensOf = (text: string): string[] => text.match(token) ?? [];
const keyOf = (words: string): string => canonicalTone(words.trim().toLocaleLowerCase('vi'));

/**
 * The shortest way from one list to the other (Myers, 1986), as which of each are kept; null when it is longer than is
 * looked for.
 */
const keptOf = (
	one: readonly string[],
	other: readonly string[],
): { one: boolean[]; other: boolean[] } | null => {
	const [n, m] = [one.length, other.length];
	const most = Math.min(n + m, MOST_STEPS);
	const reach = new Int32Array(2 * most + 3);
	const trace: Int32Array[] = [];
	const middle = most + 1;
	let steps = -1;
	search: for (let d = 0; d <= most; d++) {
		trace.push(reach.slice(middle - d - 1, middle + d + 2));
		for (let k = -d; k <= d; k += 2) {
			const down = k === -d || (k !== d && (reach[middle + k - 1] ?? 0) < (reach[middle + k + 1] ?? 0));
			let x = down ? (reach[middle + k + 1] ?? 0) : (reach[middle + k - 1] ?? 0) + 1;
			let y = x - k;
			while (x < n && y < m && one[x] === other[y]) {
				x++;
				y++;
			}
			reach[middle + k] = x;
			if (x >= n && y >= m) {
				steps = d;
				break search;
			}
		}
	}
	if (steps < 0) return null;
	const kept = { one: new Array<boolean>(n).fill(false), other: new Array<boolean>(m).fill(false) };
	let [x, y] = [n, m];
	for (let d = steps; d >= 0; d--) {
		const before = trace[d] ?? new Int32Array();
		const at = (k: number): number => before[k + d + 1] ?? 0;
		const k = x - y;
		const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
		const fromX = d === 0 ? 0 : down ? at(k + 1) : at(k - 1);
		const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
		while (x > fromX && y > fromY && x > 0 && y > 0 && one[x - 1] === other[y - 1]) {
			x--;
			y--;
			kept.one[x] = true;
			kept.other[y] = true;
		}
		if (d > 0) [x, y] = [fromX, fromY];
	}
	return kept;
};

const piecesOf = (tokens: readonly string[], kept: readonly boolean[]): Piece[] => {
	const pieces: Piece[] = [];
	for (const [at, words] of tokens.entries()) {
		const isChanged = kept[at] !== true;
		const last = pieces.at(-1);
		if (last?.isChanged === isChanged) last.words += words;
		else pieces.push({ words, isChanged });
	}
	// The space behind changed words is not theirs.
	return pieces.flatMap((piece) => {
		const words = piece.words.trimEnd();
		return piece.isChanged && words !== '' && words !== piece.words
			? [
					{ words, isChanged: true },
					{ words: piece.words.slice(words.length), isChanged: false },
				]
			: [piece];
	});
};

const placesOfKept = (kept: readonly boolean[]): number[] => kept.flatMap((own, at) => (own ? [at] : []));
const isAlone = (kept: readonly boolean[], at: number): boolean =>
	at > 0 && at < kept.length - 1 && kept[at - 1] === false && kept[at + 1] === false;

/** A single sign between two changes, on both sides, is read as part of them. */
const dropIslands = (tokens: readonly string[], one: boolean[], other: boolean[]): void => {
	const others = placesOfKept(other);
	for (const [nth, at] of placesOfKept(one).entries()) {
		const twin = others[nth] ?? -1;
		if (keyOf(tokens[at] ?? '').length > 1 || !isAlone(one, at) || !isAlone(other, twin)) continue;
		one[at] = false;
		other[twin] = false;
	}
};

/** The changes one by one: what the newer text has in place of what. */
const changesOf = (
	old: readonly string[],
	fresh: readonly string[],
	keptOld: readonly boolean[],
	keptFresh: readonly boolean[],
): Change[] => {
	const changes: Change[] = [];
	let [i, j] = [0, 0];
	while (i < old.length || j < fresh.length) {
		const change = { old: '', fresh: '' };
		while (i < old.length && keptOld[i] !== true) change.old += old[i++];
		while (j < fresh.length && keptFresh[j] !== true) change.fresh += fresh[j++];
		if (change.old !== '' || change.fresh !== '')
			changes.push({ old: change.old.trim(), fresh: change.fresh.trim() });
		i++;
		j++;
	}
	return changes;
};

/** The words in which two texts differ; case, spaces and the place of the tone mark do not count. */
export const wordDifferences = (oldText: string, freshText: string): WordDifferences => {
	const [old, fresh] = [tokensOf(oldText), tokensOf(freshText)];
	const [oldKeys, freshKeys] = [old.map(keyOf), fresh.map(keyOf)];
	let head = 0;
	while (head < old.length && head < fresh.length && oldKeys[head] === freshKeys[head]) head++;
	let tail = 0;
	while (
		tail < old.length - head &&
		tail < fresh.length - head &&
		oldKeys[old.length - 1 - tail] === freshKeys[fresh.length - 1 - tail]
	)
		tail++;
	const middle = keptOf(oldKeys.slice(head, old.length - tail), freshKeys.slice(head, fresh.length - tail));
	const whole = (count: number, inner: readonly boolean[] | undefined): boolean[] => [
		...new Array<boolean>(head).fill(true),
		...(inner ?? new Array<boolean>(count - head - tail).fill(false)),
		...new Array<boolean>(tail).fill(true),
	];
	const keptOld = whole(old.length, middle?.one);
	const keptFresh = whole(fresh.length, middle?.other);
	dropIslands(old, keptOld, keptFresh);
	return {
		old: piecesOf(old, keptOld),
		fresh: piecesOf(fresh, keptFresh),
		changes: changesOf(old, fresh, keptOld, keptFresh),
	};
};
