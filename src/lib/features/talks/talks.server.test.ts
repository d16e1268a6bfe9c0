import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { siteSources } from '../site/candidates.server.ts';
import './due.server.ts';
import { endLeave, enterLeave } from './leave.server.ts';
import { addTheme, dropTheme, setTalkRule } from './plan.server.ts';
import { answerResponse, markPresented, respondToTalk, setTalkConsent } from './present.server.ts';
import { talksPage, themesPage } from './queries.server.ts';
import { leavePage, rotaPage } from './queries-rota.server.ts';
import { talkPage } from './queries-talk.server.ts';
import { stagePage, talkWritingPage } from './queries-writing.server.ts';
import { assignTalkReviewer, remarkOnTalk, reviewTalk } from './review.server.ts';
import { cancelTalk, changeTalk, drawUpRota, publishRota } from './rota.server.ts';
import './site-source.server.ts';
import { agreeSwap, askSwap, declineSwap } from './swap.server.ts';
import { reopenTalk, saveTalk, sendTalk, takeBackTalk } from './writing.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const held = '2026-12-07';
type Person = Actor & { personId: string };
const body =
	'Kính thưa các đồng chí!\n\n> Lấy người dân làm trung tâm.\n> — Nghị quyết 57-NQ/TW\n\nTôi xin kể một việc nhỏ.';

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const of = (name: string, roles: Parameters<typeof buildPerson>[4], unit = cell) =>
		buildPerson(database, tenant, unit, name, roles);
	const secretary = await of('Nguyễn Bí Thư', { standing: 'official', roles: ['secretary'] });
	const deputy = await of('Trịnh Phó Bí Thư', { standing: 'official', roles: ['deputy'] });
	const member = await of('Trần Văn An', { standing: 'official' });
	const fellow = await of('Phạm Thị Bình', { standing: 'non_party' });
	const stranger = await of('Đỗ Người Ngoài', { standing: 'official' }, tenant.root);
	const on = (actor: Person, day = today) => database.door(actor, fixedClock(`${day}T09:00:00+07:00`));
	const plan = async (...slots: { heldOn: string; personId: string }[]): Promise<string[]> => {
		await drawUpRota(on(secretary), {
			unitId: cell.id,
			slots: slots.map(({ heldOn, personId }) => `${heldOn} ${personId}`),
		});
		const rows = await database.owner<{ id: string }[]>`
			select id from talk where tenant_id = ${tenant.tenantId} and state = 'planned' order by held_on`;
		return rows.map(({ id }) => id);
	};
	/** A talk of the member, published. */
	const given = async (): Promise<string> => {
		const [id] = await plan({ heldOn: held, personId: member.personId });
		await publishRota(on(secretary), { unitId: cell.id });
		return id ?? '';
	};
	const write = (talkId: string, over: Record<string, unknown> = {}, day = today) =>
		saveTalk(on(member, day), { talkId, revision: 0, title: 'Lời nói và việc làm', body, ...over });
	const sent = async (): Promise<string> => {
		const talkId = await given();
		await write(talkId);
		await sendTalk(on(member), { talkId });
		await assignTalkReviewer(on(secretary), { talkId, reviewerId: deputy.personId });
		return talkId;
	};
	const page = (actor: Person, talkId: string, day = today) =>
		look(on(actor), (tx) => talkPage(tx, actor, { talkId, today: day }));
	const own = (actor: Person, day = today) =>
		look(on(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 9, day)).then(({ items }) =>
			items.map(({ kind }) => kind),
		);
	const versionsSeen = (actor: Person, talkId: string) =>
		look(on(actor), (tx) =>
			tx.selectFrom('talk_version').select('version').where('talk_id', '=', talkId).execute(),
		).then((rows) => rows.length);
	return {
		tenant,
		cell,
		secretary,
		deputy,
		member,
		fellow,
		stranger,
		on,
		plan,
		given,
		write,
		sent,
		page,
		own,
		versionsSeen,
	};
};

