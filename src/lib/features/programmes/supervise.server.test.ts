import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { programmeScene } from '../../../../tests/support/programme-scene.ts';
import { setNotApplicable } from './commands-coverage.server.ts';
import { addIndicator, measureIndicator } from './commands-indicators.server.ts';
import { setNeeds } from './commands-order.server.ts';
import { reportTask } from './commands-reports.server.ts';
import { askDeadline, decideDeadline, moveDeadline, urgeTasks } from './commands-supervise.server.ts';
import { periodAt } from './domain/periods.ts';
import { programmePaper, programmeReport } from './public.server.ts';
import { programmePageOf } from './queries.server.ts';
import { tasksFor } from './queries-lists.server.ts';
import { type BehindFilter, behindFor } from './queries-supervise.server.ts';
import { taskPageOf } from './queries-tasks.server.ts';
import { boardOf, loadsOf, timelineOf } from './queries-views.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const scene = () => programmeScene(database);

test('who follows tasks urges several at once with a word; the owner sees who, when and what', async () => {
	const { tenant, unit, secretary, owner, helper, colleague, door, give } = await scene();
	const [late, soon, later] = [
		await give('Quá hạn', { dueOn: '2026-11-10' }),
		await give('Sắp đến hạn', { dueOn: '2026-11-25', ownerId: helper.personId, helperIds: [] }),
		await give('Còn lâu'),
	];
	const behind = (actor: Actor, filter: BehindFilter = 'all', ownerId?: string) =>
		look(database.door(actor), (tx) => behindFor(tx, actor, { unit, today, filter, ownerId, page: 1 }));
	const seen = await behind(secretary);
	expect(seen.tasks.map(({ id, mayUrge }) => [id, mayUrge])).toEqual([
		[late, true],
		[soon, true],
	]);
	expect(seen.figures).toEqual({ late: 1, soon: 1, notUrged: 1, asking: 0 });
	expect(seen.people).toMatchObject([
		{ name: 'Trần Văn An', late: 1, soon: 0 },
		{ name: 'Lê Thị Bình', late: 0, soon: 1 },
	]);
	expect((await behind(secretary, 'all', helper.personId)).tasks.map(({ id }) => id)).toEqual([soon]);
	expect(await behind(colleague)).toMatchObject({ tasks: [], isUnit: false });
	await expect(urgeTasks(door, { taskIds: [late], words: ' ' })).rejects.toMatchObject({
		issues: [{ path: 'words' }],
	});
	await expect(urgeTasks(database.door(owner), { taskIds: [late], words: 'Tự nhắc' })).rejects.toMatchObject({
		key: 'refused_urge_own',
	});
	await urgeTasks(door, { taskIds: [late, soon, later], words: 'Đề nghị báo cáo trước thứ Sáu' });
	const theirs = await look(database.door(owner), (tx) => taskPageOf(tx, owner, late));
	expect(theirs.depth.urges).toMatchObject([
		{ words: 'Đề nghị báo cáo trước thứ Sáu', byName: 'Nguyễn Thị Bí Thư', at: database.clock() },
	]);
	const stranger = await look(database.door(colleague), (tx) => taskPageOf(tx, colleague, late));
	expect(stranger.depth.urges).toEqual([]);
	expect((await behind(secretary, 'not_urged')).tasks).toEqual([]);
	expect((await behind(secretary)).tasks[0]).toMatchObject({ urges: 1, urgedByName: 'Nguyễn Thị Bí Thư' });
	const events =
		await database.owner`select person_id, is_personal from event where tenant_id = ${tenant.tenantId} and verb = 'task.urged'`;
	expect(events).toHaveLength(3);
	expect(events.every((row) => row['is_personal'] === true)).toBe(true);
});

test('all or none: one of several that may not be urged leaves the others as they were', async () => {
	const { tenant, door, give, secretary, owner } = await scene();
	const late = await give('Quá hạn', { dueOn: '2026-11-10' });
	const own = await give('Của bí thư', {
		ownerId: secretary.personId,
		supervisorId: owner.personId,
		helperIds: [],
	});
	await expect(urgeTasks(door, { taskIds: [late, own], words: 'Nhắc' })).rejects.toMatchObject({
		key: 'refused_urge_own',
	});
	const [urged] =
		await database.owner`select count(*)::int as rows from urge where tenant_id = ${tenant.tenantId}`;
	expect(urged?.['rows']).toBe(0);
});

