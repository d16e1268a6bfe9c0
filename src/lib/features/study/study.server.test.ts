import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { studyScenes } from '../../../../tests/support/study-scene.ts';
import {
	checkInToSession,
	confirmMakeUp,
	excuseParticipant,
	markAllAttending,
	planMakeUp,
	recordAttendance,
} from './attendance.server.ts';
import { changeRound, closeRound } from './commands.server.ts';
import { registerPaperStates, roundForPaper, roundsWaitingForPaper } from './public.server.ts';
import { publishRound } from './publish.server.ts';
import { reachPage, roundList, sessionPage } from './queries.server.ts';
import { dropSession } from './sessions.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const { scene } = studyScenes(database);

test('a round is prepared, published to everybody in the unit, attended by code and by list, and its reach is counted', async () => {
	const { secretary, member, staff, lead, roundId, session, page, duties } = await scene();
	const { sessionId } = await session();
	await expect(page(member)).rejects.toMatchObject({ kind: 'missing' });
	expect(await publishRound(lead, { roundId, audience: 'unit' })).toEqual({ participants: 3 });
	expect(await duties(member)).toEqual(['study_attend']);

	const code = (await page(secretary)).sessions[0]?.checkInCode ?? '';
	expect((await page(member)).sessions[0]?.checkInCode).toBeNull();
	const wrong = code === '111111' ? '222222' : '111111';
	expect(
		await checkInToSession(database.door(member), { studySessionId: sessionId, checkInCode: wrong }),
	).toEqual({ isPresent: false });
	expect((await page(member)).sessions[0]?.own).toBeNull();
	await checkInToSession(database.door(member), {
		studySessionId: sessionId,
		checkInCode: `${code.slice(0, 3)} ${code.slice(3)}`,
	});
	expect(await duties(member)).toEqual([]);
	await expect(
		recordAttendance(lead, { studySessionId: sessionId, personId: staff.personId, presence: 'excused' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await recordAttendance(lead, {
		studySessionId: sessionId,
		personId: staff.personId,
		presence: 'excused',
		reason: 'Đi công tác',
	});
	await markAllAttending(lead, { studySessionId: sessionId });

	const noted = await look(lead, (tx) => sessionPage(tx, secretary, { roundId, sessionId }));
	expect(noted.people.map(({ name, presence, bySelf }) => `${name} ${presence} ${bySelf}`)).toEqual([
		'Trần Văn An present true',
		'Lê Thị Quần Chúng excused false',
		'Nguyễn Thị Bí Thư present false',
	]);
	const { reach } = await look(lead, (tx) => reachPage(tx, secretary, roundId, database.clock()));
	expect(reach).toEqual({
		attended: { done: 2, of: 3 },
		read: { done: 0, of: 3 },
		handed_in: { done: 0, of: 3 },
		reviewed: { done: 0, of: 3 },
	});
});

test('who missed a session makes it up; somebody else confirms it, and then nothing is owed', async () => {
	const { secretary, staff, lead, roundId, session, page, duties } = await scene();
	const { sessionId } = await session();
	await publishRound(lead, { roundId, audience: 'unit' });
	await recordAttendance(lead, { studySessionId: sessionId, personId: staff.personId, presence: 'absent' });
	await recordAttendance(lead, {
		studySessionId: sessionId,
		personId: secretary.personId,
		presence: 'absent',
	});
	expect(await duties(staff)).toEqual(['study_make_up']);
	await expect(
		planMakeUp(lead, { roundId, personId: staff.personId, way: 'recording', dueOn: '2026-11-20' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	for (const { personId } of [staff, secretary])
		await planMakeUp(lead, { roundId, personId, way: 'recording', dueOn: '2026-11-30' });
	expect((await page(staff)).own?.makeUp).toMatchObject({
		way: 'recording',
		dueOn: '2026-11-30',
		doneOn: null,
	});
	await expect(confirmMakeUp(lead, { roundId, personId: secretary.personId })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await confirmMakeUp(lead, { roundId, personId: staff.personId });
	expect((await page(staff)).own?.chain.attended).toBe('done');
	expect(await duties(staff)).toEqual([]);
	await expect(confirmMakeUp(lead, { roundId, personId: staff.personId })).rejects.toMatchObject({
		kind: 'missing',
	});
});

test('each sees the own row only, and who does not take part does not see the round at all', async () => {
	const { cell, member, staff, stranger, lead, roundId, session, page } = await scene();
	const { sessionId } = await session();
	await publishRound(lead, { roundId, audience: 'party_members' });
	await markAllAttending(lead, { studySessionId: sessionId });
	const own = await page(member);
	expect(own.reach).toBeNull();
	expect(own.sessions[0]?.present).toBeNull();
	await expect(page(staff)).rejects.toMatchObject({ kind: 'missing' });
	await expect(page(stranger)).rejects.toMatchObject({ kind: 'missing' });
	const door = database.door(member);
	await expect(look(door, (tx) => reachPage(tx, member, roundId, database.clock()))).rejects.toMatchObject({
		kind: 'refused',
	});
	await expect(look(door, (tx) => sessionPage(tx, member, { roundId, sessionId }))).rejects.toMatchObject({
		kind: 'refused',
	});
	const rows = await look(door, (tx) => tx.selectFrom('study_attendance').select('person_id').execute());
	expect(rows.map(({ person_id }) => person_id)).toEqual([member.personId]);
	const listed = (actor: Actor) =>
		look(database.door(actor), (tx) =>
			roundList(tx, actor, { unitId: cell.id, page: 1, now: new Date('2026-11-23T02:00:00Z') }),
		);
	expect((await listed(member)).rounds).toHaveLength(1);
	expect((await listed(staff)).rounds).toHaveLength(0);
});

test('a round waits for its documents to be published, and changes no more once it is published itself', async () => {
	const { lead, roundId, document } = await scene({ isPublished: false });
	await expect(publishRound(lead, { roundId, audience: 'unit' })).rejects.toMatchObject({ kind: 'conflict' });
	const change = {
		roundId,
		title: 'Tên khác',
		startsOn: '2026-11-24',
		documentIds: [document.id],
		clauseIds: [document.sections[1]?.id],
	};
	await changeRound(lead, change);
	await expect(changeRound(lead, { ...change, paperDueOn: '2026-11-01' })).rejects.toMatchObject({
		kind: 'invalid',
	});

	const ready = await scene();
	await changeRound(ready.lead, {
		...change,
		roundId: ready.roundId,
		documentIds: [ready.document.id],
		clauseIds: [ready.document.sections[1]?.id],
	});
	expect((await ready.page(ready.secretary)).documents[0]?.sections.map(({ label }) => label)).toEqual([
		'2. Đạo đức công vụ',
	]);
	await expect(
		publishRound(ready.lead, { roundId: ready.roundId, audience: 'chosen' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await publishRound(ready.lead, {
		roundId: ready.roundId,
		audience: 'chosen',
		personIds: [ready.member.personId],
	});
	await expect(
		changeRound(ready.lead, { ...change, roundId: ready.roundId, documentIds: [ready.document.id] }),
	).rejects.toMatchObject({ kind: 'refused' });
});

test('who is excused owes nothing; a closed round asks for nothing; a held session stays', async () => {
	const { tenant, member, lead, roundId, session, duties } = await scene();
	const { sessionId } = await session();
	const { sessionId: later } = await session('2026-11-30');
	await publishRound(lead, { roundId, audience: 'unit' });
	const waiting = () =>
		look(database.door(member), (tx) =>
			roundsWaitingForPaper(tx, { tenantId: tenant.tenantId, personId: member.personId }),
		);
	expect(await waiting()).toHaveLength(1);
	expect(await duties(member)).toEqual(['study_attend', 'study_attend']);
	await excuseParticipant(lead, { roundId, personId: member.personId, reason: 'Nghỉ thai sản' });
	expect(await duties(member)).toEqual([]);
	expect(await waiting()).toEqual([]);
	await markAllAttending(lead, { studySessionId: sessionId });
	await expect(dropSession(lead, { studySessionId: sessionId })).rejects.toMatchObject({ kind: 'conflict' });
	await dropSession(lead, { studySessionId: later });
	await closeRound(lead, { roundId });
	await expect(markAllAttending(lead, { studySessionId: sessionId })).rejects.toMatchObject({
		kind: 'refused',
	});
	expect(await look(database.door(member), (tx) => roundForPaper(tx, member, roundId))).toMatchObject({
		isOpen: false,
		paperDueOn: '2026-12-07',
		isParticipant: true,
	});
});

test('papers count as far as whoever keeps them says; one that was returned is not handed in', async () => {
	const { secretary, member, staff, lead, roundId } = await scene();
	await publishRound(lead, { roundId, audience: 'unit' });
	const papers = [
		{ personId: member.personId, state: 'accepted' as const },
		{ personId: staff.personId, state: 'returned' as const },
	];
	registerPaperStates({
		statesOf: async (_tx, _tenantId, roundIds) =>
			papers.flatMap((paper) =>
				roundIds.map((round) => ({ ...paper, roundId: round, handedInAt: null, reviewedAt: null })),
			),
	});
	const { reach } = await look(lead, (tx) => reachPage(tx, secretary, roundId, database.clock()));
	registerPaperStates({ statesOf: async () => [] });
	expect(reach.handed_in).toEqual({ done: 1, of: 3 });
	expect(reach.reviewed).toEqual({ done: 1, of: 3 });
});
