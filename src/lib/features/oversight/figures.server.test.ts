import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import '#lib/features/contributions.server.ts';
import { workOf } from '#lib/features/exchange/carrying.server.ts';
import { deliverTo } from '#lib/features/exchange/deliver.server.ts';
import { resumePartner, suspendPartner } from '#lib/features/exchange/partners.server.ts';
import { takeFrom } from '#lib/features/exchange/take.server.ts';
import { exchangeSecret } from '#lib/features/exchange/wire.server.ts';
import { addTask, createProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { declareStudied, publishDocument } from '#lib/features/reading/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import {
	buildPerson,
	buildTenant,
	buildUnit,
	type TestTenant,
	type TestUnit,
} from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { makePartners, wireOf } from '../../../../tests/support/partners.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { EVERY_DOCUMENT } from './domain/measures.ts';
import { askForFigures, freeUnit, nameUnit } from './figures-in.server.ts';
import { postFigures, sendFigures, stopFigures } from './figures-out.server.ts';
import { figuresOfPartner } from './figures-page.server.ts';
import { followTenant, recountTenant } from './follow.server.ts';
import { overviewOf } from './queries.server.ts';

const database = useDatabase();
const HOUR = 60 * 60_000;
/** Goes on by an hour wherever the scene says so. */
let now = new Date('2026-11-23T09:00:00+07:00');
const clock = () => now;
const door = (actor: Actor) => database.door(actor, clock);
const later = (hours = 1) => {
	now = new Date(now.getTime() + hours * HOUR);
};

beforeAll(() => {
	process.env['DATA_DIR'] = mkdtempSync(join(tmpdir(), 'thuctien-figures-'));
});

const clerkOf = (tenant: TestTenant, name: string) =>
	buildPerson(database, tenant, tenant.root, name, { standing: 'official', roles: ['clerk'] });

/** A superior organisation with a unit for another one below an office, and that other one with a committee and a cell: partners. */
const scene = async () => {
	now = new Date('2026-11-23T09:00:00+07:00');
	const above = await buildTenant(database, 'Trung ương');
	const below = await buildTenant(database, 'Tỉnh ủy');
	const office = await buildUnit(database, above, 'Khối các tỉnh');
	const stand = await buildUnit(database, above, 'Tỉnh ủy Sông Lam', office);
	const committee = await buildUnit(database, below, 'Đảng ủy xã');
	const cell = await buildUnit(database, below, 'Chi bộ Một', committee);
	const keeper = await clerkOf(above, 'Trần Văn Thư');
	const lower = await clerkOf(below, 'Lê Văn Thư');
	const head = await buildPerson(database, below, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, below, cell, 'Trần Văn An', { standing: 'official' });
	const side = { secret: exchangeSecret(), address: 'http://localhost:9' };
	const { ofOne, ofOther } = await makePartners(
		database,
		{ ...side, keeper, otherIs: 'subordinate' },
		{ ...side, keeper: lower, otherIs: 'superior' },
	);
	const tenants = [above.tenantId, below.tenantId];
	/** Everything that can go and be taken at this moment, in both organisations. */
	const carry = async (): Promise<void> => {
		const wire = wireOf(database, exchangeSecret(), clock);
		for (;;) {
			const work = (await workOf(wire)).filter(({ tenantId }) => tenants.includes(tenantId));
			let moved = 0;
			for (const { tenantId, partnerId, way } of work)
				moved += await (way === 'out' ? deliverTo : takeFrom)(wire, tenantId, partnerId);
			if (moved === 0) return;
		}
	};
	const follow = async () => {
		for (const tenantId of tenants) await followTenant(database.db, tenantId, now);
	};
	const post = () => postFigures(door(systemActor(below.tenantId)), { partnerId: ofOther });
	/** An hour later: what was done below is counted, sent, taken and counted above. */
	const pass = async (): Promise<boolean> => {
		later();
		await follow();
		const posted = await post();
		await carry();
		await follow();
		return posted;
	};
	const name = async (unit: TestUnit = stand, actor: Actor = keeper): Promise<void> => {
		await nameUnit(door(actor), { partnerId: ofOne, unitId: unit.id });
		await carry();
	};
	const sent = async () => (await look(door(lower), (tx) => figuresOfPartner(tx, lower, ofOther))).sent;
	const received = async () =>
		(await look(door(keeper), (tx) => figuresOfPartner(tx, keeper, ofOne))).received;
	return {
		above,
		below,
		office,
		stand,
		committee,
		cell,
		keeper,
		lower,
		head,
		member,
		ofOne,
		ofOther,
		carry,
		follow,
		post,
		pass,
		name,
		sent,
		received,
	};
};
type Scene = Awaited<ReturnType<typeof scene>>;

