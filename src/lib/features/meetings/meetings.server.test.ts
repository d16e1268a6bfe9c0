import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { searchFor } from '#lib/features/search/queries.server.ts';
import { assignSummary, saveDraft } from '#lib/features/summaries/commands.server.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import './due.server.ts';
import { checkIn, markAllPresent, markAttendance } from './attendance.server.ts';
import { meetingsOfYear } from './calendar.server.ts';
import { assignInMeeting, assignSummaryInMeeting, presentInMeeting } from './given.server.ts';
import { callNumbers, callPaper, numberCall } from './invitation-paper.server.ts';
import { correctMinutes, saveMinutes, signMinutes } from './minutes.server.ts';
import { bookOfMinutes, minutesPage } from './minutes-queries.server.ts';
import {
	addItem,
	addItems,
	callMeeting,
	cancelMeeting,
	moveItem,
	planMeeting,
	removeItem,
} from './plan.server.ts';
import { meetingPage } from './queries.server.ts';
import { chooseNote, closeMeeting, concludeMeeting, goToItem, openMeeting, writeNote } from './run.server.ts';
import { castBallot, closeBallot, countHands, openBallot } from './votes.server.ts';

const database = useDatabase();
const today = '2026-11-23';

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, place: Parameters<typeof buildPerson>[4]) =>
		buildPerson(database, tenant, cell, name, place);
	const secretary = await person('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
	const taker = await person('Trần Thị Ghi', { standing: 'official', roles: ['committee_member'] });
	const member = await person('Lê Văn An', { standing: 'official' });
	const probationary = await person('Phạm Thị Dự Bị', { standing: 'probationary' });
	const staff = await person('Hoàng Văn Quần Chúng', { standing: 'non_party' });
	const { meetingId } = await planMeeting(database.door(secretary), {
		unitId: cell.id,
		kind: 'regular',
		title: 'Sinh hoạt chi bộ tháng 11',
		place: 'Phòng họp',
		day: '2026-11-27',
		time: '08:00',
		minutesPlanned: '60',
		chairId: secretary.personId,
		takerId: taker.personId,
	});
	const page = (actor: Actor) => look(database.door(actor), (tx) => meetingPage(tx, actor, meetingId, today));
	const door = database.door(secretary);
	return { tenant, cell, secretary, taker, member, probationary, staff, door, meetingId, page };
};

/** A meeting that is open, with one item and the three official members present. */
const running = async () => {
	const all = await scene();
	const door = database.door(all.secretary);
	const { agendaItemId } = await addItem(door, {
		meetingId: all.meetingId,
		kind: 'other',
		title: 'Thảo luận',
	});
	await callMeeting(door, { meetingId: all.meetingId });
	await openMeeting(door, { meetingId: all.meetingId });
	await markAllPresent(door, { meetingId: all.meetingId });
	return { ...all, door, agendaItemId };
};

test('a meeting that is being prepared is not there for those it is for, until it is called', async () => {
	const { secretary, member, staff, cell, meetingId, page } = await scene();
	await expect(page(member)).rejects.toMatchObject({ kind: 'missing' });
	expect((await page(secretary)).least).toMatchObject({ minutes: 90 });
	await expect(callMeeting(database.door(member), { meetingId })).rejects.toMatchObject({ kind: 'missing' });
	await callMeeting(database.door(secretary), { meetingId });
	expect((await page(member)).meeting.title).toBe('Sinh hoạt chi bộ tháng 11');
	// A meeting of Party members is not there for non-Party officials.
	await expect(page(staff)).rejects.toMatchObject({ kind: 'missing' });
	const year = (actor: Actor) =>
		look(database.door(actor), (tx) => meetingsOfYear(tx, actor, cell, 2026, today));
	expect((await year(staff)).meetings).toEqual([]);
	expect((await year(member)).duties.months[10]?.state).toBe('planned');
	await cancelMeeting(database.door(secretary), { meetingId, reason: 'Trùng lịch' });
	expect((await year(secretary)).duties.months[10]?.state).toBe('missing');
});

