import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { makePartners, wireOf } from '../../../../tests/support/partners.ts';
import { workOf } from '../exchange/carrying.server.ts';
import { deliverTo } from '../exchange/deliver.server.ts';
import { takeFrom } from '../exchange/take.server.ts';
import { exchangeSecret } from '../exchange/wire.server.ts';
import { confirmIntake } from '../library/confirm.server.ts';
import { documentForReading } from '../library/public.server.ts';
import { receiveFile } from '../library/receive.server.ts';
import { arrivalPage, openArrivals } from './arrivals.server.ts';
import { enterArrival } from './arrive.server.ts';
import { sentPage } from './queries.server.ts';
import { dispatchPage, receiptPage } from './queries-dispatch.server.ts';
import { sendPage } from './queries-send.server.ts';
import { reportDispatch, takeUpDispatch } from './receive.server.ts';
import { sendDispatch, withdrawDispatch } from './send.server.ts';
import { tellPartnersOf } from './tell.server.ts';

const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };
const asked = {
	spreadBy: '2026-12-01',
	studyBy: '2026-12-10',
	programmeBy: '2026-12-20',
	reportBy: '2026-12-31',
};

beforeAll(() => {
	process.env['DATA_DIR'] = mkdtempSync(join(tmpdir(), 'thuctien-across-'));
});

const text = (mark = ''): string =>
	[
		'ĐẢNG ỦY KHỐI',
		'*',
		'Số 12-KH/ĐU',
		mark,
		'Sông Lam, ngày 03 tháng 11 năm 2026',
		'KẾ HOẠCH',
		'về đẩy mạnh cải cách hành chính',
		'1. Nhiệm vụ',
		'Rút ngắn thời gian giải quyết thủ tục.',
	]
		.filter((line) => line !== '')
		.join('\n');

/** A committee with a document, and an organisation below it with a cell of its own: partners of one another. */
const scene = async () => {
	const above = await buildTenant(database, 'Đảng ủy khối');
	const below = await buildTenant(database, 'Đảng bộ Sở Nội vụ');
	const cell = await buildUnit(database, below, 'Chi bộ Một cửa');
	const person = (tenant: typeof above, unit: typeof cell, name: string, role: 'clerk' | 'secretary') =>
		buildPerson(database, tenant, unit, name, { standing: 'official', roles: [role] });
	const clerk = await person(above, above.root, 'Trần Văn Thư', 'clerk');
	const head = await person(below, below.root, 'Phạm Bí Thư', 'secretary');
	const belowClerk = await person(below, below.root, 'Lê Văn Thư', 'clerk');
	const cellHead = await person(below, cell, 'Đỗ Chi Bộ', 'secretary');
	const own = { secret: exchangeSecret(), address: '' };
	const { ofOne, ofOther } = await makePartners(
		database,
		{ ...own, keeper: clerk, otherIs: 'subordinate' },
		{ ...own, keeper: belowClerk, otherIs: 'superior' },
	);
	const received = await receiveFile(database.door(clerk), {
		unitId: above.root.id,
		batchId: above.root.id,
		filePath: 'ke-hoach-12.txt',
		bytes: new TextEncoder().encode(text()),
	});
	const { documentId } = await confirmIntake(database.door(clerk), {
		intakeId: received.intakeId,
		typeName: 'Kế hoạch',
		number: '12-KH/ĐU',
		issuer: 'Đảng ủy khối',
		issuedOn: '2026-11-03',
		title: 'về đẩy mạnh cải cách hành chính',
	});
	const send = (over: Record<string, unknown> = {}, actor: Person = clerk) =>
		sendDispatch(database.door(actor), {
			unitId: above.root.id,
			documentId,
			partnerIds: [ofOne],
			note: 'Làm trước việc một cửa',
			...asked,
			...over,
		});
	const tenants = [above.tenantId, below.tenantId];
	/** Everything that can go and be taken at this moment, in both organisations. */
	const carry = async (): Promise<number> => {
		const wire = wireOf(database, exchangeSecret());
		let carried = 0;
		for (;;) {
			const work = (await workOf(wire)).filter(({ tenantId }) => tenants.includes(tenantId));
			let now = 0;
			for (const { tenantId, partnerId, way } of work)
				now += await (way === 'out' ? deliverTo : takeFrom)(wire, tenantId, partnerId);
			if (now === 0) return carried;
			carried += now;
		}
	};
	const tell = () => tellPartnersOf(database.door(systemActor(below.tenantId)));
	const page = (dispatchId: string) =>
		look(database.door(clerk), (tx) => dispatchPage(tx, clerk, dispatchId, today));
	const arrivals = () => look(database.door(head), (tx) => openArrivals(tx, below.tenantId, below.root.id));
	return {
		above,
		below,
		cell,
		clerk,
		head,
		belowClerk,
		cellHead,
		ofOne,
		ofOther,
		documentId,
		send,
		carry,
		tell,
		page,
		arrivals,
	};
};

