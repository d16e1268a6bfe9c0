import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, test as always, beforeAll, expect } from 'vitest';
import { ensureDebianPostgres, type Pair, startPair } from '../support/debian-postgres.ts';
import { openSample, post, signIn } from '../support/forms.ts';
import { type ServedApp, serveApp } from '../support/served.ts';

/** So many seconds behind are read (DATABASE_READ_LAG of this server). */
const MOST_BEHIND = 8;

const programs = ensureDebianPostgres();
const test = always.skipIf(!programs);

let pair: Pair;
let app: ServedApp;
let cookie = '';
let primary: postgres.Sql;
let replica: postgres.Sql;

/** Signed in some time ago: the sign-in itself was a change, and the browser has let its mark go since. */
const longSignedIn = async (login: string): Promise<string> =>
	(await signIn(app, login)).replace(/;? ?vua-ghi=1/, '');

beforeAll(async () => {
	if (!programs) return;
	pair = await startPair(programs);
	app = await serveApp({
		DATABASE_URL: pair.primary.url,
		DATABASE_READ_URL: pair.replica.url,
		DATABASE_READ_LAG: String(MOST_BEHIND),
		WORKER: 'off',
	});
	await openSample(app);
	cookie = await longSignedIn('cap.tren');
	primary = postgres(pair.primary.url, { max: 1, onnotice: () => {} });
	replica = postgres(pair.replica.url, { max: 1, onnotice: () => {} });
}, 600_000);
afterAll(async () => {
	await app?.stop();
	await Promise.all([primary?.end({ timeout: 2 }), replica?.end({ timeout: 2 })]);
	pair?.stop();
});

/** The sums of oversight are asked for with this table's name; `log_statement` is on at both servers. */
const looksIn = (log: string): number =>
	readFileSync(log, 'utf8')
		.split('\n')
		.filter((line) => /unit_progress/.test(line)).length;

type Seen = { status: number; text: string; from: 'replica' | 'primary' | 'both' | 'none' };

/** A page, and which of the two servers was asked for it. */
const see = async (path: string, sent: string): Promise<Seen> => {
	const before = { primary: looksIn(pair.primary.log), replica: looksIn(pair.replica.log) };
	const answer = await fetch(app.url + path, { headers: { cookie: sent, accept: 'text/html' } });
	const text = await answer.text();
	const atPrimary = looksIn(pair.primary.log) > before.primary;
	const atReplica = looksIn(pair.replica.log) > before.replica;
	const from = atPrimary ? (atReplica ? 'both' : 'primary') : atReplica ? 'replica' : 'none';
	return { status: answer.status, text, from };
};

const untilFrom = (wanted: Seen['from'], sent = cookie) =>
	expect
		.poll(async () => (await see('/toan-canh', sent)).from, { timeout: 40_000, interval: 500 })
		.toBe(wanted);

test('pages of oversight and their files are read from the replica, with the fence as it is on the primary', async () => {
	await untilFrom('replica');
	const page = await see('/toan-canh', cookie);
	expect(page.status).toBe(200);
	const unit = /\/toan-canh\/([0-9a-f-]{36})/.exec(page.text)?.[1];
	const file = await see(`/toan-canh/${unit}/so-lieu.csv`, cookie);
	expect(file).toMatchObject({ status: 200, from: 'replica' });
	expect((await see(`/toan-canh/${unit}`, cookie)).from).toBe('replica');
	// Who oversees nothing is told so there as here.
	const member = await longSignedIn('dang.vien');
	expect((await see(`/toan-canh/${unit}`, member)).status).toBe(404);
	const connected =
		await replica`select count(*)::int as n from pg_stat_activity where usename = 'thuctien_app'`;
	expect(connected[0]?.['n']).toBeGreaterThan(0);
});

