import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import { buildPerson, buildTenant, buildUnit, type TestUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	activityFile,
	addJointProgramme,
	cancelActivity,
	planActivity,
	recordActivity,
} from './activities.server.ts';
import { addMember, endMember, giveTask, nameHead, takeTaskBack } from './members.server.ts';
import { jointPage, organisationPage, organisationsPage } from './queries.server.ts';

const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };
let cell: TestUnit;
let secretary: Person;
let chair: Person;
let member: Person;
let outsider: Person;
let massId = '';
let taskId = '';

beforeAll(async () => {
	const tenant = await buildTenant(database);
	cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, ...roles: Role[]) =>
		buildPerson(database, tenant, cell, name, { standing: 'official', roles });
	secretary = await person('Nguyễn Thị Bí Thư', 'secretary');
	chair = await person('Trần Văn An');
	member = await person('Lê Thị Bình');
	const other = await buildUnit(database, tenant, 'Chi bộ khác');
	outsider = await buildPerson(database, tenant, other, 'Hồ Văn Xa', {
		standing: 'official',
		roles: ['secretary'],
	});
	massId = randomUUID();
	await database.owner`insert into unit (tenant_id, id, kind, name, short_name, parent_id, path, founded_on)
		values (${tenant.tenantId}, ${massId}, 'mass_organisation', 'Công đoàn', 'Công đoàn', ${cell.id}, ${`${cell.path}.${treeLabel(massId)}`}, '2020-01-01')`;
	const programmeId = randomUUID();
	taskId = randomUUID();
	await database.owner`insert into programme (tenant_id, id, unit_id, title, starts_on, ends_on, state, created_by, created_at)
		values (${tenant.tenantId}, ${programmeId}, ${cell.id}, 'Chương trình', '2026-01-01', '2026-12-31', 'issued', ${secretary.personId}, now())`;
	await database.owner`insert into task (tenant_id, id, programme_id, unit_id, title, result_expected, owner_id, supervisor_id, due_on, state, created_by, created_at)
		values (${tenant.tenantId}, ${taskId}, ${programmeId}, ${cell.id}, 'Hướng dẫn người dân', 'Xong', ${chair.personId}, ${secretary.personId}, '2026-12-20', 'assigned', ${secretary.personId}, now())`;
});

const add = (actor: Person, personId: string) =>
	addMember(database.door(actor), { massId, memberPersonId: personId, validFrom: '2025-01-01' });
const page = (actor: Person) =>
	look(database.door(actor), (tx) => organisationPage(tx, actor, massId, today));

test('the secretary names who heads it, who then looks after its people; nobody of another unit is of it or sees it', async () => {
	await expect(add(chair, member.personId)).rejects.toMatchObject({ kind: 'refused' });
	const { massMemberId } = await add(secretary, chair.personId);
	await expect(
		nameHead(database.door(chair), { massMemberId, duty: 'Chủ tịch', isHead: 'yes' }),
	).rejects.toMatchObject({ kind: 'refused' });
	await nameHead(database.door(secretary), { massMemberId, duty: 'Chủ tịch', isHead: 'yes' });
	const joined = await add(chair, member.personId);
	await expect(add(chair, member.personId)).rejects.toMatchObject({ kind: 'invalid' });
	await expect(add(chair, outsider.personId)).rejects.toMatchObject({ kind: 'invalid' });
	await expect(page(outsider)).rejects.toMatchObject({ kind: 'missing' });
	expect((await page(chair)).members.map(({ fullName, isHead }) => [fullName, isHead])).toEqual([
		['Trần Văn An', true],
		['Lê Thị Bình', false],
	]);
	await expect(
		endMember(database.door(chair), { massMemberId: joined.massMemberId, validTo: '2025-01-01' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await endMember(database.door(chair), { massMemberId: joined.massMemberId, validTo: today });
	expect((await page(chair)).members).toHaveLength(1);
	await add(chair, member.personId);
	const seen = await look(database.door(member), (tx) => organisationsPage(tx, member, today));
	expect(seen.map(({ unitId, isMine, members }) => [unitId, isMine, members])).toEqual([[massId, true, 2]]);
	expect(await look(database.door(outsider), (tx) => organisationsPage(tx, outsider, today))).toEqual([]);
});

test('a task of the cell is entrusted to it by the secretary, shown on its page, and taken back', async () => {
	const given = { massId, taskId, part: 'leads' };
	await expect(giveTask(database.door(chair), given)).rejects.toMatchObject({ kind: 'refused' });
	await giveTask(database.door(secretary), given);
	await expect(giveTask(database.door(secretary), { ...given, taskId: randomUUID() })).rejects.toMatchObject({
		kind: 'invalid',
	});
	expect((await page(member)).tasks).toMatchObject([{ taskId, part: 'leads', ownerName: 'Trần Văn An' }]);
	expect((await page(secretary)).openTasks).toEqual([]);
	await takeTaskBack(database.door(secretary), { massId, taskId });
	expect((await page(secretary)).openTasks).toHaveLength(1);
});

test('what is agreed with a locality is planned, recorded with people and evidence, or called off with the reason', async () => {
	const door = database.door(chair);
	const agreed = {
		massId,
		title: 'Phối hợp với xã',
		partner: 'UBND xã Hưng Nguyên',
		contents: 'Hỗ trợ chuyển đổi số',
		startsOn: '2026-01-01',
		endsOn: '2026-12-31',
	};
	await expect(addJointProgramme(database.door(member), agreed)).rejects.toMatchObject({ kind: 'refused' });
	await expect(addJointProgramme(door, { ...agreed, endsOn: '2025-01-01' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const { jointId } = await addJointProgramme(door, agreed);
	await expect(planActivity(door, { jointId, title: 'x', heldOn: '2027-01-01' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const [first, second] = [
		await planActivity(door, { jointId, title: 'Ra quân', heldOn: '2026-11-20' }),
		await planActivity(door, { jointId, title: 'Tặng quà', heldOn: '2026-12-01' }),
	];
	const png = new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
	const result = {
		activityId: first.activityId,
		heldOn: '2026-11-20',
		done: 'Hướng dẫn 40 người',
		locals: '40',
		participantIds: [chair.personId, member.personId],
		files: [{ name: 'anh.png', bytes: png }],
	};
	await expect(recordActivity(database.door(member), result)).rejects.toMatchObject({ kind: 'refused' });
	await expect(
		recordActivity(door, { ...result, participantIds: [outsider.personId] }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(recordActivity(door, { ...result, heldOn: '2026-12-01' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await recordActivity(door, result);
	await expect(recordActivity(door, result)).rejects.toMatchObject({ kind: 'conflict' });
	await cancelActivity(door, { activityId: second.activityId, reason: 'Bão' });
	const seen = await look(database.door(member), (tx) => jointPage(tx, member, jointId, today));
	expect(seen.figures).toEqual({ planned: 1, done: 1, people: 2, locals: 40 });
	expect(seen.activities.map(({ state, reason, names }) => [state, reason, names.length])).toEqual([
		['cancelled', 'Bão', 0],
		['done', '', 2],
	]);
	const fileId = seen.activities[1]?.files[0]?.id ?? '';
	const file = (actor: Person) =>
		look(database.door(actor), (tx) => activityFile(tx, actor, { jointId, fileId, today }));
	expect((await file(member)).fileName).toBe('anh.png');
	await expect(file(outsider)).rejects.toMatchObject({ kind: 'missing' });
});
