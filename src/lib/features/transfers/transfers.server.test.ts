import { expect, test } from 'vitest';
import '#lib/features/contributions.server.ts';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { giveTask } from '#lib/features/programmes/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { answerFile, bringAnswer, bringIn, layInOwnRecord, packTransfer } from './carry.server.ts';
import { makeCode, openCode } from './codes.server.ts';
import { askTransfer, changeTransfer, settleItem, startTransfer } from './commands.server.ts';
import { cancelTransfer, deliverWaiting, sendAnswer, sendTransfer } from './deliver.server.ts';
import { declineTransfer, handOnTransfer, takeInTransfer } from './incoming.server.ts';
import { issueTransfer } from './issue.server.ts';
import { transferPaper } from './papers.server.ts';
import { incomingPage, transferPage, transfersPage } from './queries.server.ts';
import { confirmByCode, noteReceipt } from './receipt.server.ts';
import { rulePage, setTransferRule } from './rule.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const door = (actor: Actor) => database.door(actor);
const visit = () => {
	const { actor: _nobody, ...rest } = database.door({} as Actor);
	return rest;
};

/** Two organisations of one installation, each with a cell, and one member who goes from the one to the other. */
const scene = async (name = 'Trần Văn An') => {
	const home = await buildTenant(database, 'Đảng bộ Sở A');
	const away = await buildTenant(database, 'Đảng ủy phường B');
	const cell = await buildUnit(database, home, 'Chi bộ Văn phòng');
	const sisterCell = await buildUnit(database, home, 'Chi bộ Thanh tra');
	const person = (fullName: string, ...roles: Role[]) =>
		buildPerson(database, home, cell, fullName, { standing: 'official', roles });
	const secretary = await person('Nguyễn Thị Bí Thư', 'secretary');
	const deputy = await person('Phạm Văn Phó', 'deputy');
	const clerk = await person('Võ Thị Thư', 'clerk');
	const member = await person(name);
	const second = await person('Lê Thị Bình');
	const sister = await buildPerson(database, home, sisterCell, 'Hồ Văn Bạn', {
		standing: 'official',
		roles: ['secretary'],
	});
	const ward = await buildUnit(database, away, 'Chi bộ tổ dân phố 5');
	const office = await buildPerson(database, away, away.root, 'Đinh Thị Đảng Ủy', {
		standing: 'official',
		roles: ['secretary'],
	});
	const wardHead = await buildPerson(database, away, ward, 'Mai Văn Phố', {
		standing: 'official',
		roles: ['secretary'],
	});
	const [membership] = await database.owner`select id from membership where person_id = ${member.personId}`;
	const where = {
		membershipId: String(membership?.['id']),
		kind: 'official',
		toTenantId: away.tenantId,
		reason: 'Chuyển công tác',
		effectiveOn: '2026-11-20',
	};
	return {
		home,
		away,
		cell,
		ward,
		secretary,
		deputy,
		clerk,
		member,
		second,
		sister,
		office,
		wardHead,
		where,
	};
};
type Scene = Awaited<ReturnType<typeof scene>>;

const issued = async (given: Scene, more: Record<string, unknown> = {}) => {
	const { transferId } = await startTransfer(door(given.clerk), { ...given.where, ...more });
	await issueTransfer(door(given.secretary), { transferId, issuedOn: '2026-11-18' });
	return transferId;
};
const incomingOf = async (given: Scene) => {
	const page = await look(door(given.office), (tx) =>
		transfersPage(tx, given.office, { view: 'coming', page: 1, today }),
	);
	return page.incoming;
};
const pageOf = (actor: Actor, id: string) =>
	look(door(actor), (tx) => transferPage(tx, actor, { id, today }));

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

