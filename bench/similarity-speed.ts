/**
 * `npm run bench -- similarity-speed CORPUS [N] [FOLDER]`: one new paper of 800 words, a fifth of it copied, asked against N
 * kept papers (100,000 unless told) as its author asks: candidates, then passage by passage; and how long it takes to keep
 * it. Size of table and index, memory of PostgreSQL; then Dolos
 * on as many of the same papers as it takes in 3 GB and 90 s. FOLDER keeps the database: a run that was stopped goes on there.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { indexWaiting } from '#lib/features/likeness/jobs.server.ts';
import { indexTextWithin, signsSideBySide } from '#lib/features/likeness/public.server.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { askedFingerprints, foldsOf } from '#lib/text/likeness/winnow.ts';
import { serverSeconds } from './processor-time.ts';
import { chainOf, openCrowd } from './similarity-crowd.ts';
import { tellDolos } from './similarity-dolos.ts';

const ASKED = 60;
const nothing = { not: [], sources: { documentIds: [], texts: [] } };

const told = (times: number[]): string => {
	const sorted = [...times].sort((one, other) => one - other);
	const at = (share: number): string =>
		(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
	return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
};

/** Memory of the processes whose command line names the folder of the cluster or that descend from it, shared parts counted once. */
const megabytesOf = (cluster: string): number => {
	const postmaster = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
	let sum = 0;
	for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)))
		try {
			const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
			if (Number(name) !== postmaster && parent !== postmaster) continue;
			sum +=
				Number(/^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1_024;
		} catch {
			// The process ended meanwhile.
		}
	return Math.round(sum);
};

export const main = async ([corpus = '', count = '100000', kept]: string[]): Promise<void> => {
	if (!corpus) throw new Error('npm run bench -- similarity-speed CORPUS [N] [FOLDER]');
	const folder = kept ?? join(tmpdir(), `thuctien-likeness-${randomUUID().slice(0, 8)}`);
	const chain = chainOf(corpus);
	const crowd = await openCrowd(chain, Number(count), folder);
	try {
		const actor = systemActor(crowd.tenantId);
		const [size] = await crowd.owner<
			{ heap: string; body: string; runs: string; key: string; rows: number }[]
		>`
			select pg_size_pretty(pg_relation_size('likeness_text')) as heap, pg_size_pretty(pg_indexes_size('likeness_text') - pg_relation_size('likeness_text_runs')) as key,
				pg_size_pretty(pg_total_relation_size('likeness_text') - pg_indexes_size('likeness_text') - pg_relation_size('likeness_text')) as body,
				pg_size_pretty(pg_relation_size('likeness_text_runs')) as runs, reltuples::integer as rows from pg_class where oid = 'likeness_text'::regclass`;
		console.log(
			`${size?.rows} papers: rows with their runs ${size?.heap}, texts ${size?.body}, index of runs ${size?.runs}, key ${size?.key}`,
		);
		const asking: number[] = [];
		const candidates: number[] = [];
		const keeping: number[] = [];
		const indexing: number[] = [];
		let found = 0;
		const texts: string[] = [];
		const spent = { asking: 0, keeping: 0, application: 0 };
		for (let nth = 0; nth < ASKED + 5; nth++) {
			const of = 1 + Math.floor((Number(count) - 1) * ((nth * 0.618) % 1));
			const original = chain(of, 800).text.split(' ').slice(300, 460).join(' ');
			const own = chain(10_000_000 + nth, 640).text.split(' ');
			const text = [...own.slice(0, 200), original, ...own.slice(200)].join(' ');
			texts.push(text);
			const before = serverSeconds(crowd.cluster);
			const own0 = process.cpuUsage();
			const from = performance.now();
			const { signs } = await transactionAs(crowd.db, actor, 'read', (tx) =>
				signsSideBySide(tx, actor, { ...nothing, text }),
			);
			const asked = performance.now();
			const mid = serverSeconds(crowd.cluster);
			const { user, system } = process.cpuUsage(own0);
			const runs = `{${askedFingerprints(foldsOf(text)).join(',')}}`;
			const began = performance.now();
			await transactionAs(crowd.db, actor, 'read', (tx) =>
				sql`select kind, id from likeness_candidates(${runs}::integer[], '{}'::uuid[], 20)`.execute(tx),
			);
			const index = performance.now();
			const beforeKeeping = serverSeconds(crowd.cluster);
			const answered = performance.now();
			await transactionAs(crowd.db, actor, 'write', (tx) =>
				indexTextWithin(
					{ tx, now: new Date('2026-11-27T00:00:00Z') },
					{ kind: 'reflection', id: randomUUID(), unitId: crowd.unitId, text: own.join(' ') },
				),
			);
			const kept = performance.now();
			await indexWaiting(crowd.db, crowd.tenantId);
			const done = performance.now();
			if (nth < 5) continue;
			spent.asking += mid - before;
			spent.application += (user + system) / 1e6;
			spent.keeping += serverSeconds(crowd.cluster) - beforeKeeping;
			asking.push(asked - from);
			candidates.push(index - began);
			keeping.push(kept - answered);
			indexing.push(done - kept);
			const planted = text.indexOf(original);
			if (
				signs.some(
					(sign) =>
						Math.min(sign.own[1], planted + original.length) - Math.max(sign.own[0], planted) >
						original.length * 0.9,
				)
			)
				found += 1;
		}
		console.log(
			`asked: ${told(asking)}; of it the index, asked again: ${told(candidates)}; the copied passage found in ${found} of ${ASKED}`,
		);
		const each = (seconds: number): string => `${((1_000 * seconds) / ASKED).toFixed(1)} ms`;
		console.log(`kept: ${told(keeping)}; taken into the index afterwards: ${told(indexing)}`);
		console.log(
			`processor time: asking ${each(spent.asking)} of PostgreSQL and ${each(spent.application)} of the application, keeping ${each(spent.keeping)} of PostgreSQL`,
		);
		console.log(
			`memory: PostgreSQL ${megabytesOf(crowd.cluster)} MB, application ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB; load ${loadavg()[0]?.toFixed(1)}`,
		);
		console.log(`${tellDolos(chain, Number(count), texts.slice(0, 20))}; load ${loadavg()[0]?.toFixed(1)}`);
	} finally {
		await crowd.stop();
		if (!kept) rmSync(folder, { recursive: true, force: true });
	}
};