/** The sums of a unit by document (by number, where it is one), year and quarter, its open tasks by day and its people. */
const sumsOf = (tenantId: string, unitId: string) =>
	transactionAs(database.db, systemActor(tenantId), 'read', async (tx) => ({
		progress: (
			await sql<Record<string, unknown>>`
			select d.number_key as document, p.* from unit_progress p left join document d on d.tenant_id = p.tenant_id and d.id = p.document_id
			where p.tenant_id = ${tenantId} and p.unit_id = ${unitId} order by 1 nulls first, p.year, p.quarter`.execute(
				tx,
			)
		).rows.map(({ tenant_id: _t, unit_id: _u, document_id: _d, ...row }) => row),
		due: (
			await sql`select due_on, below from unit_due where tenant_id = ${tenantId} and unit_id = ${unitId} and document_id = ${EVERY_DOCUMENT} and below <> 0 order by 1`.execute(
				tx,
			)
		).rows,
		people: (
			await sql<{
				below: number;
			}>`select below from unit_people where tenant_id = ${tenantId} and unit_id = ${unitId}`.execute(tx)
		).rows[0]?.below,
	}));

/** A document that both sides know by number and day, read in the cell, with a programme and a task. */
const live = async ({ above, below, cell, lower, head, member, keeper }: Scene) => {
	await sceneDocument(database, above, above.root, keeper.personId, ['Một'], { number: '57-NQ/TW' });
	const own = await sceneDocument(database, below, below.root, lower.personId, ['Một'], {
		number: '57-NQ/TW',
	});
	const alone = await sceneDocument(database, below, below.root, lower.personId, ['Một'], {
		number: '9-NQ/TU',
	});
	for (const { id: documentId } of [own, alone])
		await publishDocument(door(head), {
			documentId,
			unitId: cell.id,
			audience: 'unit',
			readBy: '2026-12-01',
		});
	await declareStudied(door(head), { documentId: own.id, confirmed: true });
	const { programmeId } = await createProgramme(door(head), {
		unitId: cell.id,
		title: 'Chương trình hành động',
		documentIds: [own.id],
		startsOn: '2026-11-01',
		endsOn: '2026-12-31',
	});
	await issueProgramme(door(head), { programmeId });
	const addOne = (dueOn: string) =>
		addTask(door(head), {
			programmeId,
			title: 'Số hóa hồ sơ',
			resultExpected: '100 % hồ sơ',
			ownerId: member.personId,
			supervisorId: head.personId,
			helperIds: [],
			dueOn,
			clauseIds: [own.sections[0]?.id],
		});
	await addOne('2026-12-15');
	return { addOne, documentId: own.id };
};

const overview = (actor: Actor, unitId: string, day: string, asOf: string | null = null) =>
	look(door(actor), (tx) =>
		overviewOf(tx, actor, {
			unitId,
			period: { year: 2026, quarter: null },
			documentId: null,
			order: 'name',
			after: null,
			asOf,
			today: day,
		}),
	);