test('a fair rota is proposed from who spoke when and who is away, drawn up, and unseen until it is published', async () => {
	const { cell, secretary, deputy, member, fellow, on, plan, page, own } = await scene();
	await enterLeave(on(member), {
		unitId: cell.id,
		personId: member.personId,
		kind: 'travel',
		fromDay: '2026-12-01',
		toDay: '2026-12-31',
	});
	const rota = (actor: Person) =>
		look(on(actor), (tx) => rotaPage(tx, actor, { unitId: cell.id, today, from: today, to: '2027-03-31' }));
	// By given name: An, Bình, (Phó Bí) Thư, (Bí) Thư; An is away in December.
	const proposed = (await rota(secretary)).slots.map(({ day, personId }) => [day, personId]);
	expect(proposed.map(([day]) => day)).toEqual(['2026-12-07', '2027-01-04', '2027-02-01', '2027-03-01']);
	expect(proposed.slice(0, 2).map(([, id]) => id)).toEqual([fellow.personId, member.personId]);
	expect((await rota(secretary)).slots).toEqual((await rota(secretary)).slots);
	await expect(rota(member)).rejects.toMatchObject({ key: 'refused_talk_plan' });

	const [first, second] = await plan(
		{ heldOn: '2026-12-07', personId: fellow.personId },
		{ heldOn: '2027-01-04', personId: member.personId },
	);
	// Published, a day is no longer proposed; who has a talk coming goes last.
	expect((await rota(deputy)).slots.map(({ personId }) => personId).sort()).toEqual(
		[deputy.personId, secretary.personId].sort(),
	);
	await expect(page(fellow, first ?? '')).rejects.toMatchObject({ kind: 'missing' });
	await publishRota(on(deputy), { unitId: cell.id });
	expect((await page(member, first ?? '')).talk.state).toBe('writing');
	expect(await own(fellow)).toEqual(['talk_write']);
	expect(await own(member)).toEqual([]);
	expect(await own(member, '2026-12-20')).toEqual(['talk_write']);
	const told =
		await database.owner`select person_id, words from notification where subject_id = ${second ?? ''}`;
	expect(told).toEqual([{ person_id: member.personId, words: 'talk_told_published' }]);
	await expect(publishRota(on(secretary), { unitId: cell.id })).rejects.toMatchObject({ kind: 'invalid' });
});

test('a leave that falls on a talk shows that it is to be replaced, and by whom; who is replaced keeps the own text', async () => {
	const { cell, secretary, member, fellow, stranger, on, given, write, page } = await scene();
	const talkId = await given();
	await write(talkId);
	const leave = { unitId: cell.id, personId: member.personId, kind: 'leave', fromDay: held, toDay: held };
	await expect(enterLeave(on(fellow), leave)).rejects.toMatchObject({ key: 'refused_talk_leave' });
	const { leaveId } = await enterLeave(on(secretary), leave);
	const seen = (actor: Person) =>
		look(on(actor), (tx) => leavePage(tx, actor, { unitId: cell.id, today })).then(
			({ leaves }) => leaves.length,
		);
	expect([await seen(member), await seen(secretary), await seen(fellow)]).toEqual([1, 1, 0]);
	const rota = await look(on(secretary), (tx) =>
		rotaPage(tx, secretary, { unitId: cell.id, today, from: today, to: held }),
	);
	expect(rota.talks[0]).toMatchObject({ isAway: true, replacement: { personId: fellow.personId } });

	const change = { talkId, heldOn: held, place: 'Sân trụ sở', theme: '' };
	await expect(changeTalk(on(secretary), { ...change, speakerId: stranger.personId })).rejects.toMatchObject({
		kind: 'missing',
	});
	await changeTalk(on(secretary), { ...change, speakerId: fellow.personId });
	expect((await page(fellow, talkId)).draft).toEqual({ title: '', isEmpty: true });
	await expect(saveTalk(on(member), { talkId, revision: 1, body: 'x' })).rejects.toMatchObject({
		key: 'refused_talk_speaker',
	});
	const texts = (actor: Person) =>
		look(on(actor), (tx) => tx.selectFrom('talk_text').select('author_id').execute()).then(
			(rows) => rows.length,
		);
	expect([await texts(member), await texts(fellow), await texts(secretary)]).toEqual([1, 0, 0]);
	await endLeave(on(member), { leaveId });
	expect(await seen(secretary)).toBe(0);
});

