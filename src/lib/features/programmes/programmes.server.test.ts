import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import {
	addTask,
	cancelTask,
	changeProgramme,
	changeTask,
	createProgramme,
	issueProgramme,
} from './commands.server.ts';
import { decideReport, reportTask } from './commands-reports.server.ts';
import { programmePageOf, programmesOf } from './queries.server.ts';
import { programmesForTask, taskFormOf } from './queries-forms.server.ts';
import { type TaskView, tasksFor } from './queries-lists.server.ts';
import { evidenceFile, taskPageOf } from './queries-tasks.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const owner = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const helper = await buildPerson(database, tenant, cell, 'Lê Thị Bình');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Một', 'Hai']);
	const door = database.door(secretary);
	const { programmeId } = await createProgramme(door, {
		unitId: cell.id,
		title: 'Chương trình hành động',
		documentIds: [document.id],
		startsOn: '2026-11-01',
		endsOn: '2026-12-31',
	});
	const given = {
		programmeId,
		title: 'Số hóa hồ sơ',
		resultExpected: '100% hồ sơ được số hóa',
		ownerId: owner.personId,
		supervisorId: secretary.personId,
		helperIds: [helper.personId],
		dueOn: '2026-12-15',
		clauseIds: [document.sections[0]?.id],
	};
	return { tenant, cell, secretary, owner, helper, document, door, programmeId, given };
};
const text = (body: string) => [{ title: '', body }];
const report = (actor: Actor, taskId: string, kind: string, more: object = {}) =>
	reportTask(database.door(actor), { taskId, kind, body: 'Đã làm', ...more });

test('from the draft to an accepted result, with a return on the way; each step is an event of the document', async () => {
	const { tenant, document, door, programmeId, given, owner, helper, secretary } = await scene();
	const { taskId } = await addTask(door, given);
	// A draft is not there for those who are to carry it out.
	await expect(report(owner, taskId, 'progress')).rejects.toMatchObject({ kind: 'missing' });
	await issueProgramme(door, { programmeId });
	await report(helper, taskId, 'progress', { percent: 30 });
	await expect(report(helper, taskId, 'completion', { texts: text('x') })).rejects.toMatchObject({
		key: 'refused_complete_task',
	});
	await expect(report(owner, taskId, 'completion')).rejects.toMatchObject({ issues: [{ path: 'evidence' }] });
	const first = await report(owner, taskId, 'completion', { texts: text('120 hồ sơ') });
	await expect(
		decideReport(database.door(owner), { reportId: first.reportId, decision: 'accepted' }),
	).rejects.toMatchObject({ key: 'refused_decide_own' });
	await expect(decideReport(door, { reportId: first.reportId, decision: 'returned' })).rejects.toMatchObject({
		issues: [{ path: 'reason' }],
	});
	await decideReport(door, { reportId: first.reportId, decision: 'returned', reason: 'Thiếu hai phòng' });
	const [returned] = await database.owner`select state, percent, reported_at from task where id = ${taskId}`;
	expect(returned).toEqual({ state: 'in_progress', percent: 30, reported_at: null });
	const second = await report(owner, taskId, 'completion', { texts: text('210 hồ sơ') });
	await decideReport(door, { reportId: second.reportId, decision: 'accepted' });
	await expect(decideReport(door, { reportId: second.reportId, decision: 'accepted' })).rejects.toMatchObject(
		{ kind: 'refused' },
	);
	await expect(report(owner, taskId, 'progress')).rejects.toMatchObject({ kind: 'refused' });
	const events =
		await database.owner`select verb from event where tenant_id = ${tenant.tenantId} and document_id = ${document.id} order by id`;
	expect(events.map((row) => row['verb'])).toEqual([
		'programme.created',
		'task.assigned',
		'programme.issued',
		'task.reported',
		'task.reported',
		'task.returned',
		'task.reported',
		'task.accepted',
	]);
	const seen = await look(door, (tx) => taskPageOf(tx, secretary, taskId));
	expect(seen.reports.map(({ decision }) => decision)).toEqual(['accepted', 'returned', null]);
});

