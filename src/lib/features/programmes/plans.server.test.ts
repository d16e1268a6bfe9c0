import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { programmeScene } from '../../../../tests/support/programme-scene.ts';

const database = useDatabase();

test('what is late in a unit, what a person owes and what a supervisor follows is found by index among many tasks of others', async () => {
	const { tenant, cell, secretary, owner, programmeId, door } = await programmeScene(database);
	const others = Array.from({ length: 200 }, () => randomUUID());
	const rows = Array.from({ length: 6_000 }, (_, nth) => ({
		tenant_id: tenant.tenantId,
		id: randomUUID(),
		programme_id: programmeId,
		// Units and people of elsewhere: keys are not what is looked at here.
		unit_id: nth % 100 === 0 ? cell.id : others[nth % 200],
		title: 'Việc',
		result_expected: 'x',
		owner_id: nth % 100 === 0 ? owner.personId : others[nth % 200],
		supervisor_id: nth % 100 === 0 ? secretary.personId : others[nth % 200],
		due_on: nth % 3 === 0 ? '2026-11-01' : '2026-12-20',
		state: nth % 2 === 0 ? 'assigned' : 'accepted',
		created_by: secretary.personId,
		created_at: '2026-11-02T02:00:00Z',
	}));
	await database.owner.begin(async (owns) => {
		await owns`set local session_replication_role = replica`;
		for (let from = 0; from < rows.length; from += 1_500)
			await owns`insert into task ${owns(rows.slice(from, from + 1_500))}`;
	});
	await database.owner`analyze task`;
	const planOf = async (where: ReturnType<typeof sql>): Promise<string> => {
		const plan = await look(door, (tx) =>
			sql<{
				'QUERY PLAN': string;
			}>`explain select t.id from task t where t.tenant_id = ${tenant.tenantId} and ${where}`.execute(tx),
		);
		return plan.rows.map((row) => row['QUERY PLAN']).join('\n');
	};
	const owed = sql`t.state in ('assigned', 'in_progress') and t.due_on < '2026-11-23'`;
	for (const where of [
		sql`t.unit_id = ${cell.id} and ${owed}`,
		sql`t.owner_id = ${owner.personId} and ${owed}`,
		sql`t.supervisor_id = ${secretary.personId} and ${owed}`,
	])
		expect(await planOf(where)).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
});
