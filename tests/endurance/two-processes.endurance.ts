import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { type EmbeddedServer, startEmbedded } from '#lib/platform/database/embedded.ts';
import { ensureDatabase } from '#lib/platform/database/migrate.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import { post, signIn } from '../support/forms.ts';
import { type RoundRobin, startProxy } from '../support/proxy.ts';
import { type ServedApp, serveApp } from '../support/served.ts';

let database: EmbeddedServer;
let databaseUrl = '';
let dataDir = '';
let first: ServedApp;
let second: ServedApp;
let proxy: RoundRobin;

beforeAll(async () => {
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-shared-'));
	chmodSync(folder, 0o755);
	database = await startEmbedded(findRoot(), folder, readSecrets(folder).databaseOwner);
	databaseUrl = await ensureDatabase(database.ownerUrl, 'thuctien');
	dataDir = mkdtempSync(join(tmpdir(), 'thuctien-two-'));
	const env = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
	// Both at once, on an empty directory and an empty database: one makes the secrets and the schema, the other takes them.
	[first, second] = await Promise.all([serveApp(env), serveApp({ ...env, WORKER: 'off' })]);
	proxy = await startProxy([first.url, second.url]);
}, 600_000);
afterAll(async () => {
	await proxy?.stop();
	await Promise.all([first?.stop(), second?.stop()]);
	await database?.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

const get = (at: { url: string }, path: string, cookie = ''): Promise<Response> =>
	fetch(at.url + path, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
const statusOf = async (at: { url: string }, path: string, cookie = ''): Promise<number> =>
	(await get(at, path, cookie)).status;
const form = (fields: Record<string, string>): URLSearchParams => new URLSearchParams(fields);
/** A change told by the database is known to the other process within moments, not with the answer. */
const soon = { timeout: 10_000, interval: 20 };
const today = dayOf(new Date());

const personOf = async (login: string): Promise<{ personId: string; unitId: string }> => {
	const [row] = await first.owner`select u.person_id, m.unit_id from auth."user" u
		join membership m on m.person_id = u.person_id and m.valid_to is null where u.username = ${login} limit 1`;
	return { personId: String(row?.['person_id']), unitId: String(row?.['unit_id']) };
};

test('the sample opened at both at the same moment is opened once', async () => {
	const open = (at: ServedApp): Promise<Response> => post(at, '/bat-dau?/mau', form({ sample: 'on' }));
	const answers = await Promise.all([open(first), open(second)]);
	// One signs its visitor in; the other finds the installation set up and leads to the sign-in.
	const signedIn = answers.filter((answer) =>
		answer.headers.getSetCookie().some((line) => line.includes('session_token')),
	);
	expect(signedIn.length).toBe(1);
	const [row] = await first.owner`select count(*)::int as tenants from tenant`;
	expect(row?.['tenants']).toBe(1);
});

test('signed in through the proxy, people are known to both, and both answer', async () => {
	const cookie = await signIn(proxy, 'bi.thu');
	for (let turn = 0; turn < 6; turn += 1) expect(await statusOf(proxy, '/van-ban', cookie)).toBe(200);
	expect([...proxy.answeredBy.values()].every((count) => count >= 3)).toBe(true);
});

test('what is saved at one is read at the other by the next request', async () => {
	const cookie = await signIn(first, 'bi.thu');
	const { personId } = await personOf('bi.thu');
	const { personId: takerId } = await personOf('van.thu');
	for (const [nth, [write, read]] of [
		[first, second],
		[second, first],
	].entries()) {
		const title = `Họp chi ủy lần ${nth + 1}`;
		const fields = {
			kind: 'committee',
			title,
			day: today,
			time: '08:00',
			minutesPlanned: '60',
			chairId: personId,
			takerId,
		};
		const answer = await post(write as ServedApp, '/hop/moi', form(fields), cookie);
		expect(answer.status).toBe(303);
		const page = await get(read as ServedApp, answer.headers.get('location') ?? '', cookie);
		expect(await page.text()).toContain(title);
	}
});

test('a file that came through one is confirmed and published at the other, and read by people at both', async () => {
	const clerk = await signIn(first, 'van.thu');
	const words =
		'NGHỊ QUYẾT\nvề nhiệm vụ công tác\n1. Nhiệm vụ chuyên môn\nHoàn thành đúng hạn các nhiệm vụ được giao.';
	const dropped = new FormData();
	dropped.set('file', new File([words], 'nghi-quyet.txt'));
	dropped.set('path', 'nghi-quyet.txt');
	dropped.set('batchId', randomUUID());
	const [told] = (await (await post(first, '/van-ban/them/tep', dropped, clerk)).json()) as {
		intakeId: string;
	}[];
	const confirmed = await post(
		second,
		`/van-ban/cho/${told?.intakeId}?/xac-nhan`,
		form({ typeName: 'Nghị quyết', number: '999-NQ/TU', title: 'về nhiệm vụ công tác' }),
		clerk,
	);
	expect(confirmed.status).toBe(303);
	const [row] =
		await first.owner`select d.id, r.id as rendition from document d join rendition r on r.document_id = d.id
		where d.number = '999-NQ/TU'`;
	for (const at of [first, second]) {
		const file = await get(at, `/van-ban/${row?.['id']}/tep/${row?.['rendition']}`, clerk);
		expect(await file.text()).toContain('Hoàn thành đúng hạn');
	}
	const secretary = await signIn(second, 'bi.thu');
	const readBy = addDays(today, 10);
	const published = await post(
		second,
		`/van-ban/${row?.['id']}/phat-hanh`,
		form({ audience: 'unit', readBy }),
		secretary,
	);
	expect(published.status).toBe(303);
	const member = await signIn(first, 'dang.vien');
	for (const at of [first, second])
		expect(await (await get(at, `/van-ban/${row?.['id']}`, member)).text()).toContain('Hoàn thành đúng hạn');
});

test('a session that is ended at one is over at the other, where it was kept', async () => {
	const cookie = await signIn(proxy, 'dang.vien');
	for (const at of [first, second]) expect(await statusOf(at, '/van-ban', cookie)).toBe(200);
	expect((await post(first, '/dang-xuat', form({}), cookie)).status).toBe(303);
	await expect
		.poll(async () => (await get(second, '/van-ban', cookie)).headers.get('location'), soon)
		.toContain('/dang-nhap');
	expect(await statusOf(first, '/van-ban', cookie)).toBe(303);
});

test('a role given at one is held at the other', async () => {
	const { personId, unitId } = await personOf('dang.vien');
	const cookie = await signIn(second, 'dang.vien');
	const upload = async (at: ServedApp): Promise<number> => {
		const dropped = new FormData();
		dropped.set('file', new File(['Công văn'], 'cong-van.txt'));
		dropped.set('path', 'cong-van.txt');
		dropped.set('batchId', randomUUID());
		return (await post(at, '/van-ban/them/tep', dropped, cookie)).status;
	};
	expect(await upload(second)).toBe(403);
	const administrator = await signIn(first, 'quan.tri');
	const given = form({ unitId, role: 'clerk', from: today, decisionNumber: '12-QĐ/CB' });
	expect((await post(first, `/to-chuc/nguoi/${personId}?/giao-vai-tro`, given, administrator)).status).toBe(
		200,
	);
	await expect.poll(() => upload(second), soon).toBe(200);
});

test('an entry of the public site that is taken off through one is gone from what the other keeps', async () => {
	const [row] = await first.owner`select id, short_id from site_entry where state = 'published' limit 1`;
	const desk = await (await get(second, '/cong-khai')).text();
	const path = new RegExp(`/cong-khai[^"]*/bai/[^"]*${row?.['short_id']}`).exec(desk)?.[0] ?? '';
	expect(path).not.toBe('');
	for (const at of [first, second])
		for (let turn = 0; turn < 2; turn += 1) expect(await statusOf(at, path)).toBe(200);
	const secretary = await signIn(first, 'bi.thu');
	const taken = await post(
		first,
		`/cong-bo/bai/${row?.['id']}?/go`,
		form({ reason: 'Theo đề nghị' }),
		secretary,
	);
	expect(taken.status).toBe(200);
	await expect.poll(() => statusOf(second, path), soon).toBe(410);
	expect(await statusOf(first, path)).toBe(410);
});

test('a page of a meeting that listens at one hears what is written at the other', async () => {
	const chair = await signIn(first, 'bi.thu');
	const [meeting] = await first.owner`select id from meeting where title = 'Họp chi ủy lần 1'`;
	const address = `/hop/${meeting?.['id']}`;
	const item = form({ kind: 'other', title: 'Công tác tháng', minutes: '20' });
	for (const [action, fields] of [
		['them-muc', item],
		['trieu-tap', form({})],
		['khai-mac', form({})],
	] as const) {
		const answer = await post(first, `${address}?/${action}`, fields, chair);
		expect([action, answer.status]).toEqual([action, 200]);
	}
	const [agenda] =
		await first.owner`select id from agenda_item where meeting_id = ${meeting?.['id']} limit 1`;
	const listener = await signIn(second, 'pho.bi.thu');
	const leave = new AbortController();
	const stream = await fetch(`${second.url}${address}/dong`, {
		headers: { cookie: listener },
		signal: leave.signal,
	});
	let heard = '';
	const reading = (async () => {
		for await (const piece of stream.body ?? []) heard += new TextDecoder().decode(piece);
	})().catch(() => {});
	await expect.poll(() => heard, soon).toContain('retry');
	const before = heard.length;
	const note = form({ agendaItemId: String(agenda?.['id']), body: 'Thống nhất chương trình tháng.' });
	expect((await post(first, `${address}?/ghi`, note, chair)).status).toBe(200);
	await expect.poll(() => heard.slice(before), soon).toContain('changed');
	leave.abort();
	await reading;
});

test('one process is killed in the middle: people go on through the other, and nothing that was answered is lost', async () => {
	const cookie = await signIn(proxy, 'bi.thu');
	const { personId } = await personOf('bi.thu');
	const { personId: takerId } = await personOf('van.thu');
	const kept: string[] = [];
	let lost = 0;
	let nth = 0;
	const write = async (): Promise<void> => {
		while (nth < 40) {
			nth += 1;
			const title = `Họp trong lúc mất một máy ${nth}`;
			const fields = {
				kind: 'committee',
				title,
				day: today,
				time: '09:00',
				minutesPlanned: '60',
				chairId: personId,
				takerId,
			};
			const answer = await post(proxy, '/hop/moi', form(fields), cookie).catch(() => null);
			if (answer?.status === 303) kept.push(title);
			else lost += 1;
			if (nth === 15) await first.kill();
		}
	};
	await Promise.all([write(), write(), write()]);
	// What was under way at the killed one ends without an answer; no more than were writing.
	expect(lost).toBeLessThanOrEqual(3);
	const [row] = await second.owner`select count(*)::int as n from meeting where title = any(${kept})`;
	expect(row?.['n']).toBe(kept.length);
	expect(await statusOf(proxy, '/van-ban', cookie)).toBe(200);

	first = await serveApp({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
	expect(await statusOf(first, '/van-ban', cookie)).toBe(200);
});

test('a server with the secrets of another data directory does not lock the others out', async () => {
	const other = mkdtempSync(join(tmpdir(), 'thuctien-other-'));
	const attempt = serveApp({ DATABASE_URL: databaseUrl, DATA_DIR: other }, 60);
	await expect(attempt).rejects.toThrow('belongs to another data directory');
	rmSync(other, { recursive: true, force: true });
	const cookie = await signIn(second, 'bi.thu');
	expect(await statusOf(second, '/van-ban', cookie)).toBe(200);
});
