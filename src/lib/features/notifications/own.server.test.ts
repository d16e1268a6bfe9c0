import { expect, test } from 'vitest';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, sceneProgramme, sceneTask } from '../../../../tests/support/trace-scene.ts';
import '../programmes/due.server.ts';
import '../reading/due.server.ts';
import {
	confirmAddress,
	openTold,
	readAllTold,
	sendCodeAgain,
	setReminderRule,
	setReminders,
	urgePeople,
} from './commands.server.ts';
import { behindIn, letterFigures, ownSetting, toldTo, unreadCount } from './queries.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const committee = await buildPerson(database, tenant, cell, 'Lê Cấp Ủy', {
		standing: 'official',
		roles: ['committee_member'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
	const programmeId = await sceneProgramme(database, tenant, cell, secretary.personId);
	const taskId = await sceneTask(database, tenant, cell, {
		programmeId,
		documentId: document.id,
		clauseIds: [],
		ownerId: member.personId,
		supervisorId: committee.personId,
		title: 'Số hóa hồ sơ',
		dueOn: '2026-11-20',
	});
	return {
		tenant,
		cell,
		secretary,
		committee,
		member,
		taskId,
		thing: `carry_out:${taskId}:${member.personId}`,
	};
};

const codeOf = async (tenantId: string): Promise<string> => {
	const [row] =
		await database.owner`select code from letter where tenant_id = ${tenantId} and kind = 'confirmation' order by id desc limit 1`;
	return String(row?.['code']);
};

test('an address counts once the code that was sent to it is given back; guessing ends soon', async () => {
	const { tenant, member } = await scene();
	const door = database.door(member);
	const setting = () => look(door, (tx) => ownSetting(tx, member));
	expect(await setting()).toMatchObject({ byMail: true, hour: 7, address: null });
	await setReminders(door, { byMail: 'on', hour: '6', address: 'An@Chibo.example' });
	expect(await setting()).toMatchObject({
		hour: 6,
		address: 'an@chibo.example',
		isConfirmed: false,
		waitsForCode: true,
	});
	const first = await codeOf(tenant.tenantId);
	await sendCodeAgain(door, {});
	const code = await codeOf(tenant.tenantId);
	expect(code).toMatch(/^\d{8}$/);
	if (first !== code) expect(await confirmAddress(door, { code: first })).toEqual({ confirmed: false });
	expect(await confirmAddress(door, { code })).toEqual({ confirmed: true });
	expect(await setting()).toMatchObject({ isConfirmed: true, waitsForCode: false });
	await setReminders(door, { hour: '8', address: 'moi@chibo.example' });
	expect(await setting()).toMatchObject({ byMail: false, isConfirmed: false });
	const wrong = (await codeOf(tenant.tenantId)) === '00000000' ? '00000001' : '00000000';
	for (let nth = 0; nth < 5; nth++)
		expect(await confirmAddress(door, { code: wrong })).toEqual({ confirmed: false });
	expect(await confirmAddress(door, { code: await codeOf(tenant.tenantId) })).toEqual({ confirmed: false });
	for (let nth = 0; nth < 2; nth++) await sendCodeAgain(door, {});
	await expect(sendCodeAgain(door, {})).rejects.toMatchObject({ key: 'failure_mail_codes' });
});