test('whoever has just changed something reads on the primary for a while, others on the replica', async () => {
	const answer = await post(app, '/nhac-viec?/da-doc-het', new URLSearchParams(), cookie);
	const own = answer.headers.getSetCookie().find((line) => line.startsWith('vua-ghi='));
	expect(own).toMatch(/Max-Age=\d+; Path=\/; HttpOnly/);
	expect(Number(/Max-Age=(\d+)/.exec(own ?? '')?.[1])).toBeGreaterThan(MOST_BEHIND);
	expect((await see('/toan-canh', `${cookie}; vua-ghi=1`)).from).toBe('primary');
	expect((await see('/toan-canh', cookie)).from).toBe('replica');
});

test('a replica that falls behind is read with its age on the page, and beyond the limit the primary is read', async () => {
	await untilFrom('replica');
	await replica`select pg_wal_replay_pause()`;
	await primary`select pg_logical_emit_message(true, 'test', 'something')`;
	const behind: Seen[] = [];
	const since = Date.now();
	while (Date.now() - since < (MOST_BEHIND + 6) * 1000) {
		behind.push(await see('/toan-canh', cookie));
		await new Promise((done) => setTimeout(done, 400));
	}
	expect(behind.every(({ status }) => status === 200)).toBe(true);
	const told = behind
		.filter(({ from }) => from === 'replica')
		.map(({ text }) => /Số liệu chậm (\d+) giây/.exec(text)?.[1]);
	expect(told.some(Boolean)).toBe(true);
	for (const seconds of told.filter(Boolean)) expect(Number(seconds)).toBeLessThanOrEqual(MOST_BEHIND);
	const last = behind.at(-1);
	expect(last?.from).toBe('primary');
	expect(last?.text).not.toContain('Số liệu chậm');
	await replica`select pg_wal_replay_resume()`;
	await untilFrom('replica');
});

test('a replica cut off from its primary believes itself up to date, and is left all the same', async () => {
	const [told] = await replica`show primary_conninfo`;
	await replica`alter system set primary_conninfo = 'host=127.0.0.1 port=1 user=nobody'`;
	await replica`select pg_reload_conf()`;
	await expect
		.poll(async () => (await replica`select count(*)::int as n from pg_stat_wal_receiver`)[0]?.['n'], {
			timeout: 20_000,
		})
		.toBe(0);
	await primary`select pg_logical_emit_message(true, 'test', 'something')`;
	await untilFrom('primary');
	const [itself] = await replica`select pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() as "upToDate"`;
	expect(itself?.['upToDate']).toBe(true);
	await replica.unsafe(
		`alter system set primary_conninfo = '${String(told?.['primary_conninfo']).replaceAll("'", "''")}'`,
	);
	await replica`select pg_reload_conf()`;
	await untilFrom('replica');
});

test('the replica stopped in the middle of pages: every page is answered, from the primary; started again it is read again', async () => {
	await untilFrom('replica');
	const statuses: number[] = [];
	const ask = async (): Promise<void> => {
		for (let turn = 0; turn < 12; turn += 1)
			statuses.push((await fetch(`${app.url}/toan-canh`, { headers: { cookie } })).status);
	};
	const asking = Promise.all([ask(), ask(), ask()]);
	await expect.poll(() => statuses.length, { timeout: 60_000 }).toBeGreaterThan(4);
	pair.replica.stop();
	await asking;
	expect(statuses).toEqual(Array.from({ length: 36 }, () => 200));
	await untilFrom('primary');
	pair.replica.start();
	await untilFrom('replica');
});

test('the address of a server that takes writes is no replica', async () => {
	const other = await serveApp({
		DATABASE_URL: pair.primary.url,
		DATABASE_READ_URL: pair.primary.url,
		DATA_DIR: app.dataDir,
		WORKER: 'off',
	});
	try {
		await expect.poll(() => other.output(), { timeout: 20_000 }).toContain('is not a standby');
		expect((await fetch(`${other.url}/toan-canh`, { headers: { cookie } })).status).toBe(200);
	} finally {
		await other.kill();
	}
});
