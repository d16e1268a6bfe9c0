import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Fields, mergeFields } from '#lib/features/reflections/domain/fields.ts';
import { beginRound } from '#lib/features/study/commands.server.ts';
import { publishRound } from '#lib/features/study/publish.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import { changesOf, keptText } from '#lib/text/typed-changes.ts';
import { seededRandom } from '../seed/random.ts';
import { ensureBuilt } from '../src/cli/build.ts';
import { fillCrowd } from './crowd.ts';
import { untilReady } from './recorded.ts';

const SAVE_EVERY_MS = 5_000;
/** Of the whole time: people come during the first fifth and hand in during the last. */
const COMING = 0.2;
const AGAIN_MS = 2_000;
/** So long after a kill everybody comes back at once. */
const AFTER_START_MS = 30_000;

type Writer = { personId: string; cookie: string; acknowledged: number; isHandedIn: boolean };
type World = { roundId: string; writers: Writer[]; words: string[] };

/** A round that everybody of the crowd takes part in, and everybody signed in: what is measured begins with the opened text. */
const prepare = async (root: string, dataDir: string, documentId: string): Promise<World> => {
	const database = await startDatabase({
		root,
		dataDir,
		port: 0,
		host: '127.0.0.1',
		databaseUrl: process.env['DATABASE_URL'] || null,
		origin: null,
	});
	const db = openDatabase(database.appUrl, 2);
	const owner = openPool(database.ownerUrl, 1);
	try {
		const today = dayOf(systemClock());
		const [first] = await owner`select id, tenant_id as tenant from auth."user" limit 1`;
		const [told] = await owner`select auth.actor_of(${first?.['id']}, ${today}::date) as actor`;
		const actor: Actor = { ...(told?.['actor'] as Actor), kind: 'person' };
		const door: Door = {
			db,
			files: openFileStore(join(dataDir, 'files')),
			clock: systemClock,
			requestId: 'bench',
			actor,
		};
		const { roundId } = await beginRound(door, {
			unitId: actor.standings[0]?.unitId,
			title: 'Ngày học tập đo tải',
			guidance: 'Đồng chí tâm đắc điều gì?',
			startsOn: today,
			paperDueOn: addDays(today, 7),
			documentIds: [documentId],
		});
		await publishRound(door, { roundId, audience: 'unit' });
		const people =
			await owner`select p.id, p.full_name as name from person p where not exists (select from auth."user" u where u.person_id = p.id)`;
		const secret = readSecrets(dataDir).sessions;
		const writers: Writer[] = [];
		await owner.begin(async (tx) => {
			await tx`select set_config('app.tenant', ${String(first?.['tenant'])}, true)`;
			for (const [nth, person] of people.entries()) {
				const userId = randomUUID();
				const token = randomUUID().replaceAll('-', '');
				await tx`select auth.create_account(${userId}::uuid, ${person['id']}::uuid, ${`nguoi.${nth}`}, ${person['name']}, 'x', false)`;
				await tx`insert into auth.session (tenant_id, id, user_id, token, expires_at, created_at, updated_at)
					values (${String(first?.['tenant'])}, ${randomUUID()}, ${userId}, ${token}, now() + interval '10 days', now(), now())`;
				const signed = `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;
				writers.push({
					personId: String(person['id']),
					cookie: `thuctien.session_token=${encodeURIComponent(signed)}`,
					acknowledged: 0,
					isHandedIn: false,
				});
			}
		});
		const texts = await owner`select text from clause where document_id = ${documentId}`;
		const words = texts.flatMap(({ text }) => String(text).split(/\s+/)).filter(Boolean);
		await owner`vacuum analyze`;
		return { roundId, writers, words };
	} finally {
		await db.destroy();
		await owner.end({ timeout: 2 });
		await database.stop();
	}
};

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

/** One request. Rejects when there is no answer. */
const ask = (
	url: string,
	options: { method: string; cookie: string; body?: string; type?: string },
): Promise<{ status: number; text: string }> =>
	new Promise((done, fail) => {
		const headers: Record<string, string> = {
			cookie: options.cookie,
			origin: new URL(url).origin,
			accept: options.type === 'application/json' ? 'application/json' : 'text/html',
			...(options.body === undefined
				? {}
				: {
						'content-type': options.type ?? 'application/json',
						'content-length': String(Buffer.byteLength(options.body)),
					}),
		};
		const sent = request(url, { method: options.method, agent, headers, timeout: 30_000 }, (answer) => {
			const pieces: Buffer[] = [];
			answer.on('data', (piece: Buffer) => pieces.push(piece));
			answer.on('end', () =>
				done({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') }),
			);
			answer.on('error', fail);
		});
		sent.on('error', fail);
		sent.on('timeout', () => sent.destroy(new Error('no answer')));
		sent.end(options.body);
	});

type Measured = {
	saves: number[];
	/** The same by half minutes since the beginning: where the slow ones are. */
	byTime: number[][];
	/** Of these, such as were not sent shortly after the server was killed. */
	calm: number[];
	startedAt: number;
	opens: number[];
	handIns: number[];
	unanswered: number;
	refused: string[];
};

/** What one person does: opens the text, writes and lets it be kept every five seconds, hands it in. Without an answer it is tried again. */
const write = async (
	base: string,
	world: World,
	writer: Writer,
	plan: { comesAt: number; endsAt: number; seed: number; began: number },
	measured: Measured,
): Promise<void> => {
	const { next: random } = seededRandom(plan.seed);
	const page = `${base}/hoc-tap/${world.roundId}/bai-thu-hoach`;
	const until = (at: number): Promise<void> => pause(Math.max(0, plan.began + at - performance.now()));
	const persist = async <T>(once: () => Promise<T>): Promise<T> => {
		for (;;) {
			try {
				return await once();
			} catch {
				measured.unanswered++;
				await pause(AGAIN_MS);
			}
		}
	};
	const timed = async (times: number[], url: string, options: Parameters<typeof ask>[1]) => {
		const from = performance.now();
		const answer = await ask(url, options);
		if (answer.status >= 500) throw new Error(String(answer.status));
		const took = performance.now() - from;
		times.push(took);
		if (times === measured.saves) {
			const part = Math.floor((from - plan.began) / 30_000);
			const those = measured.byTime[part] ?? [];
			those.push(took);
			measured.byTime[part] = those;
		}
		if (times === measured.saves && from - measured.startedAt > AFTER_START_MS) measured.calm.push(took);
		return answer;
	};
	await until(plan.comesAt);
	await persist(() => timed(measured.opens, page, { method: 'GET', cookie: writer.cookie }));
	let fields: Fields = {};
	/** What the server has, as far as this person knows. */
	let onServer: Fields = {};
	let revision = 0;
	let sequence = 0;
	const save = async (): Promise<void> => {
		const sent = sequence;
		for (;;) {
			// As the page does it: what was typed since the kept revision (reflections/ui/keep-fields.ts).
			const now = fields;
			const body = JSON.stringify({ revision, changes: changesOf(onServer, now) });
			const answer = await persist(() =>
				timed(measured.saves, `${page}/luu`, {
					method: 'POST',
					cookie: writer.cookie,
					body,
					type: 'application/json',
				}),
			);
			if (answer.status !== 200) {
				measured.refused.push(`${answer.status} ${answer.text.slice(0, 200)}`);
				return;
			}
			const kept = JSON.parse(answer.text) as {
				isKept: boolean;
				revision?: number;
				theirs?: { revision: number; fields: Fields };
			};
			revision = kept.isKept ? (kept.revision ?? revision) : (kept.theirs?.revision ?? revision);
			const theirs = kept.isKept ? now : (kept.theirs?.fields ?? onServer);
			if (!kept.isKept) fields = mergeFields(onServer, fields, theirs);
			onServer = theirs;
			if (kept.isKept) break;
		}
		writer.acknowledged = sent;
	};
	const type = (): void => {
		sequence++;
		const from = Math.floor(random() * Math.max(1, world.words.length - 12));
		const words = world.words.slice(from, from + 9).join(' ');
		fields = {
			core: keptText(`${fields['core'] ?? ''} ${words}`.trim()),
			self: `lần ${sequence}`,
		};
	};
	const due = (): number => performance.now() - plan.began;
	for (let next = plan.comesAt + SAVE_EVERY_MS * random(); next < plan.endsAt; next += SAVE_EVERY_MS) {
		await until(next);
		type();
		// What was typed while no answer came goes in one save, as the page sends it (ui/keep-sending.ts), and not one after another.
		for (; next + SAVE_EVERY_MS < Math.min(due(), plan.endsAt); next += SAVE_EVERY_MS) type();
		await save();
	}
	const answer = await persist(() =>
		timed(measured.handIns, `${page}/xem-lai`, {
			method: 'POST',
			cookie: writer.cookie,
			body: '',
			type: 'application/x-www-form-urlencoded',
		}),
	);
	// Handed in before the server was killed, and the answer was lost: then it says that it was handed in.
	if (answer.status === 303 || answer.status === 403) writer.isHandedIn = true;
	else measured.refused.push(`${answer.status} ${answer.text.slice(0, 200)}`);
};

const share = (times: readonly number[], part: number): number => {
	const sorted = [...times].sort((one, other) => one - other);
	return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
};

/** Texts of which the database has less than was acknowledged, or nothing that was handed in. */
const lostOf = async (root: string, dataDir: string, writers: readonly Writer[]): Promise<number> => {
	const database = await startDatabase({
		root,
		dataDir,
		port: 0,
		host: '127.0.0.1',
		databaseUrl: process.env['DATABASE_URL'] || null,
		origin: null,
	});
	const owner = openPool(database.ownerUrl, 1);
	try {
		const rows =
			await owner`select r.author_id as person, coalesce(v.fields, t.fields) ->> 'self' as self, v.version is not null as handed_in
			from reflection r join reflection_text t on t.tenant_id = r.tenant_id and t.reflection_id = r.id
			left join reflection_version v on v.tenant_id = r.tenant_id and v.reflection_id = r.id and v.version = r.version`;
		const kept = new Map(rows.map((row) => [String(row['person']), row]));
		return writers.filter(({ personId, acknowledged, isHandedIn }) => {
			const row = kept.get(personId);
			const sequence = Number(/\d+/.exec(String(row?.['self'] ?? ''))?.[0] ?? 0);
			return sequence < acknowledged || (isHandedIn && row?.['handed_in'] !== true);
		}).length;
	} finally {
		await owner.end({ timeout: 2 });
		await database.stop();
	}
};

/**
 * A study day: everybody of one tenant opens the text, writes with a save every five seconds and hands in, within ten minutes,
 * against a running server; twice it is killed (-9) and started again.
 * `npm run bench -- study-day [people] [minutes] [kills]`
 */
export const main = async (args: string[]): Promise<void> => {
	const people = Number(args[0] ?? 5_000);
	const minutes = Number(args[1] ?? 10);
	const kills = Number(args[2] ?? 2);
	const root = findRoot();
	ensureBuilt(root);
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-study-day-'));
	chmodSync(folder, 0o755);
	const port = 4100 + (process.pid % 800);
	const base = `http://localhost:${port}`;
	const crowd = await fillCrowd(root, folder, people + 1);
	await crowd.stop();
	const world = await prepare(root, folder, crowd.documentId);
	const start = (): ChildProcess =>
		spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'start'], {
			cwd: root,
			env: {
				...process.env,
				DATA_DIR: folder,
				PORT: String(port),
				LOG_LEVEL: 'warn',
				NODE_ENV: 'production',
			},
			stdio: ['ignore', 'ignore', 'inherit'],
		});
	let server = start();
	try {
		await untilReady(`${base}/readyz`);
		const measured: Measured = {
			saves: [],
			byTime: [],
			calm: [],
			startedAt: 0,
			opens: [],
			handIns: [],
			unanswered: 0,
			refused: [],
		};
		const whole = minutes * 60_000;
		const began = performance.now();
		const all = Promise.all(
			world.writers.map((writer, nth) => {
				const at = nth / world.writers.length;
				const plan = {
					comesAt: whole * COMING * at,
					endsAt: whole * (1 - COMING) + whole * COMING * at * 0.9,
					seed: nth + 1,
					began,
				};
				return write(base, world, writer, plan, measured);
			}),
		);
		const killing = (async () => {
			for (let nth = 1; nth <= kills; nth++) {
				await pause(Math.max(0, began + (whole * nth) / (kills + 1) - performance.now()));
				const gone = new Promise((done) => server.once('exit', done));
				server.kill('SIGKILL');
				await gone;
				measured.startedAt = performance.now();
				server = start();
			}
		})();
		await Promise.all([all, killing]);
		const took = (performance.now() - began) / 1000;
		console.log(
			'| people | saves | a second | save p50 ms | p95 | p99 | max | p95 but after a kill | open p50 | p95 | hand in p50 | p95 | no answer | refused | minutes | load |',
		);
		console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|');
		const row = [
			people,
			measured.saves.length,
			Math.round(measured.saves.length / took),
			share(measured.saves, 0.5),
			share(measured.saves, 0.95),
			share(measured.saves, 0.99),
			share(measured.saves, 1),
			share(measured.calm, 0.95),
			share(measured.opens, 0.5),
			share(measured.opens, 0.95),
			share(measured.handIns, 0.5),
			share(measured.handIns, 0.95),
			measured.unanswered,
			measured.refused.length,
			(took / 60).toFixed(1),
			(loadavg()[0] ?? 0).toFixed(1),
		];
		console.log(`| ${row.join(' | ')} |`);
		console.log(
			`p95 by half minutes: ${Array.from(measured.byTime, (times) => share(times ?? [], 0.95)).join(', ')} ms`,
		);
		for (const words of measured.refused.slice(0, 3)) console.log(words);
		const gone = new Promise((done) => server.once('exit', done));
		server.kill('SIGTERM');
		await Promise.race([gone, pause(15_000)]);
		const handedIn = world.writers.filter((writer) => writer.isHandedIn).length;
		console.log(
			`${handedIn} of ${people} handed in; texts lost: ${await lostOf(root, folder, world.writers)}`,
		);
	} finally {
		server.kill('SIGKILL');
		await pause(500);
		rmSync(folder, { recursive: true, force: true });
	}
};
