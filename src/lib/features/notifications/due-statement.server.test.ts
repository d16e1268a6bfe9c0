import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import type { DueWanted } from './due-sources.server.ts';
import {
	type DueRow,
	dayOfAsking,
	dueBy,
	dueList,
	dutyColumns,
	dutyOf,
	firstOfKind,
	holdingRole,
	inPeople,
	inUnits,
	localDay,
	numberedDuties,
} from './due-statement.server.ts';

const database = useDatabase();
const tenantId = randomUUID();
const [an, binh] = [randomUUID(), randomUUID()];
const [cell, group] = [randomUUID(), randomUUID()];

type Kind = 'read' | 'write' | 'never';
/** In no order. */
const rows: { kind: Kind; name: string; personId: string; unitId: string; dueOn: string }[] = [
	{ kind: 'read', name: 'third', personId: an, unitId: cell, dueOn: '2026-11-25' },
	{ kind: 'write', name: 'letter', personId: an, unitId: group, dueOn: '2026-11-24' },
	{ kind: 'read', name: 'first', personId: binh, unitId: cell, dueOn: '2026-11-20' },
	{ kind: 'read', name: 'fourth', personId: an, unitId: group, dueOn: '2026-12-01' },
	{ kind: 'read', name: 'second', personId: an, unitId: cell, dueOn: '2026-11-23' },
];

type Row = DueRow<Kind> & { name: string };

/** What a source tells whose duties are these rows. @param early the source asks for people and units by itself */
const told = async (
	wanted: Omit<DueWanted, 'tenantId'>,
	{ early = false, duties = rows }: { early?: boolean; duties?: typeof rows } = {},
) => {
	const all = { tenantId, ...wanted };
	const given = duties.map((one) => ({ id: randomUUID(), ...one }));
	const found = await look(database.door(systemActor(tenantId)), (tx) =>
		sql<Row>`
			with duty as (
				select g.kind, g.id, g."personId" as person_id, g."unitId" as unit_id, g."dueOn" as due_on, g.name
				from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) g(kind text, id uuid, "personId" uuid, "unitId" uuid, "dueOn" date, name text)
				where true ${early ? sql`${inPeople(all, 'g.personId')} ${inUnits(all, 'g.unitId')} ${dueBy(all, 'g.dueOn')}` : sql``}
			), ${early ? numberedDuties() : numberedDuties(all)}
			select ${dutyColumns}, n.name from numbered n ${firstOfKind(all)}`.execute(tx),
	);
	const list = dueList(
		found.rows,
		(row) => ({ ...dutyOf(row), name: row.name, more: [], href: '/', act: 'Xem' }),
		['read', 'write', 'never'],
	);
	return { names: list.items.map(({ name }) => name), totals: list.totals, items: list.items, given };
};

test('all that waits is told, the most pressing first, with how many there are of each kind', async () => {
	const { names, totals, items, given } = await told({});
	expect(names).toEqual(['first', 'second', 'letter', 'third', 'fourth']);
	expect(totals).toStrictEqual({ read: 4, write: 1, never: 0 });
	expect(items[0]).toStrictEqual({
		kind: 'read',
		subjectId: given.find(({ name }) => name === 'first')?.id,
		personId: binh,
		unitId: cell,
		dueOn: '2026-11-20',
		name: 'first',
		more: [],
		openName: null,
		href: '/',
		act: 'Xem',
		supervisorId: null,
	});
});

test('no more of a kind is told than wanted, the most pressing; totals go beyond', async () => {
	expect(await told({ most: 2 })).toMatchObject({
		names: ['first', 'second', 'letter'],
		totals: { read: 4, write: 1, never: 0 },
	});
	expect(await told({ most: 1, personIds: [an] })).toMatchObject({
		names: ['second', 'letter'],
		totals: { read: 3, write: 1, never: 0 },
	});
});

test('on one day it goes by the thing and then by the person, so that the same are told each time', async () => {
	const id = '00000000-0000-4000-8000-000000000001';
	const later = '00000000-0000-4000-8000-000000000002';
	const people = [an, binh].sort();
	const duties = [
		{ id: later, name: 'later thing', personId: an },
		{ id, name: 'second person', personId: people[1] ?? '' },
		{ id, name: 'first person', personId: people[0] ?? '' },
	].map((one) => ({ kind: 'read' as const, unitId: cell, dueOn: '2026-11-20', ...one }));
	expect((await told({}, { duties })).names).toEqual(['first person', 'second person', 'later thing']);
	expect((await told({ most: 1 }, { duties })).names).toEqual(['first person']);
});

