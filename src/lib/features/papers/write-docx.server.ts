import type { Paragraph, ParagraphChild, Table } from 'docx';
import { codePicture } from './code-picture.server.ts';
import type { PartLook, PartName } from './domain/layout.ts';
import { partNames } from './domain/layout.ts';
import type { Run } from './domain/paper.ts';
import {
	type SetBlock,
	type SetColumns,
	type SetLine,
	type SetPaper,
	type SetPiece,
	type SetTable,
	TABLE,
} from './domain/set-paper.ts';

type Docx = typeof import('docx');

/** Twentieths of a point, the measure of the format. */
const ofPoints = (points: number): number => Math.round(points * 20);
const ofMillimetres = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440);

const alignments = { left: 'left', center: 'center', right: 'right', justify: 'both' } as const;
const outline: Partial<Record<PartName, number>> = { heading1: 0, heading2: 1, heading3: 2 };

const paragraphLook = (look: PartLook) => ({
	alignment: alignments[look.align],
	spacing: {
		line: ofPoints(look.line),
		lineRule: 'exact' as const,
		before: ofPoints(look.before ?? 0),
		after: ofPoints(look.after ?? 0),
	},
	indent: { firstLine: ofMillimetres(look.indent ?? 0) },
});

/** Each part of the layout is a style of the file, so that whoever edits it in Word keeps to the form. */
const styleOf = (name: PartName, look: PartLook) => ({
	id: name,
	name: `Thể thức ${name}`,
	quickFormat: true,
	run: {
		size: look.size * 2,
		bold: look.bold ?? false,
		italics: look.italic ?? false,
		...(look.underline ? { underline: {} } : {}),
	},
	paragraph: {
		...paragraphLook(look),
		...(outline[name] === undefined ? {} : { outlineLevel: outline[name] }),
	},
});

/** One paper being written: the library and the width of the place in which pieces are set. */
type Sheet = { docx: Docx; paper: SetPaper };

const childrenOf = ({ docx }: Sheet, runs: readonly Run[]): ParagraphChild[] =>
	runs.flatMap((run) =>
		run.text.split('\n').map(
			(text, at) =>
				new docx.TextRun({
					text,
					...(at > 0 ? { break: 1 } : {}),
					...(run.bold === undefined ? {} : { bold: run.bold }),
					...(run.italic === undefined ? {} : { italics: run.italic }),
				}),
		),
	);

const lineOf = (sheet: Sheet, line: SetLine): Paragraph =>
	new sheet.docx.Paragraph({
		style: line.part,
		children: childrenOf(sheet, line.runs),
		...(line.align ? { alignment: alignments[line.align] } : {}),
		...(line.keep ? { keepNext: true } : {}),
	});

/** An empty paragraph of this height. */
const gapOf = ({ docx }: Sheet, height: number, keep = false): Paragraph =>
	new docx.Paragraph({
		keepNext: keep,
		spacing: { line: ofPoints(height), lineRule: 'exact', before: 0, after: 0 },
		run: { size: 2 },
	});

const pieceOf = (sheet: Sheet, piece: SetPiece, width: number): Paragraph => {
	if (piece.kind === 'line') return lineOf(sheet, piece);
	if (piece.kind === 'gap') return gapOf(sheet, piece.height, true);
	if (piece.kind === 'code') {
		// The library takes the size of a picture in 96ths of an inch.
		const side = Math.round((piece.size / 25.4) * 96);
		return new sheet.docx.Paragraph({
			keepNext: true,
			children: [
				new sheet.docx.ImageRun({
					type: 'png',
					data: codePicture(piece.squares),
					transformation: { width: side, height: side },
				}),
			],
		});
	}
	const side = ofMillimetres(Math.max(0, (width - piece.length) / 2));
	return new sheet.docx.Paragraph({
		indent: { left: side, right: side },
		spacing: {
			line: ofPoints(piece.after),
			lineRule: 'exact',
			before: ofPoints(piece.before),
			after: 0,
		},
		// Sizes of borders are eighths of a point.
		border: { top: { style: 'single', size: 6, space: 0, color: '000000' } },
		run: { size: 2 },
	});
};

const none = { style: 'none', size: 0, color: 'auto' } as const;
const noBorders = { top: none, bottom: none, left: none, right: none } as const;