test('the secretary sees who is behind and urges; not twice within the pause; the person sees it and opens it', async () => {
	const { cell, secretary, committee, member, thing, taskId } = await scene();
	const behind = (actor: typeof member) =>
		look(database.door(actor), (tx) =>
			behindIn(tx, actor, {
				unitId: cell.id,
				kind: undefined,
				personId: undefined,
				page: 1,
				now: database.clock(),
			}),
		);
	expect(await behind(secretary)).toMatchObject({
		behind: 1,
		members: 3,
		people: [
			{
				fullName: 'Trần Văn An',
				since: '2026-11-20',
				things: [{ name: 'Số hóa hồ sơ', urgedAt: null, mayUrge: true }],
			},
		],
		powers: { urge: true, rule: true },
	});
	expect(await behind(committee)).toMatchObject({
		people: [{ things: [{ mayUrge: false }] }],
		powers: { urge: false },
	});
	await expect(behind(member)).rejects.toMatchObject({ key: 'refused_see_behind' });
	await expect(
		urgePeople(database.door(committee), { unitId: cell.id, thing: [thing] }),
	).rejects.toMatchObject({ key: 'refused_remind_by_hand' });
	expect(await urgePeople(database.door(secretary), { unitId: cell.id, thing: [thing] })).toEqual({
		urged: 1,
		passedOver: 0,
	});
	await expect(
		urgePeople(database.door(secretary), { unitId: cell.id, thing: [thing] }),
	).rejects.toMatchObject({ key: 'failure_urged_lately' });
	expect(await behind(secretary)).toMatchObject({
		people: [{ things: [{ mayUrge: false, urgedAt: database.clock() }] }],
	});
	const nextDay = fixedClock('2026-11-24T09:00:00+07:00');
	expect(
		await urgePeople(database.door(secretary, nextDay), { unitId: cell.id, thing: [thing] }),
	).toMatchObject({ urged: 1 });
	const events =
		await database.owner`select person_id, is_personal from event where verb = 'duty.urged' and subject_id = ${taskId}`;
	expect(events).toMatchObject([
		{ person_id: member.personId, is_personal: true },
		{ person_id: member.personId },
	]);

	const door = database.door(member);
	const page = await look(door, (tx) => toldTo(tx, member, { onlyUnread: true, page: 1 }));
	expect(page).toMatchObject({
		unread: 2,
		rows: [{ words: 'Đồng chí Nguyễn Thị Bí Thư nhắc: nhiệm vụ Số hóa hồ sơ' }, {}],
	});
	const id = page.rows[0]?.id ?? '';
	await expect(openTold(database.door(secretary), { notificationId: id })).rejects.toMatchObject({
		kind: 'missing',
	});
	expect(await openTold(door, { notificationId: id })).toEqual({ href: `/nhiem-vu/${taskId}` });
	expect(await look(door, (tx) => unreadCount(tx, member))).toBe(1);
	await readAllTold(door, {});
	expect(await look(door, (tx) => unreadCount(tx, member))).toBe(0);
	expect((await look(door, (tx) => toldTo(tx, member, { onlyUnread: false, page: 9 }))).rows).toHaveLength(2);
});

test('what is not owed in the unit is not urged', async () => {
	const { cell, secretary, member, taskId } = await scene();
	const other = await scene();
	for (const thing of [`decide:${taskId}:${member.personId}`, other.thing])
		await expect(
			urgePeople(database.door(secretary), { unitId: cell.id, thing: [thing] }),
		).rejects.toMatchObject({ kind: 'invalid' });
});

test('the rule of a unit is set from today on by its secretary; earlier days keep theirs', async () => {
	const { cell, secretary, committee } = await scene();
	const rule = {
		unitId: cell.id,
		validFrom: '2026-11-23',
		soonDays: 5,
		warnDays: 2,
		escalateDays: 4,
		urgePauseHours: 48,
	};
	await expect(setReminderRule(database.door(committee), rule)).rejects.toMatchObject({
		key: 'refused_set_reminder_rule',
	});
	await expect(
		setReminderRule(database.door(secretary), { ...rule, validFrom: '2026-11-22' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await expect(setReminderRule(database.door(secretary), { ...rule, escalateDays: 2 })).rejects.toMatchObject(
		{ kind: 'invalid' },
	);
	await setReminderRule(database.door(secretary), rule);
	const seen = await look(database.door(secretary), (tx) =>
		behindIn(tx, secretary, {
			unitId: cell.id,
			kind: undefined,
			personId: undefined,
			page: 1,
			now: database.clock(),
		}),
	);
	expect(seen.rule).toMatchObject({ soonDays: 5, urgePauseHours: 48 });
});

test('the administrator sees how letters fare, in numbers only', async () => {
	const { tenant, cell, member } = await scene();
	const administrator = await buildPerson(database, tenant, cell, 'Phạm Quản Trị', {
		roles: ['administrator'],
	});
	await setReminders(database.door(member), { byMail: 'on', hour: 7, address: 'an@chibo.example' });
	const figures = (actor: typeof member) =>
		look(database.door(actor), (tx) => letterFigures(tx, actor, new Date(0)));
	expect(await figures(administrator)).toMatchObject([{ state: 'waiting', letters: 1 }]);
	await expect(figures(member)).rejects.toMatchObject({ kind: 'refused' });
});