test.each([
	{ early: false, who: 'the frame' },
	{ early: true, who: 'the source itself' },
])('$who limits to people, units and a last day; what is left out is no condition', async ({ early }) => {
	const names = async (wanted: Omit<DueWanted, 'tenantId'>) => (await told(wanted, { early })).names;
	expect(await names({})).toHaveLength(5);
	expect(await names({ personIds: [an] })).toEqual(['second', 'letter', 'third', 'fourth']);
	expect(await names({ personIds: [an, binh] })).toHaveLength(5);
	expect(await names({ personIds: [] })).toEqual([]);
	expect(await names({ unitId: group })).toEqual(['letter', 'fourth']);
	expect(await names({ unitIds: [cell, group] })).toHaveLength(5);
	expect(await names({ unitIds: [cell], unitId: group })).toEqual(['first', 'second', 'third']);
	expect(await names({ unitIds: [] })).toEqual([]);
	expect(await names({ until: '2026-11-24' })).toEqual(['first', 'second', 'letter']);
	expect(await names({ personIds: [an], unitId: cell, until: '2026-11-23' })).toEqual(['second']);
	expect((await told({ until: '2026-11-24' }, { early })).totals).toStrictEqual({
		read: 2,
		write: 1,
		never: 0,
	});
});

test('a role is held from its first day on and no more on its last; by whom, in which unit and which organisation', async () => {
	const tenant = await buildTenant(database);
	const unit = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const other = await buildUnit(database, tenant, 'Chi bộ Kế hoạch');
	const secretary = await buildPerson(database, tenant, unit, 'Nguyễn Thị Bí Thư', { roles: ['secretary'] });
	await buildPerson(database, tenant, unit, 'Phạm Văn Thư', { roles: ['clerk'] });
	await buildPerson(database, tenant, other, 'Lê Bí Thư Khác', { roles: ['secretary'] });
	const { owner } = database;
	await owner`update role_assignment set valid_from = '2026-01-10', valid_to = '2026-11-20' where person_id = ${secretary.personId}`;
	const heads = async (
		wanted: Pick<DueWanted, 'tenantId' | 'today'>,
		roles: ('secretary' | 'deputy')[] = ['secretary', 'deputy'],
	) => {
		const found = await look(database.door(systemActor(tenant.tenantId)), (tx) =>
			sql<{ personId: string }>`
				select r.person_id as "personId" from unit u
				join role_assignment r on ${holdingRole(wanted, 'u.id', roles, { day: dayOfAsking(wanted), as: 'r' })}
				where u.tenant_id = ${tenant.tenantId} and u.id = ${unit.id}`.execute(tx),
		);
		return found.rows.map(({ personId }) => personId);
	};
	const on = (today: string, id = tenant.tenantId) => heads({ tenantId: id, today });
	expect(await on('2026-01-09')).toEqual([]);
	expect(await on('2026-01-10')).toEqual([secretary.personId]);
	expect(await on('2026-11-19')).toEqual([secretary.personId]);
	expect(await on('2026-11-20')).toEqual([]);
	expect(await on('2026-11-19', randomUUID())).toEqual([]);
	expect(await heads({ tenantId: tenant.tenantId, today: '2026-11-19' }, ['deputy'])).toEqual([]);
	await owner`update role_assignment set valid_from = current_date, valid_to = null where person_id = ${secretary.personId}`;
	expect(await heads({ tenantId: tenant.tenantId })).toEqual([secretary.personId]);
	await owner`update role_assignment set valid_from = current_date + 1 where person_id = ${secretary.personId}`;
	expect(await heads({ tenantId: tenant.tenantId })).toEqual([]);
	const [found] = await look(
		database.door(systemActor(tenant.tenantId)),
		async (tx) =>
			(
				await sql<{ held: number }>`select count(*) as held from unit u
					join role_assignment a on ${holdingRole(tenant, 'u.id', ['clerk', 'secretary'])} where u.id = ${unit.id}`.execute(
					tx,
				)
			).rows,
	);
	expect(found).toStrictEqual({ held: 1 });
});

test('the day on which it is asked can be given; a day and a sum of days is a day; the day of a moment is that of Việt Nam', async () => {
	const [found] = await look(
		database.door(systemActor(tenantId)),
		async (tx) =>
			(
				await sql<{ given: string; ahead: string; isToday: boolean; day: string }>`
					select ${dayOfAsking({ today: '2026-11-23' })} as given, ${dayOfAsking({ today: '2026-11-23' })} + ${14}::int as ahead,
						${dayOfAsking({})} = (now() at time zone 'Asia/Ho_Chi_Minh')::date as "isToday", ${localDay('x.moment')} as day
					from (values (timestamptz '2026-11-23 18:00:00+00')) x(moment)`.execute(tx)
			).rows,
	);
	expect(found).toStrictEqual({
		given: '2026-11-23',
		ahead: addDays('2026-11-23', 14),
		isToday: true,
		day: '2026-11-24',
	});
});
