import { withoutMarks } from './fold.ts';

/**
 * A place in a document as texts name it ("điểm a khoản 2 Điều 5"), as pieces of an anchor, outermost first:
 * ["dieu-5", "khoan-2", "diem-a"]. Forms: Nghị định 30/2020/NĐ-CP, annex I; Nghị định 78/2025/NĐ-CP on citing.
 */
export type ClausePath = { pieces: string[]; start: number; end: number };

const next = String.raw`(?:\s*,\s*|\s+và\s+|\s+hoặc\s+|\s*,\s*và\s+|\s+đến\s+)`;
const list = (word: string, sign: string): string =>
	String.raw`(?:các\s+)?(?:${word})\s+${sign}(?:${next}(?:(?:${word})\s+)?${sign})*`;
const letter = String.raw`[a-zđ]\d?(?![\p{L}\p{M}\d])`;
const figure = String.raw`\d{1,4}(?:\.\d{1,3})*[a-zđ]?(?![\p{L}\p{M}\d])`;
const roman = String.raw`(?:[IVXLC]{1,6}[a-z]?|\d{1,3}[a-z]?|[A-H])(?![\p{L}\p{M}\d])`;

const kinds: readonly { word: string; sign: string; name: string }[] = [
	{ word: 'điểm|tiết', sign: letter, name: 'diem' },
	{ word: 'khoản', sign: figure, name: 'khoan' },
	{ word: 'điều', sign: figure, name: 'dieu' },
	{ word: 'mục', sign: roman, name: 'muc' },
	{ word: 'chương', sign: roman, name: 'chuong' },
	{ word: 'phần', sign: String.raw`(?:thứ\s+\p{L}+|${roman})`, name: 'phan' },
	{ word: 'phụ\\s+lục', sign: String.raw`(?:số\s+)?${roman}`, name: 'phu-luc' },
];
const groups = kinds.map(({ word, sign }) => list(word, sign)).join('|');
const chain = String.raw`(?<![\p{L}\p{M}])(?:${groups})(?:\s*(?:,\s*)?(?:và\s+)?(?:của\s+|thuộc\s+)?(?:${groups}))*`;
const everyChain = new RegExp(chain, 'giu');
const lastChain = new RegExp(
	String.raw`(${chain})\s*,?\s*(?:của\s+|tại\s+|thuộc\s+|(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\s+)?$`,
	'iu',
);
const groupPattern = new RegExp(groups, 'giu');
const kindOf = (group: string) =>
	kinds.find(({ word }) => new RegExp(`^(?:các\\s+)?(?:${word})\\s`, 'iu').test(group));

const pieceOf = (name: string, sign: string): string => {
	const bare = sign.replace(/^số\s+/iu, '').trim();
	if (name === 'diem' && /^đ/iu.test(bare)) return `diem-dd${bare.slice(1)}`;
	return `${name}-${withoutMarks(bare)
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '')}`;
};

const signsOf = (group: string, kind: (typeof kinds)[number]): string[] =>
	[...group.matchAll(new RegExp(`(?<![\\p{L}\\p{M}\\d.])${kind.sign}`, 'giu'))].map(([sign]) => sign);

/** Every place that a chain of words names: "khoản 1 và khoản 2 Điều 5" names two. */
const pathsOfChain = (words: string): string[][] => {
	const paths: string[][] = [];
	let current: { rank: number; pieces: string[] }[] = [];
	const tell = (): void => {
		const last = current.at(-1);
		if (!last) return;
		const above = current.slice(0, -1).map(({ pieces }) => pieces[0] ?? '');
		for (const piece of last.pieces) paths.push([...above, piece]);
	};
	for (const group of (words.match(groupPattern) ?? []).reverse()) {
		const kind = kindOf(group);
		if (!kind) continue;
		const rank = -kinds.indexOf(kind);
		const pieces = signsOf(group, kind).map((sign) => pieceOf(kind.name, sign));
		if (pieces.length === 0) continue;
		if ((current.at(-1)?.rank ?? Number.NEGATIVE_INFINITY) >= rank) {
			tell();
			current = current.filter((one) => one.rank < rank);
		}
		current.push({ rank, pieces });
	}
	tell();
	return paths;
};

/** Of several places that are named at once ("khoản 1, 2 Điều 5") the path leads to what holds them all. */
const piecesOf = (words: string): string[] => {
	const [first = [], ...others] = pathsOfChain(words);
	const shared = first.findIndex((piece, at) => others.some((other) => other[at] !== piece));
	return shared <= 0 ? first : first.slice(0, shared);
};

/** The place that is named right before `end` in a text, with what joins it to what follows; null when there is none. */
export const pathBefore = (text: string, end: number): ClausePath | null => {
	const from = Math.max(0, end - 200);
	const match = lastChain.exec(text.slice(from, end));
	if (!match?.[1]) return null;
	const pieces = piecesOf(match[1]);
	return pieces.length > 0 ? { pieces, start: from + match.index, end } : null;
};

/** Every place that a text names, each with where its words stand. */
export const pathsIn = (text: string): ClausePath[] =>
	[...text.matchAll(everyChain)].flatMap((match) =>
		pathsOfChain(match[0]).map((pieces) => ({
			pieces,
			start: match.index,
			end: match.index + match[0].length,
		})),
	);

const steps = (anchor: string): string[] =>
	anchor.split('.').map((step) => step.replace(/^phu-luc-so-/, 'phu-luc-'));

/** Anchors that stand for the last piece, for quick asking. */
export const anchorIndex = (anchors: readonly string[]): Map<string, string[]> => {
	const index = new Map<string, string[]>();
	for (const anchor of anchors) {
		const last = steps(anchor).at(-1) ?? '';
		const known = index.get(last);
		if (known) known.push(anchor);
		else index.set(last, [anchor]);
	}
	return index;
};

const holds = (anchor: string, pieces: readonly string[]): boolean => {
	const path = steps(anchor);
	let at = 0;
	for (const step of path) if (step === pieces[at]) at++;
	return at === pieces.length;
};

/** The anchor that a path names exactly, or null. */
export const exactAnchor = (index: ReadonlyMap<string, string[]>, pieces: readonly string[]): string | null =>
	[...(index.get(pieces.at(-1) ?? '') ?? [])]
		.filter((anchor) => holds(anchor, pieces))
		.sort((one, other) => one.length - other.length)[0] ?? null;

/** The anchor of a path, or of the nearest place above it that the document has; null when it has none of them. */
export const nearestAnchor = (
	index: ReadonlyMap<string, string[]>,
	pieces: readonly string[],
): string | null => {
	for (let length = pieces.length; length > 0; length--) {
		const found = exactAnchor(index, pieces.slice(0, length));
		if (found) return found;
	}
	return null;
};
