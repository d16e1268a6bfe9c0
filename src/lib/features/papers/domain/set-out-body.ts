import { endedWith, labelCounter } from './forms.ts';
import { textWidth } from './layout.ts';
import type { Block, Run, Words } from './paper.ts';
import { line, runsOf, type Setting } from './set-line.ts';
import { CODE, type SetBlock } from './set-paper.ts';

/** The space below a table, in points. */
const BELOW_TABLE = 8;

/** Words after a label, and with the mark at their end if they are the last of all. */
const labelled = (label: string, words: Words, mark: string | null): readonly Run[] => {
	const runs = runsOf(words).map((run) => ({ ...run }));
	const first = runs[0];
	const last = runs.at(-1);
	if (first) first.text = `${label}${first.text}`;
	if (last && mark !== null) last.text = endedWith(last.text, mark);
	return runs;
};

const tableBlock = (setting: Setting, block: Extract<Block, { kind: 'table' }>): SetBlock => {
	const whole = block.columns.reduce((sum, { share }) => sum + share, 0);
	const width = textWidth(setting.layout);
	return {
		kind: 'table',
		widths: block.columns.map(({ share }) => (share / whole) * width),
		head: block.columns.map(({ title }) => line(setting, 'tableHead', title)),
		rows: block.rows.map((row) =>
			block.columns.map(({ align }, at) => ({
				...line(setting, 'tableCell', row[at] ?? ''),
				...(align ? { align } : {}),
			})),
		),
	};
};

/** A code on the left, on the right what it is for; a signature that follows does not stand on a page of its own. */
const codeBlock = (setting: Setting, block: Extract<Block, { kind: 'code' }>): SetBlock => ({
	kind: 'columns',
	widths: [CODE.beside, textWidth(setting.layout) - CODE.beside],
	rows: [
		{
			left: [{ kind: 'code', squares: block.squares, size: CODE.size }],
			right: block.beside.map((text) => line(setting, 'copies', text, true)),
		},
	],
	keep: true,
});

/** One block of the body; the last of all bears the mark at the end. */
const bodyBlock = (
	setting: Setting,
	block: Block,
	place: { count: (level: 1 | 2 | 3) => string; mark: string | null; goesOn: boolean; ends: boolean },
): SetBlock[] => {
	const { labels, marks } = setting.layout;
	const { count, mark } = place;
	switch (block.kind) {
		case 'basis': {
			const [between = ';', end = ','] = marks.basis;
			return [line(setting, 'basis', labelled(labels.basis, block.text, place.goesOn ? between : end))];
		}
		case 'heading':
			return [line(setting, `heading${block.level}`, labelled(count(block.level), block.text, mark), true)];
		case 'item':
			return [line(setting, 'paragraph', labelled(count(block.level), block.text, mark), place.ends)];
		case 'paragraph':
			return [line(setting, 'paragraph', labelled('', block.text, mark), place.ends)];
		case 'dash':
		case 'plus':
			return [line(setting, 'paragraph', labelled(labels[block.kind], block.text, mark), place.ends)];
		case 'table':
			return [tableBlock(setting, block), { kind: 'gap', height: BELOW_TABLE }];
		case 'code':
			return [{ kind: 'gap', height: BELOW_TABLE }, codeBlock(setting, block)];
	}
};

/** All between the title and the signatures. */
export const bodyBlocks = (setting: Setting): SetBlock[] => {
	const { layout, paper } = setting;
	const count = labelCounter(layout);
	const last = paper.body.findLastIndex(({ kind }) => kind !== 'code');
	return paper.body.flatMap((block, at) =>
		bodyBlock(setting, block, {
			count,
			mark: at === last ? layout.marks.ending : null,
			// The signature is not alone on its page: what stands before it goes along.
			ends: at === paper.body.length - 1,
			goesOn: block.kind === 'basis' && paper.body[at + 1]?.kind === 'basis',
		}),
	);
};
