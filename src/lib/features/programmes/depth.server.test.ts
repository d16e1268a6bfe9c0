import { expect, test } from 'vitest';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { programmeScene } from '../../../../tests/support/programme-scene.ts';
import { changeProgramme, closeProgramme } from './commands.server.ts';
import { setApplicable, setNotApplicable } from './commands-coverage.server.ts';
import { addIndicator, measureIndicator, removeIndicator } from './commands-indicators.server.ts';
import {
	beginTask,
	handOverRecurrence,
	setNeeds,
	startRecurrence,
	stopRecurrence,
} from './commands-order.server.ts';
import { decideReport, reportTask } from './commands-reports.server.ts';
import { addStep, changeStep, moveStep, removeStep, tickStep } from './commands-steps.server.ts';
import './due-recurring.server.ts';
import { keepTasks } from './jobs.server.ts';
import { coverageOfProgramme, coveragePageOf, notApplicableIn } from './queries-coverage.server.ts';
import { tasksFor } from './queries-lists.server.ts';
import { taskPageOf } from './queries-tasks.server.ts';
import { wantedIn } from './wanted.server.ts';

const database = useDatabase();
const scene = () => programmeScene(database);
const page = (actor: Actor, taskId: string) =>
	look(database.door(actor), (tx) => taskPageOf(tx, actor, taskId));
const finish = async (owner: Actor, supervisor: Actor, taskId: string, outcome?: string) => {
	const { reportId } = await reportTask(database.door(owner), {
		taskId,
		kind: 'completion',
		body: 'Đã xong',
		texts: [{ title: '', body: 'Biên bản' }],
	});
	await decideReport(database.door(supervisor), {
		reportId,
		decision: 'accepted',
		...(outcome ? { outcome } : {}),
	});
};

test('each clause of the documents is answered by work or by a reason, or is open; work takes the reason’s place', async () => {
	const { tenant, cell, secretary, colleague, document, other, door, programmeId, section, give } =
		await scene();
	await give('Số hóa hồ sơ');
	await expect(
		setNotApplicable(door, { programmeId, clauseIds: [section(0)], reason: 'Không thuộc thẩm quyền' }),
	).rejects.toMatchObject({ issues: [{ path: 'clauseIds' }] });
	const reason = 'Thuộc thẩm quyền của tỉnh';
	await setNotApplicable(door, { programmeId, clauseIds: [section(1), other.sections[0]?.id], reason });
	await expect(
		setNotApplicable(database.door(colleague), { programmeId, clauseIds: [section(2)], reason }),
	).rejects.toMatchObject({ key: 'refused_assign_issued' });
	const read = (filter: 'all' | 'open') =>
		look(door, (tx) => coveragePageOf(tx, secretary, programmeId, filter));
	const { coverage, clauses } = await read('all');
	expect(coverage).toEqual({ clauses: 4, answered: 3, tasks: 1, notApplicable: 2, open: 1 });
	expect(await look(door, (tx) => coverageOfProgramme(tx, tenant.tenantId, programmeId))).toEqual(coverage);
	expect(clauses.find(({ id }) => id === section(1))?.notApplicable).toMatchObject({ reason });
	expect((await read('open')).clauses.map(({ id }) => id)).toEqual([section(2)]);
	const wanted = { tenantId: tenant.tenantId, documentId: document.id, unitId: cell.id, drafts: false };
	const said = await look(door, (tx) => notApplicableIn(tx, wanted));
	expect(said.get(section(1))?.reason).toBe(reason);
	await give('Việc của điều này', { clauseIds: [section(1)] });
	expect((await read('all')).coverage).toMatchObject({ tasks: 2, notApplicable: 1 });
	await setApplicable(door, { programmeId, clauseId: other.sections[0]?.id });
	expect((await read('all')).coverage.open).toBe(2);
	const events =
		await database.owner`select verb, document_id from event where tenant_id = ${tenant.tenantId} and verb like 'clause.%' order by id`;
	expect(events.map((row) => row['verb'])).toEqual([
		'clause.not_applicable',
		'clause.not_applicable',
		'clause.applicable',
	]);
});

test('what was said of a document that leaves the programme leaves with it', async () => {
	const { other, document, door, programmeId, tenant } = await scene();
	await setNotApplicable(door, {
		programmeId,
		clauseIds: [other.sections[0]?.id],
		reason: 'Không liên quan',
	});
	const words = { programmeId, title: 'Chương trình', startsOn: '2026-11-01', endsOn: '2026-12-31' };
	await changeProgramme(door, { ...words, documentIds: [document.id] });
	const [left] =
		await database.owner`select count(*)::int as rows from clause_not_applicable where tenant_id = ${tenant.tenantId}`;
	expect(left?.['rows']).toBe(0);
});