test('more time is asked for by the owner and decided by who follows; the history stays', async () => {
	const { owner, helper, secretary, door, give } = await scene();
	const taskId = await give('Số hóa hồ sơ');
	const ask = (actor: Actor, toDay: string) =>
		askDeadline(database.door(actor), { taskId, toDay, reason: 'Chờ số liệu của các phòng' });
	await expect(ask(helper, '2026-12-20')).rejects.toMatchObject({ key: 'refused_ask_deadline' });
	await expect(ask(owner, '2026-12-01')).rejects.toMatchObject({ issues: [{ path: 'toDay' }] });
	const { changeId } = await ask(owner, '2026-12-20');
	await expect(ask(owner, '2026-12-25')).rejects.toMatchObject({ key: 'failure_deadline_asked' });
	await expect(decideDeadline(database.door(owner), { changeId, decision: 'granted' })).rejects.toMatchObject(
		{ key: 'refused_move_own_deadline' },
	);
	await expect(decideDeadline(door, { changeId, decision: 'declined' })).rejects.toMatchObject({
		issues: [{ path: 'answer' }],
	});
	await decideDeadline(door, { changeId, decision: 'granted', answer: 'Đồng ý lần cuối' });
	await expect(decideDeadline(door, { changeId, decision: 'granted' })).rejects.toMatchObject({
		kind: 'conflict',
	});
	const second = await ask(owner, '2026-12-28');
	await moveDeadline(door, { taskId, toDay: '2026-12-22', reason: 'Chỉ thêm hai ngày' });
	const { task, depth } = await look(door, (tx) => taskPageOf(tx, secretary, taskId));
	expect(task.dueOn).toBe('2026-12-22');
	expect(depth.deadlines.map(({ fromDay, toDay, decision }) => [fromDay, toDay, decision]).sort()).toEqual([
		['2026-12-15', '2026-12-20', 'granted'],
		['2026-12-20', '2026-12-22', 'granted'],
		['2026-12-20', '2026-12-28', 'declined'],
	]);
	expect(depth.deadlines.find(({ id }) => id === second.changeId)?.answer).toBe('Chỉ thêm hai ngày');
});

test('the board says where each card may go next, and by what; what waits for others goes nowhere', async () => {
	const { unit, programmeId, secretary, owner, door, give } = await scene();
	const [free, waiting] = [await give('Làm ngay'), await give('Chờ')];
	await setNeeds(door, { taskId: waiting, needsIds: [free] });
	const done = await give('Đã báo cáo');
	await reportTask(database.door(owner), {
		taskId: done,
		kind: 'completion',
		body: 'Xong',
		texts: [{ body: 'x' }],
	});
	const read = (actor: Actor, scope: { programmeId: string } | { unit: typeof unit }) =>
		look(database.door(actor), (tx) => boardOf(tx, actor, scope, today));
	const moves = (board: Awaited<ReturnType<typeof read>>) =>
		Object.fromEntries(
			board.columns.flatMap(({ cards }) => cards.map((card) => [card.title, card.move?.by ?? null])),
		);
	expect(moves(await read(owner, { programmeId }))).toEqual({
		'Làm ngay': 'begin',
		Chờ: null,
		'Đã báo cáo': null,
	});
	expect(moves(await read(secretary, { unit }))).toEqual({
		'Làm ngay': null,
		Chờ: null,
		'Đã báo cáo': 'decide',
	});
	const bars = await look(door, (tx) => timelineOf(tx, secretary, { programmeId }, today, 1));
	expect(bars.tasks.find(({ id }) => id === waiting)).toMatchObject({
		needs: [free],
		waits: true,
		startsOn: today,
	});
	const loads = await look(door, (tx) => loadsOf(tx, secretary, { unit }, today));
	expect(loads.people).toMatchObject([{ name: 'Trần Văn An', open: 2, waiting: 1, late: 0 }]);
	const elsewhere = await scene();
	await expect(read(elsewhere.secretary, { programmeId })).rejects.toMatchObject({ kind: 'missing' });
});

