/**
 * A province of 600 units becomes 200: `npm run bench -- reorganisation [--members 15000] [--tasks 3000] [--units 600]`.
 * A province is loaded in bulk behind the fence; the plan is typed as lines and carried out through the commands. Bars: the
 * preview within 5 s, carrying out within 30 s in one transaction, and every figure of the day before unchanged.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unitsAsOf } from '#lib/features/organisation/public.server.ts';
import { openTasksAsOf } from '#lib/features/programmes/public.server.ts';
import { addLines } from '#lib/features/reorganisation/acts.server.ts';
import { carryOutReorganisation } from '#lib/features/reorganisation/carry-out.server.ts';
import {
	checkReorganisation,
	decideReorganisation,
	draftReorganisation,
} from '#lib/features/reorganisation/commands.server.ts';
import { reorganisationPage } from '#lib/features/reorganisation/queries-plan.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import { openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';

const numberAfter = (args: string[], name: string, otherwise: number): number => {
	const at = args.indexOf(name);
	return at < 0 ? otherwise : Number(args[at + 1]);
};
const DAY = '2026-07-01';
const EVE = '2026-06-30';

type Sizes = { units: number; members: number; tasks: number };
type Sql = ReturnType<typeof openPool>;

/** A provincial committee, communes below it with cells, members, secretaries, programmes and open tasks. */
const load = async (
	owner: Sql,
	{ units, members, tasks }: Sizes,
): Promise<{ tenantId: string; rootId: string; personId: string }> => {
	const [tenantId, rootId, personId] = [randomUUID(), randomUUID(), randomUUID()];
	const path = rootId.replaceAll('-', '');
	await owner`insert into tenant (tenant_id, name, kind, created_at) values (${tenantId}, 'Tỉnh ủy', 'provincial_committee', now())`;
	await owner`insert into unit (tenant_id, id, kind, name, short_name, path, founded_on) values (${tenantId}, ${rootId}, 'provincial_committee', 'Tỉnh ủy', 'Tỉnh ủy', ${path}, '2020-01-01')`;
	await owner`insert into unit (tenant_id, id, kind, name, short_name, parent_id, path, founded_on)
		select ${tenantId}, u.id, 'superior_committee', 'Đảng bộ xã ' || n, 'Xã ' || n, ${rootId}, (${path} || '.' || replace(u.id::text, '-', ''))::ltree, '2020-01-01'
		from generate_series(1, ${units}::int) n, lateral (select md5(${tenantId} || n)::uuid as id) u`;
	await owner`insert into unit (tenant_id, id, kind, name, short_name, parent_id, path, founded_on)
		select p.tenant_id, c.id, 'cell', 'Chi bộ ' || n || ' ' || p.short_name, 'Chi bộ ' || n, p.id, (p.path::text || '.' || replace(c.id::text, '-', ''))::ltree, '2020-01-01'
		from unit p, generate_series(1, 2) n, lateral (select md5(p.id::text || n)::uuid as id) c where p.tenant_id = ${tenantId} and p.parent_id = ${rootId}`;
	await owner`insert into unit_name (tenant_id, unit_id, valid_from, name, short_name) select tenant_id, id, founded_on, name, short_name from unit where tenant_id = ${tenantId}`;
	await owner`insert into unit_place (tenant_id, unit_id, valid_from, parent_id) select tenant_id, id, founded_on, parent_id from unit where tenant_id = ${tenantId}`;
	await owner`insert into person (tenant_id, id, full_name, given_name, sort_key, created_at) values (${tenantId}, ${personId}, 'Quản Trị', 'Trị', 'Trị Quản', now())`;
	await owner`insert into person (tenant_id, id, full_name, given_name, sort_key, created_at)
		select ${tenantId}, md5(${tenantId} || 'p' || n)::uuid, 'Nguyễn Văn ' || n, n::text, n || ' Nguyễn Văn', now() from generate_series(1, ${members}::int) n`;
	// Half of them belong to the committee's own office, the others to its cells.
	await owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
		select ${tenantId}, md5(${tenantId} || 'm' || n)::uuid, md5(${tenantId} || 'p' || n)::uuid,
			case when n % 2 = 0 then x.id else md5(x.id::text || (1 + n % 4 / 3))::uuid end, case when n % 10 = 0 then 'probationary' else 'official' end, '2021-01-01'
		from generate_series(1, ${members}::int) n, lateral (select md5(${tenantId} || (1 + n % ${units}::int))::uuid as id) x`;
	await owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from)
		select distinct on (m.unit_id) m.tenant_id, gen_random_uuid(), m.person_id, m.unit_id, 'secretary', '2021-01-01' from membership m where m.tenant_id = ${tenantId}`;
	await owner`insert into programme (tenant_id, id, unit_id, title, starts_on, ends_on, state, created_by, created_at)
		select tenant_id, md5(id::text || 'g')::uuid, id, 'Chương trình', '2026-01-01', '2026-12-31', 'issued', ${personId}, '2026-01-01' from unit where tenant_id = ${tenantId} and parent_id = ${rootId}`;
	await owner`insert into task (tenant_id, id, programme_id, unit_id, title, result_expected, owner_id, supervisor_id, due_on, state, created_by, created_at)
		select ${tenantId}, gen_random_uuid(), md5(x.id::text || 'g')::uuid, x.id, 'Việc ' || n, 'Kết quả', md5(${tenantId} || 'p' || (1 + n % ${members}::int))::uuid, ${personId}, '2026-12-01', 'in_progress', ${personId}, '2026-02-01'
		from generate_series(1, ${tasks}::int) n, lateral (select md5(${tenantId} || (1 + n % ${units}::int))::uuid as id) x`;
	await owner`analyze`;
	return { tenantId, rootId, personId };
};

