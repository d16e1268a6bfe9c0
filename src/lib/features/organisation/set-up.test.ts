import { expect, test } from 'vitest';
import { setUpByCommand } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';

const database = useDatabase();

test('an organisation is set up once: tenant, root unit, administrator, account and event', async () => {
	const { tenantId, personId } = await setUpByCommand(database);
	const [event] = await database.owner`select verb, actor_kind from event where tenant_id = ${tenantId}`;
	expect(event).toEqual({ verb: 'organisation.set_up', actor_kind: 'visitor' });
	const [account] = await database.owner`select username, person_id from auth."user"`;
	expect(account).toEqual({ username: 'quan.tri', person_id: personId });
	await expect(setUpByCommand(database, 'nguoi.khac')).rejects.toMatchObject({
		key: 'refused_already_set_up',
	});
});