test('what changes below arrives above exactly, in the unit that stands for it and in every unit above that', async () => {
	const given = await scene();
	const { above, below, office, stand, keeper, pass, post, name, sent, received, ofOther, lower } = given;
	const before = await sumsOf(above.tenantId, above.root.id);
	await name();
	const { addOne } = await live(given);
	await sendFigures(door(lower), { partnerId: ofOther });
	expect((await overview(keeper, stand.id, '2026-11-23')).delivered).toEqual({ countedAt: null });
	expect(await pass()).toBe(true);

	const root = await sumsOf(below.tenantId, below.root.id);
	const shared = root.progress.filter(({ document }) => document !== '9-nq-tu');
	expect(root.progress).toHaveLength(shared.length + 1);
	expect(shared.map(({ tasks, studied }) => [tasks, studied])).toContainEqual([1, 1]);
	const there = await sumsOf(above.tenantId, stand.id);
	expect(there).toEqual({ ...root, progress: shared });
	expect(new Set(there.progress.map(({ document }) => document))).toEqual(new Set([null, '57-nq-tw']));
	// The document is the root's: its sums go up to there, as all others.
	expect(await sumsOf(above.tenantId, office.id)).toEqual(there);
	expect((await sumsOf(above.tenantId, above.root.id)).people).toBe(
		(before.people ?? 0) + 1 + (root.people ?? 0),
	);
	expect(await overview(keeper, stand.id, '2026-11-23')).toMatchObject({
		delivered: { countedAt: expect.any(Date) },
		table: { whole: { late: 0 } },
	});
	expect(await sent()).toMatchObject({ isOn: true, isWanted: true, state: 'delivered', reason: '' });
	expect(await received()).toMatchObject({
		unit: { id: stand.id },
		deliveredAt: expect.any(Date),
		waiting: 0,
	});

	// Nothing has changed: nothing goes. Then one task more, which is late above too when its day has passed.
	expect(await pass()).toBe(false);
	await addOne('2026-12-01');
	expect(await pass()).toBe(true);
	expect((await sumsOf(above.tenantId, above.root.id)).due).toEqual([
		{ due_on: '2026-12-01', below: 1 },
		{ due_on: '2026-12-15', below: 1 },
	]);
	expect((await overview(keeper, stand.id, '2026-12-03')).table.whole.late).toBe(1);
	// What they weigh is kept no longer than they are of use; the receipts stay.
	expect(
		await database.owner`select body, state from exchange_outgoing where tenant_id = ${below.tenantId} and kind = 'oversight.figures'`,
	).toEqual([
		{ body: 'null', state: 'delivered' },
		{ body: 'null', state: 'delivered' },
	]);
	expect(await post()).toBe(false);
	// A recount keeps what was delivered.
	const kept = await sumsOf(above.tenantId, above.root.id);
	await recountTenant(database.db, above.tenantId, now);
	expect(await sumsOf(above.tenantId, above.root.id)).toEqual(kept);
});

test('not sooner than was said, and never two on their way; whoever has stopped sends none', async () => {
	const given = await scene();
	const { follow, post, carry, name, lower, ofOther, sent } = given;
	await name();
	const { addOne } = await live(given);
	await sendFigures(door(lower), { partnerId: ofOther });
	await follow();
	expect(await post()).toBe(true);
	expect((await sent())?.state).toBe('waiting');
	await addOne('2026-12-20');
	later(2);
	await follow();
	expect(await post()).toBe(false);
	await carry();
	expect(await post()).toBe(true);
	await carry();
	await addOne('2026-12-21');
	await follow();
	// Looked at this very hour.
	expect(await post()).toBe(false);
	later();
	await stopFigures(door(lower), { partnerId: ofOther });
	expect(await post()).toBe(false);
	await expect(stopFigures(door(lower), { partnerId: ofOther })).rejects.toMatchObject({ kind: 'conflict' });
	await sendFigures(door(lower), { partnerId: ofOther });
	expect(await post()).toBe(true);
});

