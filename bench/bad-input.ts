import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setInterval } from 'node:timers';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { findRoot } from '#lib/platform/config/config.ts';

const MEGABYTE = 1_048_576;

/** A docx whose one part unpacks to ten gigabytes of spaces. */
const writeBomb = async (path: string): Promise<void> => {
	const out = createWriteStream(path);
	const zip = new Zip((error, chunk) => {
		if (error) throw error;
		out.write(chunk);
	});
	const types = new ZipPassThrough('[Content_Types].xml');
	zip.add(types);
	types.push(new TextEncoder().encode('<Types/>'), true);
	const part = new ZipDeflate('word/document.xml', { level: 1 });
	zip.add(part);
	const block = new Uint8Array(16 * MEGABYTE).fill(32);
	for (let written = 0; written < 640; written++) part.push(block, written === 639);
	zip.end();
	out.end();
	await finished(out);
};

/** A PDF that says that it is encrypted: enough to be asked for a password. */
const lockedPdf = (): string => {
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
		`<< /Filter /Standard /V 1 /R 2 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> /P -60 >>`,
	];
	let text = '%PDF-1.4\n';
	const places = objects.map((object, at) => {
		const place = text.length;
		text += `${at + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const table = text.length;
	const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	return `${text}xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] >>\nstartxref\n${table}\n%%EOF`;
};

/**
 * A folder of files that nobody should have sent, beside a good one, through `thuctien import --dry-run --json`: what each
 * is told, and the most memory that the process held (resident, from the kernel's own account; Linux only).
 */
export const main = async (): Promise<void> => {
	const root = findRoot();
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-bad-'));
	try {
		const docx = readFileSync(join(root, 'seed/documents/nghi-dinh-30-2020.docx'));
		writeFileSync(join(folder, 'rong.docx'), '');
		writeFileSync(join(folder, 'cut.docx'), docx.subarray(0, Math.floor(docx.length / 2)));
		writeFileSync(join(folder, 'mot-gb.txt'), 'Điều 1. ');
		truncateSync(join(folder, 'mot-gb.txt'), 1024 * MEGABYTE);
		await writeBomb(join(folder, 'bom-10gb.docx'));
		writeFileSync(join(folder, 'mat-khau.pdf'), lockedPdf());
		writeFileSync(join(folder, 'sai-duoi.pdf'), docx);
		writeFileSync(join(folder, 'tot.docx'), docx);
		const started = performance.now();
		const child = spawn(
			process.execPath,
			[join(root, 'src/cli/main.ts'), 'import', '--dry-run', '--json', folder],
			{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
		);
		let most = 0;
		const watching = setInterval(() => {
			try {
				const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
				most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
			} catch {
				// It has just ended.
			}
		}, 20);
		let output = '';
		child.stdout.on('data', (text: Buffer) => (output += text.toString()));
		await new Promise((done) => child.once('exit', done));
		clearInterval(watching);
		for (const line of output.split('\n').filter(Boolean)) {
			const told = JSON.parse(line) as {
				file: string;
				ok: boolean;
				error: string | null;
				warnings: string[];
			};
			console.log(`${told.file}: ${told.ok ? ['read', ...told.warnings].join('; ') : told.error}`);
		}
		console.log(
			`${((performance.now() - started) / 1000).toFixed(1)} s, ${Math.round(most / 1024)} MB at most`,
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};