test('steps: laid out by who works on a task, ticked by whom they are given to, seen in their own list', async () => {
	const { owner, colleague, helper, secretary, give, unit } = await scene();
	const taskId = await give('Số hóa hồ sơ');
	const { stepId } = await addStep(database.door(owner), {
		taskId,
		title: 'Lập danh mục',
		personId: colleague.personId,
		dueOn: '2026-11-25',
	});
	await addStep(database.door(helper), { taskId, title: 'Quét hồ sơ' });
	await expect(addStep(database.door(colleague), { taskId, title: 'x' })).rejects.toMatchObject({
		key: 'refused_plan_steps',
	});
	const theirs = await look(database.door(colleague), (tx) =>
		tasksFor(tx, colleague, { view: 'mine', unit, today: '2026-11-23' }),
	);
	expect(theirs.tasks).toMatchObject([{ id: taskId, steps: 2, stepsDone: 0 }]);
	await tickStep(database.door(colleague), { stepId, done: 'yes' });
	const seen = await page(owner, taskId);
	expect(seen.depth.steps.map(({ doneByName }) => doneByName)).toEqual(['Đinh Thị Em', null]);
	await expect(tickStep(database.door(secretary), { stepId, done: 'no' })).rejects.toMatchObject({
		key: 'refused_tick_step',
	});
	await removeStep(database.door(secretary), { stepId });
	expect((await page(owner, taskId)).depth.steps).toHaveLength(1);
});

test('a step is said otherwise and moved by who lays out the way; each change is an event', async () => {
	const { tenant, owner, colleague, give } = await scene();
	const taskId = await give('Số hóa hồ sơ');
	const door = database.door(owner);
	const first = await addStep(door, { taskId, title: 'Quét hồ sơ' });
	const second = await addStep(door, { taskId, title: 'Lập danh mục' });
	const changed = {
		stepId: first.stepId,
		title: 'Quét 200 hồ sơ',
		personId: colleague.personId,
		dueOn: '2026-11-25',
	};
	await changeStep(door, changed);
	await moveStep(door, { stepId: first.stepId, direction: 'down' });
	expect((await page(owner, taskId)).depth.steps).toMatchObject([
		{ id: second.stepId, title: 'Lập danh mục' },
		{ id: first.stepId, title: 'Quét 200 hồ sơ', personId: colleague.personId, dueOn: '2026-11-25' },
	]);
	await expect(moveStep(door, { stepId: first.stepId, direction: 'down' })).rejects.toMatchObject({
		kind: 'conflict',
	});
	for (const refusal of [
		changeStep(database.door(colleague), { ...changed, title: 'Khác' }),
		moveStep(database.door(colleague), { stepId: first.stepId, direction: 'up' }),
	])
		await expect(refusal).rejects.toMatchObject({ key: 'refused_plan_steps' });
	const events =
		await database.owner`select verb from event where tenant_id = ${tenant.tenantId} and verb in ('step.changed', 'step.moved') order by id`;
	expect(events.map((row) => row['verb'])).toEqual(['step.changed', 'step.moved']);
});

test('indicators have a target and measured values; at acceptance the figures propose, the supervisor says', async () => {
	const { owner, colleague, secretary, door, give } = await scene();
	const taskId = await give('Số hóa hồ sơ');
	const aim = { taskId, name: 'Tỷ lệ hồ sơ đúng hạn', measure: '%', direction: 'at_least', target: '98,5' };
	await expect(addIndicator(database.door(owner), aim)).rejects.toMatchObject({ kind: 'refused' });
	await expect(addIndicator(door, { ...aim, target: 'nhiều' })).rejects.toMatchObject({
		issues: [{ path: 'target' }],
	});
	const { indicatorId } = await addIndicator(door, aim);
	const measure = (value: string, measuredOn: string, actor: Actor = owner) =>
		measureIndicator(database.door(actor), { indicatorId, value, measuredOn });
	await measure('1.842', '2026-10-31');
	await measure('97,1', '2026-10-31');
	await measure('98.6', '2026-11-20');
	await expect(measure('99', '2026-11-30')).rejects.toMatchObject({ issues: [{ path: 'measuredOn' }] });
	await expect(measure('99', '2026-11-20', colleague)).rejects.toMatchObject({ key: 'refused_measure' });
	expect((await page(owner, taskId)).depth.indicators).toMatchObject([
		{ target: 98.5, values: [{ value: 97.1 }, { value: 98.6 }] },
	]);
	await finish(owner, secretary, taskId);
	expect((await page(owner, taskId)).task.outcome).toBe('reached');
	await expect(removeIndicator(door, { indicatorId })).rejects.toMatchObject({
		key: 'refused_task_accepted',
	});
	const second = await give('Việc thứ hai');
	await addIndicator(door, { ...aim, taskId: second });
	await finish(owner, secretary, second);
	expect((await page(owner, second)).task.outcome).toBe('not_reached');
	const third = await give('Việc thứ ba');
	await finish(owner, secretary, third, 'partly');
	expect((await page(owner, third)).task.outcome).toBe('partly');
});

