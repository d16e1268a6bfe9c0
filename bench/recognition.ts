/**
 * The share of facts that are recognised as a manifest says they are: `npm run bench -- recognition FOLDER [--misses]`.
 * FOLDER holds manifest.jsonl (file, format, kind, type, number, issuer, date, title). Counted: official kinds in docx,
 * pdf with text, html, txt, md and doc. Compared as NFC, case-blind, white space folded; null counts as an answer.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recognise } from '#lib/features/library/domain/recognise.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';

type Row = {
	file: string;
	format: string;
	kind: string;
	type: string | null;
	number: string | null;
	issuer: string | null;
	date: string | null;
	title: string | null;
};
const fields = ['number', 'date', 'type', 'issuer', 'title'] as const;
const bars: Record<(typeof fields)[number], number> = {
	number: 95,
	date: 95,
	type: 98,
	issuer: 90,
	title: 85,
};
const formats: readonly string[] = ['docx', 'pdf-text', 'html', 'txt', 'md', 'doc'];

const comparable = (value: string | null | undefined): string =>
	(value ?? '').normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

export const main = async (): Promise<void> => {
	const [folder = '', ...rest] = process.argv.slice(2).filter((argument) => argument !== 'recognition');
	if (!folder) throw new Error('Which folder? npm run bench -- recognition FOLDER');
	const rows = readFileSync(join(folder, 'manifest.jsonl'), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Row)
		.filter(({ kind, format }) => kind.startsWith('official') && formats.includes(format));
	const right: Record<string, number> = Object.fromEntries(fields.map((field) => [field, 0]));
	let unread = 0;
	const started = performance.now();
	for (const row of rows) {
		const reading = await readDocument({ path: join(folder, row.file) });
		if (!reading.ok) {
			unread += 1;
			if (rest.includes('--misses')) console.log(`${row.file}: ${reading.error}`);
			continue;
		}
		const found = recognise(reading.paragraphs);
		for (const field of fields) {
			if (comparable(found[field].value) === comparable(row[field])) right[field] = (right[field] ?? 0) + 1;
			else if (rest.includes('--misses'))
				console.log(`${row.file} ${field}\n   is   ${found[field].value}\n   true ${row[field]}`);
		}
	}
	console.log(
		`${rows.length} files, ${unread} not read, ${((performance.now() - started) / 1000).toFixed(1)} s`,
	);
	console.log('| field | right | of | share | bar |\n|---|---|---|---|---|');
	for (const field of fields)
		console.log(
			`| ${field} | ${right[field]} | ${rows.length} | ${((100 * (right[field] ?? 0)) / rows.length).toFixed(1)} % | ${bars[field]} % |`,
		);
};
