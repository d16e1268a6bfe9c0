import { expect, test } from 'vitest';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { peopleOfUnit } from './queries.server.ts';
import { transferMember, transfersOf } from './transfer.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const one = await buildUnit(database, tenant, 'Chi bộ Một');
	const two = await buildUnit(database, tenant, 'Chi bộ Hai');
	const administrator = await buildPerson(database, tenant, tenant.root, 'Nguyễn Quản Trị', {
		roles: ['administrator'],
	});
	const member = await buildPerson(database, tenant, one, 'Trần Văn An', {
		standing: 'probationary',
		roles: ['clerk'],
	});
	const [row] = await database.owner`select id from membership where person_id = ${member.personId}`;
	const letter = {
		membershipId: String(row?.['id']),
		toUnitId: two.id,
		letterNumber: '07-GT',
		letterOn: '2026-11-20',
	};
	return { tenant, one, two, administrator, member, letter };
};

test('a member goes to another unit on a day: until then all is as before, from then on the old unit gives no right', async () => {
	const { tenant, one, two, administrator, member, letter } = await scene();
	await transferMember(database.door(administrator), { ...letter, effectiveOn: '2026-12-01' });
	const on = (unitId: string, day: string) =>
		look(database.door(administrator), (tx) => peopleOfUnit(tx, unitId, day));
	expect(
		(await on(one.id, '2026-11-30')).map(({ standing, roles }) => [standing, roles.map(({ role }) => role)]),
	).toEqual([['probationary', ['clerk']]]);
	expect(await on(one.id, '2026-12-01')).toEqual([]);
	expect((await on(two.id, '2026-12-01')).map(({ standing, roles }) => [standing, roles])).toEqual([
		['probationary', []],
	]);
	expect(
		await look(database.door(administrator), (tx) => transfersOf(tx, tenant.tenantId, member.personId)),
	).toMatchObject([
		{ fromName: 'Chi bộ Một', toName: 'Chi bộ Hai', letterNumber: '07-GT', effectiveOn: '2026-12-01' },
	]);
	await expect(
		transferMember(database.door(administrator, fixedClock('2026-12-02T09:00:00+07:00')), {
			...letter,
			effectiveOn: '2026-12-03',
		}),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('whoever manages one of the units only does not transfer; nobody is transferred to where they are', async () => {
	const { tenant, one, two, administrator, letter } = await scene();
	const secretary = await buildPerson(database, tenant, one, 'Lê Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const given = { ...letter, effectiveOn: '2026-12-01' };
	await expect(transferMember(database.door(secretary), given)).rejects.toMatchObject({
		key: 'refused_manage_unit',
	});
	await expect(
		transferMember(database.door(administrator), { ...given, toUnitId: one.id }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await expect(
		transferMember(database.door(administrator), { ...given, effectiveOn: '2020-01-01' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await database.owner`update unit set dissolved_on = '2026-11-01' where id = ${two.id}`;
	await expect(transferMember(database.door(administrator), given)).rejects.toMatchObject({
		kind: 'invalid',
	});
});
