/**
 * How well scans are read: `npm run bench -- ocr FOLDER [--pages N]`. FOLDER holds manifest.jsonl.
 * 1. Official scans: number, date, type against the manifest, page by page how sure and how long.
 * 2. Character accuracy page by page, where there is truth: printed PDFs are drawn at 200 dpi, turned by half a degree,
 *    sprinkled with noise and faded, read, and held against their own text layer.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { getDocumentProxy } from 'unpdf';
import { recognise } from '#lib/features/library/domain/recognise.ts';
import { doubtScan } from '#lib/features/library/domain/scan-doubt.ts';
import { linesOf } from '#lib/platform/file-readers/pdf.ts';
import { joinLines } from '#lib/platform/file-readers/pdf-paragraphs.ts';
import { openPages, type Pages } from '#lib/platform/ocr/pages.ts';
import { type ScannedPage, scannedOf } from '#lib/platform/ocr/read-scan.ts';
import { confidenceOf } from '#lib/platform/ocr/rows.ts';

type Row = {
	file: string;
	format: string;
	kind: string;
	type: string | null;
	number: string | null;
	date: string | null;
};

/** Drawn, not written: no letters to be right or wrong. */
const rule = /^[\s_=*–—-]+$/u;
/** The stamp of a digital signature lies over the page and not in its text. */
const signature = /^(?:Ký bởi|Người ký|Cơ quan|Ngày ký|Thời gian ký|Email)\s*:/iu;

const comparable = (text: string | null): string =>
	(text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

/** Edits between two texts, in letters (Levenshtein, two rows). */
const edits = (one: string, other: string): number => {
	let above = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (let row = 1; row <= one.length; row++) {
		const line = [row];
		for (let at = 1; at <= other.length; at++)
			line.push(
				Math.min(
					(above[at] ?? 0) + 1,
					(line[at - 1] ?? 0) + 1,
					(above[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1),
				),
			);
		above = line;
	}
	return above[other.length] ?? 0;
};

/** A fixed sequence, so that every run reads the same noise. */
const noise = (): (() => number) => {
	let state = 7;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
};

/** What a scanner makes of a drawn page. */
const scanned = async (png: Uint8Array): Promise<Uint8Array> => {
	const image = await loadImage(png);
	const canvas = createCanvas(image.width, image.height);
	const context = canvas.getContext('2d');
	context.fillStyle = '#f4f4f0';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.translate(canvas.width / 2, canvas.height / 2);
	context.rotate((0.5 * Math.PI) / 180);
	context.translate(-canvas.width / 2, -canvas.height / 2);
	context.globalAlpha = 0.9;
	context.drawImage(image, 0, 0);
	const picture = context.getImageData(0, 0, canvas.width, canvas.height);
	const next = noise();
	for (let at = 0; at < picture.data.length; at += 4) {
		const shade = (next() - 0.5) * 40;
		for (let part = at; part < at + 3; part++)
			picture.data[part] = Math.max(0, Math.min(255, (picture.data[part] ?? 255) + shade));
	}
	context.putImageData(picture, 0, 0);
	return canvas.encode('png');
};

const readOfficial = async (pages: Pages, folder: string, row: Row, most: number): Promise<void> => {
	const file = { path: join(folder, row.file), format: 'pdf' as const };
	const count = Math.min(most, await pages.count(file));
	const all: ScannedPage[] = [];
	const sure: string[] = [];
	const started = performance.now();
	for (let page = 1; page <= count; page++) {
		const { read } = await pages.read(file, page);
		all.push({ page, read });
		sure.push((100 * confidenceOf(read)).toFixed(0));
	}
	const seconds = (performance.now() - started) / 1000;
	const { paragraphs, sureness } = scannedOf(all);
	const found = doubtScan(recognise(paragraphs), sureness);
	const said = (field: 'number' | 'date' | 'type'): string =>
		`${found[field].value ?? '–'} (${comparable(found[field].value) === comparable(row[field]) ? 'right' : `true: ${row[field]}`}, ${Math.round(found[field].confidence * 100)} %)`;
	console.log(
		`| ${row.file} | ${said('number')} | ${said('date')} | ${said('type')} | ${sure.join(' ')} | ${(seconds / count).toFixed(1)} |`,
	);
};

export const main = async (): Promise<void> => {
	const [folder = '', ...rest] = process.argv.slice(2).filter((argument) => argument !== 'ocr');
	if (!folder) throw new Error('Which folder? npm run bench -- ocr FOLDER [--pages N]');
	const at = rest.indexOf('--pages');
	const most = at < 0 ? Number.POSITIVE_INFINITY : Number(rest[at + 1]);
	const rows = readFileSync(join(folder, 'manifest.jsonl'), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Row)
		.filter(({ kind }) => kind.startsWith('official'));
	const temporary = mkdtempSync(join(tmpdir(), 'thuctien-ocr-'));
	const pages = openPages({ background: false });
	try {
		console.log('| scan | number | date | type | sure, by page (%) | s a page |\n|---|---|---|---|---|---|');
		for (const row of rows.filter(({ format }) => format === 'pdf-scan'))
			await readOfficial(pages, folder, row, most);
		console.log('\n| printed PDF, as scanned | page | letters | right | sure |\n|---|---|---|---|---|');
		let letters = 0;
		let wrong = 0;
		for (const row of rows.filter(({ format }) => format === 'pdf-text').slice(0, 6)) {
			const printed = await getDocumentProxy(new Uint8Array(readFileSync(join(folder, row.file))), {
				verbosity: 0,
			});
			const file = { path: join(folder, row.file), format: 'pdf' as const };
			for (const page of [1, 2]) {
				if (page > printed.numPages) continue;
				const sheet = await printed.getPage(page);
				const { items } = await sheet.getTextContent();
				const lines = linesOf(
					items.filter((item) => 'str' in item),
					page,
					sheet.getViewport({ scale: 1 }).width,
				);
				const truth = comparable(
					joinLines(lines)
						.map(({ text }) => text)
						.filter((text) => !rule.test(text))
						.join(' '),
				);
				if (truth.length < 300) continue;
				const path = join(temporary, `${page}.png`);
				writeFileSync(path, await scanned(await pages.draw(file, page, 1_654)));
				const { read } = await pages.read({ path, format: 'png' }, 1);
				const text = comparable(
					scannedOf([{ page: 1, read }])
						.paragraphs.map((paragraph) => paragraph.text)
						.filter((line) => !signature.test(line) && !rule.test(line))
						.join(' '),
				);
				const slips = edits(truth, text);
				letters += truth.length;
				wrong += Math.min(slips, truth.length);
				console.log(
					`| ${row.file} | ${page} | ${truth.length} | ${(100 * (1 - slips / truth.length)).toFixed(1)} % | ${(100 * confidenceOf(read)).toFixed(0)} % |`,
				);
			}
		}
		console.log(`\n${letters} letters, ${(100 * (1 - wrong / letters)).toFixed(2)} % right`);
	} finally {
		pages.close();
		rmSync(temporary, { recursive: true, force: true });
	}
};
