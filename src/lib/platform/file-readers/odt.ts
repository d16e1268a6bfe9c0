import { SaxesParser } from 'saxes';
import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { readParts } from './docx.ts';
import { OdtCounter, type OdtLists, readOdtLists } from './odt-lists.ts';
import { Unreadable } from './reading.ts';
import { decodeParagraphs, type Run, type RunParagraph } from './runs.ts';

type Style = {
	base: string;
	font?: string;
	bold?: boolean;
	align?: 'center' | 'right' | undefined;
};

/** Fonts are named by a face that has a family of its own, or by the family itself. */
const readStyles = (xml: string, styles: Map<string, Style>, faces: Map<string, string>): void => {
	let current: Style | null = null;
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => {
		const value = (key: string): string => String(attributes[key] ?? '');
		if (name === 'style:font-face')
			faces.set(value('style:name'), value('svg:font-family').replace(/^['"]|['"]$/g, ''));
		else if (name === 'style:style') {
			current = { base: value('style:parent-style-name') };
			styles.set(value('style:name'), current);
		} else if (name === 'style:text-properties' && current) {
			const font = value('style:font-name') || value('fo:font-family').replace(/^['"]|['"]$/g, '');
			if (font) current.font = font;
			const weight = value('fo:font-weight');
			if (weight) current.bold = weight === 'bold' || Number(weight) >= 600;
		} else if (name === 'style:paragraph-properties' && current) {
			const align = value('fo:text-align');
			if (align === 'center') current.align = 'center';
			else if (align === 'end' || align === 'right') current.align = 'right';
		}
	});
	parser.on('closetag', ({ name }) => {
		if (name === 'style:style') current = null;
	});
	parser.write(xml).close();
};

const silent = new Set([
	'text:tracked-changes',
	'office:annotation',
	'text:note-citation',
	'draw:object',
	'svg:title',
	'svg:desc',
]);

const readBody = (
	xml: string,
	lookOf: (names: readonly string[]) => Omit<Style, 'base'>,
	lists: OdtLists,
): RunParagraph[] => {
	const paragraphs: RunParagraph[] = [];
	/** Text boxes and notes stand within the paragraph to which they are tied. */
	const open: { runs: Run[]; styles: string[]; heading: number; isListHeader: boolean }[] = [];
	const tables: { table: number; row: number; cell: number }[] = [];
	const counter = new OdtCounter(lists);
	let tableCount = 0;
	let skip = 0;
	const write = (text: string): void => {
		const paragraph = open.at(-1);
		if (!paragraph || skip > 0) return;
		const look = lookOf(paragraph.styles);
		paragraph.runs.push({ text, font: look.font, bold: look.bold });
	};
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => {
		if (silent.has(name)) skip++;
		if (skip > 0) return;
		const style = String(attributes['text:style-name'] ?? '');
		if (name === 'text:p' || name === 'text:h')
			open.push({
				runs: [],
				styles: [style],
				heading: name === 'text:h' ? Number(attributes['text:outline-level'] ?? 1) : 0,
				isListHeader: attributes['text:is-list-header'] === 'true',
			});
		else if (name === 'text:span' || name === 'text:a') open.at(-1)?.styles.push(style);
		else if (name === 'text:tab') write('\t');
		else if (name === 'text:line-break') write('\n');
		else if (name === 'text:s') write(' '.repeat(Math.min(200, Number(attributes['text:c'] ?? 1) || 1)));
		else if (name === 'table:table') tables.push({ table: tableCount++, row: -1, cell: -1 });
		else if (name === 'table:table-row') {
			const table = tables.at(-1);
			if (table) Object.assign(table, { row: table.row + 1, cell: -1 });
		} else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
			const table = tables.at(-1);
			if (table) table.cell += 1;
		} else if (name === 'text:list') counter.beginList(attributes);
		else if (name === 'text:list-item') counter.beginItem(attributes);
		else if (name === 'text:list-header') counter.beginHeader();
	});
	for (const event of ['text', 'cdata'] as const) {
		parser.on(event, (text) => write(text.replace(/\s+/g, ' ')));
	}
	parser.on('closetag', ({ name }) => {
		if (silent.has(name)) skip--;
		if (skip > 0) return;
		if (name === 'text:span' || name === 'text:a') open.at(-1)?.styles.pop();
		else if (name === 'table:table') tables.pop();
		else if (name === 'text:list') counter.endList();
		else if (name === 'text:p' || name === 'text:h') {
			const paragraph = open.pop();
			if (!paragraph) return;
			const { align } = lookOf(paragraph.styles);
			const own = paragraph.runs.map(({ text }) => text).join('');
			const label = paragraph.isListHeader ? null : counter.labelOf(paragraph.heading);
			// A bullet before a number that was typed says nothing.
			const isLabelled = /^\s*(?:\d|[IVX]+[.-]|[a-zđ]\)|[-+•])/u.test(own);
			paragraphs.push({
				runs: paragraph.runs,
				...(label && !(label === '-' && isLabelled) ? { label } : {}),
				...(align ? { align } : {}),
				...(paragraph.heading ? { heading: paragraph.heading } : {}),
				...(tables[0] ? { table: { ...tables[0] } } : {}),
			});
		}
	});
	parser.write(xml).close();
	return paragraphs;
};

/**
 * OpenDocument text (OASIS 1.3), as LibreOffice writes it.
 * @throws Unreadable truncated | unpacks-too-large | password | unreadable
 */
export const readOdt = (bytes: Uint8Array, unpackedLimit: number, mending: Mending): Paragraph[] => {
	const parts = readParts(bytes, ['content.xml', 'styles.xml', 'META-INF/manifest.xml'], unpackedLimit);
	const content = parts.get('content.xml');
	if (!content) throw new Unreadable('truncated');
	if (/encryption-data/.test(parts.get('META-INF/manifest.xml') ?? '')) throw new Unreadable('password');
	try {
		const styles = new Map<string, Style>();
		const faces = new Map<string, string>();
		const lists: OdtLists = { named: new Map(), headings: new Map() };
		for (const part of [parts.get('styles.xml') ?? '<empty/>', content]) {
			readStyles(part, styles, faces);
			readOdtLists(part, lists);
		}
		const known = new Map<string, Omit<Style, 'base'>>();
		const resolve = (name: string, depth: number): Omit<Style, 'base'> => {
			const own = styles.get(name);
			if (!own || depth > 12) return {};
			const { base, ...look } = own;
			return { ...(base ? resolve(base, depth + 1) : {}), ...look };
		};
		const lookOf = (names: readonly string[]): Omit<Style, 'base'> => {
			const key = names.join('\n');
			const found = known.get(key);
			if (found) return found;
			const look: Omit<Style, 'base'> = Object.assign({}, ...names.map((name) => resolve(name, 0)));
			if (look.font) look.font = faces.get(look.font) ?? look.font;
			known.set(key, look);
			return look;
		};
		return decodeParagraphs(readBody(content, lookOf, lists), mending);
	} catch {
		throw new Unreadable('unreadable');
	}
};
