import { dateLine, endedWith, inCapitals, labelCounter, listed, numberLine, say } from './forms.ts';
import { type Divider, type Layout, type PartName, textWidth } from './layout.ts';
import type { Block, Paper, Run, Signature, Words } from './paper.ts';
import {
	CODE,
	type SetBlock,
	type SetColumns,
	type SetLine,
	type SetPaper,
	type SetPiece,
} from './set-paper.ts';
import { evenLines, textWidthOf } from './text-width.ts';

/** A space that the end of a line does not swallow. */
const HARD_SPACE = '\u00A0';

const runsOf = (words: Words): readonly Run[] => (typeof words === 'string' ? [{ text: words }] : words);

/** How wide a centred title may run before it is broken. */
const TITLE_SHARE = 0.9;

/** The space above and below a rule, in points. */
const RULE = { inHead: { before: 2, after: 5 }, belowTitle: { before: 3, after: 10 } } as const;
/** The space below a table, in points. */
const BELOW_TABLE = 8;

type Setting = { layout: Layout; paper: Paper };

const line = ({ layout }: Setting, part: PartName, words: Words, keep = false): SetLine => {
	const runs = runsOf(words).map((run) =>
		layout.parts[part].caps ? { ...run, text: inCapitals(run.text) } : run,
	);
	return { kind: 'line', part, runs, ...(keep ? { keep } : {}) };
};

const linesOf = (set: SetLine): number => plainText(set).split('\n').length;

const plainText = ({ runs }: SetLine): string => runs.map(({ text }) => text).join('');

/** A centred text, broken evenly to the width of its column. */
const evenLine = (setting: Setting, part: PartName, text: string, width: number): SetLine => {
	const whole = line(setting, part, text);
	return {
		...whole,
		runs: [{ text: evenLines(plainText(whole), width, setting.layout.parts[part]).join('\n') }],
	};
};

/** What parts a piece of the head from the next, measured by the last line above it. */
const divider = (setting: Setting, kind: Divider, above: SetLine, part: PartName): SetPiece[] => {
	if (kind.kind === 'text') return [line(setting, part, kind.text)];
	const last = plainText(above).split('\n').at(-1) ?? '';
	const length = textWidthOf(last, setting.layout.parts[above.part]) * kind.share;
	return [{ kind: 'rule', length, ...RULE[part === 'titleDivider' ? 'belowTitle' : 'inHead'] }];
};

const issuerColumn = (setting: Setting): SetPiece[] => {
	const { layout, paper } = setting;
	const width = layout.head.left - 1;
	const named = (part: 'superior' | 'issuer', name: string): SetLine => {
		const whole = evenLine(setting, part, name, width);
		if (!plainText(whole).includes('\n') || name.includes('\n')) return whole;
		const kind = layout.head.breakAfter.find((word) => inCapitals(name).startsWith(`${inCapitals(word)} `));
		const parted = kind ? `${name.slice(0, kind.length)}\n${name.slice(kind.length + 1)}` : name;
		const better = evenLine(setting, part, parted, width);
		return linesOf(better) <= linesOf(whole) ? better : whole;
	};
	const issuer = named('issuer', paper.head.issuer);
	return [
		...(paper.head.superior ? [named('superior', paper.head.superior)] : []),
		issuer,
		...divider(setting, layout.dividers.issuer, issuer, 'issuerDivider'),
	];
};

const mottoColumn = (setting: Setting): SetPiece[] => {
	const { layout } = setting;
	const width = textWidth(layout) - layout.head.left;
	const lines = layout.mottos.map((text, at) =>
		evenLine(setting, at === 0 ? 'motto' : 'mottoSecond', text, width),
	);
	const last = lines.at(-1);
	return last ? [...lines, ...divider(setting, layout.dividers.motto, last, 'issuerDivider')] : lines;
};

const isLetter = ({ layout, paper }: Setting): boolean => layout.types[paper.type]?.form === 'letter';

const numberColumn = (setting: Setting): SetPiece[] => {
	const { layout, paper } = setting;
	const { head } = paper;
	const width = layout.head.left - 6;
	return [
		...(head.number ? [line(setting, 'number', numberLine(layout, paper.type, head.number))] : []),
		...(isLetter(setting)
			? [evenLine(setting, 'letterTitle', say(layout.letterTitle, { title: head.title }), width)]
			: []),
		...(head.draft ? [line(setting, 'draft', say(layout.words.draft, { count: String(head.draft) }))] : []),
		...(head.circulation && layout.circulation === 'below-number'
			? [evenLine(setting, 'circulation', head.circulation, width)]
			: []),
	];
};