test('two speakers exchange their days when the other agrees; a theme of the plan stays with its month', async () => {
	const { cell, secretary, member, fellow, stranger, on, plan, page, own } = await scene();
	const theme = (period: string, title: string) =>
		addTheme(on(secretary), { unitId: cell.id, year: 2026, period, title });
	const { themeId } = await theme('12', 'Tổng kết năm');
	await theme('q4', 'Đạo đức công vụ');
	const [a, b] = await plan(
		{ heldOn: held, personId: member.personId },
		{ heldOn: '2026-12-28', personId: fellow.personId },
	);
	await publishRota(on(secretary), { unitId: cell.id });
	const [mine, theirs] = [a ?? '', b ?? ''];
	expect((await page(fellow, theirs)).talk.theme).toBe('Tổng kết năm');
	await changeTalk(on(secretary), {
		talkId: theirs,
		heldOn: '2026-12-28',
		speakerId: fellow.personId,
		theme: 'Việc của tôi',
	});
	expect((await page(member, mine)).swapChoices.map(({ id }) => id)).toEqual([theirs]);
	const ask = { talkId: mine, otherTalkId: theirs };
	await expect(askSwap(on(fellow), ask)).rejects.toMatchObject({ key: 'refused_talk_speaker' });
	const { swapId } = await askSwap(on(member), ask);
	await expect(askSwap(on(member), ask)).rejects.toMatchObject({ kind: 'conflict' });
	expect(await own(fellow)).toContain('talk_swap');
	for (const other of [member, secretary])
		await expect(agreeSwap(on(other), { swapId })).rejects.toMatchObject({ key: 'refused_talk_swap_asked' });
	await expect(agreeSwap(on(stranger), { swapId })).rejects.toMatchObject({ kind: 'missing' });
	await declineSwap(on(fellow), { swapId });
	const again = await askSwap(on(member), ask);
	await agreeSwap(on(fellow), again);
	expect((await page(member, mine)).talk).toMatchObject({
		heldOn: '2026-12-28',
		writeBy: '2026-12-21',
		theme: 'Việc của tôi',
	});
	expect((await page(fellow, theirs)).talk).toMatchObject({ heldOn: held, theme: 'Tổng kết năm' });
	await dropTheme(on(secretary), { themeId });
	const left = await look(on(member), (tx) => themesPage(tx, member, { unitId: cell.id, year: 2026 }));
	expect(left.themes.map(({ title }) => title)).toEqual(['Đạo đức công vụ']);
});

test('what is typed is kept on its revision; on another one it comes back to be merged, and a form without a script keeps both', async () => {
	const { member, fellow, secretary, on, given, write } = await scene();
	const talkId = await given();
	expect(await write(talkId)).toMatchObject({ isKept: true, revision: 1 });
	const changes = { body: [0, 0, 'Chào cờ. ', body.length] };
	expect(await saveTalk(on(member), { talkId, revision: 1, changes })).toMatchObject({
		isKept: true,
		revision: 2,
	});
	expect(await saveTalk(on(member), { talkId, revision: 1, changes })).toEqual({
		isKept: false,
		theirs: { revision: 2, fields: { title: 'Lời nói và việc làm', body: `Chào cờ. ${body}` } },
	});
	await saveTalk(on(member), { talkId, revision: 0, title: 'Tên khác', body: 'Một ý viết trên máy khác.' });
	const { text } = await look(on(member), (tx) =>
		talkWritingPage(tx, member, talkId, { examples: '', source: () => '' }),
	);
	expect(text.body).toContain('Chào cờ. Kính thưa');
	expect(text.body).toContain('Một ý viết trên máy khác.');
	for (const other of [fellow, secretary])
		await expect(saveTalk(on(other), { talkId, revision: 0, body: 'x' })).rejects.toMatchObject({
			key: 'refused_talk_speaker',
		});
	await expect(write(talkId, { body: 'a'.repeat(20_001) })).rejects.toMatchObject({ kind: 'invalid' });
});

