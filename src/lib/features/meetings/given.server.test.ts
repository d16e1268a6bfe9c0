import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { assignSummary } from '#lib/features/summaries/assign.server.ts';
import { saveDraft } from '#lib/features/summaries/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { meetingScenes } from '../../../../tests/support/meeting-scene.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { assignInMeeting, assignSummaryInMeeting, presentInMeeting } from './given.server.ts';
import { minutesPage } from './minutes-queries.server.ts';
import { addItem } from './plan.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { running } = meetingScenes(database);

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
