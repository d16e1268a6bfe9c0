import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { listenTo } from '#lib/platform/database/listen.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { buildPerson, buildTenant, buildUnit } from '../support/builders.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
afterEach(() => vi.unstubAllEnvs());

test('as the coordinator of a cluster the fence is set by `set local`, which is handed on, and is the same', async () => {
	const tenant = await buildTenant(database);
	const unit = await buildUnit(database, tenant, "Chi bộ 'Văn phòng'");
	const actor = await buildPerson(database, tenant, unit, 'Trần Văn An', {
		standing: 'official',
		roles: ['secretary'],
	});
	const told = (): Promise<unknown> =>
		transactionAs(database.db, actor, 'read', async (tx) => {
			const settings = await sql`select name, current_setting(name, true) as value
				from unnest(array['app.tenant', 'app.person', 'app.units', 'app.led', 'app.places', 'app.offices', 'app.system']) name`.execute(
				tx,
			);
			const units = await tx.selectFrom('unit').select('id').execute();
			return { settings: settings.rows, units };
		});
	const alone = await told();
	vi.stubEnv('DATABASE_CLUSTER', 'citus');
	expect(await told()).toEqual(alone);
	const after = await sql<{ tenant: string }>`select current_setting('app.tenant', true) as tenant`.execute(
		database.db,
	);
	expect(after.rows[0]?.tenant || '').toBe('');
});

test('in a cluster, where nothing is told, every two seconds counts as a gap', async () => {
	vi.stubEnv('DATABASE_CLUSTER', 'citus');
	vi.useFakeTimers();
	let gaps = 0;
	const line = listenTo(
		'postgres://nowhere',
		'any',
		() => {},
		() => gaps++,
	);
	vi.advanceTimersByTime(6_500);
	await line.stop();
	vi.advanceTimersByTime(6_500);
	vi.useRealTimers();
	expect(gaps).toBe(3);
});
