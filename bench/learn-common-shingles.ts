/**
 * `node bench/learn-common-shingles.ts CORPUS`: counts in how many official documents of the corpus each run of four
 * syllables without marks stands, and writes those that stand in many to src/lib/text/likeness/common-shingles.ts. Private
 * texts of the corpus are not read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { shinglesOf, syllableLine } from '#lib/text/likeness/syllable-line.ts';

const LEAST_DOCUMENTS = 16;

const corpus = process.argv[2] ?? '';
const rows = (file: string): { text?: string; file?: string; kind?: string; format?: string }[] =>
	(file.endsWith('.gz')
		? gunzipSync(readFileSync(join(corpus, file))).toString()
		: readFileSync(join(corpus, file), 'utf8')
	)
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));

const texts = rows('load/documents.jsonl.gz').map(({ text }) => text ?? '');
for (const { file, kind, format } of rows('manifest.jsonl'))
	if (file && kind?.startsWith('official') && (format === 'txt' || format === 'md'))
		texts.push(readFileSync(join(corpus, file), 'utf8'));

const documents = new Map<number, number>();
for (const text of texts)
	for (const shingle of new Set(shinglesOf(syllableLine(text.normalize('NFC')).folds, 4)))
		documents.set(shingle, (documents.get(shingle) ?? 0) + 1);
const common = [...documents]
	.filter(([, count]) => count >= LEAST_DOCUMENTS)
	.map(([shingle]) => shingle >>> 0)
	.sort((one, other) => one - other);

/** Sorted numbers as the differences between them, seven bits a byte. */
const bytes: number[] = [];
let before = 0;
for (const shingle of common) {
	let step = shingle - before;
	before = shingle;
	for (; step >= 128; step = Math.floor(step / 128)) bytes.push((step % 128) + 128);
	bytes.push(step);
}
writeFileSync(
	join(import.meta.dirname, '../src/lib/text/likeness/common-shingles.ts'),
	`/** Runs of four syllables that stand in ${LEAST_DOCUMENTS} or more of ${texts.length} official documents; written by bench/learn-common-shingles.ts. */\nexport const commonShingles =\n\t'${Buffer.from(bytes).toString('base64')}';\n`,
);
console.log(
	`${common.length} of ${documents.size} runs, ${bytes.length} bytes, from ${texts.length} documents`,
);
