import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Paragraph } from '#lib/text/paragraph.ts';

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

/** The paragraphs of a page, with the cells of its tables and whether they stand in the middle. */
export const readHtml = (source: string): Paragraph[] => {
	const paragraphs: Paragraph[] = [];
	const tables: { table: number; row: number; cell: number }[] = [];
	let count = 0;
	let text = '';
	let align: Paragraph['align'];
	let heading = 0;
	const flush = (): void => {
		for (const line of text.split('\n')) {
			if (line.trim() === '') continue;
			const cell = tables[0];
			paragraphs.push({
				text: line.replace(/[ \t\r]+/g, ' ').trim(),
				...(align ? { align } : {}),
				...(heading ? { heading } : {}),
				...(cell && cell.cell >= 0 ? { table: { ...cell } } : {}),
			});
		}
		text = '';
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
	const walk = (node: Node): void => {
		if (node.nodeName === '#text' && 'value' in node) {
			text += node.value.replace(/\s*\n\s*/g, ' ');
			return;
		}
		if (!('childNodes' in node)) return;
		const name = node.nodeName;
		if (silent.has(name)) return;
		if (name === 'br') {
			text += '\n';
			return;
		}
		const outer = { align, heading };
		const isBlock = blocks.has(name);
		if (isBlock) flush();
		if (name === 'table') tables.push({ table: count++, row: -1, cell: -1 });
		const current = tables.at(-1);
		if (name === 'tr' && current) Object.assign(current, { row: current.row + 1, cell: -1 });
		if ((name === 'td' || name === 'th') && current) current.cell += 1;
		if ('attrs' in node && isBlock) align = (name === 'center' ? 'center' : alignOf(node)) ?? align;
		if (/^h[1-6]$/.test(name)) heading = Number(name[1]);
		for (const child of node.childNodes) walk(child);
		if (isBlock) flush();
		if (name === 'table') tables.pop();
		({ align, heading } = outer);
	};
	walk(parse(source));
	flush();
	return paragraphs;
};
