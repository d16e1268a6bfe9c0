import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';
import { useDatabase } from '../support/database.ts';
import { programmeScene } from '../support/programme-scene.ts';

const database = useDatabase();
const migration = (name: string): string => readFileSync(join(findRoot(), 'db/migrations', name), 'utf8');
/** The table as migration 0017 made it. */
const table =
	/create table task_urge \([\s\S]*?\n\);/.exec(migration('0017_programmes_to_depth.sql'))?.[0] ?? '';

test('migration 0030 moves every urge of a task, of all organisations, to where urges stand, with its words', async () => {
	const { owner } = database;
	// As it was before: no words in `urge`, and a fenced table of its own for tasks.
	await owner.unsafe(
		`drop index urge_subject; alter table urge drop column words; ${table}; call meta.fence('task_urge');`,
	);
	const wanted: Record<string, unknown>[] = [];
	for (const words of ['Đề nghị đồng chí báo cáo trước thứ Sáu', 'Việc đã chậm ba ngày']) {
		const { tenant, cell, secretary, owner: person, give } = await programmeScene(database);
		const taskId = await give('Rà soát hồ sơ');
		const urge = {
			id: randomUUID(),
			tenant_id: tenant.tenantId,
			urged_at: new Date('2026-11-20T02:00:00Z'),
			words,
		};
		await owner`insert into task_urge (tenant_id, id, task_id, urged_by, urged_at, words)
			values (${urge.tenant_id}, ${urge.id}, ${taskId}, ${secretary.personId}, ${urge.urged_at}, ${words})`;
		wanted.push({
			...urge,
			unit_id: cell.id,
			person_id: person.personId,
			kind: 'carry_out',
			subject_id: taskId,
			urged_by: secretary.personId,
		});
	}
	await owner.begin((tx) => tx.unsafe(migration('0030_one_urge.sql')));
	const moved = await owner`select * from urge order by words`;
	expect(moved.map((row) => ({ ...row }))).toEqual(wanted);
	const [fence] = await owner`select relforcerowsecurity as forced, to_regclass('task_urge') as left
		from pg_class where oid = 'urge'::regclass`;
	expect(fence).toEqual({ forced: true, left: null });
});
