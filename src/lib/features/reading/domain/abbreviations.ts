import type { TextSpan } from './spans.ts';

/** A short form and what it stands for. */
export type Abbreviation = { short: string; full: string };

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A clause as far as abbreviations are looked for in it. */
type Searched = { id: string; sectionId: string; text: string };

/**
 * The abbreviations in the text, by clause: the first of each in every section, so that the page stays quiet. A short
 * form within a number ("18-NQ/TW") or within a longer word is none.
 */
export const abbreviationsIn = (
	clauses: readonly Searched[],
	table: readonly Abbreviation[],
): Record<string, TextSpan[]> => {
	const full = new Map(table.map((entry) => [entry.short, entry.full]));
	if (full.size === 0) return {};
	const forms = [...full.keys()].sort((a, b) => b.length - a.length).map(escaped);
	const pattern = new RegExp(
		`(?<![\\p{L}\\p{M}\\d/&.-])(?:${forms.join('|')})(?![\\p{L}\\p{M}\\d/&-])`,
		'gu',
	);
	const found: Record<string, TextSpan[]> = {};
	let section = '';
	let seen = new Set<string>();
	for (const clause of clauses) {
		if (clause.sectionId !== section) {
			section = clause.sectionId;
			seen = new Set();
		}
		for (const { 0: short, index } of clause.text.matchAll(pattern)) {
			const title = full.get(short);
			if (!title || seen.has(short)) continue;
			seen.add(short);
			const spans = found[clause.id] ?? [];
			found[clause.id] = spans;
			spans.push({ kind: 'abbreviation', from: index, to: index + short.length, title });
		}
	}
	return found;
};
