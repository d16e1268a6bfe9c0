import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { addAct } from '#lib/features/reorganisation/acts.server.ts';
import {
	checkReorganisation,
	decideReorganisation,
	draftReorganisation,
} from '#lib/features/reorganisation/commands.server.ts';
import { carryOutDue } from '#lib/features/reorganisation/jobs.server.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { writeEvent } from '#lib/platform/command/event.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import {
	buildPerson,
	buildTenant,
	buildUnit,
	type TestTenant,
	type TestUnit,
} from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { followTenant, recountTenant, sumTenant } from './follow.server.ts';
import { type Overview, overviewOf } from './queries.server.ts';

const database = useDatabase();
const at = (day: Day): Date => new Date(`${day}T09:00:00+07:00`);
const follow = (tenantId: string, day: Day) => followTenant(database.db, tenantId, at(day));

/** The page of a unit, on a day or as of one. */
const pageOf = (actor: Actor, unitId: string, today: Day, asOf: Day | null = null): Promise<Overview> =>
	look({ db: database.db, actor }, (tx) =>
		overviewOf(tx, actor, {
			unitId,
			period: { year: Number((asOf ?? today).slice(0, 4)), quarter: null },
			documentId: null,
			order: 'name',
			after: null,
			asOf,
			today,
		}),
	);
/** What a page tells, without the moment at which it was counted. */
const told = ({ unit, above, table, like, units }: Overview) => ({ unit, above, table, like, units });

const addTask = async (
	tenant: TestTenant,
	unit: TestUnit,
	ownerId: string,
	dueOn: Day,
	now: Day,
): Promise<string> => {
	const [programmeId, taskId] = [randomUUID(), randomUUID()];
	await database.owner`insert into programme (tenant_id, id, unit_id, kind, title, starts_on, ends_on, state, created_by, created_at)
		values (${tenant.tenantId}, ${programmeId}, ${unit.id}, 'action', 'Chương trình', '2026-01-01', '2026-12-31', 'issued', ${ownerId}, '2026-01-01')`;
	await database.owner`insert into task (tenant_id, id, programme_id, unit_id, title, result_expected, owner_id, supervisor_id, due_on, state, created_by, created_at)
		values (${tenant.tenantId}, ${taskId}, ${programmeId}, ${unit.id}, 'Việc', 'Kết quả', ${ownerId}, ${ownerId}, ${dueOn}, 'assigned', ${ownerId}, '2026-02-01')`;
	await say(tenant, unit, 'task.assigned', now);
	return taskId;
};
const say = (tenant: TestTenant, unit: TestUnit, verb: string, day: Day): Promise<void> => {
	const door = database.door(systemActor(tenant.tenantId));
	return transactionAs(database.db, door.actor, 'write', (tx) =>
		writeEvent(tx, door, at(day), verb, { subject: { type: 'task', id: randomUUID() }, unitId: unit.id }),
	);
};
const accept = async (tenant: TestTenant, unit: TestUnit, taskId: string, day: Day): Promise<void> => {
	await database.owner`update task set state = 'accepted', accepted_at = ${at(day)} where id = ${taskId}`;
	await say(tenant, unit, 'task.accepted', day);
};

type World = {
	tenant: TestTenant;
	committee: TestUnit;
	one: TestUnit;
	two: TestUnit;
	three: TestUnit;
	officer: Actor;
	administrator: Actor;
	ownerId: string;
};

const world = async (): Promise<World> => {
	const tenant = await buildTenant(database);
	const committee = await buildUnit(database, tenant, 'Đảng ủy cơ sở');
	await database.owner`update unit set kind = 'branch_committee' where id = ${committee.id}`;
	const [one, two, three] = [
		await buildUnit(database, tenant, 'Chi bộ Một', committee),
		await buildUnit(database, tenant, 'Chi bộ Hai', committee),
		await buildUnit(database, tenant, 'Chi bộ Ba', committee),
	];
	for (const unit of [one, two, three])
		for (let index = 0; index < 6; index++)
			await buildPerson(database, tenant, unit, `Nguyễn Văn Số ${index}`, { standing: 'official' });
	const member = await buildPerson(database, tenant, one, 'Trần Văn An', { standing: 'official' });
	const officer = await buildPerson(database, tenant, tenant.root, 'Lê Thị Cấp Trên', {
		roles: ['higher_officer'],
	});
	const administrator = await buildPerson(database, tenant, tenant.root, 'Phạm Quản Trị', {
		roles: ['administrator'],
	});
	return { tenant, committee, one, two, three, officer, administrator, ownerId: member.personId };
};

