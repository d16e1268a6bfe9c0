import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { pathAsOf, timelineOf, unitsAsOf } from '#lib/features/organisation/public.server.ts';
import { openTasksAsOf } from '#lib/features/programmes/public.server.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import {
	buildPerson,
	buildTenant,
	buildUnit,
	type TestTenant,
	type TestUnit,
} from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { addAct, addLines, removeAct } from './acts.server.ts';
import {
	cancelReorganisation,
	checkReorganisation,
	decideReorganisation,
	draftReorganisation,
} from './commands.server.ts';
import { actsOf, reorganisationFacts } from './facts.server.ts';
import { carryOutDue } from './jobs.server.ts';

const database = useDatabase();
const DAY = '2026-12-01';
const EVE = '2026-11-30';

type Scene = {
	tenant: TestTenant;
	administrator: Actor;
	door: Door;
	one: TestUnit;
	two: TestUnit;
	three: TestUnit;
};

const scene = async (): Promise<Scene> => {
	const tenant = await buildTenant(database);
	const administrator = await buildPerson(database, tenant, tenant.root, 'Nguyễn Quản Trị', {
		roles: ['administrator'],
	});
	const one = await buildUnit(database, tenant, 'Chi bộ Một');
	const two = await buildUnit(database, tenant, 'Chi bộ Hai');
	const three = await buildUnit(database, tenant, 'Chi bộ Ba');
	return { tenant, administrator, door: database.door(administrator), one, two, three };
};

const taskOf = async (
	tenant: TestTenant,
	unit: TestUnit,
	ownerId: string,
	state: string,
	kind = 'action',
): Promise<{ programmeId: string; taskId: string }> => {
	const [programmeId, taskId] = [randomUUID(), randomUUID()];
	await database.owner`insert into programme (tenant_id, id, unit_id, kind, title, starts_on, ends_on, state, created_by, created_at)
		values (${tenant.tenantId}, ${programmeId}, ${unit.id}, ${kind}, 'Chương trình', '2026-01-01', '2026-12-31', 'issued', ${ownerId}, '2026-01-01')`;
	await database.owner`insert into task (tenant_id, id, programme_id, unit_id, title, result_expected, owner_id, supervisor_id, due_on, state, created_by, created_at, accepted_at)
		values (${tenant.tenantId}, ${taskId}, ${programmeId}, ${unit.id}, 'Việc', 'Kết quả', ${ownerId}, ${ownerId}, '2026-12-20', ${state}, ${ownerId}, '2026-02-01', ${state === 'accepted' ? '2026-03-01' : null})`;
	return { programmeId, taskId };
};

const draft = async ({ door, tenant }: Scene, effectiveOn = DAY): Promise<string> =>
	(await draftReorganisation(door, { unitId: tenant.root.id, title: 'Sắp xếp chi bộ', effectiveOn }))
		.reorganisationId;

const decide = async (door: Door, reorganisationId: string): Promise<void> => {
	await checkReorganisation(door, { reorganisationId });
	await decideReorganisation(door, { reorganisationId, decisionNumber: '12-QĐ/ĐU', decidedOn: '2026-11-20' });
};
const onDay = (day: string): Omit<Door, 'actor'> => {
	const { actor: _actor, ...door } = database.door({} as Actor, fixedClock(`${day}T08:00:00+07:00`));
	return door;
};
const belonging = (tenantId: string, day: string) => database.owner<{ person: string; unit: string }[]>`
	select m.person_id as person, m.unit_id as unit from membership m
	where m.tenant_id = ${tenantId} and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day}) order by 1, 2`;

