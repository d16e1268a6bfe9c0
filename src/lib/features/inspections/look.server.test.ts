import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { looksAtMe } from '#lib/platform/command/personal-look.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { inspectionScenes } from '../../../../tests/support/inspection-scene.ts';
import { openRecord, recordFile, tellOfReturn } from './look.server.ts';
import { recordPage } from './queries-record.server.ts';

// The moment of the tests is 23/11/2026, 09:00; the database goes by its own day, so the days of the inspection are wide.
const database = useDatabase();
const today = '2026-11-23';
const { scene, papersFor } = inspectionScenes(database);

test('a paper is there for the inspector who opened it, under that decision only: not before, not after, not another', async () => {
	const { tenant, head, inspector, secretary, owner, helper, open, page, take } = await scene();
	const inspectionId = await open();
	await take(inspectionId, 'study_paper', { way: 'drawn', wanted: 1 });
	const [record] = (await page(inspector, inspectionId)).records;
	if (!record) throw new Error('nothing was drawn');
	const author = record.personId === owner.personId ? owner : helper;
	const [spared] =
		await database.owner`select id from reflection where tenant_id = ${tenant.tenantId} and id <> ${record.sourceId}`;
	expect(await papersFor(inspector, record.sourceId)).toBe(0);

	await openRecord(database.door(inspector), { inspectionId, recordId: record.id });
	expect(await papersFor(inspector, record.sourceId)).toBe(1);
	expect(await papersFor(inspector, spared?.['id'] as string)).toBe(0);
	expect(await papersFor(head, record.sourceId)).toBe(0);
	const shown = await look(database.door(inspector), (tx) =>
		recordPage(tx, inspector, { inspectionId, recordId: record.id, today }),
	);
	expect(shown.opened?.content).toMatchObject({ kind: 'study_paper' });
	expect(JSON.stringify(shown.opened?.content)).toContain(author.name);

	// Every opening is told: to the unit, and to whose record it is.
	const seen = await look(database.door(secretary), (tx) =>
		recordPage(tx, secretary, { inspectionId, recordId: record.id, today }),
	);
	expect(seen.openings).toMatchObject([{ by: inspector.name }]);
	expect(seen.opened).toBeNull();
	expect(await look(database.door(author), (tx) => looksAtMe(tx, author))).toMatchObject([
		{ type: 'reflection', byId: inspector.personId },
	]);
	const own = await page(author, inspectionId);
	expect(own.records).toMatchObject([{ id: record.id, openings: [{ by: inspector.name }] }]);
	// The office that ordered it sees that a paper was drawn, and not whose.
	expect((await page(head, inspectionId)).records).toMatchObject([{ personName: null }]);

	// Neither before nor after its days, for the database too.
	const move = (from: number, to: number) =>
		database.owner`update inspection set starts_on = (now() at time zone 'Asia/Ho_Chi_Minh')::date + ${from}::int, ends_on = (now() at time zone 'Asia/Ho_Chi_Minh')::date + ${to}::int where id = ${inspectionId}`;
	await move(1, 5);
	expect(await papersFor(inspector, record.sourceId)).toBe(0);
	await move(-5, -1);
	expect(await papersFor(inspector, record.sourceId)).toBe(0);
	await move(-1, 1);
	expect(await papersFor(inspector, record.sourceId)).toBe(1);
	await database.owner`delete from inspection_inspector where inspection_id = ${inspectionId}`;
	expect(await papersFor(inspector, record.sourceId)).toBe(0);
});

test('who writes an opening by hand into the table gets nothing: the database asks for the decision', async () => {
	const { tenant, inspector, neighbour, secretary, open, page, take } = await scene();
	const inspectionId = await open();
	await take(inspectionId, 'study_paper', { way: 'drawn', wanted: 1 });
	const [record] = (await page(inspector, inspectionId)).records;
	for (const actor of [neighbour, secretary])
		await expect(
			look(database.door(actor), (tx) =>
				sql`set transaction read write`.execute(tx).then(() =>
					sql`insert into inspection_opening (tenant_id, id, record_id, person_id, opened_at)
						values (${tenant.tenantId}, ${randomUUID()}, ${record?.id}, ${actor.personId}, now())`.execute(
						tx,
					),
				),
			),
		).rejects.toThrow();
	expect(await papersFor(neighbour, record?.sourceId ?? '')).toBe(0);
});

test('one who comes back after half an hour opens it again; a file is read under the same decision', async () => {
	const { inspector, secretary, open, page, take, taskId } = await scene();
	const inspectionId = await open();
	await take(inspectionId, 'task', { way: 'chosen', sourceIds: [taskId] });
	const [record] = (await page(inspector, inspectionId)).records;
	const wanted = { inspectionId, recordId: record?.id ?? '' };
	await openRecord(database.door(inspector), wanted);
	await tellOfReturn(database.door(inspector), wanted);
	const later = database.door(inspector, () => new Date('2026-11-23T10:00:00+07:00'));
	await tellOfReturn(later, wanted);
	expect((await page(secretary, inspectionId)).records[0]?.openings).toHaveLength(2);
	const shown = await look(database.door(inspector), (tx) => recordPage(tx, inspector, { ...wanted, today }));
	const fileId = shown.opened?.files[0]?.id ?? '';
	const read = (actor: Actor) =>
		look(database.door(actor), (tx) => recordFile(tx, actor, { ...wanted, fileId, today }));
	expect(await read(inspector)).toMatchObject({ fileName: 'anh-niem-yet.txt' });
	await expect(read(secretary)).rejects.toMatchObject({ kind: 'missing' });
});
