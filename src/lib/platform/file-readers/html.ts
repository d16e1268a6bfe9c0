import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { decodeParagraphs, type Run, type RunParagraph } from './runs.ts';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

const blocks = new Set([
	'p',
	'div',
	'h1',
	'h2',
	'h3',
	'h4',
	'h5',
	'h6',
	'li',
	'tr',
	'td',
	'th',
	'table',
	'ul',
	'ol',
	'section',
	'article',
	'header',
	'footer',
	'main',
	'blockquote',
	'pre',
	'dd',
	'dt',
	'center',
	'body',
	'form',
	'aside',
	'nav',
	'figure',
]);
const silent = new Set([
	'script',
	'style',
	'head',
	'noscript',
	'template',
	'svg',
	'iframe',
	'select',
	'button',
	'textarea',
	'object',
]);

/** Elements within one another; what lies deeper is no document. */
const MOST_DEPTH = 2_000;

const firstFamily = (families: string): string | undefined =>
	families
		.split(',')[0]
		?.replace(/&quot;|["']/g, '')
		.replace(/!important/i, '')
		.trim() || undefined;

/** The fonts that style sheets give to classes and elements, as Word writes them ("p.MsoNormal {font-family:.VnTime}"). */
const fontsOfSheets = (source: string): Map<string, string> => {
	const fonts = new Map<string, string>();
	for (const [, sheet = ''] of source.matchAll(/<style[^>]*>([\s\S]{0,200000}?)<\/style>/gi)) {
		for (const [, selectors = '', body = ''] of sheet.matchAll(/([^{}]{1,2000})\{([^{}]*)\}/g)) {
			const families = /font-family\s*:\s*([^;}]+)/i.exec(body)?.[1];
			const font = families ? firstFamily(families) : undefined;
			if (!font || /@font-face/i.test(selectors)) continue;
			for (const selector of selectors.replace(/<!--|\/\*[\s\S]*?\*\//g, '').split(','))
				fonts.set(selector.trim().toLowerCase(), font);
		}
	}
	return fonts;
};

const attribute = (node: DefaultTreeAdapterTypes.Element, wanted: string): string =>
	node.attrs.find(({ name }) => name === wanted)?.value ?? '';

const fontOf = (
	node: DefaultTreeAdapterTypes.Element,
	sheets: ReadonlyMap<string, string>,
): string | undefined => {
	const own = /font-family\s*:\s*([^;]+)/i.exec(attribute(node, 'style'))?.[1];
	if (own) return firstFamily(own);
	if (node.nodeName === 'font' && attribute(node, 'face')) return firstFamily(attribute(node, 'face'));
	if (sheets.size === 0) return undefined;
	for (const name of attribute(node, 'class').toLowerCase().split(/\s+/)) {
		const found = name ? (sheets.get(`${node.nodeName}.${name}`) ?? sheets.get(`.${name}`)) : undefined;
		if (found) return found;
	}
	return sheets.get(node.nodeName);
};

/** The paragraphs of a page, with the cells of its tables, whether they stand in the middle, and the fonts of old texts. */
export const readHtml = (source: string, mending: Mending): Paragraph[] => {
	const paragraphs: RunParagraph[] = [];
	const tables: { table: number; row: number; cell: number }[] = [];
	const sheets = fontsOfSheets(source);
	let count = 0;
	let runs: Run[] = [];
	let align: Paragraph['align'];
	let heading = 0;
	let font: string | undefined;
	let bold = false;
	const flush = (): void => {
		if (runs.some(({ text }) => text.trim() !== '')) {
			const cell = tables[0];
			paragraphs.push({
				runs,
				...(align ? { align } : {}),
				...(heading ? { heading } : {}),
				...(cell && cell.cell >= 0 ? { table: { ...cell } } : {}),
			});
		}
		runs = [];
	};
	const alignOf = (node: DefaultTreeAdapterTypes.Element): Paragraph['align'] => {
		const look = node.attrs
			.map(({ name, value }) => (name === 'style' || name === 'align' || name === 'class' ? value : ''))
			.join(';')
			.toLowerCase();
		return /text-align:\s*center|^center|;center|text-center|align-center/.test(look)
			? 'center'
			: /text-align:\s*right|;right$|^right/.test(look)
				? 'right'
				: undefined;
	};
	const enter = (node: DefaultTreeAdapterTypes.Element, isBlock: boolean): void => {
		const name = node.nodeName;
		if (isBlock) align = (name === 'center' ? 'center' : alignOf(node)) ?? align;
		if (/^h[1-6]$/.test(name)) heading = Number(name[1]);
		if (name === 'b' || name === 'strong' || name === 'th') bold = true;
		font = fontOf(node, sheets) ?? font;
	};
	const walk = (node: Node, depth: number): void => {
		if (node.nodeName === '#text' && 'value' in node) {
			runs.push({ text: node.value.replace(/\s*\n\s*/g, ' '), font, bold });
			return;
		}
		if (!('childNodes' in node) || depth > MOST_DEPTH) return;
		const name = node.nodeName;
		if (silent.has(name)) return;
		if (name === 'br') {
			runs.push({ text: '\n', font, bold });
			return;
		}
		const outer = { align, heading, font, bold };
		const isBlock = blocks.has(name);
		if (isBlock) flush();
		if (name === 'table') tables.push({ table: count++, row: -1, cell: -1 });
		const current = tables.at(-1);
		if (name === 'tr' && current) Object.assign(current, { row: current.row + 1, cell: -1 });
		if ((name === 'td' || name === 'th') && current) current.cell += 1;
		if ('attrs' in node) enter(node, isBlock);
		for (const child of node.childNodes) walk(child, depth + 1);
		if (isBlock) flush();
		if (name === 'table') tables.pop();
		({ align, heading, font, bold } = outer);
	};
	walk(parse(source), 0);
	flush();
	return decodeParagraphs(paragraphs, mending)
		.map((paragraph) => ({ ...paragraph, text: paragraph.text.replace(/[ \t\r]+/g, ' ').trim() }))
		.filter(({ text }) => text !== '');
};
