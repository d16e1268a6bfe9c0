import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { documentForReading } from '../library/public.server.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { createProgramme, issueProgramme } from '../programmes/commands.server.ts';
import { declareStudied, publishDocument } from '../reading/commands.server.ts';
import { timelineOf } from '../trace/timeline.server.ts';
import './due.server.ts';
import { receivedPage, sentPage } from './queries.server.ts';
import { dispatchPage, receiptPage } from './queries-dispatch.server.ts';
import { sendPage } from './queries-send.server.ts';
import { receiveDispatch, reportDispatch, setAsideDispatch, takeUpDispatch } from './receive.server.ts';
import { sendDispatch, withdrawDispatch } from './send.server.ts';

const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };
const asked = {
	spreadBy: '2026-12-01',
	studyBy: '2026-12-10',
	programmeBy: '2026-12-20',
	reportBy: '2026-12-31',
};

const scene = async () => {
	const tenant = await buildTenant(database, 'Tỉnh ủy');
	const office = await buildUnit(database, tenant, 'Đảng ủy các cơ quan');
	const cell = await buildUnit(database, tenant, 'Chi bộ Sở Thông tin', office);
	const other = await buildUnit(database, tenant, 'Chi bộ Sở Nội vụ', office);
	const of = (name: string, unit: typeof cell, ...roles: ('secretary' | 'clerk' | 'higher_officer')[]) =>
		buildPerson(database, tenant, unit, name, { standing: 'official', roles });
	const above = await of('Lê Tỉnh Ủy', tenant.root, 'secretary');
	const secretary = await of('Nguyễn Đảng Ủy', office, 'secretary');
	const clerk = await of('Trần Văn Thư', office, 'clerk');
	const head = await of('Phạm Bí Thư', cell, 'secretary');
	const otherHead = await of('Đỗ Bí Thư', other, 'secretary');
	const members: Person[] = [head];
	for (const nth of [1, 2, 3, 4, 5]) members.push(await of(`Hồ Đảng Viên ${nth}`, cell));
	const document = await sceneDocument(database, tenant, office, clerk.personId, ['Nhiệm vụ'], {
		state: 'filed',
	});
	const send = (over: Record<string, unknown> = {}, actor: Person = clerk, unit = office) =>
		sendDispatch(database.door(actor), {
			unitId: unit.id,
			documentId: document.id,
			unitIds: [cell.id, other.id],
			...asked,
			...over,
		});
	const page = (dispatchId: string, actor: Person = secretary) =>
		look(database.door(actor), (tx) => dispatchPage(tx, actor, dispatchId, today));
	const receiptOf = async (dispatchId: string, unitId: string): Promise<string> => {
		const found = (await page(dispatchId)).units.find((one) => one.unitId === unitId);
		if (!found) throw new Error('The unit was not given it');
		return found.id;
	};
	const receipt = (receiptId: string, actor: Person = head) =>
		look(database.door(actor), (tx) => receiptPage(tx, actor, receiptId, today));
	const duties = (actor: Person) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 20)).then(({ items }) =>
			items.map(({ kind }) => kind).filter((kind) => kind.startsWith('cascade_')),
		);
	return {
		tenant,
		office,
		cell,
		other,
		above,
		secretary,
		clerk,
		head,
		otherHead,
		members,
		document,
		send,
		page,
		receiptOf,
		receipt,
		duties,
	};
};

