import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeSpans, type TextSpan } from './spans.ts';

const text = 'Thực hiện Nghị quyết số 18-NQ/TW của BCH Trung ương';
const span = (kind: TextSpan['kind'], words: string, more: Partial<TextSpan> = {}): TextSpan => {
	const from = text.indexOf(words);
	return { kind, from, to: from + words.length, ...more };
};

const anySpan = fc.record({
	from: fc.integer({ min: -5, max: 60 }),
	to: fc.integer({ min: -5, max: 60 }),
	kind: fc.constantFrom<TextSpan['kind']>('citation', 'abbreviation', 'highlight'),
	id: fc.uuid(),
});

test('the runs, one after another, are the text, whatever the spans', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 50, unit: 'grapheme' }), fc.array(anySpan), (words, spans) => {
			const runs = mergeSpans(words, spans).flatMap((piece) => piece.runs);
			expect(runs.map((run) => run.text).join('')).toBe(words);
			let place = 0;
			for (const run of runs) {
				expect(run.text).not.toBe('');
				expect(run.from).toBe(place);
				place += run.text.length;
			}
		}),
	);
});

test('a run bears a span only where that span lies', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 50 }), fc.array(anySpan), (words, spans) => {
			for (const { citation, runs } of mergeSpans(words, spans)) {
				for (const run of runs) {
					for (const borne of [citation, run.highlight, run.abbreviation]) {
						if (!borne) continue;
						const source = spans.find(({ id, kind }) => id === borne.id && kind === borne.kind);
						expect(source?.from ?? 99).toBeLessThanOrEqual(run.from);
						expect(source?.to ?? -99).toBeGreaterThanOrEqual(run.from + run.text.length);
					}
				}
			}
		}),
	);
});

test('every highlighted letter is highlighted; a citation and an abbreviation are one piece each', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 1, maxLength: 50 }), fc.array(anySpan), (words, spans) => {
			const pieces = mergeSpans(words, spans);
			for (const [index] of [...words].entries()) {
				const marked = spans.some((one) => one.kind === 'highlight' && one.from <= index && index < one.to);
				const run = pieces
					.flatMap(({ runs }) => runs)
					.find(({ from, text: own }) => from <= index && index < from + own.length);
				expect(run?.highlight !== null).toBe(marked);
			}
			const linked = pieces.flatMap(({ citation }) => (citation ? [`${citation.from}-${citation.to}`] : []));
			expect(new Set(linked).size).toBe(linked.length);
		}),
	);
});

test('a link that is highlighted in its middle stays one link', () => {
	const pieces = mergeSpans(text, [
		span('citation', 'Nghị quyết số 18-NQ/TW', { href: '/van-ban/a' }),
		span('highlight', 'quyết số', { id: 'n1' }),
	]);
	expect(pieces.map(({ citation, runs }) => [citation?.href, runs.map((run) => run.text)])).toEqual([
		[undefined, ['Thực hiện ']],
		['/van-ban/a', ['Nghị ', 'quyết số', ' 18-NQ/TW']],
		[undefined, [' của BCH Trung ương']],
	]);
});

test('an abbreviation inside a highlight keeps its full form', () => {
	const runs = mergeSpans(text, [
		span('highlight', 'của BCH Trung ương', { id: 'n1' }),
		span('abbreviation', 'BCH', { title: 'Ban Chấp hành' }),
	]).flatMap((piece) => piece.runs);
	expect(runs.find((run) => run.abbreviation)?.text).toBe('BCH');
	expect(runs.filter((run) => run.highlight).map((run) => run.text)).toEqual(['của ', 'BCH', ' Trung ương']);
});

test('of two citations on the same words the one that begins first stays', () => {
	const pieces = mergeSpans(text, [
		span('citation', 'Nghị quyết số 18-NQ/TW', { href: '/a' }),
		span('citation', '18-NQ/TW của', { href: '/b' }),
	]);
	expect(pieces.flatMap(({ citation }) => citation?.href ?? [])).toEqual(['/a']);
});