const headBlocks = (setting: Setting): SetBlock[] => {
	const { layout, paper } = setting;
	const { head } = paper;
	return [
		{
			kind: 'columns',
			widths: [layout.head.left, textWidth(layout) - layout.head.left],
			rows: [
				{ left: issuerColumn(setting), right: mottoColumn(setting) },
				{
					left: numberColumn(setting),
					right: [line(setting, 'place', dateLine(layout, head.place, head.day, head.year ?? '    '))],
				},
			],
		},
		{ kind: 'gap', height: layout.head.after },
	];
};

const typeNameOf = ({ layout, paper }: Setting): string =>
	paper.head.typeName ?? layout.types[paper.type]?.name ?? '';

const titleBlocks = (setting: Setting): SetBlock[] => {
	const { layout, paper } = setting;
	if (isLetter(setting)) return [];
	const width = textWidth(layout) * TITLE_SHARE;
	const title = evenLine(setting, 'title', paper.head.title, width);
	return [
		line(setting, 'typeName', typeNameOf(setting), true),
		...(paper.head.ofWhom ? [line(setting, 'typeName', paper.head.ofWhom, true)] : []),
		{ ...title, keep: true },
		...divider(setting, layout.dividers.title, title, 'titleDivider'),
	];
};

/** "Kính gửi: …" in the middle for one, in two columns for several. */
const addresseeBlocks = (setting: Setting): SetBlock[] => {
	const { layout, paper } = setting;
	const addressees = paper.head.addressees ?? [];
	const label = layout.types[paper.type]?.addressees ?? layout.words.addressees;
	const [only] = addressees;
	if (only === undefined) return [];
	if (addressees.length === 1) {
		const { italic, bold } = layout.parts.addresseeLabel;
		const emphasis = { ...(italic ? { italic } : {}), ...(bold ? { bold } : {}) };
		const runs = [{ text: `${label} `, ...emphasis }, { text: only }];
		return [
			{ ...line(setting, 'addressee', runs), align: 'center' },
			{ kind: 'gap', height: layout.head.after },
		];
	}
	const left = 55;
	return [
		{
			kind: 'columns',
			widths: [left, textWidth(layout) - left],
			rows: [
				{
					left: [line(setting, 'addresseeLabel', `${label}${HARD_SPACE}`)],
					right: listed(addressees, layout.marks.addressees).map((text) =>
						line(setting, 'addressee', `${layout.labels.dash}${text}`),
					),
				},
			],
		},
		{ kind: 'gap', height: layout.head.after },
	];
};

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

const bodyBlocks = (setting: Setting): SetBlock[] => {
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

const signaturePieces = (setting: Setting, signature: Signature): SetPiece[] => [
	...signature.authority.map((text) => line(setting, 'authority', text, true)),
	...(signature.office ? [line(setting, 'office', signature.office, true)] : []),
	{ kind: 'gap', height: setting.layout.ending.signing },
	line(setting, 'signer', signature.name ?? ''),
];

const copiesPieces = (setting: Setting): SetPiece[] => {
	const { layout, paper } = setting;
	const { words, marks, labels } = layout;
	const named = paper.copies;
	const hasAbove = isLetter(setting) && named.length > 0 && named[0] !== words.sameAsAbove;
	const copies = hasAbove ? [words.sameAsAbove, ...named] : named;
	if (copies.length === 0) return [];
	return [
		line(setting, 'copiesLabel', words.copies, true),
		...listed(copies, marks.copies).map((text) => line(setting, 'copies', `${labels.dash}${text}`)),
	];
};

const endingBlocks = (setting: Setting): SetBlock[] => {
	const { layout, paper } = setting;
	const right = signaturePieces(setting, paper.signatures.right);
	const copies = copiesPieces(setting);
	const rows: SetColumns['rows'] = paper.signatures.left
		? [
				{ left: signaturePieces(setting, paper.signatures.left), right },
				...(copies.length > 0 ? [{ left: copies, right: [] }] : []),
			]
		: [{ left: copies, right }];
	return [
		{ kind: 'gap', height: layout.ending.before },
		{ kind: 'columns', widths: [layout.ending.left, textWidth(layout) - layout.ending.left], rows },
	];
};

/** Sets a paper out by a layout: all that the form prescribes is decided here, once for every way of writing it. */
export const setOut = (paper: Paper, layout: Layout): SetPaper => {
	const setting: Setting = { layout, paper };
	const { head } = paper;
	return {
		page: layout.page,
		font: layout.font,
		language: 'vi',
		title: `${typeNameOf(setting)} ${head.title}`.trim(),
		author: head.issuer.replace(/\s+/gu, ' '),
		fromTop: layout.fromTop,
		corner:
			head.circulation && layout.circulation === 'corner'
				? line(setting, 'circulation', head.circulation)
				: null,
		parts: layout.parts,
		blocks: [
			...headBlocks(setting),
			...titleBlocks(setting),
			...addresseeBlocks(setting),
			...bodyBlocks(setting),
			...endingBlocks(setting),
		],
	};
};