test('a document goes down with what is expected; each step is seen above when it is done below', async () => {
	const { cell, other, secretary, head, members, document, send, page, receiptOf, receipt, duties } =
		await scene();
	const { dispatchId, units } = await send();
	expect(units).toBe(2);
	const id = await receiptOf(dispatchId, cell.id);
	expect((await page(dispatchId)).totals).toEqual([
		{ step: 'take_up', owed: 2, done: 0, late: 0 },
		{ step: 'spread', owed: 2, done: 0, late: 0 },
		{ step: 'study', owed: 2, done: 0, late: 0 },
		{ step: 'programme', owed: 2, done: 0, late: 0 },
		{ step: 'report', owed: 2, done: 0, late: 0 },
	]);
	// It counts as published from then on: the unit below may read it.
	expect((await look(database.door(head), (tx) => documentForReading(tx, head, document.id))).state).toBe(
		'published',
	);
	expect(await duties(head)).toEqual(['cascade_take_up']);

	await receiveDispatch(database.door(head), { receiptId: id });
	await takeUpDispatch(database.door(head), { receiptId: id, ...asked, spreadBy: '2026-11-28' });
	expect((await duties(head)).sort()).toEqual(['cascade_programme', 'cascade_report', 'cascade_spread']);
	await publishDocument(database.door(head), {
		documentId: document.id,
		unitId: cell.id,
		audience: 'unit',
		readBy: '2026-11-30',
	});
	for (const member of members)
		await declareStudied(database.door(member), { documentId: document.id, confirmed: true });
	const { programmeId } = await createProgramme(database.door(head), {
		unitId: cell.id,
		title: 'Chương trình hành động',
		documentIds: [document.id],
		startsOn: today,
		endsOn: '2027-06-30',
	});
	await issueProgramme(database.door(head), { programmeId });
	await reportDispatch(database.door(head), { receiptId: id, report: 'Đã quán triệt, 6/6 đã nghiên cứu.' });
	expect(await duties(head)).toEqual([]);

	const [stuck, done] = (await page(dispatchId)).units;
	expect(stuck?.unitName).toBe(other.name);
	expect(done?.states).toEqual({
		take_up: 'done',
		spread: 'done',
		study: 'done',
		programme: 'done',
		report: 'done',
	});
	expect(done?.facts).toMatchObject({ assigned: 6, studied: 6 });
	expect((await receipt(id, secretary)).receipt.report).toContain('6/6');
	const { days } = await look(database.door(head), (tx) =>
		timelineOf(tx, head, { documentId: document.id, unitId: cell.id }),
	);
	expect(days.flatMap(({ entries }) => entries.map(({ verb }) => verb))).toEqual(
		expect.arrayContaining(['dispatch.taken_up', 'dispatch.reported']),
	);
});

test('later days need a reason, which the sender reads; what does not concern a unit is said with the reason and owes nothing', async () => {
	const { cell, other, head, otherHead, send, page, receiptOf, duties } = await scene();
	const { dispatchId } = await send();
	const id = await receiptOf(dispatchId, cell.id);
	const later = { receiptId: id, ...asked, studyBy: '2026-12-15' };
	await expect(takeUpDispatch(database.door(head), later)).rejects.toMatchObject({
		kind: 'invalid',
		issues: [{ path: 'reason' }],
	});
	await takeUpDispatch(database.door(head), { ...later, reason: 'Sáu đồng chí đi công tác đến ngày 12.' });
	await setAsideDispatch(database.door(otherHead), {
		receiptId: await receiptOf(dispatchId, other.id),
		reason: 'Chi bộ không có nhiệm vụ này.',
	});
	expect(await duties(otherHead)).toEqual([]);
	const [first, second] = (await page(dispatchId)).units;
	expect(first).toMatchObject({ unitName: cell.name, reason: 'Sáu đồng chí đi công tác đến ngày 12.' });
	expect(second?.facts.isSetAside).toBe(true);
	expect((await page(dispatchId)).totals[0]).toEqual({ step: 'take_up', owed: 1, done: 1, late: 0 });
	await expect(
		takeUpDispatch(database.door(otherHead), {
			receiptId: await receiptOf(dispatchId, other.id),
			...asked,
		}),
	).rejects.toMatchObject({ kind: 'refused' });
});