const timed = async <R>(what: string, bar: number | null, run: () => Promise<R>): Promise<R> => {
	const started = performance.now();
	const result = await run();
	const seconds = (performance.now() - started) / 1000;
	const verdict = bar === null ? '' : seconds <= bar ? ` (bar ${bar} s: met)` : ` (bar ${bar} s: MISSED)`;
	if (bar !== null && seconds > bar) process.exitCode = 1;
	console.log(`${what}: ${seconds.toFixed(2)} s${verdict}`);
	return result;
};

export const main = async (args: string[]): Promise<void> => {
	const sizes: Sizes = {
		units: numberAfter(args, '--units', 600),
		members: numberAfter(args, '--members', 15_000),
		tasks: numberAfter(args, '--tasks', 3000),
	};
	const dataDir = mkdtempSync(join(tmpdir(), 'thuctien-bench-'));
	chmodSync(dataDir, 0o755);
	process.env['DATA_DIR'] = dataDir;
	const database = await startDatabase(readConfig());
	const owner = openPool(database.ownerUrl, 2);
	const db = openDatabase(database.appUrl, 4);
	try {
		const { tenantId, rootId, personId } = await timed('a province loaded', null, () => load(owner, sizes));
		const actor: Actor = {
			...systemActor(tenantId),
			kind: 'person',
			personId,
			roles: [{ unitId: rootId, path: rootId.replaceAll('-', ''), unitName: '', role: 'administrator' }],
		};
		const base = {
			db,
			files: openFileStore(join(dataDir, 'files')),
			clock: () => new Date('2026-07-01T08:00:00+07:00'),
			requestId: 'bench',
		};
		const door: Door = { ...base, actor };
		const figures = () =>
			look(door, async (tx) => ({
				units: await unitsAsOf(tx, tenantId, EVE),
				tasks: await openTasksAsOf(tx, tenantId, EVE),
			}));
		const before = await timed('the day before, as a tree with figures', null, figures);
		const lines = Array.from({ length: Math.floor(sizes.units / 3) }, (_, at) =>
			[1, 2, 3]
				.map((nth) => `Đảng bộ xã ${at * 3 + nth}`)
				.join(' + ')
				.concat(` = Đảng bộ phường ${at + 1}`),
		).join('\n');
		const { reorganisationId } = await draftReorganisation(door, {
			unitId: rootId,
			title: 'Sắp xếp 600 xã thành 200',
			effectiveOn: DAY,
		});
		await timed('the plan typed as lines', null, () => addLines(door, { reorganisationId, lines }));
		const page = await timed('the page with checks and preview', 5, () =>
			look(door, (tx) => reorganisationPage(tx, actor, { id: reorganisationId, splits: null })),
		);
		console.log(page.preview);
		await checkReorganisation(door, { reorganisationId });
		await decideReorganisation(door, {
			reorganisationId,
			decisionNumber: '1-QĐ/TU',
			decidedOn: '2026-06-20',
		});
		const done = await timed('carried out in one transaction', 30, () =>
			carryOutReorganisation({ ...base, actor: systemActor(tenantId) }, { reorganisationId }),
		);
		console.log(done);
		const isSame = JSON.stringify(await figures()) === JSON.stringify(before);
		console.log(`the day before is ${isSame ? 'as it was' : 'NOT as it was'}`);
		const [now] =
			await owner`select count(*)::int as units, (select count(*)::int from membership m where m.tenant_id = ${tenantId} and m.valid_to is null) as people,
			(select count(*)::int from (select person_id from membership m where m.tenant_id = ${tenantId} and m.valid_to is null group by 1 having count(*) > 1) x) as twice
			from unit where tenant_id = ${tenantId} and dissolved_on is null`;
		console.log(now);
		if (!isSame || now?.['people'] !== sizes.members || now?.['twice'] !== 0) process.exitCode = 1;
	} finally {
		await db.destroy();
		await owner.end();
		await database.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}
};
