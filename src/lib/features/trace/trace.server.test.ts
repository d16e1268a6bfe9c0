import { beforeAll, describe, expect, test } from 'vitest';
import { addItem, callMeeting, cancelMeeting, planMeeting } from '#lib/features/meetings/plan.server.ts';
import { closeMeeting, goToItem, openMeeting } from '#lib/features/meetings/run.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import {
	buildPerson,
	buildTenant,
	buildUnit,
	type TestTenant,
	type TestUnit,
} from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	sceneDocument,
	sceneEvent,
	sceneProgramme,
	scenePublication,
	sceneReader,
	sceneSummary,
	sceneTask,
} from '../../../../tests/support/trace-scene.ts';
import { traceOf } from './queries.server.ts';
import { timelineOf } from './timeline.server.ts';

const database = useDatabase();
const today = '2026-11-23';

type Person = Actor & { personId: string };
let tenant: TestTenant;
let cell: TestUnit;
let secretary: Person;
let member: Person;
let colleague: Person;
let outsider: Person;
let officer: Person;
let document: Awaited<ReturnType<typeof sceneDocument>>;

const trace = (actor: Actor, unit = cell, documentId = document.id) =>
	look(database.door(actor), (tx) => traceOf(tx, actor, { documentId, unitId: unit.id, today }));
const timeline = (actor: Actor, before?: string, unit = cell) =>
	look(database.door(actor), (tx) =>
		timelineOf(tx, actor, { documentId: document.id, unitId: unit.id, before }),
	);

beforeAll(async () => {
	tenant = await buildTenant(database);
	cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const other = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
	secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	colleague = await buildPerson(database, tenant, cell, 'Lê Thị Bình', { standing: 'non_party' });
	outsider = await buildPerson(database, tenant, other, 'Phạm Văn Cường', {
		standing: 'official',
		roles: ['secretary'],
	});
	officer = await buildPerson(database, tenant, tenant.root, 'Hoàng Theo Dõi', { roles: ['higher_officer'] });
	document = await sceneDocument(database, tenant, cell, secretary.personId, [
		'Công tác chuyên môn',
		'Đạo đức công vụ',
		'Đoàn kết nội bộ',
	]);
	const [first, second, third] = document.sections;
	if (!first || !second || !third) throw new Error('three sections');
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-11-30',
		assigned: 2,
		opened: 2,
		studied: 1,
		readers: { [first.id]: 2, [second.id]: 1 },
	});
	await sceneReader(database, tenant, cell, publication, document.id, member.personId, '2026-11-30');
	await sceneSummary(database, tenant, cell, document.id, first.clauseId, secretary.personId);
	const programmeId = await sceneProgramme(database, tenant, cell, secretary.personId);
	const given = {
		programmeId,
		documentId: document.id,
		ownerId: member.personId,
		supervisorId: secretary.personId,
	};
	const done = await sceneTask(
		database,
		tenant,
		cell,
		{ ...given, clauseIds: [first.clauseId] },
		{
			state: 'accepted',
			percent: 100,
			reportedAt: '2026-11-20T02:00:00Z',
			evidence: 2,
			result: '92 % hồ sơ đúng hạn',
		},
	);
	await sceneTask(database, tenant, cell, {
		...given,
		clauseIds: [second.id, second.clauseId],
		title: 'Ký cam kết đạo đức công vụ',
		dueOn: '2026-11-18',
	});
	await sceneTask(
		database,
		tenant,
		cell,
		{ ...given, clauseIds: [third.id], title: 'Việc đã bỏ' },
		{ state: 'cancelled' },
	);
	const draft = await sceneProgramme(database, tenant, cell, secretary.personId, 'draft');
	const drafted = await sceneTask(database, tenant, cell, {
		...given,
		programmeId: draft,
		clauseIds: [third.id],
		title: 'Việc còn dự thảo',
	});

	const at = { unitId: cell.id, documentId: document.id };
	const by = secretary.personId;
	await sceneEvent(database, tenant, {
		...at,
		at: '2026-11-02T02:00:00Z',
		verb: 'document.filed',
		actor: by,
		subject: ['document', document.id],
	});
	await sceneEvent(database, tenant, {
		...at,
		at: '2026-11-03T02:00:00Z',
		verb: 'document.published',
		actor: by,
		subject: ['document', document.id],
	});
	for (const reader of [member, colleague, secretary]) {
		await sceneEvent(database, tenant, {
			...at,
			at: '2026-11-10T02:00:00Z',
			verb: 'document.studied',
			actor: reader.personId,
			subject: ['document', document.id],
			personal: true,
		});
	}
	await sceneEvent(database, tenant, {
		...at,
		at: '2026-11-12T02:00:00Z',
		verb: 'task.assigned',
		actor: by,
		subject: ['task', done],
	});
	await sceneEvent(database, tenant, {
		...at,
		at: '2026-11-12T03:00:00Z',
		verb: 'task.assigned',
		actor: by,
		subject: ['task', drafted],
	});
	await sceneEvent(database, tenant, {
		...at,
		unitId: other.id,
		at: '2026-11-13T03:00:00Z',
		verb: 'summary.written',
		actor: outsider.personId,
		subject: ['summary', done],
	});
});

