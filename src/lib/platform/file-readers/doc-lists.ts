import { type Counts, type ListLevel, type NumberForm, nextLabel } from './list-numbers.ts';

/** The automatic numbers of Word 97–2003: they are not in the text, yet they are the labels of its clauses. */
export type DocLists = {
	/** @param use which use of a list, from 1, as a paragraph names it */
	next: (use: number, level: number) => string;
};

const forms: Record<number, NumberForm> = {
	0: 'decimal',
	1: 'upper-roman',
	2: 'lower-roman',
	3: 'upper-letter',
	4: 'lower-letter',
	22: 'padded',
	23: 'bullet',
	255: 'none',
};

type Levels = Map<number, ListLevel>;
type Use = { list: number; starts: Map<number, number>; levels: Levels };

/** A level (LVL, MS-DOC 2.9.150): a fixed part, two lists of properties, and the label with levels as signs below 9. */
const readLevel = (view: DataView, at: number): { level: ListLevel; end: number } => {
	const form = forms[view.getUint8(at + 4)] ?? 'decimal';
	const label = at + 28 + view.getUint8(at + 25) + view.getUint8(at + 24);
	const length = view.getUint16(label, true);
	let text = '';
	for (let sign = 0; sign < length; sign++) {
		const code = view.getUint16(label + 2 + sign * 2, true);
		text += code < 9 ? `{${code}}` : String.fromCharCode(code);
	}
	const goesOn = (view.getUint8(at + 5) & 0x08) !== 0 && view.getUint8(at + 26) === 0;
	return {
		level: { form, start: view.getInt32(at, true), label: text, goesOn },
		end: label + 2 + length * 2,
	};
};

const LEVELS = 9;
const MOST = 4_096;

/** The lists (PlfLst, 2.9.191), each with one level or nine; their levels follow the table one after another. */
const readLists = (view: DataView, start: number): Map<number, Levels> => {
	const lists = new Map<number, Levels>();
	const count = Math.min(MOST, view.getUint16(start, true));
	let at = start + 2 + count * 28;
	for (let index = 0; index < count; index++) {
		const head = start + 2 + index * 28;
		const levels: Levels = new Map();
		for (let level = 0; level < ((view.getUint8(head + 26) & 1) !== 0 ? 1 : LEVELS); level++) {
			const read = readLevel(view, at);
			levels.set(level, read.level);
			at = read.end;
		}
		lists.set(view.getInt32(head, true), levels);
	}
	return lists;
};

/** The uses of lists (PlfLfo, 2.9.190), with what each has otherwise than its list. */
const readUses = (table: Uint8Array): Use[] => {
	const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
	const count = Math.min(MOST, view.getUint32(0, true));
	const uses: Use[] = [];
	let at = 4 + count * 16;
	for (let index = 0; index < count; index++) {
		const head = 4 + index * 16;
		const use: Use = { list: view.getInt32(head, true), starts: new Map(), levels: new Map() };
		uses.push(use);
		at += 4;
		for (let other = view.getUint8(head + 12); other > 0; other--) {
			const start = view.getInt32(at, true);
			const flags = view.getUint32(at + 4, true);
			at += 8;
			if ((flags & 0x20) !== 0) {
				const read = readLevel(view, at);
				use.levels.set(flags & 0xf, read.level);
				at = read.end;
			}
			if ((flags & 0x10) !== 0)
				use.starts.set(
					flags & 0xf,
					(flags & 0x20) !== 0 ? (use.levels.get(flags & 0xf)?.start ?? start) : start,
				);
		}
	}
	return uses;
};

/**
 * Reads the lists of a file. One whose lists are broken is read without their numbers.
 * @param tables the stream of tables; @param start where the lists begin in it, 0 for none
 */
export const readDocLists = (tables: Uint8Array, start: number, useTable: Uint8Array): DocLists => {
	let lists = new Map<number, Levels>();
	let uses: Use[] = [];
	try {
		if (start > 0 && useTable.length >= 4) {
			lists = readLists(new DataView(tables.buffer, tables.byteOffset, tables.byteLength), start);
			uses = readUses(useTable);
		}
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
	}
	const counters = new Map<number, Counts>();
	const begun = new Set<string>();
	return {
		next: (number, level) => {
			const use = uses[number - 1];
			const general = use && lists.get(use.list);
			if (!use || !general || level >= LEVELS) return '';
			const counts = counters.get(use.list) ?? [];
			counters.set(use.list, counts);
			const start = use.starts.get(level);
			if (start !== undefined && !begun.has(`${number} ${level}`)) counts[level] = start - 1;
			begun.add(`${number} ${level}`);
			return nextLabel(use.levels.size > 0 ? new Map([...general, ...use.levels]) : general, counts, level);
		},
	};
};
