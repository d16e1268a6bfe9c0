import { expect, test } from 'vitest';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { listenTo } from '../database/listen.ts';
import { SESSIONS_CHANNEL } from './session.ts';

const database = useDatabase();

test('a change of a role or a session, from whatever program, is told to every process that keeps sessions', async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = await buildPerson(database, tenant, cell, 'Trần Văn An', {
		standing: 'official',
		roles: ['clerk'],
	});
	let told = 0;
	const lines: { stop: () => Promise<void> }[] = [];
	await new Promise<void>((ready) => {
		const line = listenTo(database.authUrl, SESSIONS_CHANNEL, () => told++, ready);
		lines.push(line);
	});
	const heard = async (count: number) => expect.poll(() => told, { timeout: 10_000 }).toBe(count);
	await database.owner`update role_assignment set valid_to = '2026-11-01' where person_id = ${person.personId}`;
	await heard(1);
	await database.owner`delete from auth.session`;
	await heard(2);
	await database.owner`update membership set valid_to = '2026-11-01' where person_id = ${person.personId}`;
	await heard(3);
	await Promise.all(lines.map((line) => line.stop()));
});
