import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';
import { parseBytes } from '#lib/platform/file-readers/parse-bytes.ts';
import { defaultLimits } from '#lib/platform/file-readers/reading.ts';
import { parseClauses } from './domain/clauses.ts';

/**
 * The outlines of real documents: the parser's lists, each checked against a separate extraction of labels and read through
 * by eye. They guard what is right today; they are no blind measure. Level and label of each heading,
 * "2 1." being a clause below "1 Điều 1.".
 */
type Counted = { seed?: string; corpus?: string; outline: string };

const root = findRoot();
const counted = JSON.parse(readFileSync(join(root, 'tests/fixtures/outlines.json'), 'utf8')) as Counted[];
/** The larger collection lies beside the project on machines that have it; the sample's own documents always do. */
const pathOf = ({ seed, corpus }: Counted): string =>
	seed ? join(root, 'seed/documents', seed) : join(root, '../shared/corpus', corpus ?? '');
const present = counted.filter((one) => existsSync(pathOf(one)));

/** How many of the wanted headings stand in the found ones, in order. */
const inOrder = (wanted: readonly string[], found: readonly string[]): number => {
	let above = new Array<number>(found.length + 1).fill(0);
	for (const heading of wanted) {
		const row = [0];
		for (const [at, other] of found.entries())
			row.push(heading === other ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0));
		above = row;
	}
	return above.at(-1) ?? 0;
};

/**
 * The outlines of twenty documents, written down without the parser: from the plain text all lines that could be headings
 * were listed, and of these it was judged which are and at which level, as `counted` says. Long documents were not read in
 * full; a heading that looks like no heading could have been passed over. "3 a) | Chủ trì, phối hợp": level, label, first
 * words.
 */
type ReadOut = { corpus: string; counted: string; headings: string[] };
const readOut = (
	JSON.parse(readFileSync(join(root, 'tests/fixtures/outlines-read.json'), 'utf8')) as ReadOut[]
).filter((one) => existsSync(pathOf({ corpus: one.corpus, outline: '' })));

const notHeadings = new Set(['opening', 'closing', 'paragraph', 'dash']);
const sum = { wanted: 0, right: 0, found: 0 };

test.each(present.map((one): [string, Counted] => [one.seed ?? one.corpus ?? '', one]))(
	'the outline of %s is found as it was counted',
	async (name, one) => {
		const reading = await parseBytes(new Uint8Array(readFileSync(pathOf(one))), name, defaultLimits);
		const clauses = parseClauses(reading.ok ? reading.paragraphs : []);
		const found = clauses
			.filter(({ kind }) => !notHeadings.has(kind))
			.map(({ depth, label }) => `${depth} ${label}`);
		const wanted = one.outline.split(' | ');
		const right = inOrder(wanted, found);
		sum.wanted += wanted.length;
		sum.right += right;
		sum.found += found.length;
		expect(right / wanted.length).toBeGreaterThanOrEqual(0.95);
		expect(new Set(clauses.map(({ anchor }) => anchor)).size).toBe(clauses.length);
	},
);

test('over all of them at least 98 of 100 headings stand at their level, and few are found that are none', () => {
	expect(present.length).toBeGreaterThanOrEqual(10);
	expect(sum.right / sum.wanted).toBeGreaterThanOrEqual(0.98);
	expect(sum.right / sum.found).toBeGreaterThanOrEqual(0.98);
});

/** Level, label and first words without what readers of text and of files space in different ways. */
const comparable = (heading: string): string =>
	heading
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}|]+/gu, '');
const WORDS = 4;
const asRead = ({ depth, label, heading, text }: ReturnType<typeof parseClauses>[number]): string =>
	comparable(
		`${depth} ${label} | ${(heading ?? text.split('\n')[0] ?? '').split(/\s+/).slice(0, WORDS).join(' ')}`,
	);
/** Where the words of a heading stand on the line below its label, the label was written down alone. */
const asCounted = (heading: string): string => {
	const [label = '', words = ''] = heading.split(' | ');
	return comparable(`${label} | ${words.split(' ').slice(0, WORDS).join(' ')}`);
};

test('of the headings judged from the candidate lines of twenty documents at least 98 of 100 are found at their level', async () => {
	const told: string[] = [];
	const all = { wanted: 0, right: 0, found: 0 };
	for (const { corpus, headings } of readOut) {
		const reading = await parseBytes(
			new Uint8Array(readFileSync(pathOf({ corpus, outline: '' }))),
			corpus,
			defaultLimits,
		);
		const found = parseClauses(reading.ok ? reading.paragraphs : [])
			.filter(({ kind }) => !notHeadings.has(kind))
			.map(asRead);
		const wanted = headings.map(asCounted);
		const alone = new Set(wanted.filter((one) => one.endsWith('|')));
		const labelled = found.map((one) => {
			const label = one.slice(0, one.indexOf('|') + 1);
			return alone.has(label) ? label : one;
		});
		const right = inOrder(wanted, labelled);
		all.wanted += headings.length;
		all.right += right;
		all.found += found.length;
		told.push(`${corpus}: ${right} of ${headings.length}, ${found.length} found`);
		told.push(
			...wanted.filter((one) => !labelled.includes(one)).map((one) => `   missed ${one}`),
			...labelled.filter((one) => !wanted.includes(one)).map((one) => `   none: ${one}`),
		);
	}
	if (readOut.length === 0) return;
	expect(all.right / all.wanted, told.join('\n')).toBeGreaterThanOrEqual(0.98);
	expect(all.right / all.found, told.join('\n')).toBeGreaterThanOrEqual(0.98);
});
