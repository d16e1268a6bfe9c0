/**
 * How exactly the text of old files is read: `npm run bench -- legacy FOLDER [--show FILE]`. FOLDER holds manifest.jsonl
 * whose rows name a `text_truth`. Share of characters = 1 - edit distance / length, white space folded; once as it
 * stands, once without regard to case (capital fonts give their capitals back, a plain decoder does not).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';

type Row = { file: string; text_truth?: string };
const folded = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Edit distance (Myers' diagonals), given up beyond `most`. */
const distance = (one: string, other: string, most: number): number => {
	const [a, b] = [[...one], [...other]];
	const furthest = new Int32Array(2 * most + 3).fill(-1);
	for (let edits = 0; edits <= most; edits++) {
		const before = furthest.slice();
		for (let diagonal = -edits; diagonal <= edits; diagonal++) {
			const at = diagonal + most + 1;
			let x =
				edits === 0 ? 0 : Math.max((before[at] ?? -1) + 1, before[at - 1] ?? -1, (before[at + 1] ?? -1) + 1);
			// On this diagonal b is `diagonal` further than a.
			x = Math.min(x, a.length, b.length - diagonal);
			if (x < 0 || x + diagonal < 0) continue;
			while (x < a.length && x + diagonal < b.length && a[x] === b[x + diagonal]) x++;
			furthest[at] = x;
			if (x >= a.length && x + diagonal >= b.length) return edits;
		}
	}
	return most;
};

export const main = async (args: string[]): Promise<void> => {
	const [folder = ''] = args;
	if (!folder) throw new Error('Which folder? npm run bench -- legacy FOLDER');
	const shown = args[args.indexOf('--show') + 1];
	const rows = readFileSync(join(folder, 'manifest.jsonl'), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Row)
		.filter(({ text_truth }) => text_truth);
	console.log('| file | characters | as it stands | case-blind | mended |\n|---|---|---|---|---|');
	let least = 1;
	for (const { file, text_truth = '' } of rows) {
		const truth = folded(readFileSync(join(folder, text_truth), 'utf8'));
		const reading = await readDocument({ path: join(folder, file) });
		const text = reading.ok ? folded(reading.paragraphs.map(({ text }) => text).join('\n')) : '';
		const share = (one: string, other: string): number =>
			one === ''
				? 0
				: 1 -
					distance(one, other, Math.min(6_000, Math.max(one.length, other.length))) /
						Math.max(1, truth.length);
		const blind = share(text.toLowerCase(), truth.toLowerCase());
		least = Math.min(least, blind);
		const kinds = reading.ok
			? reading.mended.map(({ kind, count }) => `${kind} ${count}`).join(', ')
			: reading.error;
		console.log(
			`| ${file} | ${truth.length} | ${(100 * share(text, truth)).toFixed(2)} % | ${(100 * blind).toFixed(2)} % | ${kinds} |`,
		);
		if (shown && file.includes(shown)) console.log(`${text}\n\n──── truth ────\n${truth}`);
	}
	console.log(`\nleast, case-blind: ${(100 * least).toFixed(2)} %`);
};
