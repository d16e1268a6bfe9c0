import { inCapitals } from './forms.ts';
import type { Layout, PartName } from './layout.ts';
import type { Paper, Run, Words } from './paper.ts';
import type { SetLine } from './set-paper.ts';

/** Words as runs of one emphasis each. */
export const runsOf = (words: Words): readonly Run[] =>
	typeof words === 'string' ? [{ text: words }] : words;

/** A paper and the layout by which it is set out. */
export type Setting = { layout: Layout; paper: Paper };

/** Words as a line of a part of the paper. */
export const line = ({ layout }: Setting, part: PartName, words: Words, keep = false): SetLine => {
	const runs = runsOf(words).map((run) =>
		layout.parts[part].caps ? { ...run, text: inCapitals(run.text) } : run,
	);
	return { kind: 'line', part, runs, ...(keep ? { keep } : {}) };
};

/** A line without its emphasis. */
export const plainText = ({ runs }: SetLine): string => runs.map(({ text }) => text).join('');

/** A letter bears its title below its number, not in the middle. */
export const isLetter = ({ layout, paper }: Setting): boolean => layout.types[paper.type]?.form === 'letter';

/** How the paper calls itself. */
export const typeNameOf = ({ layout, paper }: Setting): string =>
	paper.head.typeName ?? layout.types[paper.type]?.name ?? '';