test('figures for which no unit is named are refused in words, and come by themselves once one is', async () => {
	const given = await scene();
	const { above, below, stand, pass, name, sent, received, lower, ofOther } = given;
	await live(given);
	await sendFigures(door(lower), { partnerId: ofOther });
	expect(await pass()).toBe(true);
	expect(await sent()).toMatchObject({
		state: 'refused',
		reason: 'refused_oversight_figures_unnamed',
		againAt: expect.any(Date),
	});
	expect(await received()).toMatchObject({ unit: null, turnedAwayAt: expect.any(Date) });
	// It is not asked for all the time.
	expect(await pass()).toBe(false);
	// The partner is told; then its figures come.
	await name();
	expect(await pass()).toBe(true);
	expect(await sent()).toMatchObject({ state: 'delivered', isWanted: true, reason: '' });
	expect((await sumsOf(above.tenantId, stand.id)).people).toBe(
		(await sumsOf(below.tenantId, below.root.id)).people,
	);
});

test('a replay and older figures change nothing', async () => {
	const given = await scene();
	const { above, below, stand, pass, post, follow, carry, name, lower, ofOne, ofOther } = given;
	await name();
	const { addOne } = await live(given);
	await sendFigures(door(lower), { partnerId: ofOther });
	await pass();
	const older = await sumsOf(above.tenantId, stand.id);
	await addOne('2026-12-20');
	later();
	await follow();
	await post();
	const [first] = await database.owner`select body from exchange_outgoing
		where tenant_id = ${below.tenantId} and kind = 'oversight.figures' and state = 'waiting'`;
	await carry();
	await follow();
	const newest = await sumsOf(above.tenantId, stand.id);
	expect(newest).not.toEqual(older);
	const body = JSON.parse(String(first?.['body'])) as { at: string; rows: { counts: object }[] };
	const again = async (over: object) => {
		await database.owner`update exchange_incoming set state = 'waiting', body = ${JSON.stringify({ ...body, ...over })}
			where tenant_id = ${above.tenantId} and partner_id = ${ofOne} and kind = 'oversight.figures'
				and id = (select id from exchange_incoming where tenant_id = ${above.tenantId} and kind = 'oversight.figures' order by received_at desc limit 1)`;
		await carry();
		await follow();
	};
	await again({ rows: [], people: 0 });
	expect(await sumsOf(above.tenantId, stand.id)).toEqual(newest);
	await again({ at: new Date(Date.parse(body.at) - HOUR).toISOString(), rows: [] });
	expect(await sumsOf(above.tenantId, stand.id)).toEqual(newest);
	await again({ at: new Date(Date.parse(body.at) + 1).toISOString(), rows: [], due: [], people: 0 });
	expect(await sumsOf(above.tenantId, stand.id)).toMatchObject({ due: [], people: 0 });
});

test('what is too much, negative or told twice is refused before it is stored', async () => {
	const given = await scene();
	const { above, below, stand, post, follow, carry, name, lower, ofOther, sent } = given;
	await name();
	await live(given);
	await sendFigures(door(lower), { partnerId: ofOther });
	for (const [change, reason] of [
		[{ people: -1 }, 'refused_exchange_shape'],
		[{ people: 60_000_000 }, 'refused_exchange_shape'],
		[{ rows: [{ document: null, year: 1820, quarter: 1, counts: {} }] }, 'refused_exchange_shape'],
		[
			{ rows: Array(2).fill({ document: null, year: 2026, quarter: 1, counts: { tasks: 1 } }) },
			'refused_exchange_shape',
		],
		[{ rows: [{ document: null, year: 2026, quarter: 1, counts: { tasks: -3 } }] }, 'refused_exchange_shape'],
		[{ due: [{ on: '2026-13-01', open: 1 }] }, 'refused_exchange_shape'],
		[{ at: '2031-01-01T00:00:00.000Z' }, 'refused_oversight_figures_future'],
	] as const) {
		later(25);
		await follow();
		expect(await post()).toBe(true);
		const [parcel] =
			await database.owner`select id, body from exchange_outgoing where tenant_id = ${below.tenantId} and state = 'waiting'`;
		await database.owner`update exchange_outgoing set body = ${JSON.stringify({ ...JSON.parse(String(parcel?.['body'])), ...change })}
			where tenant_id = ${below.tenantId} and id = ${parcel?.['id']}`;
		await carry();
		expect([change, (await sent())?.state, (await sent())?.reason]).toEqual([change, 'refused', reason]);
	}
	expect(
		await database.owner`select from delivered_progress where tenant_id = ${above.tenantId} and unit_id = ${stand.id}`,
	).toHaveLength(0);
	// A measure of a later version is left out, the rest is taken.
	later(25);
	expect(await post()).toBe(true);
	await database.owner`update exchange_outgoing set body = replace(body, '"documents":', '"of_later":3,"documents":')
		where tenant_id = ${below.tenantId} and state = 'waiting'`;
	await carry();
	expect((await sent())?.state).toBe('delivered');
});