test('it goes down level by level: what is handed on is not later than what was asked, and is seen at its level', async () => {
	const { tenant, office, cell, above, secretary, document, head, receipt, page, duties } = await scene();
	const own = await sceneDocument(database, tenant, tenant.root, above.personId, ['Nhiệm vụ']);
	const { dispatchId } = await sendDispatch(database.door(above), {
		unitId: tenant.root.id,
		documentId: own.id,
		kinds: [],
		unitIds: [office.id],
		...asked,
	});
	const [given] = (await page(dispatchId, above)).units;
	if (!given) throw new Error('Nothing was given');
	const onward = {
		unitId: office.id,
		documentId: own.id,
		receiptId: given.id,
		kinds: ['cell'],
		spreadBy: '2026-11-28',
		reportBy: '2027-01-15',
	};
	await expect(sendDispatch(database.door(secretary), onward)).rejects.toMatchObject({
		kind: 'invalid',
		issues: [{ path: 'reportBy' }],
	});
	const handed = await sendDispatch(database.door(secretary), { ...onward, reportBy: '2026-12-25' });
	expect(handed.units).toBe(2);
	expect((await page(dispatchId, above)).units[0]?.handsOn).toBe(true);
	expect((await receipt(given.id, above)).handedOn).toMatchObject([{ id: handed.dispatchId, units: 2 }]);
	expect((await page(handed.dispatchId, above)).units.map(({ unitId }) => unitId)).toContain(cell.id);
	expect(await duties(head)).toEqual(['cascade_take_up']);
	// Another document is not handed on under it.
	await expect(
		sendDispatch(database.door(secretary), { ...onward, reportBy: '2026-12-25', documentId: document.id }),
	).rejects.toMatchObject({ kind: 'conflict' });
});

test('only units below are given it; what is taken back is owed no more; whoever is elsewhere learns nothing', async () => {
	const {
		tenant,
		office,
		cell,
		above,
		secretary,
		head,
		otherHead,
		members,
		document,
		send,
		page,
		receiptOf,
		receipt,
		duties,
	} = await scene();
	await expect(send({ unitIds: [tenant.root.id, office.id] })).rejects.toMatchObject({
		kind: 'invalid',
		issues: [{ path: 'unitIds' }],
	});
	await expect(send({ spreadBy: '2026-11-01' })).rejects.toMatchObject({
		issues: [{ path: 'spreadBy' }],
	});
	await expect(send({}, head, cell)).rejects.toMatchObject({ kind: 'missing' });
	const { dispatchId } = await send();
	const id = await receiptOf(dispatchId, cell.id);
	for (const stranger of [otherHead, members[1] as Person]) {
		await expect(receipt(id, stranger)).rejects.toMatchObject({ kind: 'missing' });
		await expect(page(dispatchId, stranger)).rejects.toMatchObject({ kind: 'missing' });
	}
	await expect(page(dispatchId, head)).rejects.toMatchObject({ kind: 'missing' });
	expect((await receipt(id, above)).powers.takeUp).toBe(false);
	await withdrawDispatch(database.door(secretary), { dispatchId, reason: 'Gửi nhầm bản dự thảo' });
	expect(await duties(head)).toEqual([]);
	await expect(takeUpDispatch(database.door(head), { receiptId: id, ...asked })).rejects.toMatchObject({
		kind: 'refused',
	});
	const lists = await look(database.door(secretary), async (tx) => ({
		sent: await sentPage(tx, secretary, { unitId: office.id, page: 1, today }),
		form: await sendPage(tx, secretary, {
			documentId: document.id,
			unitId: office.id,
			receiptId: null,
			today,
		}),
	}));
	expect(lists.sent).toMatchObject({ found: 1, dispatches: [{ isWithdrawn: true, units: 2 }] });
	expect(lists.form.below.map(({ name }) => name).sort()).toEqual([cell.name, 'Chi bộ Sở Nội vụ'].sort());
	expect(lists.form.given).toEqual([]);
	const received = await look(database.door(head), (tx) =>
		receivedPage(tx, head, { unitId: cell.id, page: 1, today }),
	);
	expect(received.receipts).toMatchObject([{ isWithdrawn: true }]);
});

test('above a unit nothing is told about a handful of people', async () => {
	const { other, otherHead, send, document, page, receiptOf, receipt } = await scene();
	const { dispatchId } = await send();
	await publishDocument(database.door(otherHead), {
		documentId: document.id,
		unitId: other.id,
		audience: 'unit',
		readBy: '2026-11-30',
	});
	const seen = (await page(dispatchId)).units.find(({ unitId }) => unitId === other.id);
	expect(seen?.facts).toMatchObject({ assigned: 0, studied: 0 });
	expect((await receipt(await receiptOf(dispatchId, other.id), otherHead)).progress.facts.assigned).toBe(1);
});
