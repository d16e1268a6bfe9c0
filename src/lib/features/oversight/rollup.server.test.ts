import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { addTask, createProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { declareStudied, publishDocument, takeBackStudied } from '#lib/features/reading/commands.server.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { seededRandom } from '../../../../seed/random.ts';
import { liveOn } from '../../../../seed/simulation/random-life.ts';
import { simulate } from '../../../../seed/simulation/simulate.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { EVERY_DOCUMENT, measures } from './domain/measures.ts';
import { followTenant, recountTenant } from './follow.server.ts';

const database = useDatabase();
const now = new Date('2026-11-23T09:00:00+07:00');

/** Everything that is kept of a tenant, without rows that are nought throughout. */
const kept = async (tenantId: string) =>
	transactionAs(database.db, systemActor(tenantId), 'read', async (tx) => {
		const some = sql.join(
			measures.map((measure) => sql`${sql.ref(measure)} <> 0`),
			sql` or `,
		);
		const rows = async (text: ReturnType<typeof sql>) => (await text.execute(tx)).rows;
		return {
			own: await rows(
				sql`select * from unit_own_progress where ${some} order by unit_id, document_id, year, quarter`,
			),
			sums: await rows(
				sql`select * from unit_progress where ${some} order by unit_id, document_id, year, quarter`,
			),
			due: await rows(
				sql`select * from unit_due where own <> 0 or below <> 0 order by unit_id, document_id, due_on`,
			),
			people: await rows(sql`select * from unit_people where own <> 0 or below <> 0 order by unit_id`),
		};
	});

test('commands of people are counted in their unit and in every unit above', async () => {
	const tenant = await buildTenant(database);
	const committee = await buildUnit(database, tenant, 'Đảng ủy cơ sở');
	const cell = await buildUnit(database, tenant, 'Chi bộ Một', committee);
	const other = await buildUnit(database, tenant, 'Chi bộ Hai', committee);
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An', { standing: 'official' });
	await buildPerson(database, tenant, other, 'Lê Thị Bình', { standing: 'official' });
	await followTenant(database.db, tenant.tenantId, now);

	const document = await sceneDocument(database, tenant, committee, secretary.personId, ['Một', 'Hai']);
	await publishDocument(database.door(secretary), {
		documentId: document.id,
		unitId: cell.id,
		audience: 'unit',
		readBy: '2026-12-01',
	});
	await declareStudied(database.door(member), { documentId: document.id, confirmed: true });
	await declareStudied(database.door(secretary), { documentId: document.id, confirmed: true });
	await takeBackStudied(database.door(secretary), { documentId: document.id });
	const { programmeId } = await createProgramme(database.door(secretary), {
		unitId: cell.id,
		title: 'Chương trình hành động',
		documentIds: [document.id],
		startsOn: '2026-11-01',
		endsOn: '2026-12-31',
	});
	await issueProgramme(database.door(secretary), { programmeId });
	await addTask(database.door(secretary), {
		programmeId,
		title: 'Số hóa hồ sơ',
		resultExpected: '100 % hồ sơ',
		ownerId: member.personId,
		supervisorId: secretary.personId,
		helperIds: [],
		dueOn: '2026-12-15',
		clauseIds: [document.sections[0]?.id],
	});
	expect(await followTenant(database.db, tenant.tenantId, now)).toBeGreaterThan(5);

	const after = await kept(tenant.tenantId);
	const of = (unitId: string, documentId: string) =>
		after.sums.find((row) => {
			const one = row as Record<string, unknown>;
			return (
				one['unit_id'] === unitId &&
				one['document_id'] === documentId &&
				one['year'] === 2026 &&
				one['quarter'] === 4
			);
		});
	const counted = { documents: 1, asked: 2, studied: 1, with_programme: 1, tasks: 1, tasks_open: 1 };
	expect(of(cell.id, EVERY_DOCUMENT)).toMatchObject(counted);
	expect(of(committee.id, EVERY_DOCUMENT)).toMatchObject(counted);
	expect(of(tenant.root.id, EVERY_DOCUMENT)).toMatchObject(counted);
	// The document is the committee's: it is summed up to there and no further.
	expect(of(committee.id, document.id)).toMatchObject(counted);
	expect(of(tenant.root.id, document.id)).toBeUndefined();
	expect(of(other.id, EVERY_DOCUMENT)).toMatchObject({ documents: 0, tasks: 0, members: 1 });
	expect(of(tenant.root.id, EVERY_DOCUMENT)).toMatchObject({ members: 3, came: 0, ended: 0 });
	await recountTenant(database.db, tenant.tenantId, now);
	expect(await kept(tenant.tenantId)).toEqual(after);
});

test('after thousands of random events, with the job killed in between, the kept counts are those of a recount', async () => {
	const { tenants } = await simulate(
		{ ownerUrl: database.ownerUrl, owner: database.owner },
		{ members: 450, years: 1, seed: 7, today: '2026-11-23', light: false, readings: 1 },
	).catch(async () => {
		// The database of this file holds the organisation of the test above: it makes room.
		await database.owner`truncate tenant cascade`;
		return simulate(
			{ ownerUrl: database.ownerUrl, owner: database.owner },
			{ members: 450, years: 1, seed: 7, today: '2026-11-23', light: false, readings: 1 },
		);
	});
	const tenantId = tenants[0] ?? '';
	await recountTenant(database.db, tenantId, now);
	const random = seededRandom(42);
	let events = 0;
	let kills = 0;
	for (let round = 0; round < 60; round++) {
		events += await liveOn(database.owner, tenantId, random, 80);
		const following = followTenant(database.db, tenantId, now).catch(() => {
			kills += 1;
		});
		if (round % 3 === 0) {
			await pause(random.below(25));
			await database.owner`select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and usename = 'thuctien_app' and state <> 'idle'`;
		}
		await following;
	}
	await followTenant(database.db, tenantId, now);
	const followed = await kept(tenantId);
	await recountTenant(database.db, tenantId, now);
	const counted = await kept(tenantId);
	expect(events).toBeGreaterThan(3_000);
	expect(kills).toBeGreaterThan(0);
	expect(followed.own.length).toBeGreaterThan(100);
	expect(followed).toEqual(counted);
});

test('people are counted anew when the calendar says that a membership has ended', async () => {
	await database.owner`truncate tenant cascade`;
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ');
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An', { standing: 'official' });
	await database.owner`update membership set valid_to = '2026-11-25' where person_id = ${member.personId}`;
	const people = async () => (await kept(tenant.tenantId)).people.length;
	await followTenant(database.db, tenant.tenantId, now);
	expect(await people()).toBe(2);
	await followTenant(database.db, tenant.tenantId, new Date('2026-11-26T09:00:00+07:00'));
	expect(await people()).toBe(0);
});