test('in one installation the letter is laid before the other organisation once, is taken in there, and the sender reads it', async () => {
	const given = await scene();
	const transferId = await issued(given);
	expect(await sendTransfer(visit(), given.home.tenantId, transferId)).toBe(true);
	expect(await sendTransfer(visit(), given.home.tenantId, transferId)).toBe(false);
	await database.owner`update member_transfer set delivered_at = null where id = ${transferId}`;
	await deliverWaiting(visit());
	const [incoming, ...more] = await incomingOf(given);
	expect(more).toEqual([]);
	expect(incoming).toMatchObject({
		fullName: 'Trần Văn An',
		from: 'Chi bộ Văn phòng, Đảng bộ Sở A',
		state: 'arrived',
	});
	const incomingId = incoming?.id ?? '';
	await expect(
		look(door(given.wardHead), (tx) => incomingPage(tx, given.wardHead, { id: incomingId, today })),
	).rejects.toMatchObject({ kind: 'missing' });
	await handOnTransfer(door(given.office), { incomingId, forUnitId: given.ward.id });
	const page = await look(door(given.wardHead), (tx) =>
		incomingPage(tx, given.wardHead, { id: incomingId, today }),
	);
	expect(page.into).toEqual([{ value: given.ward.id, label: 'Chi bộ tổ dân phố 5' }]);
	const taken = await takeInTransfer(door(given.wardHead), {
		incomingId,
		intoUnitId: given.ward.id,
		receivedOn: '2026-11-22',
	});
	await expect(
		takeInTransfer(door(given.wardHead), { incomingId, intoUnitId: given.ward.id, receivedOn: '2026-11-22' }),
	).rejects.toMatchObject({ kind: 'refused' });
	const there =
		await database.owner`select tenant_id, unit_id, standing, valid_from::text as "from" from membership where person_id = ${taken.personId}`;
	expect([...there]).toEqual([
		{ tenant_id: given.away.tenantId, unit_id: given.ward.id, standing: 'official', from: '2026-11-22' },
	]);
	expect(await deliverWaiting(visit())).toBe(1);
	expect(await sendAnswer(visit(), given.away.tenantId, incomingId)).toBe(false);
	const { transfer, stage } = await pageOf(given.member, transferId);
	expect({ stage, ...transfer }).toMatchObject({
		stage: 'received',
		receivedOn: '2026-11-22',
		receivedName: 'Mai Văn Phố',
		receivedUnit: 'Chi bộ tổ dân phố 5',
	});
	await expect(cancelTransfer(door(given.secretary), { transferId, reason: 'Nhầm' })).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('nobody of the other organisation sees more than the letter, and nobody of a sister unit anything', async () => {
	const given = await scene();
	const transferId = await issued(given);
	await sendTransfer(visit(), given.home.tenantId, transferId);
	const [incoming] = await incomingOf(given);
	const rows = (
		actor: Actor,
		table: 'member_transfer' | 'transfer_handover' | 'transfer_code' | 'incoming_transfer',
	) => look(door(actor), async (tx) => (await tx.selectFrom(table).select('tenant_id').execute()).length);
	await makeCode(door(given.clerk), { transferId });
	for (const actor of [given.office, given.wardHead, given.sister, given.second]) {
		expect(await rows(actor, 'member_transfer')).toBe(0);
		expect(await rows(actor, 'transfer_code')).toBe(0);
		await expect(pageOf(actor, transferId)).rejects.toMatchObject({ kind: 'missing' });
	}
	expect(await rows(given.member, 'member_transfer')).toBe(1);
	expect([
		await rows(given.office, 'incoming_transfer'),
		await rows(given.wardHead, 'incoming_transfer'),
		await rows(given.secretary, 'incoming_transfer'),
	]).toEqual([1, 0, 0]);
	const page = await look(door(given.office), (tx) =>
		incomingPage(tx, given.office, { id: incoming?.id ?? '', today }),
	);
	expect(Object.keys(page.incoming.letter).sort()).toEqual(
		[
			'effectiveOn',
			'format',
			'from',
			'issuedOn',
			'kind',
			'mark',
			'person',
			'record',
			'returnsOn',
			'signer',
			'to',
			'transferId',
		].sort(),
	);
	expect(page.incoming.letter).not.toHaveProperty('reason');
	const people = await look(door(given.office), (tx) =>
		tx.selectFrom('person').select('full_name').execute(),
	);
	expect(people.map(({ full_name }) => full_name)).not.toContain('Trần Văn An');
});

const bytesOf = async (body: ReadableStream<Uint8Array>) =>
	new Uint8Array(await new Response(body as never).arrayBuffer());

test('a carried file is taken in once, only with the check code of the paper, and its receipt counts once', async () => {
	const given = await scene();
	const { transferId } = await startTransfer(door(given.secretary), {
		...given.where,
		toTenantId: undefined,
		toOrganisation: 'Đảng ủy phường B',
	});
	await layInOwnRecord(door(given.member), transferId);
	await issueTransfer(door(given.secretary), { transferId, issuedOn: '2026-11-18' });
	const { check } = await pageOf(given.member, transferId);
	const { body, name } = await packTransfer(door(given.member), transferId);
	expect(name).toContain('GGT');
	const bytes = await bytesOf(body);
	await expect(bringIn(door(given.office), { bytes, check: '0000-0000-0000-0000' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await expect(bringIn(door(given.wardHead), { bytes, check: check ?? '' })).rejects.toMatchObject({
		kind: 'refused',
	});
	await expect(
		bringIn(door(given.office), { bytes: bytes.slice(0, 200), check: check ?? '' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	const first = await bringIn(door(given.office), { bytes, check: check?.toLowerCase() ?? '' });
	const again = await bringIn(door(given.office), { bytes, check: check ?? '' });
	expect([first.isNew, again.isNew, again.incomingId === first.incomingId]).toEqual([true, false, true]);
	const [row] =
		await database.owner`select record_sha256 from incoming_transfer where id = ${first.incomingId}`;
	expect(row?.['record_sha256']).toMatch(/^[0-9a-f]{64}$/);
	await expect(answerFile(door(given.office), first.incomingId)).rejects.toMatchObject({ kind: 'missing' });
	await takeInTransfer(door(given.office), {
		incomingId: first.incomingId,
		intoUnitId: given.ward.id,
		receivedOn: '2026-11-22',
	});
	const receipt = await answerFile(door(given.office), first.incomingId);
	const forged = new TextEncoder().encode(
		new TextDecoder().decode(receipt.bytes).replace(/"code": "[^"]+"/, '"code": "khong-phai"'),
	);
	await expect(bringAnswer(door(given.clerk), forged)).rejects.toMatchObject({ kind: 'missing' });
	expect(await bringAnswer(door(given.clerk), receipt.bytes)).toEqual({ transferId });
	expect(await bringAnswer(door(given.clerk), receipt.bytes)).toEqual({ transferId });
	const events =
		await database.owner`select count(*)::int as n from event where verb = 'transfer.received' and subject_id = ${transferId}`;
	expect(events[0]?.['n']).toBe(1);
	expect((await pageOf(given.secretary, transferId)).transfer.receivedWay).toBe('file');
});

test('the code on the letter confirms the receipt once, for an organisation without an account; paper does it too', async () => {
	const given = await scene();
	const transferId = await issued(given, { toTenantId: undefined, toOrganisation: 'Đảng ủy xã C' });
	const { code } = await makeCode(door(given.clerk), { transferId });
	expect(await openCode(visit(), code)).toMatchObject({
		fullName: 'Trần Văn An',
		unitName: 'Chi bộ Văn phòng',
	});
	const said = { receivedOn: '2026-11-22', receivedName: 'Lò Văn Xã', receivedUnit: 'Chi bộ bản 2' };
	await expect(confirmByCode(visit(), code, { ...said, receivedOn: '2026-11-01' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const answers = await Promise.allSettled([
		confirmByCode(visit(), code, said),
		confirmByCode(visit(), code, said),
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(await openCode(visit(), code)).toBeNull();
	const other = await scene('Lý Thị Cúc');
	const second = await issued(other, { toTenantId: undefined, toOrganisation: 'Đảng ủy xã C' });
	await expect(noteReceipt(door(other.member), { transferId: second, ...said })).rejects.toMatchObject({
		kind: 'refused',
	});
	await noteReceipt(door(other.clerk), { transferId: second, ...said });
	expect((await pageOf(other.member, second)).stage).toBe('received');
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

test('what is sent back the sender reads with the reason; who comes for a time stays a member at home and leaves by itself', async () => {
	const given = await scene();
	const transferId = await issued(given, { kind: 'temporary', returnsOn: '2027-05-20' });
	const [home] =
		await database.owner`select valid_to from membership where person_id = ${given.member.personId}`;
	expect(home?.['valid_to']).toBeNull();
	await sendTransfer(visit(), given.home.tenantId, transferId);
	const [incoming] = await incomingOf(given);
	await declineTransfer(door(given.office), {
		incomingId: incoming?.id,
		reason: 'Đồng chí thuộc phường khác',
	});
	await deliverWaiting(visit());
	expect(await pageOf(given.member, transferId)).toMatchObject({
		stage: 'declined',
		transfer: { declineReason: 'Đồng chí thuộc phường khác' },
	});
	await cancelTransfer(door(given.secretary), { transferId, reason: 'Gửi nhầm nơi' });
	const again = await issued(given, { kind: 'temporary', returnsOn: '2027-05-20' });
	await sendTransfer(visit(), given.home.tenantId, again);
	const [second] = await incomingOf(given);
	const { membershipId } = await takeInTransfer(door(given.office), {
		incomingId: second?.id,
		intoUnitId: given.ward.id,
		receivedOn: '2026-11-22',
	});
	const [span] =
		await database.owner`select valid_to::text as "to" from membership where id = ${membershipId}`;
	expect(span?.['to']).toBe('2027-05-20');
});

test('somebody who is known there comes back as the same person', async () => {
	const given = await scene();
	const before = await buildPerson(database, given.away, given.away.root, 'Trần Văn An', {});
	const transferId = await issued(given);
	await sendTransfer(visit(), given.home.tenantId, transferId);
	const [incoming] = await incomingOf(given);
	const page = await look(door(given.office), (tx) =>
		incomingPage(tx, given.office, { id: incoming?.id ?? '', today }),
	);
	expect(page.known.map(({ personId }) => personId)).toEqual([before.personId]);
	const taken = await takeInTransfer(door(given.office), {
		incomingId: incoming?.id,
		intoUnitId: given.ward.id,
		knownPersonId: before.personId,
		receivedOn: '2026-11-22',
	});
	expect(taken.personId).toBe(before.personId);
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