test('the agenda is ordered; an item under which something was written stays', async () => {
	const { door, agendaItemId, meetingId, secretary, page } = await running();
	const second = await addItem(door, { meetingId, kind: 'tasks', title: 'Nhiệm vụ' });
	await moveItem(door, { agendaItemId: second.agendaItemId, step: 'up' });
	expect((await page(secretary)).items.map(({ title }) => title)).toEqual(['Nhiệm vụ', 'Thảo luận']);
	await writeNote(door, { agendaItemId, body: 'Ý kiến' });
	await expect(removeItem(door, { agendaItemId })).rejects.toMatchObject({
		issues: [{ path: 'agendaItemId' }],
	});
	await removeItem(door, { agendaItemId: second.agendaItemId });
	await goToItem(door, { agendaItemId });
	expect((await page(secretary)).items).toMatchObject([{ state: 'current' }]);
});

test('what waits is put on the agenda in one go, all or none', async () => {
	const { door, secretary, meetingId, page } = await scene();
	const items = [
		{ kind: 'news', title: 'Thời sự', minutes: 10 },
		{ kind: 'resolution', title: 'Thông qua nghị quyết', minutes: 20 },
	];
	await expect(
		addItems(door, {
			meetingId,
			items: [...items, { kind: 'document', title: 'x', documentId: randomUUID() }],
		}),
	).rejects.toMatchObject({ kind: 'missing' });
	expect((await page(secretary)).items).toEqual([]);
	await addItems(door, { meetingId, items });
	expect((await page(secretary)).items.map(({ title }) => title)).toEqual(items.map(({ title }) => title));
});

test('two who write of one item keep a text each; the chair chooses which the minutes take', async () => {
	const { door, agendaItemId, secretary, taker, member, page } = await running();
	await writeNote(door, { agendaItemId, body: 'Bí thư ghi' });
	await writeNote(database.door(taker), { agendaItemId, body: 'Người ghi biên bản ghi' });
	await writeNote(database.door(taker), { agendaItemId, body: 'Người ghi biên bản ghi lại' });
	await expect(writeNote(database.door(member), { agendaItemId, body: 'x' })).rejects.toMatchObject({
		key: 'refused_record_meeting',
	});
	expect((await page(member)).items[0]?.notes.map(({ body }) => body)).toEqual([
		'Người ghi biên bản ghi lại',
		'Bí thư ghi',
	]);
	await chooseNote(door, { agendaItemId, authorId: secretary.personId, chosen: 'no' });
	expect((await page(member)).items[0]?.notes.map(({ isChosen }) => isChosen)).toEqual([true, false]);
});

test('people say by the code that they are there; who is absent with a reason has one', async () => {
	const { door, meetingId, member, probationary, staff, page, secretary } = await running();
	const code = (await page(secretary)).checkInCode ?? '';
	expect((await page(member)).checkInCode).toBeNull();
	await expect(
		markAttendance(door, { meetingId, personId: member.personId, presence: 'excused' }),
	).rejects.toMatchObject({ issues: [{ path: 'reason' }] });
	await markAttendance(door, { meetingId, personId: member.personId, presence: 'absent' });
	const wrong = code === '000000' ? '111111' : '000000';
	await expect(checkIn(database.door(member), { meetingId, checkInCode: wrong })).rejects.toMatchObject({
		issues: [{ path: 'checkInCode' }],
	});
	await checkIn(database.door(member), { meetingId, checkInCode: `${code.slice(0, 3)} ${code.slice(3)}` });
	await expect(checkIn(database.door(staff), { meetingId, checkInCode: code })).rejects.toMatchObject({
		kind: 'missing',
	});
	await markAttendance(door, {
		meetingId,
		personId: probationary.personId,
		presence: 'excused',
		reason: 'Đi học',
	});
	expect((await page(member)).figures).toEqual({
		invited: 4,
		present: 3,
		officialPresent: 3,
		official: 3,
		quorum: true,
	});
});

test('a line of assignment that is sent twice gives one task, on the page of who has to do it', async () => {
	const { door, meetingId, agendaItemId, member, page } = await running();
	const line = {
		meetingId,
		agendaItemId,
		assignmentKey: '0193a0f0-0000-7000-8000-000000000001',
		title: 'Tóm lược Nghị quyết 57',
		personId: member.personId,
		dueOn: '2026-12-10',
	};
	const first = await assignInMeeting(door, line);
	const again = await assignInMeeting(door, line);
	expect(again.taskId).toBe(first.taskId);
	expect((await page(member)).items[0]?.assignments).toHaveLength(1);
	const [task] =
		await database.owner`select owner_id, due_on, origin_id from task where id = ${first.taskId}`;
	expect(task).toMatchObject({ owner_id: member.personId, due_on: '2026-12-10', origin_id: meetingId });
});