test('a file of evidence is kept and given to whoever sees the task; a secret one is refused before it is written', async () => {
	const { door, programmeId, given, owner, tenant } = await scene();
	const { taskId } = await addTask(door, given);
	await issueProgramme(door, { programmeId });
	const file = (name: string) => ({ files: [{ name, bytes: new TextEncoder().encode(`%PDF-1.4 ${name}`) }] });
	await expect(report(owner, taskId, 'completion', file('TỐI MẬT.pdf'))).rejects.toMatchObject({
		issues: [{ path: 'files' }],
	});
	const marked = new TextEncoder().encode('CHI BỘ VĂN PHÒNG\n\nMẬT\n\nBáo cáo kết quả\n');
	const packed = zipSync({ 'ket qua/bao cao.txt': marked });
	for (const files of [[{ name: 'bao-cao.txt', bytes: marked }], [{ name: 'ho-so.zip', bytes: packed }]])
		await expect(report(owner, taskId, 'completion', { files })).rejects.toMatchObject({
			issues: [{ path: 'files' }],
		});
	expect(await database.owner`select from evidence where task_id = ${taskId}`).toHaveLength(0);
	await report(owner, taskId, 'completion', file('danh sách.pdf'));
	const [evidence] = await database.owner`select id from evidence where task_id = ${taskId}`;
	const found = await look(door, (tx) => evidenceFile(tx, owner, evidence?.['id']));
	expect(found).toMatchObject({ fileName: 'danh sách.pdf', mediaType: 'application/pdf' });
	const sibling = await buildUnit(database, tenant, 'Chi bộ khác');
	const stranger = await buildPerson(database, tenant, sibling, 'Người Lạ');
	await expect(
		look(database.door(stranger), (tx) => evidenceFile(tx, stranger, evidence?.['id'])),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('what is asked for wrongly is told at its field; people and clauses of elsewhere are not there', async () => {
	const { tenant, door, given, owner, helper } = await scene();
	await expect(addTask(door, { ...given, supervisorId: owner.personId })).rejects.toMatchObject({
		issues: [{ path: 'supervisorId' }],
	});
	await expect(addTask(door, { ...given, clauseIds: [] })).rejects.toMatchObject({
		issues: [{ path: 'clauseIds' }],
	});
	await expect(addTask(door, { ...given, dueOn: '2026-01-01' })).rejects.toMatchObject({
		issues: [{ path: 'dueOn' }],
	});
	const elsewhere = await scene();
	await expect(addTask(door, { ...given, ownerId: elsewhere.owner.personId })).rejects.toMatchObject({
		kind: 'missing',
	});
	await expect(addTask(door, { ...given, clauseIds: elsewhere.given.clauseIds })).rejects.toMatchObject({
		kind: 'missing',
	});
	await expect(addTask(elsewhere.door, given)).rejects.toMatchObject({ kind: 'missing' });
	const sibling = await buildUnit(database, tenant, 'Chi bộ khác');
	const neighbour = await buildPerson(database, tenant, sibling, 'Bí Thư Khác', {
		standing: 'official',
		roles: ['secretary'],
	});
	await expect(addTask(database.door(neighbour), given)).rejects.toMatchObject({ kind: 'missing' });
	await expect(addTask(database.door(helper), given)).rejects.toMatchObject({ kind: 'missing' });
});

test('tasks are changed and called off with a reason; lists show what is one’s own', async () => {
	const { cell, door, programmeId, given, owner, helper, secretary } = await scene();
	const { taskId } = await addTask(door, given);
	await issueProgramme(door, { programmeId });
	const { programmeId: _programme, ...words } = given;
	await changeTask(door, {
		...words,
		taskId,
		title: 'Số hóa hồ sơ và công bố',
		ownerId: helper.personId,
		helperIds: [],
	});
	const view = (actor: Actor, which: TaskView) =>
		look(database.door(actor), (tx) => tasksFor(tx, actor, { view: which, unit: cell, today: '2026-11-23' }));
	expect((await view(helper, 'mine')).tasks.map(({ title }) => title)).toEqual(['Số hóa hồ sơ và công bố']);
	expect((await view(owner, 'mine')).tasks).toEqual([]);
	expect((await view(secretary, 'unit')).tasks).toHaveLength(1);
	await cancelTask(door, { taskId, reason: 'Đã làm ở chương trình khác' });
	expect((await view(helper, 'mine')).tasks).toEqual([]);
});

test('two decisions at once: one stands, the other is told so', async () => {
	const { door, programmeId, given, owner } = await scene();
	const { taskId } = await addTask(door, given);
	await issueProgramme(door, { programmeId });
	const { reportId } = await report(owner, taskId, 'completion', { texts: text('120 hồ sơ') });
	const both = await Promise.allSettled([
		decideReport(door, { reportId, decision: 'accepted' }),
		decideReport(door, { reportId, decision: 'returned', reason: 'Thiếu' }),
	]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	const loser = both.find((one) => one.status === 'rejected');
	expect(['refused', 'conflict']).toContain(loser?.reason.kind);
	const twice = await Promise.allSettled([
		issueProgramme(door, { programmeId }),
		issueProgramme(door, { programmeId }),
	]);
	expect(twice.every(({ status }) => status === 'rejected')).toBe(true);
});

test('under a result that waits only supervisor and helpers are replaced; clauses below a section stay named', async () => {
	const { door, programmeId, given, owner, helper, secretary, document, tenant, cell } = await scene();
	const clauseIds = [document.sections[0]?.clauseId, document.sections[1]?.clauseId];
	const { taskId } = await addTask(door, { ...given, clauseIds });
	await issueProgramme(door, { programmeId });
	const form = await look(door, (tx) =>
		taskFormOf(tx, secretary, programmeId, '2026-11-23', clauseIds as string[]),
	);
	expect(form.clauses.map(({ id }) => id)).toEqual(expect.arrayContaining(clauseIds));
	await report(owner, taskId, 'completion', { texts: text('120 hồ sơ') });
	const other = await buildPerson(database, tenant, cell, 'Võ Văn Dũng');
	const { programmeId: _programme, ...same } = { ...given, clauseIds, taskId };
	await expect(
		changeTask(door, { ...same, dueOn: '2026-12-30', ownerId: other.personId, helperIds: [] }),
	).rejects.toMatchObject({ issues: [{ path: 'ownerId' }, { path: 'dueOn' }] });
	await expect(changeTask(door, { ...same, clauseIds: given.clauseIds })).rejects.toMatchObject({
		issues: [{ path: 'clauseIds' }],
	});
	await changeTask(door, { ...same, supervisorId: other.personId, helperIds: [helper.personId] });
	const seen = await look(door, (tx) => taskPageOf(tx, secretary, taskId));
	expect(seen.task.supervisorName).toBe('Võ Văn Dũng');
	expect(seen.powers.decide).toBeNull();
	const theirs = await look(database.door(other), (tx) => taskPageOf(tx, other, taskId));
	expect(theirs.powers.decide).not.toBeNull();
});

test('a programme keeps the documents that its tasks carry out, and does not begin after a task is due', async () => {
	const { door, programmeId, given, tenant, cell, secretary, owner, document } = await scene();
	await addTask(door, given);
	const another = await sceneDocument(database, tenant, cell, secretary.personId, ['Một'], {
		number: '06-NQ/CB',
		title: 'Về chuyển đổi số',
	});
	const words = { programmeId, title: 'Tên mới', startsOn: '2026-11-01', endsOn: '2026-12-31' };
	await expect(changeProgramme(door, { ...words, documentIds: [another.id] })).rejects.toMatchObject({
		issues: [{ path: 'documentIds' }],
	});
	await expect(changeProgramme(door, { ...words, startsOn: '2026-12-20' })).rejects.toMatchObject({
		issues: [{ path: 'startsOn' }],
	});
	await changeProgramme(door, { ...words, documentIds: [document.id, another.id] });
	const page = await look(door, (tx) => programmePageOf(tx, secretary, programmeId, '2026-11-23'));
	expect(page.programme).toMatchObject({ title: 'Tên mới', figures: { tasks: 1 } });
	expect(page.programme.documents).toHaveLength(2);
	const place = { id: cell.id, path: cell.path };
	const listed = (actor: Actor) =>
		look(database.door(actor), (tx) => programmesOf(tx, actor, place, '2026-11-23'));
	expect((await listed(secretary)).programmes).toHaveLength(1);
	expect(await listed(owner)).toMatchObject({ programmes: [], mayPrepare: false });
	const found = (documentId: string) =>
		look(door, (tx) => programmesForTask(tx, secretary, place, documentId));
	expect(await found(another.id)).toMatchObject([{ id: programmeId }]);
	const elsewhere = await scene();
	expect(await found(elsewhere.document.id)).toEqual([]);
	await expect(
		createProgramme(door, { ...words, unitId: elsewhere.cell.id, documentIds: [document.id] }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		createProgramme(door, { ...words, unitId: cell.id, documentIds: [elsewhere.document.id] }),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('why a result was returned is for those whom it concerns; the figures of the unit open as lists', async () => {
	const { door, programmeId, given, owner, helper, secretary, tenant, cell } = await scene();
	const { taskId } = await addTask(door, given);
	const late = await addTask(door, { ...given, title: 'Việc quá hạn', dueOn: '2026-11-10' });
	await issueProgramme(door, { programmeId });
	const colleague = await buildPerson(database, tenant, cell, 'Đinh Thị Em');
	const { reportId } = await report(owner, taskId, 'completion', { texts: text('120 hồ sơ') });
	const list = async (actor: Actor, view: TaskView) =>
		(
			await look(database.door(actor), (tx) => tasksFor(tx, actor, { view, unit: cell, today: '2026-11-23' }))
		).tasks.map(({ id }) => id);
	expect(await list(secretary, 'unit_to_decide')).toEqual([taskId]);
	expect(await list(colleague, 'unit_late')).toEqual([late.taskId]);
	expect(await list(colleague, 'late')).toEqual([]);
	expect(await list(secretary, 'to_decide')).toEqual([taskId]);
	expect(await list(helper, 'mine')).toEqual([late.taskId, taskId]);
	await decideReport(door, { reportId, decision: 'returned', reason: 'Thiếu hai phòng' });
	const reason = async (actor: Actor) =>
		(await look(database.door(actor), (tx) => taskPageOf(tx, actor, taskId))).reports[0]?.reason;
	expect(await reason(owner)).toBe('Thiếu hai phòng');
	expect(await reason(secretary)).toBe('Thiếu hai phòng');
	expect(await reason(colleague)).toBeNull();
	const sibling = await buildUnit(database, tenant, 'Chi bộ khác');
	const stranger = await buildPerson(database, tenant, sibling, 'Người Lạ');
	expect(await list(stranger, 'unit_late')).toEqual([]);
	await expect(reason(stranger)).rejects.toMatchObject({ kind: 'missing' });
});