describe('two cells become a new one', () => {
	let at: Scene;
	let plan = '';
	let founded = '';
	let before: unknown;
	let tasks: { programmeId: string; taskId: string }[] = [];
	const people: Record<string, string> = {};

	beforeAll(async () => {
		at = await scene();
		const { tenant, one, two, three } = at;
		const secretary = await buildPerson(database, tenant, one, 'Trần Bí Thư', {
			standing: 'official',
			roles: ['secretary'],
		});
		const member = await buildPerson(database, tenant, one, 'Lê Văn An');
		const other = await buildPerson(database, tenant, two, 'Phạm Thị Bình', { standing: 'probationary' });
		const outside = await buildPerson(database, tenant, three, 'Hồ Thị Cúc');
		Object.assign(people, {
			secretary: secretary.personId,
			member: member.personId,
			other: other.personId,
			outside: outside.personId,
		});
		// One person belongs to both, as an official member to the second.
		await database.owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
			values (${tenant.tenantId}, ${randomUUID()}, ${other.personId}, ${one.id}, 'official', '2024-05-01')`;
		tasks = [
			await taskOf(tenant, one, member.personId, 'in_progress'),
			await taskOf(tenant, one, member.personId, 'accepted'),
			await taskOf(tenant, two, other.personId, 'assigned', 'standing'),
		];
		await database.owner`insert into committee_term (tenant_id, id, unit_id, name, starts_on) values (${tenant.tenantId}, ${randomUUID()}, ${one.id}, 'Nhiệm kỳ', '2024-01-01')`;
		plan = await draft(at);
		await addAct(at.door, {
			reorganisationId: plan,
			kind: 'merge',
			sourceIds: [one.id, two.id],
			name: 'Chi bộ Một Hai',
		});
		await decide(at.door, plan);
		before = {
			tree: await look(at.door, (tx) => unitsAsOf(tx, tenant.tenantId, EVE)),
			people: await belonging(tenant.tenantId, EVE),
			tasks: await look(at.door, (tx) => openTasksAsOf(tx, tenant.tenantId, EVE)),
		};
	});

	test('nothing happens before its day', async () => {
		expect(await carryOutDue(onDay(EVE))).toEqual({ done: 0, heldUp: 0 });
		const [unit] = await database.owner`select dissolved_on from unit where id = ${at.one.id}`;
		expect(unit?.['dissolved_on']).toBeNull();
	});

	test('on its day it is carried out once, by the system', async () => {
		expect(await carryOutDue(onDay(DAY))).toEqual({ done: 1, heldUp: 0 });
		expect(await carryOutDue(onDay(DAY))).toEqual({ done: 0, heldUp: 0 });
		const facts = await look(at.door, (tx) => reorganisationFacts(tx, at.tenant.tenantId, plan));
		expect(facts).toMatchObject({
			state: 'carried_out',
			figures: { people: 3, roles: 1, tasks: 2, programmes: 2, terms: 1, ended: 2, founded: 1 },
		});
		const [event] =
			await database.owner`select actor_kind, unit_id from event where verb = 'reorganisation.carried_out' and tenant_id = ${at.tenant.tenantId}`;
		expect(event).toEqual({ actor_kind: 'system', unit_id: at.tenant.root.id });
	});

	test('everybody of the two belongs to the new one, once, with the higher standing', async () => {
		const [unit] =
			await database.owner`select id, path::text as path from unit where name = 'Chi bộ Một Hai'`;
		founded = String(unit?.['id']);
		expect(unit?.['path']).toBe(`${at.tenant.root.path}.${founded.replaceAll('-', '')}`);
		const now =
			await database.owner`select person_id, standing from membership where unit_id = ${founded} and valid_to is null order by person_id`;
		expect(now).toEqual(
			[people['secretary'], people['member'], people['other']]
				.sort()
				.map((person_id) => ({ person_id, standing: 'official' })),
		);
		expect(
			(await belonging(at.tenant.tenantId, DAY)).find(({ person }) => person === people['outside'])?.unit,
		).toBe(at.three.id);
	});

	test('roles in the old ones have ended; nobody holds one in the new one yet', async () => {
		expect(
			await database.owner`select valid_to::text from role_assignment where unit_id = ${at.one.id}`,
		).toEqual([{ valid_to: DAY }]);
		expect(await database.owner`select 1 from role_assignment where unit_id = ${founded}`).toHaveLength(0);
	});

	test('open work went over, what was accepted stayed; work outside a programme has its standing programme', async () => {
		const rows =
			await database.owner`select t.id, t.unit_id, p.unit_id as programme_unit from task t join programme p on p.id = t.programme_id where t.tenant_id = ${at.tenant.tenantId}`;
		const of = (nth: number) => rows.find(({ id }) => id === tasks[nth]?.taskId);
		expect(of(0)).toMatchObject({ unit_id: founded, programme_unit: founded });
		expect(of(1)).toMatchObject({ unit_id: at.one.id });
		expect(of(2)).toMatchObject({ unit_id: founded, programme_unit: founded });
		expect(
			await database.owner`select kind, count(*)::int as passed from work_passed where reorganisation_id = ${plan} group by 1 order by 1`,
		).toEqual([
			{ kind: 'programme', passed: 2 },
			{ kind: 'task', passed: 2 },
		]);
	});

	test('the day before is as it was: tree, names, people, open tasks', async () => {
		expect({
			tree: await look(at.door, (tx) => unitsAsOf(tx, at.tenant.tenantId, EVE)),
			people: await belonging(at.tenant.tenantId, EVE),
			tasks: await look(at.door, (tx) => openTasksAsOf(tx, at.tenant.tenantId, EVE)),
		}).toEqual(before);
		expect(await look(at.door, (tx) => pathAsOf(tx, at.tenant.tenantId, at.one.id, EVE))).toBe(at.one.path);
		expect(await look(at.door, (tx) => pathAsOf(tx, at.tenant.tenantId, at.one.id, DAY))).toBeNull();
	});

	test('the timeline of each leads to the other', async () => {
		const of = (unitId: string) => look(at.door, (tx) => timelineOf(tx, at.tenant.tenantId, unitId));
		expect(await of(founded)).toMatchObject([
			{
				kind: 'merge',
				decisionNumber: '12-QĐ/ĐU',
				effectiveOn: DAY,
				from: [{ name: 'Chi bộ Hai' }, { name: 'Chi bộ Một' }],
				to: [{ id: founded }],
			},
		]);
		expect((await of(at.one.id)).map(({ kind }) => kind)).toEqual(['merge']);
	});
});

test('a part of a cell goes to a new one; whoever holds an office and goes gives it up', async () => {
	const at = await scene();
	const { tenant, one, door } = at;
	const going = await buildPerson(database, tenant, one, 'Trần Văn Đi', {
		standing: 'official',
		roles: ['deputy'],
	});
	const staying = await buildPerson(database, tenant, one, 'Lê Thị Ở', {
		standing: 'official',
		roles: ['secretary'],
	});
	const plan = await draft(at);
	await addAct(door, {
		reorganisationId: plan,
		kind: 'split',
		unitId: one.id,
		name: 'Chi bộ Tách',
		personIds: [going.personId],
	});
	await decide(door, plan);
	await carryOutDue(onDay(DAY));
	const rows =
		await database.owner`select m.person_id, u.name from membership m join unit u on u.id = m.unit_id where m.tenant_id = ${tenant.tenantId} and m.valid_to is null and m.unit_id <> ${tenant.root.id}`;
	expect(rows).toContainEqual({ person_id: going.personId, name: 'Chi bộ Tách' });
	expect(rows).toContainEqual({ person_id: staying.personId, name: 'Chi bộ Một' });
	expect(
		await database.owner`select role from role_assignment where unit_id = ${one.id} and valid_to is null`,
	).toEqual([{ role: 'secretary' }]);
});

test('committees merge with their cells below them; paths of today follow, also of those that ended', async () => {
	const at = await scene();
	const { tenant, door } = at;
	const [cell] = [await buildUnit(database, tenant, 'Chi bộ con', at.one)];
	await database.owner`update unit set kind = 'branch_committee' where id in (${at.one.id}, ${at.two.id})`;
	const plan = await draft(at);
	await addLines(door, { reorganisationId: plan, lines: 'Chi bộ Một = Chi bộ Hai' });
	await decide(door, plan);
	await carryOutDue(onDay(DAY));
	const [row] = await database.owner`select path::text as path from unit where id = ${cell?.id ?? ''}`;
	expect(row?.['path']).toBe(`${at.two.path}.${cell?.id.replaceAll('-', '')}`);
	const tree = await look(door, (tx) => unitsAsOf(tx, tenant.tenantId, EVE, [at.one.id]));
	expect(tree.map(({ name }) => name)).toEqual(['Chi bộ Một', 'Chi bộ con']);
});

test('a draft is corrected; what is decided is not; until its day it can be called off with the reason', async () => {
	const at = await scene();
	const plan = await draft(at);
	await addAct(at.door, {
		reorganisationId: plan,
		kind: 'dissolve',
		unitId: at.one.id,
		successorId: at.one.id,
	});
	await expect(checkReorganisation(at.door, { reorganisationId: plan })).rejects.toMatchObject({
		key: 'refused_reorganisation_problems',
	});
	const [act] = await look(at.door, (tx) => actsOf(tx, at.tenant.tenantId, plan));
	await removeAct(at.door, { reorganisationId: plan, actId: act?.id });
	await addAct(at.door, { reorganisationId: plan, kind: 'dissolve', unitId: at.one.id });
	await decide(at.door, plan);
	await expect(
		addAct(at.door, { reorganisationId: plan, kind: 'dissolve', unitId: at.two.id }),
	).rejects.toMatchObject({ key: 'refused_reorganisation_state' });
	await cancelReorganisation(at.door, { reorganisationId: plan, reason: 'Chờ hướng dẫn mới' });
	expect(await carryOutDue(onDay(DAY))).toEqual({ done: 0, heldUp: 0 });
	await expect(
		cancelReorganisation(at.door, { reorganisationId: plan, reason: 'Lần nữa' }),
	).rejects.toMatchObject({ key: 'refused_reorganisation_done' });
});

test('what has changed since it was decided holds it up, and says why', async () => {
	const at = await scene();
	const plan = await draft(at);
	await addAct(at.door, { reorganisationId: plan, kind: 'dissolve', unitId: at.one.id });
	await decide(at.door, plan);
	await buildPerson(database, at.tenant, at.one, 'Người Mới Đến');
	expect(await carryOutDue(onDay(DAY))).toEqual({ done: 0, heldUp: 1 });
	const facts = await look(at.door, (tx) => reorganisationFacts(tx, at.tenant.tenantId, plan));
	expect(facts.state).toBe('decided');
	expect(facts.problem).not.toBe('');
	await cancelReorganisation(at.door, { reorganisationId: plan, reason: 'Lập lại phương án' });
});

test('a decision of the past is carried out for its day; who came since goes along', async () => {
	const at = await scene();
	const { tenant, one, two, door } = at;
	const since = await buildPerson(database, tenant, one, 'Người Đến Sau', {
		standing: 'official',
		roles: ['clerk'],
	});
	await database.owner`update membership set valid_from = '2026-09-01' where person_id = ${since.personId}`;
	await database.owner`update role_assignment set valid_from = '2026-09-01' where person_id = ${since.personId}`;
	const plan = await draft(at, '2025-07-01');
	await addAct(door, { reorganisationId: plan, kind: 'merge', sourceIds: [one.id], targetId: two.id });
	await decide(door, plan);
	expect(await carryOutDue(onDay('2026-11-24'))).toEqual({ done: 1, heldUp: 0 });
	expect(
		await database.owner`select unit_id, valid_from::text, valid_to from membership where person_id = ${since.personId}`,
	).toEqual([{ unit_id: two.id, valid_from: '2026-09-01', valid_to: null }]);
	expect(
		await database.owner`select valid_to::text from role_assignment where person_id = ${since.personId}`,
	).toEqual([{ valid_to: '2026-11-24' }]);
});

test('a cell’s own secretary does not reorganise it, and nobody of another organisation sees the plan', async () => {
	const at = await scene();
	const secretary = await buildPerson(database, at.tenant, at.one, 'Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	await expect(
		draftReorganisation(database.door(secretary), {
			unitId: at.tenant.root.id,
			title: 'Sắp xếp',
			effectiveOn: DAY,
		}),
	).rejects.toMatchObject({
		key: 'refused_reorganise',
	});
	const plan = await draft(at);
	const foreign = await buildTenant(database);
	await expect(
		look({ ...database.door(systemActor(foreign.tenantId)) }, (tx) =>
			reorganisationFacts(tx, foreign.tenantId, plan),
		),
	).rejects.toMatchObject({ kind: 'missing' });
});
