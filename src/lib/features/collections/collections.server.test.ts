import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { beginCollection, removeCollection, restoreCollection, shareCollection } from './commands.server.ts';
import { planExport, zipOf } from './export.server.ts';
import { addItems, noteItem, placeItem, removeItem, restoreItem, stepItem } from './items.server.ts';
import { collectionPageOf, collectionsOf } from './queries.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const officer = await buildPerson(database, tenant, cell, 'Phạm Ủy Viên', {
		standing: 'official',
		roles: ['committee_member'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const documents = [];
	for (const number of ['05-NQ/CB', '06-NQ/CB', '07-NQ/CB'])
		documents.push(await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu'], { number }));
	const documentIds = documents.map(({ id }) => id);
	const begun = await addItems(database.door(officer), {
		unitId: cell.id,
		name: 'Chuyển đổi số',
		documentIds,
	});
	return {
		tenant,
		cell,
		secretary,
		officer,
		member,
		documents,
		documentIds,
		collectionId: begun.collectionId,
	};
};
const pageOf = (actor: Actor, collectionId: string) =>
	look(database.door(actor), (tx) => collectionPageOf(tx, actor, collectionId));
const numbersIn = async (actor: Actor, collectionId: string) =>
	(await pageOf(actor, collectionId)).items.map(({ document }) => document.number);

test('a collection is its owner’s alone until it is shared; then the unit sees it, and it can be taken back', async () => {
	const { secretary, officer, collectionId } = await scene();
	const listed = (actor: Actor) => look(database.door(actor), (tx) => collectionsOf(tx, actor));
	expect(await listed(officer)).toMatchObject([{ id: collectionId, items: 3, isOwn: true, isShared: false }]);
	expect(await listed(secretary)).toEqual([]);
	await expect(pageOf(secretary, collectionId)).rejects.toMatchObject({ kind: 'missing' });
	// In the tables too, and for jobs.
	for (const actor of [secretary, systemActor(secretary.tenantId)]) {
		const rows = await transactionAs(database.db, actor, 'read', async (tx) => [
			...(await sql`select id from collection`.execute(tx)).rows,
			...(await sql`select id from collection_item`.execute(tx)).rows,
		]);
		expect(rows).toEqual([]);
	}
	await expect(
		shareCollection(database.door(secretary), { collectionId, shared: 'yes' }),
	).rejects.toMatchObject({
		kind: 'missing',
	});
	await shareCollection(database.door(officer), { collectionId, shared: 'yes' });
	expect((await pageOf(secretary, collectionId)).powers).toEqual({ keep: true, dispose: false });
	await expect(removeCollection(database.door(secretary), { collectionId })).rejects.toMatchObject({
		kind: 'refused',
	});
	await shareCollection(database.door(officer), { collectionId, shared: 'no' });
	await expect(pageOf(secretary, collectionId)).rejects.toMatchObject({ kind: 'missing' });
});

test('a shared collection gives nobody a document that was not given to them', async () => {
	const { cell, officer, member, collectionId, documentIds } = await scene();
	await shareCollection(database.door(officer), { collectionId, shared: 'yes' });
	const page = await pageOf(member, collectionId);
	expect(page).toMatchObject({ items: [], hidden: 3, powers: { keep: false, dispose: false } });
	await expect(
		look(database.door(member), (tx) => planExport(tx, member, documentIds)),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		addItems(database.door(member), { unitId: cell.id, name: 'Của tôi', documentIds }),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('items keep the order that was given to them; what is in it already is not doubled', async () => {
	const { cell, officer, collectionId, documents, documentIds } = await scene();
	const door = database.door(officer);
	const again = await addItems(door, { unitId: cell.id, collectionId, documentIds });
	expect(again.added).toBe(0);
	const { added } = await addItems(door, {
		unitId: cell.id,
		collectionId,
		documentIds: [documentIds[0]],
		clauseId: documents[0]?.sections[0]?.clauseId,
	});
	expect(added).toBe(1);
	const { items } = await pageOf(officer, collectionId);
	expect(items[3]?.clause?.anchor).toBe('muc-1-a');
	await stepItem(door, { itemId: items[1]?.id, step: 'up' });
	expect(await numbersIn(officer, collectionId)).toEqual(['06-NQ/CB', '05-NQ/CB', '07-NQ/CB', '05-NQ/CB']);
	await placeItem(door, { itemId: items[2]?.id, beforeItemId: items[1]?.id });
	expect(await numbersIn(officer, collectionId)).toEqual(['07-NQ/CB', '06-NQ/CB', '05-NQ/CB', '05-NQ/CB']);
	await removeItem(door, { itemId: items[1]?.id });
	expect(await numbersIn(officer, collectionId)).toEqual(['07-NQ/CB', '05-NQ/CB', '05-NQ/CB']);
	await restoreItem(door, { itemId: items[1]?.id });
	expect(await numbersIn(officer, collectionId)).toEqual(['07-NQ/CB', '06-NQ/CB', '05-NQ/CB', '05-NQ/CB']);
});

test('the event of a private collection is seen by its owner alone; removing can be undone', async () => {
	const { secretary, officer, collectionId } = await scene();
	await removeCollection(database.door(officer), { collectionId });
	await expect(pageOf(officer, collectionId)).rejects.toMatchObject({ kind: 'missing' });
	await restoreCollection(database.door(officer), { collectionId });
	expect(await numbersIn(officer, collectionId)).toHaveLength(3);
	const events = (actor: Actor) =>
		transactionAs(
			database.db,
			actor,
			'read',
			async (tx) => (await sql`select verb from event`.execute(tx)).rows.length,
		);
	expect(await events(secretary)).toBe(0);
	expect(await events(officer)).toBe(4);
});

test('a name is needed, and a place in the unit', async () => {
	const { tenant, cell, officer, documentIds } = await scene();
	const elsewhere = await buildUnit(database, tenant, 'Chi bộ khác');
	await expect(beginCollection(database.door(officer), { unitId: cell.id, name: ' ' })).rejects.toMatchObject(
		{
			issues: [{ path: 'name' }],
		},
	);
	await expect(addItems(database.door(officer), { unitId: cell.id, documentIds })).rejects.toMatchObject({
		issues: [{ path: 'name' }],
	});
	await expect(
		beginCollection(database.door(officer), { unitId: elsewhere.id, name: 'A' }),
	).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('an export holds every original under a clean name, and an index that leads to it', async () => {
	const { officer, collectionId, documentIds } = await scene();
	const door = database.door(officer);
	const contents = ['%PDF-1.7 một', 'Nội dung hai, '.repeat(20_000), 'ba'];
	for (const [index, format] of ['pdf', 'txt', 'docx'].entries()) {
		const { sha256, bytes } = await door.files.put(new TextEncoder().encode(contents[index]));
		await database.owner`insert into stored_file (tenant_id, sha256, bytes, media_type, stored_at)
			values (${officer.tenantId}, ${sha256}, ${bytes}, 'x', now())`;
		await database.owner`insert into rendition (tenant_id, id, document_id, sha256, file_name, format, added_at)
			values (${officer.tenantId}, gen_random_uuid(), ${documentIds[index] ?? ''}, ${sha256}, ${`tệp.${format}`}, ${format}, now())`;
	}
	const { items } = await pageOf(officer, collectionId);
	await noteItem(door, { itemId: items[0]?.id, note: 'Đọc trước' });
	const rows = await look(door, (tx) =>
		planExport(tx, officer, documentIds, new Map([[documentIds[0] ?? '', 'Đọc trước']])),
	);
	const entries = unzipSync(new Uint8Array(await new Response(await zipOf(door.files, rows)).arrayBuffer()));
	const title = 'Về nâng cao chất lượng công tác chuyên môn và đạo đức công vụ';
	const names = ['05', '06', '07'].map(
		(number, index) =>
			`0${index + 1} - Nghị quyết ${number}-NQ-CB - ${title}.${['pdf', 'txt', 'docx'][index]}`,
	);
	expect(Object.keys(entries).sort()).toEqual([...names, 'danh-muc.xlsx'].sort());
	for (const [index, name] of names.entries())
		expect(new TextDecoder().decode(entries[name])).toBe(contents[index]);
	const book = new ExcelJS.Workbook();
	await book.xlsx.load(entries['danh-muc.xlsx']?.buffer as ArrayBuffer);
	const sheet = book.worksheets[0];
	expect(sheet?.rowCount).toBe(4);
	expect(sheet?.getRow(2).getCell(2).value).toBe('05-NQ/CB');
	expect(sheet?.getRow(2).getCell(7).value).toBe('Đọc trước');
	expect(sheet?.getRow(2).getCell(8).value).toMatchObject({
		text: names[0],
		hyperlink: encodeURIComponent(names[0] ?? ''),
	});
});

test('an export is bounded', async () => {
	const { officer, documentIds } = await scene();
	const many = Array.from(
		{ length: 301 },
		(_, index) => `01936b2e-0000-7000-8000-${String(index).padStart(12, '0')}`,
	);
	await expect(look(database.door(officer), (tx) => planExport(tx, officer, many))).rejects.toMatchObject({
		kind: 'conflict',
		key: 'failure_export_many',
	});
	await database.owner`insert into stored_file (tenant_id, sha256, bytes, media_type, stored_at)
		values (${officer.tenantId}, ${'a'.repeat(64)}, 2000000000, 'x', now())`;
	await database.owner`insert into rendition (tenant_id, id, document_id, sha256, file_name, format, added_at)
		values (${officer.tenantId}, gen_random_uuid(), ${documentIds[0] ?? ''}, ${'a'.repeat(64)}, 'to.pdf', 'pdf', now())`;
	await expect(
		look(database.door(officer), (tx) => planExport(tx, officer, documentIds)),
	).rejects.toMatchObject({
		key: 'failure_export_large',
	});
});
