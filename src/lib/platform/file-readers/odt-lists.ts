import { SaxesParser } from 'saxes';
import { type Counts, type ListLevel, type NumberForm, nextLabel } from './list-numbers.ts';

type Levels = Map<number, ListLevel>;
/** The lists that an OpenDocument file describes: by name, and the one of its headings. */
export type OdtLists = { named: Map<string, Levels>; headings: Levels };

const forms: Record<string, NumberForm> = {
	'1': 'decimal',
	I: 'upper-roman',
	i: 'lower-roman',
	A: 'upper-letter',
	a: 'lower-letter',
	'': 'none',
};

const labelOf = (attributes: Record<string, unknown>, level: number): string => {
	const value = (key: string): string => String(attributes[key] ?? '');
	const told = value('style:num-list-format') || value('loext:num-list-format');
	if (told) return told.replace(/%(\d{1,2})%/g, (_, place: string) => `{${Number(place) - 1}}`);
	const shown = Math.min(level + 1, Number(attributes['text:display-levels'] ?? 1) || 1);
	const numbers = Array.from({ length: shown }, (_, at) => `{${level - shown + 1 + at}}`);
	return value('style:num-prefix') + numbers.join('.') + value('style:num-suffix');
};

/** Adds what a part of the file says of lists (OpenDocument 1.3, part 3, 16.30 and 16.34). */
export const readOdtLists = (xml: string, lists: OdtLists): void => {
	let levels: Levels | null = null;
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => {
		if (name === 'text:list-style') {
			levels = new Map();
			lists.named.set(String(attributes['style:name'] ?? ''), levels);
		} else if (name === 'text:outline-style') levels = lists.headings;
		else if (levels && /^text:(?:list-level-style-|outline-level-style)/.test(name)) {
			const level = Math.max(0, (Number(attributes['text:level'] ?? 1) || 1) - 1);
			const isBullet = name === 'text:list-level-style-bullet' || name === 'text:list-level-style-image';
			levels.set(level, {
				form: isBullet ? 'bullet' : (forms[String(attributes['style:num-format'] ?? '')] ?? 'decimal'),
				start: Number(attributes['text:start-value'] ?? 1),
				label: labelOf(attributes, level),
			});
		}
	});
	parser.on('closetag', ({ name }) => {
		if (name === 'text:list-style' || name === 'text:outline-style') levels = null;
	});
	parser.write(xml).close();
};

type Running = { style: string; counts: Counts };

/** Follows the lists of a text and gives each item its label. */
export class OdtCounter {
	readonly #lists: OdtLists;
	readonly #open: Running[] = [];
	readonly #byId = new Map<string, Running>();
	readonly #byStyle = new Map<string, Running>();
	readonly #headings: Counts = [];
	#isDue = false;
	#startAt: number | null = null;

	constructor(lists: OdtLists) {
		this.#lists = lists;
	}

	get isInList(): boolean {
		return this.#open.length > 0;
	}

	beginList(attributes: Record<string, unknown>): void {
		const value = (key: string): string => String(attributes[key] ?? '');
		const outer = this.#open.at(-1);
		let running: Running;
		if (outer) running = { style: value('text:style-name') || outer.style, counts: outer.counts };
		else {
			const style = value('text:style-name');
			const before =
				this.#byId.get(value('text:continue-list')) ??
				(value('text:continue-numbering') === 'true' ? this.#byStyle.get(style) : undefined);
			running = { style: style || (before?.style ?? ''), counts: before?.counts ?? [] };
			this.#byStyle.set(running.style, running);
		}
		const id = value('xml:id') || value('text:id');
		if (id) this.#byId.set(id, running);
		this.#open.push(running);
	}

	endList(): void {
		this.#open.pop();
	}

	/** An item counts when its first paragraph comes: one that only holds a list within shows no number. */
	beginItem(attributes: Record<string, unknown>): void {
		this.#isDue = true;
		const start = attributes['text:start-value'];
		this.#startAt = start === undefined ? null : Number(start);
	}

	/** What is no item of its own: the head of a list, a later paragraph. */
	beginHeader(): void {
		this.#isDue = false;
	}

	/** The label of the paragraph that ends now; null where it begins no item. */
	labelOf(heading: number): string | null {
		const running = this.#open.at(-1);
		if (running && this.#isDue) {
			this.#isDue = false;
			const level = this.#open.length - 1;
			const levels = this.#lists.named.get(running.style);
			if (this.#startAt !== null) running.counts[level] = this.#startAt - 1;
			this.#startAt = null;
			if (levels) return nextLabel(levels, running.counts, level);
			// A list of a style that the file does not describe.
			return '-';
		}
		if (running || heading === 0 || this.#lists.headings.size === 0) return null;
		return nextLabel(this.#lists.headings, this.#headings, heading - 1) || null;
	}
}