test('by hands: the count is entered once, never more hands than people', async () => {
	const { door, meetingId, agendaItemId, secretary, page } = await running();
	const { ballotId } = await openBallot(door, {
		meetingId,
		agendaItemId,
		question: 'Thông qua nghị quyết',
		method: 'hand',
	});
	await expect(countHands(door, { ballotId, yes: '3', no: '1', abstain: '0' })).rejects.toMatchObject({
		issues: [{ path: 'yes' }],
	});
	await expect(closeMeeting(door, { meetingId })).rejects.toMatchObject({ issues: [{ path: 'ballotId' }] });
	await countHands(door, { ballotId, yes: '2', no: '1', abstain: '0' });
	await expect(countHands(door, { ballotId, yes: '3', no: '0', abstain: '0' })).rejects.toMatchObject({
		key: 'refused_ballot_closed',
	});
	expect((await page(secretary)).ballots).toMatchObject([{ yes: 2, no: 1, entitled: 3, carried: true }]);
});

test('of a secret ballot it is kept who has voted and the sums; nothing ties a voter to a choice', async () => {
	const { door, meetingId, member, taker, probationary, secretary, page } = await running();
	const { ballotId } = await openBallot(door, {
		meetingId,
		question: 'Đề nghị công nhận',
		method: 'secret',
		majority: 'two_thirds',
	});
	const cast = (actor: Actor, choice: string) => castBallot(database.door(actor), { ballotId, choice });
	await expect(cast(probationary, 'yes')).rejects.toMatchObject({ key: 'refused_vote' });
	await cast(member, 'yes');
	await expect(cast(member, 'no')).rejects.toMatchObject({ key: 'refused_voted_already' });
	await cast(taker, 'no');
	expect((await page(secretary)).ballots).toMatchObject([{ yes: null, no: null, voted: 2, carried: null }]);
	const [voter] = await database.owner`select * from ballot_voter limit 1`;
	expect(Object.keys(voter ?? {}).sort()).toEqual(['ballot_id', 'person_id', 'tenant_id']);
	const told =
		await database.owner`select 1 from event where actor_person_id = ${member.personId} and verb like '%ballot%'`;
	expect(told).toHaveLength(0);
	await cast(secretary, 'yes');
	await closeBallot(door, { ballotId });
	expect((await page(secretary)).ballots).toMatchObject([{ yes: 2, no: 1, abstain: 0, carried: true }]);
});

test('a meeting is found by its title and its agenda, by those who may see it and from when they may', async () => {
	const { secretary, member, staff, meetingId } = await scene();
	const door = database.door(secretary);
	await addItem(door, { meetingId, kind: 'other', title: 'Chuyển đổi số trong tiếp công dân' });
	const finds = async (actor: Actor, text: string): Promise<string[]> => {
		const results = await look(database.door(actor), (tx) =>
			searchFor(tx, actor, { text, filters: {}, today, from: 0, count: 5 }),
		);
		return results.groups
			.filter(({ kind }) => kind === 'meeting')
			.flatMap(({ hits }) => hits.map(({ href }) => href));
	};
	expect(await finds(secretary, 'tiep cong dan')).toEqual([`/hop/${meetingId}`]);
	expect(await finds(member, 'tiếp công dân')).toEqual([]);
	await callMeeting(door, { meetingId });
	expect(await finds(member, 'tiếp công dân')).toEqual([`/hop/${meetingId}`]);
	expect(await finds(member, 'sinh hoat chi bo thang 11')).toEqual([`/hop/${meetingId}`]);
	expect(await finds(staff, 'tiếp công dân')).toEqual([]);
});