test('lists go through a thousand tasks by pages, each task once, narrowed and sorted', async () => {
	const { tenant, cell, unit, secretary, owner, helper, programmeId, door } = await scene();
	const rows = Array.from({ length: 1_000 }, (_, nth) => ({
		tenant_id: tenant.tenantId,
		id: randomUUID(),
		programme_id: programmeId,
		unit_id: cell.id,
		title: `Việc ${String(nth).padStart(4, '0')}`,
		result_expected: 'x',
		owner_id: nth % 2 === 0 ? owner.personId : helper.personId,
		supervisor_id: secretary.personId,
		due_on: nth < 300 ? '2026-11-01' : '2026-12-20',
		state: 'assigned',
		created_by: secretary.personId,
		created_at: '2026-11-02T02:00:00Z',
	}));
	await database.owner`insert into task ${database.owner(rows)}`;
	const list = (page: number, filter: object) =>
		look(door, (tx) => tasksFor(tx, secretary, { view: 'unit', unit, today, page, filter }));
	const ids = new Set<string>();
	for (let page = 1; page <= 20; page++) for (const { id } of (await list(page, {})).tasks) ids.add(id);
	expect(ids.size).toBe(1_000);
	expect(await list(1, { condition: 'late', ownerId: owner.personId })).toMatchObject({ total: 150 });
	expect((await list(20, { sort: 'title' })).tasks.at(-1)?.title).toBe('Việc 0999');
	const programme = await look(door, (tx) => programmePageOf(tx, secretary, programmeId, today, {}, 20));
	expect(programme).toMatchObject({ total: 1_000, programme: { figures: { tasks: 1_000, late: 300 } } });
	expect(programme.tasks).toHaveLength(50);
	const behind = await look(door, (tx) => behindFor(tx, secretary, { unit, today, filter: 'late', page: 6 }));
	expect([behind.total, behind.tasks.length]).toEqual([300, 50]);
	const board = await look(door, (tx) => boardOf(tx, secretary, { unit }, today));
	expect(board.columns[0]).toMatchObject({ total: 1_000 });
	expect(board.columns[0]?.cards).toHaveLength(40);
});

test('the report of a programme and its paper come from its records', async () => {
	const { secretary, owner, colleague, programmeId, door, give, section } = await scene();
	const late = await give('Quá hạn', { dueOn: '2026-11-10' });
	await give('Chưa đến hạn', { clauseIds: [section(1)] });
	await setNotApplicable(door, { programmeId, clauseIds: [section(2)], reason: 'Thuộc tỉnh' });
	const { indicatorId } = await addIndicator(door, {
		taskId: late,
		name: 'Đúng hạn',
		measure: '%',
		direction: 'at_least',
		target: '98',
	});
	await measureIndicator(database.door(owner), { indicatorId, measuredOn: '2026-11-20', value: '97' });
	await reportTask(database.door(owner), {
		taskId: late,
		kind: 'progress',
		body: 'Đạt một nửa',
		difficulty: 'Thiếu máy quét',
		percent: '50',
	});
	const read = (actor: Actor) =>
		look(database.door(actor), (tx) =>
			programmeReport(tx, actor, programmeId, periodAt('quarter', today), today),
		);
	const { content, documents, programme } = await read(secretary);
	expect(programme).toMatchObject({ title: 'Chương trình hành động', unitName: 'Chi bộ Văn phòng' });
	expect(documents).toHaveLength(2);
	expect(content.figures).toMatchObject({ tasks: 2, late: 1, notDue: 1 });
	expect(content.indicators).toMatchObject({ total: 1, notReached: 1 });
	expect(content.coverage).toMatchObject({ clauses: 4, answered: 3 });
	expect(content.difficulties).toMatchObject([{ words: 'Thiếu máy quét', on: today }]);
	expect((await read(colleague)).content.figures.tasks).toBe(2);
	const paper = await look(door, (tx) => programmePaper(tx, secretary, programmeId));
	expect(paper.tasks).toMatchObject([
		{
			place: 1,
			content: 'Quá hạn',
			ownerName: 'Trần Văn An',
			helperNames: ['Lê Thị Bình'],
			dueOn: '2026-11-10',
			indicators: [{ target: 98 }],
		},
		{ place: 2, content: 'Chưa đến hạn' },
	]);
	expect(paper.notApplicable).toMatchObject([{ reason: 'Thuộc tỉnh' }]);
	const elsewhere = await scene();
	await expect(read(elsewhere.secretary)).rejects.toMatchObject({ kind: 'missing' });
});
