import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { body, held, type Person, talkScenes } from '../../../../tests/support/talk-scene.ts';
import { siteSources } from '../site/candidates.server.ts';
import { answerResponse, markPresented, respondToTalk, setTalkConsent } from './present.server.ts';
import { talksPage } from './queries.server.ts';
import { stagePage, talkWritingPage } from './queries-writing.server.ts';
import { remarkOnTalk, reviewTalk } from './review.server.ts';
import { reopenTalk, saveTalk, sendTalk, takeBackTalk } from './writing.server.ts';

const database = useDatabase();
const { scene } = talkScenes(database);

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
