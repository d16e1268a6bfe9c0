import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { markAllPresent } from '#lib/features/meetings/attendance.server.ts';
import { addItem, callMeeting, planMeeting } from '#lib/features/meetings/plan.server.ts';
import { openMeeting } from '#lib/features/meetings/run.server.ts';
import { oneAtATime } from '#lib/features/meetings/ui/follow.ts';
import { systemClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { findRoot } from '#lib/platform/config/config.ts';
import { openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { hashPassword } from '#lib/platform/sessions/auth.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import { ensureBuilt } from '../src/cli/build.ts';
import { fillCrowd } from './crowd.ts';
import { serverSeconds } from './processor-time.ts';
import { signIn, untilReady } from './recorded.ts';

const PEOPLE = 40;
const EVERY_MS = 2_000;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
/** The page waits this long for more of the same before it asks (ui/follow.ts). */
const GATHER_MS = 120;

type Ready = { meetingId: string; items: string[]; logins: string[]; secretary: string };

/** Accounts for everybody of the crowd, and an open meeting of eight items with all of them present. */
const openTheMeeting = async (root: string, dataDir: string, password: string): Promise<Ready> => {
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
		const [first] = await owner`select id, person_id, tenant_id from auth."user" limit 1`;
		const hash = await hashPassword(password);
		const others = await owner`select id, full_name from person where id <> ${first?.['person_id']}`;
		const logins = others.map((_person, index) => `nguoi.${index + 1}`);
		await owner.begin(async (tx) => {
			await tx`select set_config('app.tenant', ${String(first?.['tenant_id'])}, true)`;
			for (const [index, person] of others.entries())
				await tx`select auth.create_account(${randomUUID()}::uuid, ${person['id']}::uuid, ${logins[index] ?? ''}, ${person['full_name']}, ${hash}, false)`;
		});
		const today = dayOf(systemClock());
		const [told] = await owner`select auth.actor_of(${first?.['id']}, ${today}::date) as actor`;
		const actor: Actor = { ...(told?.['actor'] as Actor), kind: 'person' };
		const door: Door = {
			db,
			files: openFileStore(join(dataDir, 'files')),
			clock: systemClock,
			requestId: 'bench',
			actor,
		};
		const { meetingId } = await planMeeting(door, {
			unitId: actor.standings[0]?.unitId,
			kind: 'regular',
			title: 'Sinh hoạt thường kỳ đo tải',
			day: addDays(today, 1),
			time: '08:00',
			minutesPlanned: 120,
			chairId: actor.personId,
			takerId: others[0]?.['id'],
		});
		const items: string[] = [];
		for (let index = 1; index <= 8; index++)
			items.push(
				(await addItem(door, { meetingId, kind: 'other', title: `Nội dung thứ ${index}` })).agendaItemId,
			);
		await callMeeting(door, { meetingId });
		await openMeeting(door, { meetingId });
		await markAllPresent(door, { meetingId });
		return { meetingId, items, logins, secretary: actor.personId ?? '' };
	} finally {
		await db.destroy();
		await owner.end({ timeout: 2 });
	}
};

type View = { items: { notes: { body: string }[] }[] };

/** A page that is open: it listens, gathers what comes within a moment, and asks for the data as the page does. */
const openPage = async (
	address: string,
	cookie: string,
	seen: (view: View, bytes: number) => void,
): Promise<() => void> => {
	const stop = new AbortController();
	const ask = oneAtATime(async () => {
		const text = await (await fetch(`${address}/so-lieu`, { headers: { cookie } })).text();
		seen(JSON.parse(text) as View, text.length);
	});
	const answer = await fetch(`${address}/dong`, { headers: { cookie }, signal: stop.signal });
	if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}`);
	const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
		const decoder = new TextDecoder();
		let timer: NodeJS.Timeout | undefined;
		for await (const piece of body) {
			if (!decoder.decode(piece).includes('data:')) continue;
			clearTimeout(timer);
			timer = setTimeout(() => void ask(), GATHER_MS);
		}
	};
	void read(answer.body).catch(() => {});
	return () => stop.abort();
};

/** Seconds of processor time that a process has used (Linux tells). */
const secondsOf = (pid: number | undefined): number => {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /, '')
		.split(' ');
	return (Number(fields[11]) + Number(fields[12])) / 100;
};

const share = (sorted: readonly number[], part: number): number =>
	Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);

/** One writes an entry every two seconds; answers when everybody else had it on their page, in milliseconds after it was sent. */
const measure = async (base: string, ready: Ready, cookies: readonly string[]): Promise<void> => {
	const address = `${base}/hop/${ready.meetingId}`;
	const sentAt: number[] = [];
	const times: number[] = [];
	let bytes = 0;
	const pages: (() => void)[] = [];
	for (const cookie of cookies.slice(1)) {
		let known = 0;
		pages.push(
			await openPage(address, cookie, (view, length) => {
				bytes = length;
				const newest = Math.max(
					0,
					...view.items.flatMap(({ notes }) => notes.map(({ body }) => Number(/lần (\d+)/.exec(body)?.[1]))),
				);
				const now = performance.now();
				for (let entry = known + 1; entry <= newest; entry++) times.push(now - (sentAt[entry] ?? now));
				known = Math.max(known, newest);
			}),
		);
	}
	pages.push(await openPage(address, cookies[0] ?? '', () => {}));
	const write = async (entry: number): Promise<void> => {
		const body = new FormData();
		body.set('agendaItemId', ready.items[entry % ready.items.length] ?? '');
		body.set('body', `Ý kiến của các đồng chí về nội dung này, ghi lần ${entry}.`);
		sentAt[entry] = performance.now();
		const answer = await fetch(`${address}?/ghi`, {
			method: 'POST',
			body,
			headers: {
				cookie: cookies[0] ?? '',
				origin: base,
				accept: 'application/json',
				'x-sveltekit-action': 'true',
			},
		});
		if (!answer.ok) throw new Error(`An entry was answered with ${answer.status}`);
	};
	const entries = Math.round((SECONDS * 1000) / EVERY_MS);
	for (let entry = 1; entry <= 3; entry++) {
		await write(entry);
		await pause(EVERY_MS);
	}
	times.length = 0;
	const began = { at: performance.now(), ...usedNow() };
	for (let entry = 4; entry < 4 + entries; entry++) {
		await write(entry);
		await pause(Math.max(0, began.at + (entry - 3) * EVERY_MS - performance.now()));
	}
	const ended = { at: performance.now(), ...usedNow() };
	await pause(1_000);
	for (const close of pages) close();
	const wall = (ended.at - began.at) / 1000;
	const percent = (seconds: number): string => `${((100 * seconds) / wall).toFixed(1)} %`;
	times.sort((one, other) => one - other);
	const application = ended.application - began.application;
	const postgres = ended.postgres - began.postgres;
	console.log(
		'| people | entries | seen by others | p50 ms | p95 ms | max ms | kB an answer | application | PostgreSQL | together | load |',
	);
	console.log('|---|---|---|---|---|---|---|---|---|---|---|');
	const row = [
		PEOPLE,
		entries,
		`${times.length} of ${entries * (PEOPLE - 1)}`,
		share(times, 0.5),
		share(times, 0.95),
		share(times, 1),
		(bytes / 1000).toFixed(0),
		percent(application),
		percent(postgres),
		percent(application + postgres),
		(loadavg()[0] ?? 0).toFixed(1),
	];
	console.log(`| ${row.join(' | ')} |`);
};

let usedNow = (): { application: number; postgres: number } => ({ application: 0, postgres: 0 });

/**
 * Forty people have the page of one meeting open and one of them writes: how soon the others have it, and what it costs
 * the processor in per cent of one core, the application and the database apart and together.
 */
export const main = async (): Promise<void> => {
	const root = findRoot();
	ensureBuilt(root);
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-bench-'));
	chmodSync(folder, 0o755);
	const port = 4100 + (process.pid % 800);
	const base = `http://localhost:${port}`;
	const world = await fillCrowd(root, folder, PEOPLE);
	const ready = await openTheMeeting(root, folder, world.password);
	const server = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'start'], {
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
	try {
		await untilReady(`${base}/readyz`);
		const cookies: string[] = [];
		for (const login of [world.login, ...ready.logins])
			cookies.push(await signIn(base, login, world.password));
		usedNow = () => ({
			application: secondsOf(server.pid),
			postgres: serverSeconds(join(folder, 'postgres')),
		});
		await measure(base, ready, cookies);
	} finally {
		const gone = new Promise((done) => server.once('exit', done));
		server.kill('SIGTERM');
		await Promise.race([gone, pause(10_000)]);
		await world.stop();
		rmSync(folder, { recursive: true, force: true });
	}
};