test('a called meeting waits for those it is for until it begins; its minutes for those who sign', async () => {
	const { secretary, member, staff, taker, meetingId } = await scene();
	const waits = async (actor: Actor & { personId: string }) =>
		(await look(database.door(actor), (tx) => ownDuties(tx, actor.tenantId, actor.personId, 5))).items
			.filter(({ subjectId }) => subjectId === meetingId)
			.map(({ kind, dueOn }) => `${kind} ${dueOn}`);
	const told = async (actor: Actor & { personId: string }) =>
		(
			await database.owner`select kind from notification where person_id = ${actor.personId} and subject_id = ${meetingId}`
		).length;
	const door = database.door(secretary);
	expect(await waits(member)).toEqual([]);
	await callMeeting(door, { meetingId });
	expect(await waits(member)).toEqual(['attend 2026-11-27']);
	expect(await waits(staff)).toEqual([]);
	expect([await told(member), await told(staff), await told(secretary)]).toEqual([1, 0, 0]);
	await openMeeting(door, { meetingId });
	await closeMeeting(door, { meetingId });
	expect(await waits(member)).toEqual([]);
	expect(await waits(taker)).toEqual(['minutes 2026-11-30']);
});

test('two who write the conclusion at once lose nothing, sent twice it is there once, and the chair chooses', async () => {
	const { door, meetingId, taker, page, secretary } = await running();
	const conclusion = async () => (await page(secretary)).meeting.conclusion;
	await concludeMeeting(door, { meetingId, conclusion: 'Giao chi ủy.' });
	const ofTaker = { meetingId, conclusion: 'Giao chi ủy, xong trong tháng 12.', known: 'Giao chi ủy.' };
	await concludeMeeting(database.door(taker), ofTaker);
	const ofChair = { meetingId, conclusion: 'Giao đồng chí An.', known: 'Giao chi ủy.' };
	await concludeMeeting(door, ofChair);
	const both = 'Giao chi ủy, xong trong tháng 12.\n\nGiao đồng chí An.';
	expect(await conclusion()).toBe(both);
	await concludeMeeting(door, ofChair);
	await concludeMeeting(database.door(taker), ofTaker);
	expect(await conclusion()).toBe(both);
	await concludeMeeting(door, { meetingId, conclusion: 'Giao đồng chí An, tháng 12.', known: both });
	// Changed again on the device before it was heard that the first had come.
	await concludeMeeting(door, {
		meetingId,
		conclusion: 'Giao đồng chí An trong tháng 12.',
		known: both,
		mine: 'Giao đồng chí An, tháng 12.',
	});
	expect(await conclusion()).toBe('Giao đồng chí An trong tháng 12.');
});

test('minutes write themselves, are signed by two, numbered, and are then fixed', async () => {
	const { door, cell, meetingId, agendaItemId, secretary, taker, member } = await running();
	await writeNote(door, { agendaItemId, body: 'Các đồng chí thống nhất.' });
	await concludeMeeting(door, { meetingId, conclusion: 'Giao chi ủy thực hiện.' });
	const minutes = (actor: Actor) =>
		look(database.door(actor), (tx) => minutesPage(tx, actor, meetingId, today));
	expect((await minutes(secretary)).powers).toEqual({ write: false, sign: false, correct: false });
	await expect(minutes(member)).rejects.toMatchObject({ kind: 'missing' });
	await closeMeeting(database.door(secretary, fixedClock('2026-11-27T09:40:00+07:00')), { meetingId });
	const written = await minutes(secretary);
	expect(written.body).toContain('Các đồng chí thống nhất.');
	expect(written.body).toContain('Hội nghị kết thúc lúc 09:40');
	await expect(signMinutes(door, { meetingId })).rejects.toMatchObject({ key: 'failure_no_minutes' });
	await saveMinutes(door, { meetingId, body: `${written.body}\nBổ sung.` });
	await expect(minutes(member)).rejects.toMatchObject({ kind: 'missing' });
	await signMinutes(door, { meetingId });
	await expect(saveMinutes(door, { meetingId, body: 'khác' })).rejects.toMatchObject({
		key: 'refused_minutes_signed',
	});
	await expect(correctMinutes(door, { meetingId, body: 'x' })).rejects.toMatchObject({
		key: 'refused_minutes_not_fixed',
	});
	await signMinutes(database.door(taker), { meetingId });
	await expect(signMinutes(database.door(member), { meetingId })).rejects.toMatchObject({
		key: 'refused_sign_minutes',
	});
	await correctMinutes(door, { meetingId, body: 'Số người có mặt là 4.' });
	const fixed = await minutes(member);
	expect(fixed).toMatchObject({
		number: 1,
		year: 2026,
		isUnaltered: true,
		corrections: [{ body: 'Số người có mặt là 4.' }],
	});
	expect(fixed.body).toContain('Bổ sung.');
	expect(await look(door, (tx) => bookOfMinutes(tx, secretary, cell.id, 2026))).toMatchObject([
		{ number: 1 },
	]);
	await database.owner`update meeting_minutes set body = body || ' ' where meeting_id = ${meetingId}`;
	expect((await minutes(member)).isUnaltered).toBe(false);
});

