import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import {
	addTask,
	cancelTask,
	changeTask,
	createProgramme,
	decideReport,
	issueProgramme,
	reportTask,
} from './commands.server.ts';
import { evidenceFile, taskPageOf, tasksFor } from './queries.server.ts';

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
	const view = (actor: Actor, which: 'mine' | 'unit') =>
		look(database.door(actor), (tx) => tasksFor(tx, actor, { view: which, unit: cell, today: '2026-11-23' }));
	expect((await view(helper, 'mine')).tasks.map(({ title }) => title)).toEqual(['Số hóa hồ sơ và công bố']);
	expect((await view(owner, 'mine')).tasks).toEqual([]);
	expect((await view(secretary, 'unit')).tasks).toHaveLength(1);
	await cancelTask(door, { taskId, reason: 'Đã làm ở chương trình khác' });
	expect((await view(helper, 'mine')).tasks).toEqual([]);
});
