import { listed } from './forms.ts';
import { type Layout, textWidth } from './layout.ts';
import type { Paper, Signature } from './paper.ts';
import { isLetter, line, type Setting, typeNameOf } from './set-line.ts';
import { bodyBlocks } from './set-out-body.ts';
import { addresseeBlocks, headBlocks, titleBlocks } from './set-out-head.ts';
import type { SetBlock, SetColumns, SetPaper, SetPiece } from './set-paper.ts';

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
