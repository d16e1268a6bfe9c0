import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, look } from '#lib/platform/command/command.ts';
import { allowed } from '#lib/shared/decision.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { createProgramme, giveTask, issueProgramme } from './commands.server.ts';
import { createTask, type GivenTask, lateTasks, openTasksOf, tasksGivenIn } from './public.server.ts';

const database = useDatabase();

/** A command of another feature that gives a task on the spot. */
const decideInMeeting = command('test.decide', z.any(), async (context, given: GivenTask) => {
	context.permit(allowed);
	return createTask(context, given);
});

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Một', 'Hai']);
	return { tenant, cell, secretary, member, document, door: database.door(secretary) };
};

test('a task is given on the spot: who, what, by when; without a programme it stands in the unit’s work of the year', async () => {
	const { tenant, cell, secretary, member, document, door } = await scene();
	const meeting = { type: 'meeting', id: crypto.randomUUID() };
	const given = {
		unitId: cell.id,
		title: 'Chuẩn bị báo cáo quý',
		ownerId: member.personId,
		dueOn: '2026-11-20',
	};
	const first = await decideInMeeting(door, { ...given, origin: meeting });
	const second = await decideInMeeting(door, {
		...given,
		title: 'Góp ý dự thảo',
		dueOn: '2026-12-10',
		clauseIds: [document.sections[0]?.id],
	});
	const kept =
		await database.owner`select distinct p.kind, p.title, p.state from task t join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
		where t.tenant_id = ${tenant.tenantId}`;
	expect(kept).toEqual([
		{ kind: 'standing', title: 'Công việc ngoài chương trình, năm 2026', state: 'issued' },
	]);
	const unit = { tenantId: tenant.tenantId, unitId: cell.id };
	const read = await look(door, async (tx) => ({
		late: await lateTasks(tx, unit, '2026-11-23'),
		open: await openTasksOf(tx, unit),
		soon: await openTasksOf(tx, unit, '2026-11-30'),
		ofMeeting: await tasksGivenIn(tx, tenant.tenantId, meeting.id),
	}));
	expect(read.late.map(({ id }) => id)).toEqual([first.taskId]);
	expect(read.open.map(({ id }) => id)).toEqual([first.taskId, second.taskId]);
	expect(read.soon).toHaveLength(1);
	expect(read.ofMeeting).toMatchObject([
		{ title: 'Chuẩn bị báo cáo quý', supervisorId: secretary.personId, programmeTitle: null },
	]);
});

test('who carries a task out never follows it: given to the secretary by the secretary it needs another supervisor', async () => {
	const { tenant, cell, secretary, door } = await scene();
	const given = {
		unitId: cell.id,
		title: 'Dự họp giao ban',
		ownerId: secretary.personId,
		dueOn: '2026-12-01',
	};
	await expect(decideInMeeting(door, given)).rejects.toMatchObject({ issues: [{ path: 'supervisorId' }] });
	const deputy = await buildPerson(database, tenant, cell, 'Lê Phó Bí Thư', {
		standing: 'official',
		roles: ['deputy'],
	});
	const { taskId } = await decideInMeeting(door, given);
	const [row] = await database.owner`select supervisor_id from task where id = ${taskId}`;
	expect(row?.['supervisor_id']).toBe(deputy.personId);
});

test('in a programme the rules of the programme hold; what is not the unit’s is not there', async () => {
	const { cell, member, document, door } = await scene();
	const { programmeId } = await createProgramme(door, {
		unitId: cell.id,
		title: 'Chương trình',
		documentIds: [document.id],
		startsOn: '2026-11-01',
		endsOn: '2026-12-31',
	});
	await issueProgramme(door, { programmeId });
	const given = {
		unitId: cell.id,
		programmeId,
		title: 'Việc',
		ownerId: member.personId,
		dueOn: '2026-12-01',
	};
	await expect(decideInMeeting(door, given)).rejects.toMatchObject({ issues: [{ path: 'clauseIds' }] });
	await decideInMeeting(door, { ...given, clauseIds: [document.sections[1]?.id] });
	const elsewhere = await scene();
	await expect(
		decideInMeeting(elsewhere.door, { ...given, unitId: elsewhere.cell.id }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		decideInMeeting(door, { ...given, programmeId: undefined, ownerId: elsewhere.member.personId }),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('work outside of a programme is given by who leads the unit', async () => {
	const { cell, member, secretary, door } = await scene();
	const given = {
		unitId: cell.id,
		title: 'Kiểm kê tài sản',
		resultExpected: 'Biên bản kiểm kê',
		ownerId: member.personId,
		dueOn: '2026-12-20',
	};
	await expect(giveTask(database.door(member), given)).rejects.toMatchObject({ key: 'refused_give_task' });
	const { taskId } = await giveTask(door, given);
	const [row] = await database.owner`select supervisor_id, result_expected from task where id = ${taskId}`;
	expect(row).toEqual({ supervisor_id: secretary.personId, result_expected: 'Biên bản kiểm kê' });
});