test('a summary that is given in the meeting, sent twice, is there once and stands in the minutes', async () => {
	const { tenant, cell, secretary, taker, door, meetingId, page } = await running();
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
	const given = {
		meetingId,
		documentId: document.id,
		personId: taker.personId,
		dueOn: '2026-12-04',
		assignmentKey: randomUUID(),
	};
	await expect(assignSummaryInMeeting(database.door(taker), given)).rejects.toMatchObject({
		key: 'refused_assign_summary',
	});
	const once = await assignSummaryInMeeting(door, given);
	expect(await assignSummaryInMeeting(door, given)).toEqual(once);
	const { summaries, summarisers } = await page(secretary);
	expect(summaries).toMatchObject([{ id: once.assignmentId, documentId: document.id }]);
	expect(summarisers?.map(({ personId }) => personId).toSorted()).toEqual(
		[secretary.personId, taker.personId].toSorted(),
	);
	expect((await page(taker)).summarisers).toBeNull();
	const minutes = await look(door, (tx) => minutesPage(tx, secretary, meetingId, today));
	expect(minutes.body).toMatch(/Phân công đồng chí Trần Thị Ghi tóm lược .+, hạn 04\/12\/2026\./);
});

test('the officer who follows the cell from above is told of the call, once', async () => {
	const tenant = await buildTenant(database);
	const above = await buildUnit(database, tenant, 'Đảng ủy Sở');
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng', above);
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const taker = await buildPerson(database, tenant, cell, 'Trần Thị Ghi', { standing: 'official' });
	const officer = await buildPerson(database, tenant, above, 'Đỗ Văn Theo Dõi', {
		standing: 'official',
		roles: ['higher_officer'],
	});
	const { meetingId } = await planMeeting(database.door(secretary), {
		unitId: cell.id,
		kind: 'regular',
		title: 'Sinh hoạt chi bộ tháng 11',
		place: 'Phòng họp',
		day: '2026-11-27',
		time: '08:00',
		minutesPlanned: '90',
		chairId: secretary.personId,
		takerId: taker.personId,
	});
	await callMeeting(database.door(secretary), { meetingId });
	const told = await database.owner`select person_id as "personId", letter_words as words from notification
		where tenant_id = ${tenant.tenantId} and kind = 'meeting.called' order by words`;
	expect(told.map(({ personId, words }) => [personId, words])).toEqual([
		[taker.personId, 'meeting_letter_called'],
		[officer.personId, 'meeting_letter_followed'],
	]);
});

test('a summary is offered for the agenda, presented in the meeting, and its points become a task of their clause', async () => {
	const { tenant, cell, secretary, taker, member, door, meetingId, page } = await running();
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu', 'Giải pháp']);
	const clauseId = document.sections[0]?.id ?? '';
	const given = { documentId: document.id, unitId: cell.id, personId: taker.personId, dueOn: '2026-11-26' };
	const { assignmentId } = await assignSummary(door, given);
	expect((await page(secretary)).waiting?.summaries).toEqual([]);
	await saveDraft(database.door(taker), {
		assignmentId,
		points: [{ clauseId, kind: 'action', body: 'Số hóa hồ sơ', revision: 0 }],
	});
	expect((await page(secretary)).waiting?.summaries).toMatchObject([
		{ id: assignmentId, person: 'Trần Thị Ghi' },
	]);
	const { agendaItemId } = await addItem(door, {
		meetingId,
		kind: 'summary',
		title: 'Trình bày tóm lược',
		assignmentId,
	});
	expect((await page(secretary)).waiting?.summaries).toEqual([]);
	// Before it is presented the draft is its author's alone.
	expect((await page(secretary)).presented).toMatchObject([{ sections: null, mayPresent: true }]);
	expect((await page(taker)).presented).toMatchObject([
		{ sections: [{ clauseId, points: [{ kind: 'action', body: 'Số hóa hồ sơ' }] }] },
	]);
	await expect(presentInMeeting(database.door(member), { agendaItemId })).rejects.toMatchObject({
		kind: 'missing',
	});
	await presentInMeeting(database.door(taker), { agendaItemId });
	await presentInMeeting(database.door(taker), { agendaItemId });
	const told =
		await database.owner`select id from event where subject_id = ${assignmentId} and verb = 'summary.presented'`;
	expect(told).toHaveLength(1);
	expect((await page(secretary)).presented).toMatchObject([
		{ isPresentedHere: true, mayPresent: false, sections: [{ clauseId }] },
	]);
	expect((await page(member)).presented).toEqual([]);
	const task = {
		meetingId,
		agendaItemId,
		title: 'Số hóa hồ sơ',
		personId: member.personId,
		dueOn: '2026-12-20',
	};
	const { taskId } = await assignInMeeting(door, { ...task, clauseId });
	expect(await database.owner`select clause_id from task_clause where task_id = ${taskId}`).toEqual([
		{ clause_id: clauseId },
	]);
	const other = await sceneDocument(database, tenant, cell, secretary.personId, ['Khác']);
	await expect(assignInMeeting(door, { ...task, clauseId: other.sections[0]?.id })).rejects.toMatchObject({
		kind: 'missing',
	});
});

