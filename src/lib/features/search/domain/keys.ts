import type { Part } from './parts.ts';
import type { Run } from './spellings.ts';

/** Something that should be there: how it is looked for in a passage, in a head, and how common it is. */
export type Key = { own: string; wide: string; head: string; share: number };

export const lexeme = (term: string, field = ''): string => `'${field}${term}'`;
export const anyOf = (terms: readonly string[]): string =>
	terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' | ')})`;
export const allOf = (terms: readonly string[]): string => terms.join(' & ');

const wordKey = (word: Run['words'][number]): Key => {
	const { options } = word;
	return {
		own: anyOf(options.map((term) => lexeme(term))),
		wide: anyOf([...options.map((term) => lexeme(term)), ...options.map((term) => lexeme(term, 'c:'))]),
		head: anyOf(options.map((term) => lexeme(term, 't:'))),
		share: word.options.length > 0 ? word.share : 0,
	};
};

export const pairKey = (pair: Run['pairs'][number]): Key => {
	const own = anyOf(pair.options.map((term) => lexeme(term)));
	return { own, wide: own, head: anyOf(pair.options.map((term) => lexeme(term, 't:'))), share: pair.share };
};

const together = (keys: readonly Key[]): Key => ({
	own: `(${allOf(keys.map(({ own }) => own))})`,
	wide: `(${allOf(keys.map(({ wide }) => wide))})`,
	head: `(${allOf(keys.map(({ head }) => head))})`,
	share: Math.min(...keys.map(({ share }) => share)),
});

const either = (keys: readonly Key[]): Key => ({
	own: anyOf(keys.map(({ own }) => own)),
	wide: anyOf(keys.map(({ wide }) => wide)),
	head: anyOf(keys.map(({ head }) => head)),
	share: Math.min(
		1,
		keys.reduce((sum, { share }) => sum + share, 0),
	),
});

/** A run as one key; null when it occurs nowhere. */
const runKey = (run: Run, tight: boolean): Key | null => {
	const keys = tight && run.pairs.length > 0 ? run.pairs.map(pairKey) : run.words.map(wordKey);
	return keys.length > 0 && keys.every(({ share }) => share > 0) ? together(keys) : null;
};

/** The keys of the query: pairs (tight) or words, abbreviations as one key each. */
export const keysOf = (parts: readonly Part[], tight: boolean): Key[] =>
	parts.flatMap(({ runs }): Key[] => {
		const [run, ...instead] = runs;
		if (!run) return [];
		if (instead.length === 0)
			return tight && run.pairs.length > 0 ? run.pairs.map(pairKey) : run.words.map(wordKey);
		const known = [run, ...instead]
			.map((each) => runKey(each, tight || each !== run))
			.filter((key) => key !== null);
		return [known.length > 0 ? either(known) : { own: '', wide: '', head: '', share: 0 }];
	});

/** The rarest keys first, as many as narrow the search. */
export const narrowing = (keys: readonly Key[]): Key[] => {
	const rarest = [...keys].sort((one, other) => one.share - other.share);
	return rarest.filter((key, at) => at < 2 || (at < 6 && key.share < 0.06));
};
