import { expect, test } from 'vitest';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { look } from './command.ts';
import { looksAtMe, tellOfLook } from './personal-look.ts';

const database = useDatabase();

test('a look at a personal record is told to the person once, and never to others or of the own look', async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An', { standing: 'official' });
	const other = await buildPerson(database, tenant, cell, 'Lê Thị Bình', { standing: 'official' });
	const record = {
		type: 'limit',
		id: '0192a0b0-0000-7000-8000-000000000001',
		personId: member.personId,
		unitId: cell.id,
	};
	const door = database.door(secretary);
	const later = (minutes: number) => ({
		...door,
		clock: () => new Date(door.clock().getTime() + minutes * 60_000),
	});
	await tellOfLook(door, record);
	await tellOfLook(later(10), record);
	await tellOfLook(database.door(member), record);
	const seenBy = (actor: typeof member) => look(database.door(actor), (tx) => looksAtMe(tx, actor));
	const mine = await seenBy(member);
	expect(mine.map(({ type, id, byName }) => ({ type, id, byName }))).toEqual([
		{ type: 'limit', id: record.id, byName: 'Nguyễn Thị Bí Thư' },
	]);
	await tellOfLook(later(45), record);
	expect(await seenBy(member)).toHaveLength(2);
	expect(await seenBy(other)).toEqual([]);
});