describe('days are kept', () => {
	let here: World;
	const pages = new Map<Day, ReturnType<typeof told>>();
	const units = () => [here.tenant.root, here.committee, here.one];
	const days: Day[] = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-25'];
	const remember = async (day: Day): Promise<void> => {
		for (const unit of units())
			pages.set(`${day} ${unit.id}`, told(await pageOf(here.officer, unit.id, day)));
	};

	beforeAll(async () => {
		here = await world();
		const { tenant, one, two, ownerId } = here;
		const tenantId = tenant.tenantId;
		await follow(tenantId, '2026-11-20');
		const first = await addTask(tenant, one, ownerId, '2026-11-21', '2026-11-20');
		await follow(tenantId, '2026-11-20');
		await remember('2026-11-20');
		await addTask(tenant, two, ownerId, '2026-12-10', '2026-11-21');
		await follow(tenantId, '2026-11-21');
		await addTask(tenant, two, ownerId, '2026-11-30', '2026-11-21');
		await follow(tenantId, '2026-11-21');
		await remember('2026-11-21');
		// Nothing happens: the first task becomes late by the calendar.
		await follow(tenantId, '2026-11-22');
		await remember('2026-11-22');
		await accept(tenant, one, first, '2026-11-25');
		await follow(tenantId, '2026-11-25');
		await remember('2026-11-25');
	});

	test('a past day reads as its page read on that day, at every unit', async () => {
		for (const day of days)
			for (const unit of units())
				expect(told(await pageOf(here.officer, unit.id, '2026-11-27', day)), `${day} ${unit.name}`).toEqual(
					pages.get(`${day} ${unit.id}`),
				);
		expect(pages.get(`2026-11-22 ${here.tenant.root.id}`)?.table.whole.late).toBe(1);
		expect(pages.get(`2026-11-21 ${here.tenant.root.id}`)?.table.whole.late).toBe(0);
		expect(pages.get(`2026-11-21 ${here.tenant.root.id}`)?.table.whole.stages[3]).toMatchObject({ of: 3 });
	});
	test('of a day there is one row a count at the most, and the days of a count do not overlap', async () => {
		const [found] =
			await database.owner`select count(*)::int as wrong from unit_progress_history a join unit_progress_history b
			using (tenant_id, unit_id, document_id, year, quarter, is_own)
			where a.valid_from < b.valid_from and (a.valid_to is null or a.valid_to > b.valid_from)`;
		expect(found).toEqual({ wrong: 0 });
	});
	test('a recount changes no day that is over', async () => {
		await recountTenant(database.db, here.tenant.tenantId, at('2026-11-27'));
		for (const day of days)
			expect(told(await pageOf(here.officer, here.committee.id, '2026-11-27', day))).toEqual(
				pages.get(`${day} ${here.committee.id}`),
			);
	});
	test('before days were kept there is nothing, and the page says since when they are', async () => {
		const page = await pageOf(here.officer, here.committee.id, '2026-11-27', '2026-11-19');
		expect(page.keptFrom).toBe('2026-11-20');
		expect(page.table.whole.stages.every(({ of }) => of === 0)).toBe(true);
	});
	test('another organisation sees no day of it', async () => {
		const foreign = await buildTenant(database);
		const rows = await transactionAs(database.db, systemActor(foreign.tenantId), 'read', (tx) =>
			tx.selectFrom('unit_progress_history').select('unit_id').execute(),
		);
		expect(rows).toEqual([]);
		const stranger = await buildPerson(database, foreign, foreign.root, 'Người Ngoài', {
			roles: ['higher_officer'],
		});
		await expect(pageOf(stranger, here.committee.id, '2026-11-27', '2026-11-21')).rejects.toMatchObject({
			kind: 'missing',
		});
	});
});

