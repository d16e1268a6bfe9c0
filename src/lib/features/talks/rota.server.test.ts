import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { held, type Person, talkScenes } from '../../../../tests/support/talk-scene.ts';
import { endLeave, enterLeave } from './leave.server.ts';
import { addTheme, dropTheme, setTalkRule } from './plan.server.ts';
import { themesPage } from './queries.server.ts';
import { leavePage, rotaPage } from './queries-rota.server.ts';
import { cancelTalk, changeTalk, publishRota } from './rota.server.ts';
import { agreeSwap, askSwap, declineSwap } from './swap.server.ts';
import { saveTalk } from './writing.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { scene } = talkScenes(database);

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
