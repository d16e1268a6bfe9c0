import { pathsIn } from '#lib/text/clause-path.ts';
import { numberKey } from '#lib/text/fold.ts';
import type { ComparedClause } from './compared.ts';

/** What an amending document orders: one change of the older text. */
export type Instruction = {
	act: 'write' | 'heading' | 'remove' | 'words';
	/** The places concerned; for new wording what holds it. */
	paths: string[][];
	/** The clauses that are to be written, where the order names them: other wording is not taken. */
	names: string[];
	/** What new wording is put after ("vào sau Điều 5"). */
	after: string[] | null;
	/** New wording, in lines. */
	lines: string[];
	/** For words replaced throughout: which by which. */
	words: { old: string; fresh: string } | null;
	/** As it is said, and the clause that says it. */
	order: string;
	sourceId: string | null;
};

type Line = { text: string; label: string; clause: ComparedClause };

const order =
	/^(?:sửa\s+đổi|bổ\s+sung|thay\s+(?:thế\s+)?(?:cụm\s+)?từ|thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|bỏ\s+)/iu;
const newWording = /(?:như\s+sau|sau\s+đây)\s*:?\s*/iu;
const removing = /^(?:bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ)/iu;
const wordPair =
	/(?:cụm\s+)?từ\s*[“"](?<old>[^”"]+)[”"]\s*(?:bằng|thành)\s*(?:cụm\s+)?từ\s*[“"](?<fresh>[^”"]+)[”"]/iu;
const wordDropped = /^bỏ\s+(?:cụm\s+)?từ\s*[“"](?<old>[^”"]+)[”"]/iu;
const placing = /\s+vào\s+(?:sau|trước)?/iu;
const printedNumber = /\d{1,6}(?:\.\d+)?(?:\/\d{4})?(?:\/|-)[\p{L}\d&]+(?:[-/.][\p{L}\d&]+)*/gu;

const linesOf = (clauses: readonly ComparedClause[]): Line[] =>
	clauses.flatMap((clause) => {
		if (clause.kind === 'opening' || clause.kind === 'closing') return [];
		const inner = [clause.heading, ...clause.text.split('\n')].filter((text): text is string =>
			Boolean(text),
		);
		return inner.length === 0
			? [{ text: '', label: clause.label, clause }]
			: inner.map((text, at) => ({ text, label: at === 0 ? clause.label : '', clause }));
	});

/** Does the line name another document than the one compared with? null when it names none. */
const namesOther = (text: string, oldKey: string): boolean | null => {
	const keys = (text.match(printedNumber) ?? []).map(numberKey);
	return keys.length === 0 ? null : oldKey !== '' && !keys.includes(oldKey);
};

const withContext = (paths: readonly string[][], context: readonly string[]): string[][] =>
	paths.map((path) =>
		path.some((piece) => piece.startsWith('dieu-'))
			? path
			: [...context.filter((piece) => !path.includes(piece)), ...path],
	);

const opensQuote = (text: string): boolean => /^\s*[“"]/.test(text);
const closesQuote = (text: string): boolean => /[”"]\s*[.;,]*\s*$/.test(text);
const unquoted = (lines: readonly string[]): string[] => {
	const all = [...lines];
	all[0] = (all[0] ?? '').replace(/^\s*[“"]/, '');
	all[all.length - 1] = (all.at(-1) ?? '').replace(/[”"]\s*[.;,]*\s*$/, '');
	return all.map((line) => line.trim()).filter((line) => line !== '');
};

/** What the order says without the new wording: which clauses are written, what holds them, after what they are put. */
const placesOf = (
	said: string,
	context: readonly string[],
): Pick<Instruction, 'paths' | 'names' | 'after'> => {
	const [before = '', ...rest] = said.split(placing);
	const told = (words: string) =>
		withContext(
			pathsIn(words).map(({ pieces }) => pieces),
			context,
		);
	const written = told(before);
	const names = written.flatMap((path) => path.slice(-1));
	const holders = (paths: readonly string[][]) => paths.map((path) => path.slice(0, -1));
	if (rest.length === 0)
		return { paths: written.length > 0 ? holders(written) : [[...context]], names, after: null };
	const place = told(rest.join(' '));
	if (/\s+vào\s+(?:sau|trước)/iu.test(said))
		return {
			paths: place.length > 0 ? holders(place) : [[...context]],
			names,
			after: /\s+vào\s+sau/iu.test(said) ? (place[0] ?? null) : null,
		};
	return { paths: place.length > 0 ? place : [[...context]], names, after: null };
};

/**
 * Reads the orders of an amending document: "Sửa đổi, bổ sung khoản 2 Điều 5 như sau: “…”", "Bổ sung Điều 5a vào sau Điều 5 như
 * sau", "Bãi bỏ điểm b khoản 1 Điều 31", "Thay thế cụm từ “…” bằng cụm từ “…” tại …".
 * Forms: Nghị định 78/2025/NĐ-CP on presenting amending documents.
 * @param oldNumber the number of the document compared with: orders for others are passed over
 */
export const readInstructions = (clauses: readonly ComparedClause[], oldNumber: string): Instruction[] => {
	const oldKey = numberKey(oldNumber);
	const found: Instruction[] = [];
	let context: string[] = [];
	let isForOther = false;
	let open: { instruction: Instruction; isQuoted: boolean; isWaiting: boolean } | null = null;
	const close = (): void => {
		if (!open) return;
		const { instruction } = open;
		instruction.lines = unquoted(instruction.lines);
		if (instruction.lines.length > 0) found.push(instruction);
		open = null;
	};
	const take = (text: string): void => {
		if (!open) return;
		open.instruction.lines.push(text);
		if (open.isQuoted && closesQuote(text)) close();
	};
	for (const { text, label, clause } of linesOf(clauses)) {
		const whole = label ? `${label} ${text}` : text;
		const current = open as { instruction: Instruction; isQuoted: boolean; isWaiting: boolean } | null;
		if (current) {
			if (current.isWaiting) {
				current.isWaiting = false;
				current.isQuoted = opensQuote(whole);
			}
			const isOver = !current.isQuoted && label !== '' && (order.test(text) || clause.kind === 'article');
			if (!isOver) {
				take(whole);
				continue;
			}
			close();
		}
		if (clause.kind === 'article' && label) {
			context = [];
			isForOther = false;
		} else if (/^\d/.test(label)) context = [];
		const other = namesOther(text, oldKey);
		if (other !== null && label) isForOther = other;
		if (!order.test(text) || isForOther) continue;
		const pair = wordPair.exec(text)?.groups ?? wordDropped.exec(text)?.groups;
		const base = { order: text, sourceId: clause.sourceId, lines: [], words: null, names: [], after: null };
		if (pair) {
			const rest = text.slice((wordPair.exec(text) ?? wordDropped.exec(text))?.[0].length ?? 0);
			const paths = withContext(
				pathsIn(rest).map(({ pieces }) => pieces),
				context,
			);
			found.push({
				...base,
				act: 'words',
				paths,
				words: { old: pair['old'] ?? '', fresh: pair['fresh'] ?? '' },
			});
			continue;
		}
		const wording = newWording.exec(text);
		const isOpening = wording !== null && !/một\s+số/iu.test(text.slice(0, wording.index));
		if (removing.test(text) && !isOpening) {
			const paths = withContext(
				pathsIn(text).map(({ pieces }) => pieces),
				context,
			);
			if (paths.length > 0) found.push({ ...base, act: 'remove', paths });
			continue;
		}
		if (!isOpening) {
			// "Sửa đổi, bổ sung một số khoản của Điều 3 như sau:" is told for what follows.
			const told = pathsIn(text)[0]?.pieces;
			if (told) context = told;
			continue;
		}
		const said = text.slice(0, wording.index);
		const rest = text.slice(wording.index + wording[0].length);
		const instruction: Instruction = {
			...base,
			order: said.trim(),
			act: /tiêu\s+đề|tên\s+(?:của\s+)?(?:điều|chương|mục)/iu.test(said) ? 'heading' : 'write',
			paths: [],
			lines: [],
		};
		instruction.paths =
			instruction.act === 'heading'
				? withContext(
						pathsIn(said).map(({ pieces }) => pieces),
						context,
					)
				: [];
		if (instruction.act === 'write') Object.assign(instruction, placesOf(said, context));
		open = { instruction, isQuoted: opensQuote(rest), isWaiting: rest.trim() === '' };
		if (rest.trim() !== '') take(rest);
	}
	close();
	return found;
};
