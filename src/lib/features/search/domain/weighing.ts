import { anyOf, lexeme } from './keys.ts';
import type { Part } from './parts.ts';

/** How much a term says: the inverse of how common it is (BM25). */
const weightOf = (share: number): number => Math.log(1 + (1 - share + 5e-5) / (share + 5e-5));

/** One of several terms, weighed as one: ts_rank divides by their number, which is made good here. */
const weighedTogether = (terms: readonly string[], weight: number): [string, number] => [
	terms.join(' | '),
	weight * terms.length,
];

/** That a document bears the number is worth this much, however common the number is. */
const BEARS = 3;

/** Who types a number means the document that bears it, not those whose titles cite it. */
const asNumber = ({ options, share }: { options: readonly string[]; share: number }): [string, number][] =>
	options.length === 0
		? []
		: [
				weighedTogether(
					options.map((pair) => lexeme(pair, 'n:')),
					weightOf(share) * 1.5 + BEARS,
				),
			];

const hasNumber = (parts: readonly Part[]): boolean =>
	parts.some(({ runs }) => runs[0]?.words.some(({ typed }) => /\d/.test(typed)));

/** Everything by which a hit is weighed: words, pairs, pairs again in heads, and words of the document around a passage. */
export const weighed = (parts: readonly Part[]): [string, number][] =>
	parts.flatMap(({ runs, bridge }) => [
		...(bridge.options.length > 0
			? [
					weighedTogether(
						bridge.options.map((pair) => lexeme(pair)),
						weightOf(bridge.share) * 0.8,
					),
				]
			: []),
		...(hasNumber(parts) ? [bridge, ...(runs[0]?.pairs ?? [])].flatMap(asNumber) : []),
		...runs.flatMap((run) => {
			// What stands for an abbreviation weighs as much as the abbreviation, however many words it has.
			const part = run === runs[0] ? 1 : Math.min(1, 2 / Math.max(1, run.words.length));
			const words = run.words.flatMap(({ options, share, typed }): [string, number][] => {
				if (options.length === 0) return [];
				const weight = weightOf(share) * part;
				return [
					weighedTogether(
						options.map((word) => lexeme(word)),
						weight,
					),
					weighedTogether(
						options.map((word) => lexeme(word, 'c:')),
						weight * 0.35,
					),
					...(options.length > 1 && options.includes(typed)
						? [weighedTogether([lexeme(typed)], weight * 0.5)]
						: []),
				];
			});
			const pairs = run.pairs.flatMap(({ options, share }): [string, number][] =>
				options.length === 0
					? []
					: [
							weighedTogether(
								options.map((pair) => lexeme(pair)),
								weightOf(share) * 0.8 * part,
							),
							weighedTogether(
								options.map((pair) => lexeme(pair, 't:')),
								weightOf(share) * 0.9 * part,
							),
						],
			);
			const [only] = run.words;
			// A single word has no pair that could tell a title from a text.
			const alone: [string, number][] =
				run.words.length === 1 && only && only.options.length > 0
					? [
							weighedTogether(
								only.options.map((word) => lexeme(word, 't:')),
								weightOf(only.share) * 0.8,
							),
						]
					: [];
			return [...words, ...pairs, ...alone];
		}),
	]);

/** From so many words on a query may be a wording that somebody remembers. */
const WORDING = 3;

/**
 * The whole query as it was typed, word behind word: a passage that has it so stands before those in which the same words
 * are scattered or said more often. Null where it is too short, or a word occurs nowhere.
 */
export const wordingOf = (parts: readonly Part[]): [string, number] | null => {
	const firsts = parts.flatMap(({ runs }) => runs.slice(0, 1).flatMap(({ words }) => words));
	if (firsts.length < WORDING) return null;
	const pieces = parts.map(({ runs }) =>
		runs
			.filter(
				({ words }) =>
					words.length > 0 && words.every(({ options, share }) => options.length > 0 && share > 0),
			)
			.map(({ words }) =>
				words.map(({ options }) => anyOf(options.map((word) => lexeme(word)))).join(' <-> '),
			),
	);
	if (pieces.some((ways) => ways.length === 0)) return null;
	const said = firsts.reduce((sum, { share }) => sum + weightOf(share), 0);
	const whole = pieces.map((ways) =>
		ways.length > 1 ? `(${ways.map((way) => `(${way})`).join(' | ')})` : `(${ways[0]})`,
	);
	return [whole.join(' <-> '), said * 0.5];
};

export const marksOf = (parts: readonly Part[]): Map<string, number> =>
	new Map(
		parts.flatMap(({ runs }) =>
			runs.flatMap((run) =>
				run.words.flatMap(({ options, share }) =>
					options.map((word): [string, number] => [word, weightOf(share)]),
				),
			),
		),
	);