const columnsOf = (sheet: Sheet, { widths, rows }: SetColumns): Table => {
	const { docx } = sheet;
	const cell = (pieces: readonly SetPiece[], width: number) =>
		new docx.TableCell({
			width: { size: ofMillimetres(width), type: 'dxa' },
			borders: noBorders,
			children: pieces.length > 0 ? pieces.map((piece) => pieceOf(sheet, piece, width)) : [gapOf(sheet, 1)],
		});
	return new docx.Table({
		layout: 'fixed',
		columnWidths: widths.map(ofMillimetres),
		width: { size: widths.reduce((sum, width) => sum + ofMillimetres(width), 0), type: 'dxa' },
		margins: { left: 0, right: 0, top: 0, bottom: 0 },
		borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
		rows: rows.map(
			({ left, right }) =>
				new docx.TableRow({ cantSplit: true, children: [cell(left, widths[0]), cell(right, widths[1])] }),
		),
	});
};

const tableOf = (sheet: Sheet, { widths, head, rows }: SetTable): Table => {
	const { docx } = sheet;
	const rule = { style: 'single', size: TABLE.border * 8, color: '000000' } as const;
	const row = (lines: readonly SetLine[], isHead: boolean) =>
		new docx.TableRow({
			tableHeader: isHead,
			cantSplit: true,
			children: lines.map(
				(line, at) =>
					new docx.TableCell({
						width: { size: ofMillimetres(widths[at] ?? 0), type: 'dxa' },
						children: [lineOf(sheet, line)],
					}),
			),
		});
	return new docx.Table({
		layout: 'fixed',
		columnWidths: widths.map(ofMillimetres),
		width: { size: widths.reduce((sum, width) => sum + ofMillimetres(width), 0), type: 'dxa' },
		margins: {
			left: ofMillimetres(TABLE.sides),
			right: ofMillimetres(TABLE.sides),
			top: ofPoints(TABLE.ends),
			bottom: ofPoints(TABLE.ends),
		},
		borders: {
			top: rule,
			bottom: rule,
			left: rule,
			right: rule,
			insideHorizontal: rule,
			insideVertical: rule,
		},
		rows: [row(head, true), ...rows.map((lines) => row(lines, false))],
	});
};

const blockOf = (sheet: Sheet, block: SetBlock, width: number): Paragraph | Table => {
	if (block.kind === 'columns') return columnsOf(sheet, block);
	if (block.kind === 'table') return tableOf(sheet, block);
	return pieceOf(sheet, block, width);
};

/** A paper as a .docx of which Word and LibreOffice make the same pages. */
export const writeDocx = async (paper: SetPaper): Promise<Uint8Array> => {
	const docx: Docx = await import('docx');
	const sheet: Sheet = { docx, paper };
	const { page, parts } = paper;
	const width = page.width - page.left - page.right;
	const number = new docx.Paragraph({
		style: 'pageNumber',
		children: [new docx.TextRun({ children: [docx.PageNumber.CURRENT] })],
	});
	const font = { ascii: paper.font, hAnsi: paper.font, cs: paper.font, eastAsia: paper.font };
	const document = new docx.Document({
		title: paper.title,
		creator: paper.author,
		lastModifiedBy: paper.author,
		compatibility: { version: 15 },
		styles: {
			default: {
				document: {
					run: { font, size: parts.paragraph.size * 2, language: { value: 'vi-VN' } },
					paragraph: { spacing: { before: 0, after: 0 } },
				},
			},
			paragraphStyles: partNames.map((name) => styleOf(name, parts[name])),
		},
		sections: [
			{
				properties: {
					titlePage: true,
					page: {
						size: { width: ofMillimetres(page.width), height: ofMillimetres(page.height) },
						margin: {
							top: ofMillimetres(page.top),
							bottom: ofMillimetres(page.bottom),
							left: ofMillimetres(page.left),
							right: ofMillimetres(page.right),
							header: ofMillimetres(paper.fromTop),
							footer: ofMillimetres(paper.fromTop),
						},
					},
				},
				headers: {
					default: new docx.Header({ children: [number] }),
					first: new docx.Header({
						children: [paper.corner ? lineOf(sheet, paper.corner) : gapOf(sheet, 1)],
					}),
				},
				children: paper.blocks.map((block) => blockOf(sheet, block, width)),
			},
		],
	});
	return new Uint8Array(await docx.Packer.toBuffer(document));
};