describe('the trace of a published resolution', () => {
	test('shows for each section how far it has come, for a member', async () => {
		const seen = await trace(member);
		expect(seen.rows.map((row) => row.steps.map((step) => step.state))).toEqual([
			['done', 'done', 'done', 'done', 'done'],
			['under_way', 'gap', 'late', 'gap', 'not_yet_due'],
			['not_yet_due', 'gap', 'gap', 'not_yet_due', 'not_yet_due'],
		]);
		expect(seen.rows[1]?.gaps).toEqual([
			{ step: 'summary', key: 'unsummarised', count: 1, days: 0 },
			{ step: 'tasks', key: 'overdue', count: 1, days: 5 },
			{ step: 'evidence', key: 'unevidenced', count: 1, days: 0 },
		]);
		expect(seen.rows[0]?.tasks[0]).toMatchObject({
			ownerName: 'Trần Văn An',
			evidence: 2,
			result: '92 % hồ sơ đúng hạn',
			reportedOn: '2026-11-20',
		});
		expect(seen.figures).toMatchObject({
			studied: 1,
			assigned: 2,
			tasks: 2,
			tasksDone: 1,
			tasksOnTime: 1,
			tasksLate: 1,
			summarised: 1,
		});
		expect(seen.powers).toMatchObject({ assign: false, seeNames: false });
	});

	test('a task of a draft programme shows to those who lead the unit, as a draft', async () => {
		const third = (await trace(secretary)).rows[2];
		expect(third?.tasks).toMatchObject([{ title: 'Việc còn dự thảo', state: 'draft' }]);
		expect(third?.steps[2]?.state).toBe('under_way');
	});

	test('the officer of the unit above sees the cell counted in, without drafts', async () => {
		const seen = await trace(officer, tenant.root);
		expect(seen.figures).toMatchObject({ studied: 1, assigned: 2, tasks: 2 });
		expect(await trace(officer, cell)).toMatchObject({ figures: { tasks: 2 } });
	});

	test('whoever it was not published to, another unit and another tenant find nothing', async () => {
		await expect(trace(colleague)).rejects.toMatchObject({ kind: 'missing' });
		await expect(trace(outsider)).rejects.toMatchObject({ kind: 'missing' });
		await expect(
			trace(outsider, { id: outsider.roles[0]?.unitId ?? '', path: '', name: '' }),
		).rejects.toMatchObject({ kind: 'missing' });
		await expect(trace(member, cell, 'khong-phai-id')).rejects.toMatchObject({ kind: 'missing' });
		const foreign = await buildTenant(database, 'Đảng bộ khác');
		const stranger = await buildPerson(database, foreign, foreign.root, 'Người Lạ', {
			standing: 'official',
			roles: ['secretary', 'higher_officer'],
		});
		await expect(trace(stranger)).rejects.toMatchObject({ kind: 'missing' });
		await expect(trace(stranger, foreign.root)).rejects.toMatchObject({ kind: 'missing' });
		await expect(timeline(stranger)).rejects.toMatchObject({ kind: 'missing' });
	});
});

