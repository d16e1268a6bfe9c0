import { expect, test } from 'vitest';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { giveTask } from '#lib/features/programmes/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { transferScenes } from '../../../../tests/support/transfer-scene.ts';
import { askTransfer, changeTransfer, settleItem, startTransfer } from './commands.server.ts';
import { cancelTransfer, sendTransfer } from './deliver.server.ts';
import { takeInTransfer } from './incoming.server.ts';
import { issueTransfer } from './issue.server.ts';
import { transferPaper } from './papers.server.ts';
import { rulePage, setTransferRule } from './rule.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { door, visit, scene, issued, pageOf } = transferScenes(database);

test('a member asks, the office takes it up, the letter gets its number, and every right here is over on its day', async () => {
	const given = await scene();
	const { transferId } = await askTransfer(door(given.member), given.where);
	await expect(askTransfer(door(given.member), given.where)).rejects.toMatchObject({ kind: 'conflict' });
	await expect(askTransfer(door(given.second), given.where)).rejects.toMatchObject({ kind: 'refused' });
	const facts = { birthOn: '1984-05-06', admittedOn: '2010-05-19', position: 'Chuyên viên' };
	const { membershipId: _id, ...where } = given.where;
	await changeTransfer(door(given.clerk), { transferId, ...where, ...facts });
	expect((await pageOf(given.member, transferId)).stage).toBe('preparing');
	await database.owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from)
		values (${given.home.tenantId}, gen_random_uuid(), ${given.member.personId}, ${given.cell.id}, 'committee_member', '2025-01-01')`;
	await expect(issueTransfer(door(given.clerk), { transferId, issuedOn: today })).rejects.toMatchObject({
		kind: 'refused',
	});
	const { mark } = await issueTransfer(door(given.secretary), { transferId, issuedOn: '2026-11-18' });
	expect(mark).toMatch(/^01-GGT/);
	const [row] =
		await database.owner`select m.valid_to::text as until, (select r.valid_to::text from role_assignment r where r.person_id = m.person_id) as role_until
		from membership m where m.person_id = ${given.member.personId}`;
	expect(row).toEqual({ until: '2026-11-20', role_until: '2026-11-20' });
	const { paper } = await look(door(given.member), (tx) => transferPaper(tx, given.member, transferId, null));
	expect(JSON.stringify(paper)).toContain('06/5/1984');
	expect(paper.signatures).toMatchObject({ right: { name: 'Nguyễn Thị Bí Thư' } });
});

test('what the person owes is handed over first: a task goes to its successor, or a thing is closed with a word', async () => {
	const given = await scene();
	const { taskId } = await giveTask(door(given.secretary), {
		unitId: given.cell.id,
		title: 'Rà soát hồ sơ đảng viên',
		resultExpected: 'Danh sách hồ sơ thiếu',
		ownerId: given.member.personId,
		supervisorId: given.secretary.personId,
		dueOn: '2026-12-20',
	});
	const { transferId } = await startTransfer(door(given.secretary), given.where);
	await expect(issueTransfer(door(given.secretary), { transferId, issuedOn: today })).rejects.toMatchObject({
		key: 'failure_transfers_open',
	});
	const { open } = await pageOf(given.secretary, transferId);
	expect(open.map(({ kind, subjectId }) => ({ kind, subjectId }))).toEqual([
		{ kind: 'carry_out', subjectId: taskId },
	]);
	const item = { transferId, itemKind: 'carry_out', itemId: taskId };
	await expect(settleItem(door(given.secretary), item)).rejects.toMatchObject({ kind: 'invalid' });
	await expect(
		settleItem(door(given.clerk), { ...item, successorId: given.second.personId }),
	).rejects.toMatchObject({ kind: 'refused' });
	await settleItem(door(given.deputy), { ...item, successorId: given.second.personId });
	const [task] = await database.owner`select owner_id from task where id = ${taskId}`;
	expect(task?.['owner_id']).toBe(given.second.personId);
	const told =
		await database.owner`select words from notification where person_id = ${given.second.personId}`;
	expect(told.map(({ words }) => words)).toContain('transfers_told_passed');
	await issueTransfer(door(given.secretary), { transferId, issuedOn: today });
	expect((await pageOf(given.member, transferId)).settled).toMatchObject([
		{ outcome: 'passed', successorName: 'Lê Thị Bình' },
	]);
});

test('what was closed is not asked of who leaves any more; called off, it is again', async () => {
	const given = await scene();
	const { taskId } = await giveTask(door(given.secretary), {
		unitId: given.cell.id,
		title: 'Viết báo cáo chuyên đề',
		resultExpected: 'Báo cáo',
		ownerId: given.member.personId,
		supervisorId: given.secretary.personId,
		dueOn: '2026-12-20',
	});
	const { transferId } = await startTransfer(door(given.secretary), given.where);
	const owed = () =>
		look(door(given.member), async (tx) => {
			const { items, totals } = await ownDuties(tx, given.home.tenantId, given.member.personId, 20, today);
			return [
				items.map(({ subjectId }) => subjectId),
				totals.find(({ kind }) => kind === 'carry_out')?.total,
			];
		});
	expect(await owed()).toEqual([[taskId], 1]);
	await settleItem(door(given.secretary), {
		transferId,
		itemKind: 'carry_out',
		itemId: taskId,
		word: 'Đã nộp bản giấy',
	});
	expect(await owed()).toEqual([[], 0]);
	await cancelTransfer(door(given.secretary), { transferId, reason: 'Không chuyển nữa' });
	expect(await owed()).toEqual([[taskId], 1]);
});

test('the secretary’s own letter is signed by the deputy, and the secretary does not make it out', async () => {
	const given = await scene();
	const [held] =
		await database.owner`select id from membership where person_id = ${given.secretary.personId}`;
	const where = { ...given.where, membershipId: String(held?.['id']) };
	await expect(startTransfer(door(given.secretary), where)).rejects.toMatchObject({ kind: 'refused' });
	const { transferId } = await askTransfer(door(given.secretary), where);
	await expect(issueTransfer(door(given.secretary), { transferId, issuedOn: today })).rejects.toMatchObject({
		key: 'refused_transfers_own',
	});
	await issueTransfer(door(given.deputy), { transferId, issuedOn: today });
	const { paper } = await look(door(given.deputy), (tx) => transferPaper(tx, given.deputy, transferId, null));
	expect(paper.signatures).toMatchObject({ right: { name: 'Phạm Văn Phó' } });
});

test('called off before it was received: the membership goes on without a gap, and the letter cannot be taken in', async () => {
	const given = await scene();
	const past = await issued(given);
	await sendTransfer(visit(), given.home.tenantId, past);
	await cancelTransfer(door(given.secretary), { transferId: past, reason: 'Không chuyển nữa' });
	const [incoming] =
		await database.owner`select id, state from incoming_transfer where transfer_id = ${past}`;
	expect(incoming?.['state']).toBe('withdrawn');
	await expect(
		takeInTransfer(door(given.office), {
			incomingId: incoming?.['id'],
			intoUnitId: given.ward.id,
			receivedOn: today,
		}),
	).rejects.toMatchObject({ kind: 'refused' });
	const spans = () =>
		database.owner`select valid_from::text as "from", valid_to::text as "to" from membership where person_id = ${given.member.personId} order by 1`;
	expect([...(await spans())]).toEqual([
		{ from: '2024-01-01', to: '2026-11-20' },
		{ from: '2026-11-20', to: null },
	]);
	const [open] =
		await database.owner`select id from membership where person_id = ${given.member.personId} and valid_to is null`;
	const ahead = await issued(given, { membershipId: open?.['id'], effectiveOn: '2026-12-15' });
	await cancelTransfer(door(given.deputy), { transferId: ahead, reason: 'Hoãn' });
	expect([...(await spans())].at(-1)).toEqual({ from: '2026-11-20', to: null });
});

test('the rule is the organisation’s, from a day on', async () => {
	const given = await scene();
	await expect(
		look(door(given.secretary), (tx) => rulePage(tx, given.secretary, today)),
	).rejects.toMatchObject({ kind: 'refused' });
	const rule = await look(door(given.office), (tx) => rulePage(tx, given.office, today));
	await setTransferRule(door(given.office), {
		...rule,
		says: ['birthOn'],
		confirmDays: 10,
		validFrom: today,
	});
	expect(await look(door(given.office), (tx) => rulePage(tx, given.office, today))).toMatchObject({
		says: ['birthOn'],
		confirmDays: 10,
	});
	expect(await look(door(given.office), (tx) => rulePage(tx, given.office, '2026-11-22'))).toMatchObject({
		confirmDays: 30,
	});
});
