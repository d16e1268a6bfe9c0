import { dateLine, inCapitals, listed, numberLine, say } from './forms.ts';
import { type Divider, type PartName, textWidth } from './layout.ts';
import { isLetter, line, plainText, type Setting, typeNameOf } from './set-line.ts';
import type { SetBlock, SetLine, SetPiece } from './set-paper.ts';
import { evenLines, textWidthOf } from './text-width.ts';

/** A space that the end of a line does not swallow. */
const HARD_SPACE = '\u00A0';

/** How wide a centred title may run before it is broken. */
const TITLE_SHARE = 0.9;

/** The space above and below a rule, in points. */
const RULE = { inHead: { before: 2, after: 5 }, belowTitle: { before: 3, after: 10 } } as const;

const linesOf = (set: SetLine): number => plainText(set).split('\n').length;

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

/** Who issues it and the motto, number and day, side by side. */
export const headBlocks = (setting: Setting): SetBlock[] => {
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

/** The name of its type and what it is about; of a letter nothing. */
export const titleBlocks = (setting: Setting): SetBlock[] => {
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
export const addresseeBlocks = (setting: Setting): SetBlock[] => {
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
