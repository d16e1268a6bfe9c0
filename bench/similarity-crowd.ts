/**
 * Any number of papers for the measurement of speed, and the database that holds them. A paper follows the words of the
 * corpus's official documents as a chain: the next word is one that followed the last two somewhere, or (three times in
 * ten) the last one only. So runs of four syllables recur about as unevenly as they do in writing on one subject.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { asRole, openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startEmbedded } from '#lib/platform/database/embedded.ts';
import { ensureDatabase, migrate } from '#lib/platform/database/migrate.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import { syllableLine } from '#lib/text/likeness/syllable-line.ts';
import { keptFingerprints } from '#lib/text/likeness/winnow.ts';
import { seededRandom } from '../seed/random.ts';

const LOOSE = 0.3;
const BATCH = 5_000;

export type Chain = (seed: number, words: number) => { text: string; runs: number[] };

/** The places of a list ordered by a key, and for each place where its own key's places begin and how many there are. */
const grouped = (keys: Float64Array): { order: Uint32Array; from: Uint32Array; count: Uint32Array } => {
	const order = Uint32Array.from(keys, (_, at) => at).sort(
		(one, other) => (keys[one] ?? 0) - (keys[other] ?? 0),
	);
	const from = new Uint32Array(keys.length);
	const count = new Uint32Array(keys.length);
	for (let start = 0, end = 0; start < order.length; start = end) {
		const key = keys[order[start] ?? 0];
		while (end < order.length && keys[order[end] ?? 0] === key) end++;
		for (let at = start; at < end; at++) {
			from[order[at] ?? 0] = start;
			count[order[at] ?? 0] = end - start;
		}
	}
	return { order, from, count };
};

export const chainOf = (corpus: string): Chain => {
	const ids = new Map<string, number>();
	const spelled: string[] = [];
	const words: number[] = [];
	for (const line of gunzipSync(readFileSync(join(corpus, 'load/documents.jsonl.gz')))
		.toString()
		.trim()
		.split('\n'))
		for (const [word] of (JSON.parse(line) as { text: string }).text
			.slice(0, 40_000)
			.normalize('NFC')
			.matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
			let id = ids.get(word);
			if (id === undefined) {
				id = spelled.length;
				ids.set(word, id);
				spelled.push(word);
			}
			words.push(id);
		}
	const folds = Int32Array.from(spelled, (word) => syllableLine(word).folds[0] ?? 0);
	const single = grouped(Float64Array.from(words));
	const double = grouped(
		Float64Array.from(words, (word, at) => (words[at - 1] ?? 0) * spelled.length + word),
	);
	return (seed, length) => {
		const { next, below } = seededRandom(seed);
		let place = below(words.length - 1);
		const text: string[] = [];
		const own = new Int32Array(length);
		for (let at = 0; at < length; at++) {
			const by = next() < LOOSE ? single : double;
			const chosen = by.order[(by.from[place] ?? 0) + Math.floor(next() * (by.count[place] ?? 1))] ?? 0;
			place = chosen + 1 < words.length ? chosen + 1 : 0;
			const word = words[place] ?? 0;
			text.push(spelled[word] ?? '');
			own[at] = folds[word] ?? 0;
		}
		return { text: text.join(' '), runs: keptFingerprints(own) };
	};
};

/** A database with `count` papers of 800 words; goes on where an earlier run in the same folder stopped. */
export const openCrowd = async (chain: Chain, count: number, folder: string) => {
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o755);
	const secrets = readSecrets(folder);
	const server = await startEmbedded(findRoot(), folder, secrets.databaseOwner);
	const ownerUrl = await ensureDatabase(server.ownerUrl, 'thuctien');
	await migrate(findRoot(), ownerUrl, secrets);
	const owner = openPool(ownerUrl, 2);
	const noteFile = join(folder, 'loaded.json');
	const note = existsSync(noteFile)
		? (JSON.parse(readFileSync(noteFile, 'utf8')) as { tenantId: string; unitId: string; loaded: number })
		: { tenantId: randomUUID(), unitId: randomUUID(), loaded: 0 };
	const { tenantId, unitId } = note;
	if (note.loaded === 0) {
		await owner`insert into tenant (tenant_id, name, kind, created_at) values (${tenantId}, 'Đảng bộ đo tải', 'grassroots_committee', now())`;
		await owner`insert into unit (tenant_id, id, kind, name, short_name, path, founded_on) values (${tenantId}, ${unitId}, 'grassroots_committee', 'Đo tải', 'Đo tải', ${treeLabel(unitId)}, '2000-01-01')`;
	}
	const from = performance.now();
	const first = note.loaded;
	if (first < count) {
		await owner`drop index if exists likeness_text_runs`;
		// Compressing texts is most of the work of filling, and nothing that is measured.
		await owner`alter table likeness_text alter column body set storage external`;
	}
	while (note.loaded < count) {
		const lines = function* (): Generator<string> {
			for (let at = note.loaded; at < Math.min(count, note.loaded + BATCH); at++) {
				const { text, runs } = chain(at + 1, 800);
				yield `${tenantId}\treflection\t${randomUUID()}\t${unitId}\t${text}\t{${runs.join(',')}}\t2026-01-01T00:00:00Z\n`;
			}
		};
		await owner.begin(async (tx) => {
			await tx`set local synchronous_commit = off`;
			await pipeline(
				Readable.from(lines()),
				await tx
					.unsafe('copy likeness_text (tenant_id, kind, id, unit_id, body, runs, kept_at) from stdin')
					.writable(),
			);
		});
		note.loaded = Math.min(count, note.loaded + BATCH);
		writeFileSync(noteFile, JSON.stringify(note));
		if (note.loaded % 100_000 === 0)
			console.log(`${note.loaded} papers after ${Math.round((performance.now() - from) / 1_000)} s`);
	}
	const loaded = performance.now();
	await owner.unsafe(
		"set maintenance_work_mem = '2GB'; create index if not exists likeness_text_runs on likeness_text using gin (runs) with (fastupdate = off); alter table likeness_text alter column runs set statistics 200; analyze likeness_text",
	);
	const rows = note.loaded - first;
	if (rows > 0)
		console.log(
			`${rows} rows in ${Math.round((loaded - from) / 1_000)} s, index and statistics in ${Math.round((performance.now() - loaded) / 1_000)} s`,
		);
	const db = openDatabase(asRole(ownerUrl, 'thuctien_app', secrets.databaseApp), 2);
	return {
		owner,
		db,
		tenantId,
		unitId,
		cluster: join(server.folder, 'postgres'),
		stop: async () => {
			await db.destroy();
			await owner.end({ timeout: 2 });
			await server.stop();
		},
	};
};