test('a task waits for those it needs; a circle is refused with the tasks along it', async () => {
	const { owner, secretary, door, give } = await scene();
	const [a, b, c] = [await give('Khảo sát'), await give('Xây dựng đề án'), await give('Trình ký')];
	await setNeeds(door, { taskId: b, needsIds: [a] });
	await setNeeds(door, { taskId: c, needsIds: [b] });
	await expect(setNeeds(door, { taskId: a, needsIds: [c] })).rejects.toMatchObject({
		issues: [
			{
				path: 'needsIds',
				message: expect.stringContaining('“Khảo sát” → “Trình ký” → “Xây dựng đề án” → “Khảo sát”'),
			},
		],
	});
	await expect(beginTask(database.door(owner), { taskId: b })).rejects.toMatchObject({
		key: 'refused_task_waits',
		detail: { tasks: '“Khảo sát”' },
	});
	await expect(
		reportTask(database.door(owner), { taskId: b, kind: 'progress', body: 'x' }),
	).rejects.toMatchObject({ key: 'refused_task_waits' });
	expect(await page(owner, b)).toMatchObject({
		depth: { waitsFor: [{ id: a, isDone: false }], heldUp: [{ id: c }], powers: { begin: false } },
		powers: { progress: false },
	});
	await beginTask(database.door(owner), { taskId: a });
	await finish(owner, secretary, a);
	await beginTask(database.door(owner), { taskId: b });
	expect((await page(owner, b)).task.state).toBe('in_progress');
	const elsewhere = await scene();
	await expect(
		setNeeds(door, { taskId: b, needsIds: [await elsewhere.give('Của đơn vị khác')] }),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('two who order tasks at the same time make no circle together', async () => {
	const { door, give } = await scene();
	const [a, b] = [await give('Một'), await give('Hai')];
	const both = await Promise.allSettled([
		setNeeds(door, { taskId: a, needsIds: [b] }),
		setNeeds(door, { taskId: b, needsIds: [a] }),
	]);
	expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

const keep = (at: string) => {
	const { actor: _nobody, ...door } = database.door({} as Actor, fixedClock(at));
	return keepTasks(door);
};

test('recurring work comes again by itself, once, with its steps and indicators, until the programme ends', async () => {
	const { tenant, door, owner, give } = await scene();
	const taskId = await give('Niêm yết tỷ lệ hồ sơ', { dueOn: '2026-11-30' });
	await addStep(door, { taskId, title: 'Lấy số liệu', dueOn: '2026-11-28' });
	await addIndicator(door, { taskId, name: 'Đúng hạn', measure: '%', direction: 'at_least', target: '98' });
	await expect(
		startRecurrence(door, { taskId, every: 'month', stopsOn: '2027-03-31' }),
	).rejects.toMatchObject({
		issues: [{ path: 'stopsOn' }],
	});
	await startRecurrence(door, { taskId, every: 'month' });
	await keep('2026-11-30T20:00:00+07:00');
	const tasks = () =>
		database.owner`select t.id, t.occurrence, t.due_on::text as due, t.starts_on::text as starts, t.state,
			(select string_agg(s.due_on::text || coalesce(s.done_at::text, ''), ',') from task_step s where s.task_id = t.id) as steps,
			(select count(*)::int from indicator i where i.task_id = t.id) as indicators,
			(select count(*)::int from task_helper h where h.task_id = t.id) as helpers
			from task t where t.tenant_id = ${tenant.tenantId} order by t.occurrence`;
	expect(await tasks()).toHaveLength(1);
	await Promise.all([keep('2026-12-01T00:10:00+07:00'), keep('2026-12-01T00:10:00+07:00')]);
	await keep('2026-12-05T00:10:00+07:00');
	expect(await tasks()).toMatchObject([
		{ occurrence: 1 },
		{
			occurrence: 2,
			due: '2026-12-31',
			starts: '2026-12-01',
			state: 'assigned',
			steps: '2026-12-28',
			indicators: 1,
			helpers: 1,
		},
	]);
	await keep('2027-01-01T00:10:00+07:00');
	expect(await tasks()).toHaveLength(2);
	const [rule] =
		await database.owner`select stopped_at is not null as stopped from recurrence where tenant_id = ${tenant.tenantId}`;
	expect(rule?.['stopped']).toBe(true);
	expect((await page(owner, taskId)).depth.recurrence?.occurrences).toHaveLength(2);
});

test('recurring work whose owner has left waits in sight until it is given to somebody else, and then comes', async () => {
	const { tenant, unit, door, secretary, owner, colleague, give } = await scene();
	const taskId = await give('Tổng hợp số liệu', { dueOn: '2026-11-25' });
	await addStep(door, { taskId, title: 'Lấy số liệu' });
	const { recurrenceId } = await startRecurrence(door, { taskId, every: 'month' });
	await database.owner`update membership set valid_to = '2026-11-26' where tenant_id = ${tenant.tenantId} and person_id = ${owner.personId}`;
	await keep('2026-11-27T00:10:00+07:00');
	await keep('2026-11-27T01:10:00+07:00');
	const at = { ...door, clock: fixedClock('2026-11-27T08:00:00+07:00') };
	const wanted = () => look(at, (tx) => wantedIn(tx, secretary, unit, '2026-11-27'));
	const waiting = () =>
		look(at, (tx) => ownDuties(tx, tenant.tenantId, secretary.personId, 20)).then(({ items }) =>
			items.filter(({ kind }) => kind === 'hand_over'),
		);
	expect((await wanted()).work).toMatchObject([
		{ recurrenceId, dueOn: '2026-12-25', ownerName: 'Trần Văn An', mayHandOver: true },
	]);
	expect(await waiting()).toMatchObject([{ subjectId: recurrenceId, personId: secretary.personId }]);
	const told = await database.owner`select count(*)::int as times from event
		where tenant_id = ${tenant.tenantId} and verb = 'recurrence.owner_wanted'`;
	expect(told[0]?.['times']).toBe(1);
	await expect(
		handOverRecurrence({ ...at, actor: colleague }, { recurrenceId, ownerId: colleague.personId }),
	).rejects.toMatchObject({ kind: 'refused' });
	await expect(handOverRecurrence(at, { recurrenceId, ownerId: owner.personId })).rejects.toMatchObject({
		kind: 'missing',
	});
	const next = await handOverRecurrence(at, { recurrenceId, ownerId: colleague.personId });
	const { task, depth } = await page(secretary, next.taskId);
	expect(task).toMatchObject({ ownerName: 'Đinh Thị Em', dueOn: '2026-12-25' });
	expect(depth.steps).toMatchObject([{ title: 'Lấy số liệu' }]);
	expect((await wanted()).work).toEqual([]);
	expect(await waiting()).toEqual([]);
	await expect(handOverRecurrence(at, { recurrenceId, ownerId: colleague.personId })).rejects.toMatchObject({
		kind: 'conflict',
	});
});

test('recurring work stops when it is stopped, and with its programme', async () => {
	const { tenant, door, programmeId, give } = await scene();
	const [first, second] = [
		await give('Một', { dueOn: '2026-11-25' }),
		await give('Hai', { dueOn: '2026-11-25' }),
	];
	const { recurrenceId } = await startRecurrence(door, { taskId: first, every: 'month' });
	await startRecurrence(door, { taskId: second, every: 'month' });
	await stopRecurrence(door, { recurrenceId });
	await expect(stopRecurrence(door, { recurrenceId })).rejects.toMatchObject({ kind: 'conflict' });
	await closeProgramme(door, { programmeId });
	await keep('2026-12-02T00:10:00+07:00');
	const [count] =
		await database.owner`select count(*)::int as tasks from task where tenant_id = ${tenant.tenantId}`;
	expect(count?.['tasks']).toBe(2);
});

test('that a day has passed is told once for each due day', async () => {
	const { tenant, give } = await scene();
	await give('Quá hạn', { dueOn: '2026-11-10' });
	await keep('2026-11-23T09:00:00+07:00');
	await keep('2026-11-23T10:00:00+07:00');
	const told =
		await database.owner`select after from event where tenant_id = ${tenant.tenantId} and verb = 'task.late'`;
	expect(told).toHaveLength(1);
	expect(told[0]?.['after']).toMatchObject({ title: 'Quá hạn', dueOn: '2026-11-10' });
});