describe('the timeline', () => {
	const lines = (days: Awaited<ReturnType<typeof timeline>>['days']) =>
		days.flatMap((day) => day.entries.map((entry) => `${day.day} ${entry.verb} ${entry.count}`));

	test('newest first by day, reading as one line with a count, for the secretary', async () => {
		const seen = await timeline(secretary);
		expect(lines(seen.days)).toEqual([
			'2026-11-12 task.assigned 1',
			'2026-11-12 task.assigned 1',
			'2026-11-10 document.studied 3',
			'2026-11-03 document.published 1',
			'2026-11-02 document.filed 1',
		]);
		expect(seen.days[1]?.entries[0]).toMatchObject({ actorName: null });
		expect(seen.days[0]?.entries[1]).toMatchObject({
			actorName: 'Nguyễn Thị Bí Thư',
			title: 'Số hóa hồ sơ một cửa',
		});
		expect(seen.next).toBeNull();
	});

	test('a member sees their own reading, no drafts and nothing of other units', async () => {
		const seen = await timeline(member);
		expect(lines(seen.days)).toEqual([
			'2026-11-12 task.assigned 1',
			'2026-11-10 document.studied 1',
			'2026-11-03 document.published 1',
			'2026-11-02 document.filed 1',
		]);
		expect(seen.days[1]?.entries[0]?.isOwn).toBe(true);
	});

	test('goes on where the page before ended', async () => {
		const whole = (await timeline(secretary)).days.flatMap((day) => day.entries);
		const rest = (await timeline(secretary, whole[2]?.id)).days.flatMap((day) => day.entries);
		expect(rest.map((entry) => entry.id)).toEqual(whole.slice(3).map((entry) => entry.id));
	});
});

describe('meetings on the timeline', () => {
	/** A document of the cell, published, and a meeting that has it on its agenda as the first of two. */
	const scene = async (kind: 'committee' | 'regular') => {
		const fellow = await buildPerson(database, tenant, cell, 'Đỗ Thị Gái', { standing: 'official' });
		const shown = await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu']);
		const skipped = await sceneDocument(database, tenant, cell, secretary.personId, ['Giải pháp']);
		for (const { id } of [shown, skipped]) {
			const reach = { readBy: '2026-11-30', assigned: 1, opened: 0, studied: 0, readers: {} };
			const publication = await scenePublication(database, tenant, cell, id, secretary.personId, reach);
			await sceneReader(database, tenant, cell, publication, id, fellow.personId, '2026-11-30');
		}
		const door = database.door(secretary);
		const { meetingId } = await planMeeting(door, {
			unitId: cell.id,
			kind,
			title: 'Sinh hoạt tháng 11',
			place: '',
			day: '2026-11-27',
			time: '08:00',
			minutesPlanned: '90',
			chairId: secretary.personId,
			takerId: member.personId,
		});
		const put = (documentId: string) =>
			addItem(door, { meetingId, kind: 'document', title: `Quán triệt ${documentId}`, documentId });
		const first = await put(shown.id);
		await put(skipped.id);
		const lines = (actor: Actor, documentId = shown.id) =>
			look(database.door(actor), async (tx) => {
				const { days } = await timelineOf(tx, actor, { documentId, unitId: cell.id });
				return days.flatMap(({ entries }) => entries.map(({ verb, title }) => `${verb} ${title}`));
			});
		return { fellow, door, meetingId, first, shown, skipped, lines };
	};

	test('a member is told once the meeting is called; what the meeting came to was discussed', async () => {
		const { fellow, door, meetingId, first, skipped, lines } = await scene('regular');
		expect(await lines(secretary)).toEqual(['meeting.item_added Sinh hoạt tháng 11']);
		expect(await lines(fellow)).toEqual([]);
		await callMeeting(door, { meetingId });
		expect(await lines(fellow)).toEqual(['meeting.item_added Sinh hoạt tháng 11']);
		await openMeeting(door, { meetingId });
		await goToItem(door, first);
		await closeMeeting(door, { meetingId });
		expect((await lines(fellow)).toSorted()).toEqual([
			'meeting.discussed Sinh hoạt tháng 11',
			'meeting.item_added Sinh hoạt tháng 11',
		]);
		expect(await lines(secretary, skipped.id)).toEqual(['meeting.item_added Sinh hoạt tháng 11']);
	});

	test('of a committee meeting, and of one that was called off, a member learns nothing', async () => {
		const { fellow, door, meetingId, first, lines } = await scene('committee');
		await callMeeting(door, { meetingId });
		await openMeeting(door, { meetingId });
		await goToItem(door, first);
		await closeMeeting(door, { meetingId });
		expect(await lines(secretary)).toHaveLength(2);
		expect(await lines(fellow)).toEqual([]);
		const off = await scene('regular');
		await callMeeting(off.door, { meetingId: off.meetingId });
		await cancelMeeting(off.door, { meetingId: off.meetingId, reason: 'Trùng lịch' });
		expect(await off.lines(secretary)).toEqual([]);
	});
});