test('from the text to the accepted version: sent, remarked on, returned, sent again, accepted; a change needs a reason', async () => {
	const { member, deputy, secretary, fellow, on, sent, write, page, own, versionsSeen } = await scene();
	const talkId = await sent();
	expect([await own(deputy), await own(member)]).toEqual([['talk_review'], []]);
	await expect(write(talkId, { revision: 2 })).rejects.toMatchObject({ key: 'refused_talk_sent' });
	await takeBackTalk(on(member), { talkId });
	await sendTalk(on(member), { talkId });
	expect([
		await versionsSeen(deputy, talkId),
		await versionsSeen(secretary, talkId),
		await versionsSeen(fellow, talkId),
	]).toEqual([2, 0, 0]);
	await remarkOnTalk(on(deputy), { talkId, passage: 'một việc nhỏ', body: 'Nêu rõ con số.' });
	await expect(remarkOnTalk(on(secretary), { talkId, body: 'x' })).rejects.toMatchObject({
		key: 'refused_talk_review',
	});
	await expect(reviewTalk(on(deputy), { talkId, outcome: 'returned' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await expect(reviewTalk(on(member), { talkId, outcome: 'accepted' })).rejects.toMatchObject({
		key: 'refused_talk_review_own',
	});
	await reviewTalk(on(deputy), { talkId, outcome: 'returned', words: 'Thêm số liệu của phòng.' });
	expect((await page(member, talkId)).remarks.map(({ passage }) => passage)).toEqual(['một việc nhỏ']);
	await write(talkId, { revision: 3, body: `${body}\n\nPhòng tôi giải quyết 98% hồ sơ đúng hạn.` });
	await sendTalk(on(member), { talkId });
	await reviewTalk(on(deputy), { talkId, outcome: 'accepted' });
	expect((await page(member, talkId)).talk).toMatchObject({ state: 'accepted', finalVersion: 3 });

	// Frozen: nothing is typed any more, no version is written over, and a change is a new version with its reason.
	await expect(write(talkId, { revision: 9 })).rejects.toMatchObject({ key: 'refused_talk_sent' });
	await expect(
		look(on(member), (tx) => tx.updateTable('talk_version').set({ body: 'x' }).execute()),
	).rejects.toThrow();
	await expect(reopenTalk(on(member), { talkId, reason: '' })).rejects.toMatchObject({ kind: 'invalid' });
	await reopenTalk(on(member), { talkId, reason: 'Số liệu mới của quý' });
	await sendTalk(on(member), { talkId });
	await reviewTalk(on(deputy), { talkId, outcome: 'accepted' });
	const { versions } = await page(deputy, talkId);
	expect(versions.map(({ version, reason, outcome }) => [version, reason, outcome])).toEqual([
		[1, '', null],
		[2, '', 'returned'],
		[3, '', 'accepted'],
		[4, 'Số liệu mới của quý', 'accepted'],
	]);
});

test('the database itself keeps a speaker from reviewing the own talk', async () => {
	const { tenant, member, deputy, on, sent } = await scene();
	const talkId = await sent();
	await expect(database.owner`update talk set reviewer_id = speaker_id where id = ${talkId}`).rejects.toThrow(
		/check/,
	);
	const review = {
		tenant_id: tenant.tenantId,
		talk_id: talkId,
		version: 1,
		outcome: 'accepted',
		at: new Date(),
	} as const;
	const insert = (actor: Person) =>
		database.db.transaction().execute(async (tx) => {
			const { sql } = await import('kysely');
			await sql`select set_config('app.tenant', ${tenant.tenantId}, true), set_config('app.person', ${actor.personId}, true)`.execute(
				tx,
			);
			await tx
				.insertInto('talk_review')
				.values({ ...review, by_id: actor.personId })
				.execute();
		});
	await expect(insert(member)).rejects.toThrow(/row-level security/);
	await insert(deputy);
	void on;
});

test('presented, it is there for the unit; published only while its speaker agrees, with quotations and their sources', async () => {
	const { tenant, cell, secretary, deputy, member, fellow, stranger, on, sent, page, own, versionsSeen } =
		await scene();
	const talkId = await sent();
	await reviewTalk(on(deputy), { talkId, outcome: 'accepted' });
	expect((await page(fellow, talkId)).shown).toBe(null);
	await expect(look(on(fellow), (tx) => stagePage(tx, fellow, talkId))).rejects.toMatchObject({
		kind: 'missing',
	});
	expect(await look(on(member), (tx) => stagePage(tx, member, talkId))).toMatchObject({
		isFinal: true,
		minutes: 5,
		body,
	});
	await expect(markPresented(on(member), { talkId })).rejects.toMatchObject({ key: 'refused_talk_ahead' });
	await markPresented(on(secretary, held), { talkId });
	expect((await page(fellow, talkId, held)).shown?.body).toBe(body);
	expect([await versionsSeen(fellow, talkId), await versionsSeen(stranger, talkId)]).toEqual([1, 0]);

	const source = siteSources().find(({ kind }) => kind === 'talk');
	const ready = (actor: Person) =>
		look(
			on(actor),
			(tx) => source?.ready(tx, { unitIds: [cell.id], today: held, limit: 9 }) ?? Promise.resolve([]),
		);
	const find = () => look(on(secretary), (tx) => source?.find(tx, talkId) ?? Promise.resolve(null));
	expect(await ready(secretary)).toEqual([]);
	expect(await own(member, held)).toEqual(['talk_consent']);
	await expect(setTalkConsent(on(secretary, held), { talkId, consent: 'yes' })).rejects.toMatchObject({
		key: 'refused_talk_consent',
	});
	await setTalkConsent(on(member, held), { talkId, consent: 'yes' });
	expect(await ready(stranger)).toEqual([]);
	const [candidate] = await ready(secretary);
	expect(candidate).toMatchObject({
		kind: 'talk',
		sourceId: talkId,
		unitId: cell.id,
		title: 'Lời nói và việc làm',
		day: held,
		author: { personId: member.personId, name: 'Trần Văn An' },
		blocks: [
			{ kind: 'paragraph', text: 'Kính thưa các đồng chí!' },
			{ kind: 'quotation', text: 'Lấy người dân làm trung tâm.', source: 'Nghị quyết 57-NQ/TW' },
			{ kind: 'paragraph', text: 'Tôi xin kể một việc nhỏ.' },
		],
	});
	expect(candidate?.author?.consentedAt).toBeInstanceOf(Date);
	expect(await find()).toEqual(candidate);
	expect(await look(on(secretary), (tx) => source?.find(tx, 'khong-co') ?? Promise.resolve(null))).toBe(null);
	await setTalkConsent(on(member, held), { talkId, consent: 'no' });
	expect(await find()).toBe(null);
	const events = await database.owner<{ verb: string }[]>`
		select verb from event where tenant_id = ${tenant.tenantId} and subject_id = ${talkId} and verb like 'talk.consent%' order by at, id`;
	expect(events.map(({ verb }) => verb)).toEqual(['talk.consented', 'talk.consent_withdrawn']);
});

test('listeners say a few words, which the speaker and who leads read; the speaker answers, and then they stay', async () => {
	const { cell, secretary, deputy, member, fellow, stranger, on, sent, page } = await scene();
	const talkId = await sent();
	await reviewTalk(on(deputy), { talkId, outcome: 'accepted' });
	const respond = (actor: Person, words = 'Tôi nhớ nhất câu chuyện về bà cụ.') =>
		respondToTalk(on(actor, held), { talkId, body: words });
	await expect(respond(fellow)).rejects.toMatchObject({ key: 'refused_talk_respond' });
	await markPresented(on(member, held), { talkId });
	await expect(respond(member)).rejects.toMatchObject({ key: 'refused_talk_respond_own' });
	await expect(respond(stranger)).rejects.toMatchObject({ kind: 'missing' });
	await respond(fellow);
	await respond(fellow, 'Tôi nhớ nhất câu chuyện về bà cụ nộp hồ sơ.');
	await respond(deputy, 'Bài ngắn, dễ nhớ.');
	const seen = async (actor: Person) => (await page(actor, talkId, held)).responses.length;
	expect([await seen(member), await seen(secretary), await seen(fellow)]).toEqual([2, 2, 1]);
	await expect(
		answerResponse(on(secretary, held), { talkId, personId: fellow.personId, answer: 'x' }),
	).rejects.toMatchObject({ key: 'refused_talk_speaker' });
	await answerResponse(on(member, held), { talkId, personId: fellow.personId, answer: 'Cảm ơn chị.' });
	await expect(respond(fellow, 'Sửa')).rejects.toMatchObject({ kind: 'conflict' });
	const list = await look(on(fellow), (tx) =>
		talksPage(tx, fellow, { unitId: cell.id, today: held, year: 2026, theme: '', page: 1 }),
	);
	expect(list).toMatchObject({ found: 1, held: [{ title: 'Lời nói và việc làm' }] });
});

test('the rule of the unit holds for what is planned from its day on; a cancelled talk says why', async () => {
	const { cell, secretary, deputy, member, on, plan, page } = await scene();
	const rule = {
		unitId: cell.id,
		validFrom: '2026-12-01',
		every: 'month',
		nth: 2,
		weekday: 5,
		takers: 'chosen',
		chosenIds: [member.personId],
		gapDays: 10,
		minutes: 7,
		pace: 110,
		writeDays: 5,
		reviewDays: 2,
		responses: 'no',
		place: 'Hội trường',
	};
	await expect(setTalkRule(on(member), rule)).rejects.toMatchObject({ key: 'refused_talk_rule' });
	await expect(setTalkRule(on(secretary), { ...rule, reviewDays: 9 })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await expect(setTalkRule(on(secretary), { ...rule, chosenIds: [randomUUID()] })).rejects.toMatchObject({
		kind: 'missing',
	});
	await setTalkRule(on(secretary), rule);
	const [talkId = ''] = await plan({ heldOn: '2026-12-11', personId: member.personId });
	expect((await page(deputy, talkId)).talk).toMatchObject({
		minutes: 7,
		pace: 110,
		place: 'Hội trường',
		writeBy: '2026-12-06',
		wantsResponses: false,
	});
	const rota = await look(on(secretary, '2026-12-02'), (tx) =>
		rotaPage(tx, secretary, { unitId: cell.id, today: '2026-12-02', from: '2026-12-02', to: '2027-01-31' }),
	);
	expect(rota.slots).toMatchObject([{ day: '2027-01-08', personId: member.personId, isTooSoon: false }]);
	await publishRota(on(secretary), { unitId: cell.id });
	await cancelTalk(on(deputy), { talkId, reason: 'Trùng lịch tiếp công dân' });
	expect((await page(member, talkId)).talk.cancelReason).toBe('Trùng lịch tiếp công dân');
});
