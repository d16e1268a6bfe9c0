import { SaxesParser } from 'saxes';
import { Unreadable } from './reading.ts';

/** An element with its text and the elements in it; names come without their prefix. */
export type XmlNode = { name: string; attributes: Record<string, string>; text: string; children: XmlNode[] };

const MOST_NODES = 100_000;
const MOST_DEPTH = 40;

/**
 * A small XML document as a tree. Document types, and with them entities of one's own, are refused.
 * @throws Unreadable unreadable, also for a tree that is too wide or too deep
 */
export const readXmlTree = (source: string): XmlNode => {
	const root: XmlNode = { name: '', attributes: {}, text: '', children: [] };
	const open = [root];
	let count = 0;
	const parser = new SaxesParser({ position: false });
	parser.on('doctype', () => {
		throw new Unreadable('unreadable');
	});
	parser.on('opentag', ({ name, attributes }) => {
		if (++count > MOST_NODES || open.length > MOST_DEPTH) throw new Unreadable('unreadable');
		const plain: Record<string, string> = {};
		for (const [key, value] of Object.entries(attributes)) plain[key.replace(/^.*:/, '')] = String(value);
		const node: XmlNode = { name: name.replace(/^.*:/, ''), attributes: plain, text: '', children: [] };
		open.at(-1)?.children.push(node);
		open.push(node);
	});
	for (const event of ['text', 'cdata'] as const) {
		parser.on(event, (text) => {
			const node = open.at(-1);
			if (node) node.text += text;
		});
	}
	parser.on('closetag', () => {
		open.pop();
	});
	try {
		parser.write(source).close();
	} catch {
		throw new Unreadable('unreadable');
	}
	const first = root.children[0];
	if (!first) throw new Unreadable('unreadable');
	return first;
};

/** The first element of the name directly in a node; spelling of case does not count. */
export const childOf = (node: XmlNode | null, ...names: string[]): XmlNode | null =>
	node?.children.find(({ name }) => names.some((wanted) => wanted.toLowerCase() === name.toLowerCase())) ??
	null;

export const childrenOf = (node: XmlNode | null, name: string): XmlNode[] =>
	node?.children.filter((child) => child.name.toLowerCase() === name.toLowerCase()) ?? [];

/** The first element of the name anywhere in a node. */
export const findNode = (node: XmlNode | null, name: string): XmlNode | null => {
	for (const child of node?.children ?? []) {
		if (child.name.toLowerCase() === name.toLowerCase()) return child;
		const found = findNode(child, name);
		if (found) return found;
	}
	return null;
};

const MOST_TEXT = 20_000;
/** The text of an element, white space folded at its ends; '' when it is not there. */
export const textOf = (node: XmlNode | null, ...path: string[]): string => {
	let at = node;
	for (const name of path) at = childOf(at, name);
	return (at?.text ?? '').normalize('NFC').trim().slice(0, MOST_TEXT);
};