test('a document goes to another organisation with what is expected; each step comes back to the sender, with the levels below', async () => {
	const {
		below,
		cell,
		clerk,
		head,
		belowClerk,
		cellHead,
		ofOne,
		documentId,
		send,
		carry,
		tell,
		page,
		arrivals,
	} = await scene();
	const choice = await look(database.door(clerk), (tx) =>
		sendPage(tx, clerk, { documentId, unitId: clerk.roles[0]?.unitId ?? '', receiptId: null, today }),
	);
	expect(choice.partners.map(({ id }) => id)).toEqual([ofOne]);
	const { dispatchId } = await send();
	expect((await page(dispatchId)).units).toMatchObject([{ across: { deliveredAt: null } }]);
	await carry();
	expect((await page(dispatchId)).units).toMatchObject([
		{
			unitName: 'Đảng bộ Sở Nội vụ',
			across: { deliveredAt: expect.any(Date), refused: '' },
			facts: { receivedOn: null },
		},
	]);

	const [arrival] = await arrivals();
	expect(arrival).toMatchObject({
		senderName: 'Đảng ủy khối',
		number: '12-KH/ĐU',
		note: 'Làm trước việc một cửa',
	});
	const { receiptId } = await enterArrival(database.door(belowClerk), arrival?.id ?? '');
	expect(await arrivals()).toEqual([]);
	const own = await look(database.door(head), (tx) => receiptPage(tx, head, receiptId, today));
	expect(own.receipt).toMatchObject({ isReceived: true, isTakenUp: false, by: { report: '2026-12-31' } });
	const copy = await look(database.door(head), (tx) =>
		documentForReading(tx, head, own.receipt.dispatch.documentId),
	);
	expect(copy).toMatchObject({
		number: '12-KH/ĐU',
		title: 'về đẩy mạnh cải cách hành chính',
		issuedOn: '2026-11-03',
	});
	expect(copy.id).not.toBe(documentId);

	expect(await tell()).toBe(1);
	expect(await tell()).toBe(0);
	await takeUpDispatch(database.door(head), {
		receiptId,
		...asked,
		spreadBy: '2026-12-05',
		reason: 'Đang kiểm điểm cuối năm',
	});
	// What was told before is still on its way: the change waits and goes as one.
	expect(await tell()).toBe(0);
	await carry();
	expect(await tell()).toBe(1);
	await carry();
	expect((await page(dispatchId)).units).toMatchObject([
		{
			states: { take_up: 'done' },
			facts: { by: { spread: '2026-12-05' } },
			reason: 'Đang kiểm điểm cuối năm',
		},
	]);

	await sendDispatch(database.door(head), {
		unitId: below.root.id,
		documentId: copy.id,
		receiptId,
		unitIds: [cell.id],
		...asked,
		spreadBy: '2026-12-05',
	});
	const [onward] = (
		await look(database.door(head), (tx) => sentPage(tx, head, { unitId: below.root.id, page: 1, today }))
	).dispatches;
	const [receipt] = (await look(database.door(head), (tx) => dispatchPage(tx, head, onward?.id ?? '', today)))
		.units;
	await takeUpDispatch(database.door(cellHead), { receiptId: receipt?.id, ...asked, spreadBy: '2026-12-05' });
	await reportDispatch(database.door(head), { receiptId, report: 'Đã rút ngắn 30 phần trăm thời gian.' });
	await tell();
	await carry();
	const [told] = (await page(dispatchId)).units;
	expect(told).toMatchObject({
		states: { report: 'done' },
		handsOn: true,
		across: { report: 'Đã rút ngắn 30 phần trăm thời gian.', levels: [{ depth: 1, units: 1 }] },
	});
	expect(told?.across?.levels[0]?.totals[0]).toEqual({ step: 'take_up', owed: 1, done: 1, late: 0 });
	const notices =
		await database.owner`select step from notification where tenant_id = ${clerk.tenantId} and person_id = ${clerk.personId} and kind like 'dispatch.%' order by step`;
	expect(notices.map(({ step }) => step)).toEqual(['reported', 'taken_up']);
	// What came from another organisation is not among what one gave.
	expect(
		(await look(database.door(head), (tx) => sentPage(tx, head, { unitId: below.root.id, page: 1, today })))
			.found,
	).toBe(1);
});

test('taken back it is taken back on the other side too, before and after it was entered', async () => {
	const { clerk, belowClerk, head, send, carry, arrivals } = await scene();
	const first = await send();
	await carry();
	const [arrival] = await arrivals();
	await withdrawDispatch(database.door(clerk), { dispatchId: first.dispatchId, reason: 'Gửi nhầm' });
	await carry();
	expect(await arrivals()).toEqual([]);
	await expect(enterArrival(database.door(belowClerk), arrival?.id ?? '')).rejects.toMatchObject({
		kind: 'refused',
	});
	const page = await look(database.door(head), (tx) => arrivalPage(tx, head, arrival?.id ?? ''));
	expect(page).toMatchObject({ mayEnter: false, arrival: { reason: 'Gửi nhầm' } });
});

test('only the root gives to other organisations; a note that bears a mark is refused at the other door, and the sender reads why', async () => {
	const { above, clerk, ofOne, documentId, send, carry, page, arrivals } = await scene();
	const unit = await buildUnit(database, above, 'Đảng bộ trực thuộc');
	const lower = await buildPerson(database, above, unit, 'Vũ Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	await send({ unitIds: [unit.id], partnerIds: [] });
	await expect(
		sendDispatch(database.door(lower), { unitId: unit.id, documentId, partnerIds: [ofOne], ...asked }),
	).rejects.toMatchObject({ kind: 'refused' });
	await expect(send({ note: 'TỐI MẬT' })).rejects.toMatchObject({ kind: 'refused' });
	// Another installation may look less closely.
	const { dispatchId } = await send();
	await database.owner`update exchange_outgoing set body = replace(body, 'Làm trước việc một cửa', 'TỐI MẬT') where tenant_id = ${above.tenantId}`;
	await carry();
	expect((await page(dispatchId)).units).toMatchObject([
		{ across: { refused: 'refused_exchange_secret', deliveredAt: null } },
	]);
	expect(await arrivals()).toEqual([]);
	await expect(look(database.door(clerk), (tx) => arrivalPage(tx, clerk, dispatchId))).rejects.toMatchObject({
		kind: 'missing',
	});
});
