import { SaxesParser } from 'saxes';
import type { Paragraph } from '#lib/text/paragraph.ts';
import type { Numbering } from './docx-numbering.ts';
import { type DocxFont, type DocxStyle, fontOf, isOn, over } from './docx-styles.ts';
import type { Run, RunParagraph } from './runs.ts';

type Place = { table: number; row: number; cell: number };
/** A paragraph that is open. Text boxes stand within the paragraph to which they are tied, so they nest. */
type Open = {
	runs: Run[];
	align: Paragraph['align'];
	style: string;
	number: { id: string; level: number } | null;
	font: DocxFont;
	bold: boolean | undefined;
};

/** Left out with all that is in them: deleted and moved text, former formatting, and the second copy of a text box. */
const silent = new Set(['mc:Fallback', 'w:del', 'w:moveFrom', 'w:pPrChange', 'w:rPrChange', 'w:tblPrChange']);
const symbols: Record<string, string> = {
	F0A8: '☐',
	F06F: '☐',
	F0A3: '☐',
	F0FE: '☑',
	F052: '☑',
	F0B7: '•',
	F02D: '-',
};

/** The paragraphs of word/document.xml or word/footnotes.xml, with table cells, alignment, labels and fonts of runs. */
export const readDocxBody = (
	xml: string,
	numbering: Numbering,
	styleOf: (id: string) => DocxStyle,
): RunParagraph[] => {
	const paragraphs: RunParagraph[] = [];
	const tables: Place[] = [];
	const open: Open[] = [];
	let tableCount = 0;
	let inText = false;
	let skip = 0;
	let inRun = false;
	const write = (text: string): void => {
		const paragraph = open.at(-1);
		if (!paragraph || skip > 0) return;
		const style = styleOf(paragraph.style);
		const font = over(style.font, paragraph.font);
		const name = /[\u0080-\uFFFF]/.test(text) ? (font.other ?? font.ascii) : (font.ascii ?? font.other);
		paragraph.runs.push({ text, font: name, bold: paragraph.bold ?? style.bold });
	};
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => {
		const value = String(attributes['w:val'] ?? '');
		const paragraph = open.at(-1);
		if (silent.has(name)) skip++;
		if (skip > 0) return;
		if (name === 'w:tbl') tables.push({ table: tableCount++, row: -1, cell: -1 });
		else if (name === 'w:tr') {
			const table = tables.at(-1);
			if (table) Object.assign(table, { row: table.row + 1, cell: -1 });
		} else if (name === 'w:tc') {
			const table = tables.at(-1);
			if (table) table.cell += 1;
		} else if (name === 'w:p')
			open.push({ runs: [], align: undefined, style: '', number: null, font: {}, bold: undefined });
		else if (!paragraph) return;
		else if (name === 'w:jc')
			paragraph.align =
				value === 'center' ? 'center' : value === 'right' || value === 'end' ? 'right' : paragraph.align;
		else if (name === 'w:pStyle') paragraph.style = value;
		else if (name === 'w:numId') paragraph.number = { id: value, level: paragraph.number?.level ?? 0 };
		else if (name === 'w:ilvl')
			paragraph.number = { id: paragraph.number?.id ?? '', level: Number(value) || 0 };
		else if (name === 'w:r') {
			inRun = true;
			Object.assign(paragraph, { font: {}, bold: undefined });
		} else if (name === 'w:rFonts' && inRun) paragraph.font = fontOf(attributes);
		else if (name === 'w:rStyle') {
			const style = styleOf(value);
			Object.assign(paragraph, {
				font: over(style.font, paragraph.font),
				bold: paragraph.bold ?? style.bold,
			});
		} else if (name === 'w:b' && inRun) paragraph.bold = isOn(value);
		else if (name === 'w:t') inText = true;
		else if (name === 'w:tab' && inRun) write('\t');
		else if (name === 'w:br' || name === 'w:cr') write('\n');
		else if (name === 'w:noBreakHyphen') write('-');
		else if (name === 'w:sym') write(symbols[String(attributes['w:char'] ?? '').toUpperCase()] ?? '');
	});
	parser.on('text', (text) => {
		if (inText) write(text);
	});
	parser.on('closetag', ({ name }) => {
		if (silent.has(name)) skip--;
		if (skip > 0) return;
		if (name === 'w:t') inText = false;
		else if (name === 'w:r') inRun = false;
		else if (name === 'w:tbl') tables.pop();
		else if (name === 'w:p') {
			const paragraph = open.pop();
			if (!paragraph) return;
			const { runs, align, style, number } = paragraph;
			// What a text box interrupted goes on.
			inRun = open.length > 0;
			const label = number ? numbering.next(number.id, number.level) : numbering.nextOfStyle(style);
			const heading = /heading\s*(\d)/i.exec(style)?.[1];
			const cell = tables[0];
			paragraphs.push({
				runs,
				...(label ? { label } : {}),
				...(align ? { align } : {}),
				...(heading ? { heading: Number(heading) } : {}),
				...(cell ? { table: { ...cell } } : {}),
			});
		}
	});
	parser.write(xml).close();
	return paragraphs;
};
