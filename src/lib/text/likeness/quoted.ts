import { quotationsIn } from '../quotes.ts';
import type { SyllableLine } from './syllable-line.ts';

/** From where to where, in UTF-16 units of the text. */
export type Range = [start: number, end: number];

/** What is longer is no quotation but a sign that was never closed. */
const LONGEST = 1_500;

/** Which syllables stand between quotation marks. */
export const betweenMarks = (text: string, { starts }: SyllableLine): Uint8Array => {
	const quoted = new Uint8Array(starts.length);
	const { ranges, open } = quotationsIn(text.replace(/[«„‟]/g, '“').replace(/»/g, '”'));
	if (open) ranges.pop();
	let at = 0;
	for (const { start, end } of ranges) {
		if (end - start > LONGEST) continue;
		while (at < starts.length && (starts[at] ?? 0) < start) at++;
		for (; at < starts.length && (starts[at] ?? 0) < end; at++) quoted[at] = 1;
	}
	return quoted;
};

/** The ranges of a text that marked syllables cover; marked ones that follow one another make one range. */
export const rangesOf = (line: SyllableLine, marked: Uint8Array): Range[] => {
	const ranges: Range[] = [];
	for (let at = 0; at < marked.length; at++) {
		if (!marked[at]) continue;
		const start = line.starts[at] ?? 0;
		while (at + 1 < marked.length && marked[at + 1]) at++;
		ranges.push([start, line.ends[at] ?? start]);
	}
	return ranges;
};
