import { comparable } from '#lib/text/fold.ts';

/** A merge as it was typed in one line: "Chi bộ A + Chi bộ B = Chi bộ AB". */
export type MergeLine = { line: number; sources: string[]; target: string };
export type LineProblem = { line: number; what: 'form' | 'unknown' | 'several'; name: string };

/** Lines as merges: the units that end, joined by + or ;, then = or →, then the name of what comes of them. */
export const readLines = (text: string): { merges: MergeLine[]; problems: LineProblem[] } => {
	const merges: MergeLine[] = [];
	const problems: LineProblem[] = [];
	for (const [at, raw] of text.split(/\r?\n/).entries()) {
		if (raw.trim() === '') continue;
		const sides = raw.split(/=|→|->/).map((side) => side.trim());
		const sources = (sides[0] ?? '')
			.split(/[+;]/)
			.map((name) => name.trim())
			.filter(Boolean);
		const target = sides[1] ?? '';
		if (sides.length !== 2 || sources.length === 0 || target === '')
			problems.push({ line: at + 1, what: 'form', name: raw.trim().slice(0, 80) });
		else merges.push({ line: at + 1, sources, target });
	}
	return { merges, problems };
};

type Named = { id: string; name: string; shortName: string; parentId: string | null; kind: string };

/** The units that lines name, by full or short name; a target that nobody knows is a new unit beside the first source. */
export const resolveLines = (
	merges: readonly MergeLine[],
	units: readonly Named[],
): {
	found: { line: number; sources: Named[]; target: Named | null; newName: string }[];
	problems: LineProblem[];
} => {
	const byName = new Map<string, Named[]>();
	for (const unit of units)
		for (const name of new Set([comparable(unit.name), comparable(unit.shortName)]))
			byName.set(name, [...(byName.get(name) ?? []), unit]);
	const problems: LineProblem[] = [];
	const one = (line: number, name: string, isWanted: boolean): Named | null => {
		const known = byName.get(comparable(name)) ?? [];
		if (known.length > 1) problems.push({ line, what: 'several', name });
		else if (isWanted && known.length === 0) problems.push({ line, what: 'unknown', name });
		return known.length === 1 ? (known[0] ?? null) : null;
	};
	const found = merges.map(({ line, sources, target }) => ({
		line,
		sources: sources.flatMap((name) => one(line, name, true) ?? []),
		target: one(line, target, false),
		newName: target,
	}));
	return { found, problems };
};