test('a called meeting has an invitation and a notice: who, when, where, agenda, material, signed by the secretary', async () => {
	const { tenant, cell, secretary, staff, door, meetingId } = await scene();
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu']);
	await addItem(door, {
		meetingId,
		kind: 'document',
		title: 'Quán triệt nghị quyết',
		documentId: document.id,
	});
	const paper = (actor: Actor, type: 'invitation' | 'notice') =>
		look(database.door(actor), (tx) => callPaper(tx, actor, { meetingId, type, today }));
	await expect(paper(secretary, 'invitation')).rejects.toMatchObject({ kind: 'missing' });
	await callMeeting(door, { meetingId });
	await expect(paper(staff, 'notice')).rejects.toMatchObject({ kind: 'missing' });
	const { paper: written, layout } = await paper(secretary, 'invitation');
	for (const format of ['docx', 'pdf'] as const)
		expect((await writePaper(written, layout, format)).byteLength).toBeGreaterThan(1000);
	expect(written.head).toMatchObject({
		title: 'dự sinh hoạt chi bộ tháng 11',
		addressees: ['Toàn thể đảng viên Chi bộ Văn phòng'],
	});
	expect(written.signatures.right).toMatchObject({ name: 'Nguyễn Thị Bí Thư' });
	const text = written.body.map((block) => ('text' in block ? String(block.text) : '')).join('\n');
	for (const part of [
		'8 giờ 00, ngày 27/11/2026',
		'Phòng họp',
		'Lê Văn An',
		'1. Quán triệt nghị quyết.',
		'05-NQ/CB',
	])
		expect(text).toContain(part);
	expect((await paper(secretary, 'notice')).paper.head.title).toBe(
		'về việc tổ chức sinh hoạt chi bộ tháng 11',
	);
});

test('an invitation takes its number from the register of outgoing papers, once, and bears it from then on', async () => {
	const { secretary, taker, door, meetingId } = await scene();
	const invitation = () =>
		look(door, (tx) => callPaper(tx, secretary, { meetingId, type: 'invitation', today }));
	const numbers = async (actor: Actor) =>
		look(database.door(actor), async (tx) =>
			callNumbers(tx, actor, (await meetingPage(tx, actor, meetingId, today)).meeting),
		);
	expect(await numbers(secretary)).toBeNull();
	await expect(numberCall(door, { meetingId, type: 'invitation' })).rejects.toMatchObject({
		kind: 'missing',
	});
	await callMeeting(door, { meetingId });
	expect((await invitation()).paper.head.number).toMatchObject({ number: null });
	await expect(numberCall(database.door(taker), { meetingId, type: 'invitation' })).rejects.toMatchObject({
		key: 'refused_number_papers',
	});
	const { mark } = await numberCall(door, { meetingId, type: 'invitation' });
	expect((await invitation()).paper.head.number).toMatchObject({ number: 1 });
	expect(await numbers(secretary)).toEqual({ invitation: mark, notice: null, mayNumber: true });
	expect(await numbers(taker)).toMatchObject({ invitation: mark, mayNumber: false });
	await expect(numberCall(door, { meetingId, type: 'invitation' })).rejects.toMatchObject({
		key: 'refused_call_numbered',
	});
});
