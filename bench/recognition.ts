/**
 * The share of facts that are recognised as a manifest says they are: `npm run bench -- recognition FOLDER [--misses]`.
 * With `--gazette FILE` (documents.jsonl.gz: id, text) also over whole texts of the gazette, whose ids carry type and number.
 * FOLDER holds manifest.jsonl (file, format, kind, type, number, issuer, date, title). Counted: official kinds in docx,
 * pdf with text, html, txt, md, doc and rtf. Compared as NFC, case-blind, white space folded; null counts as an answer.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { recognise } from '#lib/features/library/domain/recognise.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { numberKey, withoutMarks } from '#lib/text/fold.ts';

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
	number: 97,
	date: 97,
	type: 99,
	issuer: 95,
	title: 92,
};
const formats: readonly string[] = ['docx', 'pdf-text', 'html', 'txt', 'md', 'doc', 'rtf', 'odt'];

const comparable = (value: string | null | undefined): string =>
	(value ?? '').normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

/** "congbao-thong-tu-so-13-2023-tt-bkhdt-40701" → thong tu, 13-2023-tt-bkhdt. */
const saidById = (id: string): { type: string; number: string } | null => {
	const match = /^congbao-(.+?)-so-(.+)-\d+$/.exec(id);
	return match?.[1] && match[2] ? { type: match[1].replaceAll('-', ' '), number: match[2] } : null;
};

/** Texts of the gazette: type and number against their id; of the others what was not found at all. */
const overGazette = async (file: string, showsMisses: boolean): Promise<void> => {
	const rows = gunzipSync(readFileSync(file))
		.toString('utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as { id: string; text: string });
	const count: Record<string, number> = { type: 0, number: 0 };
	const found: Record<string, number> = Object.fromEntries(fields.map((field) => [field, 0]));
	let told = 0;
	const started = performance.now();
	for (const { id, text } of rows) {
		const reading = await readDocument({ bytes: new TextEncoder().encode(text), name: `${id}.txt` });
		if (!reading.ok) continue;
		const facts = recognise(reading.paragraphs);
		const wrong: string[] = [];
		const said = saidById(id);
		if (said) {
			told += 1;
			if (withoutMarks(facts.type.value ?? '') === said.type) count.type = (count.type ?? 0) + 1;
			else wrong.push('type');
			const plain = (number: string): string => number.replaceAll('-', '').replace(/^0+/, '');
			if (plain(numberKey(facts.number.value ?? '')) === plain(said.number))
				count.number = (count.number ?? 0) + 1;
			else wrong.push('number');
		}
		for (const field of fields) {
			if (facts[field].value) found[field] = (found[field] ?? 0) + 1;
			else wrong.push(`no ${field}`);
		}
		if (showsMisses && wrong.length > 0)
			console.log(`${id} [${wrong.join(', ')}]\n   ${fields.map((field) => facts[field].value).join(' | ')}`);
	}
	const seconds = (performance.now() - started) / 1000;
	console.log(
		`\n${rows.length} texts in ${seconds.toFixed(1)} s (${(rows.length / seconds).toFixed(0)} a second); as their ids say: type ${count.type} of ${told}, number ${count.number} of ${told}`,
	);
	console.log(`found at all: ${fields.map((field) => `${field} ${found[field]}`).join(', ')}`);
};

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
	const gazette = rest[rest.indexOf('--gazette') + 1];
	if (rest.includes('--gazette') && gazette) await overGazette(gazette, rest.includes('--misses'));
};