test('freed, the unit has its own counts again, days that are over stay, and the partner waits until it is named anew', async () => {
	const given = await scene();
	const { above, below, stand, office, keeper, pass, name, sent, received, lower, ofOne, ofOther } = given;
	await name();
	await live(given);
	await sendFigures(door(lower), { partnerId: ofOther });
	await pass();
	later(48);
	const before = await sumsOf(above.tenantId, above.root.id);
	await freeUnit(door(keeper), { partnerId: ofOne });
	await pass();
	expect((await sumsOf(above.tenantId, stand.id)).people).toBe(0);
	expect((await sumsOf(above.tenantId, above.root.id)).people).toBe(1);
	expect((await sumsOf(above.tenantId, above.root.id)).due).toEqual([]);
	expect(await sent()).toMatchObject({ isWanted: false });
	expect((await received())?.unit).toBeNull();
	const today = '2026-11-26';
	expect((await overview(keeper, office.id, today)).table.whole.stages.every(({ of }) => of === 0)).toBe(
		true,
	);
	const past = await overview(keeper, office.id, today, '2026-11-24');
	expect(past.table.whole.stages.some(({ of }) => of > 0)).toBe(true);
	expect(await pass()).toBe(false);

	await name(office);
	expect(await pass()).toBe(true);
	expect(await sumsOf(above.tenantId, above.root.id)).toMatchObject({
		people: before.people,
		due: before.due,
	});
	// Asked for again they come although nothing has changed, and change nothing.
	expect(await pass()).toBe(false);
	await askForFigures(door(keeper), { partnerId: ofOne });
	await pass();
	expect(await pass()).toBe(true);
	expect((await sumsOf(above.tenantId, office.id)).people).toBe(
		(await sumsOf(below.tenantId, below.root.id)).people,
	);
});