test('the day before a reorganisation reads the same after it was carried out: units, names, figures', async () => {
	const here = await world();
	const { tenant, committee, one, two, three, officer, administrator, ownerId } = here;
	const [eve, day] = ['2026-11-30', '2026-12-01'];
	await addTask(tenant, one, ownerId, '2026-12-20', '2026-11-20');
	await addTask(tenant, two, ownerId, '2026-11-25', '2026-11-20');
	await addTask(tenant, three, ownerId, '2026-11-25', '2026-11-20');
	await follow(tenant.tenantId, eve);
	const door: Door = database.door(administrator);
	const { reorganisationId } = await draftReorganisation(door, {
		unitId: tenant.root.id,
		title: 'Sắp xếp',
		effectiveOn: day,
	});
	await addAct(door, {
		reorganisationId,
		kind: 'merge',
		sourceIds: [one.id, two.id],
		name: 'Chi bộ Một Hai',
	});
	await addAct(door, { reorganisationId, kind: 'move', unitId: three.id, parentId: tenant.root.id });
	await addAct(door, { reorganisationId, kind: 'rename', unitId: committee.id, name: 'Đảng ủy cơ sở mới' });
	await checkReorganisation(door, { reorganisationId });
	await decideReorganisation(door, { reorganisationId, decisionNumber: '12-QĐ/ĐU', decidedOn: '2026-11-20' });
	const units = [tenant.root, committee, one, three];
	const before = [];
	for (const unit of units) before.push(told(await pageOf(officer, unit.id, eve)));
	const { actor: _nobody, ...onDay } = database.door({} as Actor, fixedClock(`${day}T08:00:00+07:00`));
	expect(await carryOutDue(onDay)).toEqual({ done: 1, heldUp: 0 });
	await follow(tenant.tenantId, day);
	const after = [];
	for (const unit of units) after.push(told(await pageOf(officer, unit.id, '2026-12-03', eve)));
	expect(after).toEqual(before);
	expect(before[1]?.table.rows.map(({ name }) => name).sort()).toEqual([
		'Chi bộ Ba',
		'Chi bộ Hai',
		'Chi bộ Một',
	]);

	// And from the day on as it is since: the new cell has the people and the open tasks of both.
	const now = await pageOf(officer, committee.id, '2026-12-03');
	expect(now.unit.shortName).toBe('Đảng ủy cơ sở mới');
	const merged = now.table.rows.find(({ name }) => name === 'Chi bộ Một Hai');
	expect(merged).toMatchObject({ people: 13 });
	expect(merged?.stages[3]).toMatchObject({ of: 2 });
	expect(told(await pageOf(officer, committee.id, '2026-12-03', day))).toEqual(told(now));
});

test('whoever is transferred is counted where they went, without waiting for the next day', async () => {
	const { tenant, committee, one, two, officer } = await world();
	await follow(tenant.tenantId, '2026-11-20');
	const [moved] = await database.owner`update membership set valid_to = '2026-11-20' where id =
		(select id from membership where unit_id = ${one.id} order by id limit 1) returning person_id`;
	await database.owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
		values (${tenant.tenantId}, ${randomUUID()}, ${moved?.['person_id']}, ${two.id}, 'official', '2026-11-20')`;
	const door = database.door(systemActor(tenant.tenantId));
	await transactionAs(database.db, door.actor, 'write', (tx) =>
		writeEvent(tx, door, at('2026-11-20'), 'membership.transferred', {
			subject: { type: 'person', id: String(moved?.['person_id']) },
			unitId: one.id,
			personId: String(moved?.['person_id']),
		}),
	);
	await follow(tenant.tenantId, '2026-11-20');
	const page = await pageOf(officer, committee.id, '2026-11-20');
	expect(page.table.rows.map(({ name, people }) => [name, people])).toEqual([
		['Chi bộ Ba', 6],
		['Chi bộ Hai', 7],
		['Chi bộ Một', 6],
	]);
});

test('counts that were loaded without their records stay as they are, whatever happens', async () => {
	const { tenant, committee, one, officer, ownerId } = await world();
	await database.owner`insert into unit_own_progress (tenant_id, unit_id, document_id, year, quarter, tasks, tasks_done)
		values (${tenant.tenantId}, ${one.id}, '00000000-0000-0000-0000-000000000000', 2026, 1, 40, 30)`;
	await sumTenant(database.db, tenant.tenantId, at('2026-11-20'));
	await addTask(tenant, one, ownerId, '2026-11-25', '2026-11-20');
	await follow(tenant.tenantId, '2026-11-21');
	await recountTenant(database.db, tenant.tenantId, at('2026-11-21'));
	const page = await pageOf(officer, committee.id, '2026-11-21');
	expect(page.table.whole.stages[3]).toMatchObject({ have: 30, of: 40 });
});