test('who keeps partners says it, for a superior and a subordinate, and for one unit each', async () => {
	const { above, stand, office, keeper, lower, head, ofOne, ofOther, name } = await scene();
	const officer = await buildPerson(database, above, stand, 'Vũ Văn Chi', {
		standing: 'official',
		roles: ['secretary'],
	});
	await expect(sendFigures(door(head), { partnerId: ofOther })).rejects.toMatchObject({ kind: 'refused' });
	await expect(sendFigures(door(keeper), { partnerId: ofOne })).rejects.toMatchObject({
		key: 'refused_oversight_figures_superior',
	});
	await expect(nameUnit(door(lower), { partnerId: ofOther, unitId: stand.id })).rejects.toMatchObject({
		key: 'refused_oversight_figures_subordinate',
	});
	await expect(name(stand, officer)).rejects.toMatchObject({ kind: 'refused' });
	await expect(name(above.root)).rejects.toMatchObject({ kind: 'invalid' });
	await expect(postFigures(door(lower), { partnerId: ofOther })).rejects.toMatchObject({ kind: 'refused' });
	await expect(freeUnit(door(keeper), { partnerId: ofOne })).rejects.toMatchObject({ kind: 'missing' });
	await name();
	await expect(name(office)).rejects.toMatchObject({ kind: 'conflict' });
	const other = await buildTenant(database, 'Tỉnh ủy khác');
	const otherKeeper = await clerkOf(other, 'Hà Văn Thư');
	const side = { secret: exchangeSecret(), address: '' };
	const second = await makePartners(
		database,
		{ ...side, keeper, otherIs: 'subordinate' },
		{ ...side, keeper: otherKeeper, otherIs: 'superior' },
	);
	await expect(nameUnit(door(keeper), { partnerId: second.ofOne, unitId: stand.id })).rejects.toMatchObject({
		kind: 'invalid',
	});
	for (const [actor, partnerId] of [
		[officer, ofOne],
		[head, ofOther],
	] as const)
		await expect(look(door(actor), (tx) => figuresOfPartner(tx, actor, partnerId))).rejects.toMatchObject({
			kind: 'refused',
		});
});

test('a person can write no figures and no link past a partner; suspended nothing is posted', async () => {
	const { above, stand, keeper, lower, name, post, follow, sent, ofOther } = await scene();
	await name();
	const write = (statement: ReturnType<typeof sql>) =>
		transactionAs(database.db, keeper, 'write', (tx) => statement.execute(tx));
	await expect(
		write(sql`insert into delivered_progress (tenant_id, unit_id, document_id, year, quarter, tasks)
		values (${above.tenantId}, ${stand.id}, ${EVERY_DOCUMENT}, 2026, 1, 5)`),
	).rejects.toThrow(/row-level security/);
	await expect(
		write(
			sql`insert into tenant_link (tenant_id, unit_id, below_tenant_id) values (${above.tenantId}, ${above.root.id}, ${lower.tenantId})`,
		),
	).rejects.toThrow(/row-level security/);
	expect(
		(await write(sql`update tenant_link set people = 9 where tenant_id = ${above.tenantId} returning 1`))
			.rows,
	).toEqual([]);
	await sendFigures(door(lower), { partnerId: ofOther });
	later();
	await follow();
	await suspendPartner(door(lower), { partnerId: ofOther });
	expect(await post()).toBe(false);
	await resumePartner(door(lower), { partnerId: ofOther });
	expect(await post()).toBe(true);
	expect((await sent())?.state).toBe('waiting');
});

test('where the installation lays figures down itself, those by parcel are refused and none are laid twice', async () => {
	const given = await scene();
	const { above, below, stand, pass, name, sent, received, lower, ofOther } = given;
	await database.owner`insert into tenant_link (tenant_id, unit_id, below_tenant_id) values (${above.tenantId}, ${stand.id}, ${below.tenantId})`;
	await expect(name()).rejects.toMatchObject({ kind: 'conflict' });
	expect(await received()).toMatchObject({ unit: { id: stand.id }, isDirect: true });
	await sendFigures(door(lower), { partnerId: ofOther });
	await live(given);
	await pass();
	await pass();
	expect(await sent()).toMatchObject({ state: 'refused', reason: 'refused_oversight_figures_direct' });
	const people = (await sumsOf(below.tenantId, below.root.id)).people;
	expect((await sumsOf(above.tenantId, stand.id)).people).toBe(people);
	// One that stands for a partner gets nothing within the installation.
	await database.owner`delete from delivered_progress where tenant_id = ${above.tenantId}`;
	await database.owner`delete from delivered_due where tenant_id = ${above.tenantId}`;
	await database.owner`delete from tenant_link where tenant_id = ${above.tenantId}`;
	await name();
	await recountTenant(database.db, below.tenantId, now);
	expect(
		await database.owner`select from delivered_progress where tenant_id = ${above.tenantId}`,
	).toHaveLength(0);
});
