import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { indexWaiting } from './jobs.server.ts';
import { dropTextWithin, indexTextWithin, ownSigns, signsSideBySide } from './public.server.ts';

const database = useDatabase();

const passage =
	'Qua học tập, tôi thấy việc số hóa sổ theo dõi đê kè của thôn mới dừng ở chỗ chụp ảnh rồi cất vào máy, chưa ai tra lại khi nước lên. Ba mùa lũ vừa rồi, tổ tuần tra vẫn phải gọi điện hỏi nhau mực nước ở cống Bến Thượng.';
const paper = `Chi bộ Trạm Thủy nông có mười bốn đảng viên. ${passage} Riêng phần tôi nhận vẽ xong sơ đồ cống.`;
const disguised = `Tôi ở tổ sửa chữa. ${passage.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd')} Sang quý sau thay cánh phai.`;
const nothing = { not: [], sources: { documentIds: [], texts: [] } };

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Trạm Thủy nông');
	return { tenant, cell, author: await buildPerson(database, tenant, cell, 'Trần Văn An') };
};
const keep = (actor: Actor, kept: Parameters<typeof indexTextWithin>[1]) =>
	transactionAs(database.db, actor, 'write', (tx) => indexTextWithin({ tx, now: database.clock() }, kept));
const own = (actor: Actor, asked: Parameters<typeof ownSigns>[2]) =>
	transactionAs(database.db, actor, 'read', (tx) => ownSigns(tx, actor, asked));

test('an author sees which own passage is like a paper, and neither a word nor the id of that paper', async () => {
	const { cell, author } = await scene();
	const id = randomUUID();
	await keep(author, { kind: 'reflection', id, unitId: cell.id, text: paper });
	const found = await own(author, { ...nothing, text: disguised });
	expect(found.signs).toHaveLength(1);
	const [sign] = found.signs;
	expect(found.text.slice(...(sign?.own ?? [0, 0]))).toMatch(/^Qua hoc tap.*Ben Thuong\.$/);
	expect(sign).toMatchObject({ kind: 'reflection', documentId: null });
	expect(JSON.stringify(found.signs)).not.toContain(id);
	expect(JSON.stringify(found.signs)).not.toContain('số hóa');
});

test('a reviewer sees the passage beside its source', async () => {
	const { cell, author } = await scene();
	const id = randomUUID();
	await keep(author, { kind: 'reflection', id, unitId: cell.id, text: paper });
	const found = await transactionAs(database.db, author, 'read', (tx) =>
		signsSideBySide(tx, author, { ...nothing, text: disguised }),
	);
	expect(found.signs).toMatchObject([{ source: { kind: 'reflection', id }, words: passage }]);
});

test('the paper itself, what was dropped and what belongs to another tenant is not compared', async () => {
	const { cell, author } = await scene();
	const stranger = await scene();
	const id = randomUUID();
	const kept = { kind: 'reflection' as const, id, unitId: cell.id, text: paper };
	await keep(author, kept);
	expect((await own(stranger.author, { ...nothing, text: paper })).signs).toEqual([]);
	expect((await own(author, { ...nothing, text: paper, not: [id] })).signs).toEqual([]);
	await keep(author, {
		...kept,
		text: 'Tôi viết lại từ đầu, bằng lời của mình, về việc trực cống ban đêm ở Bến Hạ.',
	});
	expect((await own(author, { ...nothing, text: disguised })).signs).toEqual([]);
	await keep(author, kept);
	await transactionAs(database.db, author, 'write', (tx) => dropTextWithin({ tx }, kept));
	expect((await own(author, { ...nothing, text: disguised })).signs).toEqual([]);
});

test('quotations of documents, of texts set aside and of kept forms do not count and are told as quoted', async () => {
	const { tenant, cell, author } = await scene();
	await keep(author, { kind: 'reflection', id: randomUUID(), unitId: cell.id, text: paper });
	const withText = await own(author, {
		...nothing,
		text: paper,
		sources: { documentIds: [], texts: [`Gợi ý. ${passage}`] },
	});
	expect(withText.signs.map(({ own: range }) => withText.text.slice(...range)).join(' ')).not.toContain(
		'đê kè',
	);
	expect(withText.quoted.map((range) => withText.text.slice(...range)).join(' ')).toContain('đê kè');
	const document = await sceneDocument(database, tenant, cell, author.personId, ['Công tác thủy nông']);
	await database.owner`update clause set text = ${passage} where tenant_id = ${tenant.tenantId} and document_id = ${document.id}`;
	const withDocument = await own(author, {
		...nothing,
		text: disguised,
		sources: { documentIds: [document.id], texts: [] },
	});
	expect(withDocument.signs).toEqual([]);
	await keep(author, { kind: 'template', id: randomUUID(), unitId: null, text: passage });
	expect((await own(author, { ...nothing, text: disguised })).signs).toEqual([]);
});

test('a text is compared with at once, and the same after it was taken into the index', async () => {
	const { tenant, cell, author } = await scene();
	const kept = { kind: 'reflection' as const, unitId: cell.id, text: paper };
	await keep(author, { ...kept, id: randomUUID() });
	const before = await own(author, { ...nothing, text: disguised });
	expect(await indexWaiting(database.db, tenant.tenantId)).toBe(1);
	expect(await own(author, { ...nothing, text: disguised })).toEqual(before);
	expect(await indexWaiting(database.db, tenant.tenantId)).toBe(0);
	// More than are taken at once: all of them get in.
	for (let nth = 0; nth < 45; nth++) await keep(author, { ...kept, id: randomUUID() });
	expect(await indexWaiting(database.db, tenant.tenantId)).toBe(45);
});

test('a document that was kept is named to the author', async () => {
	const { author } = await scene();
	const id = randomUUID();
	await keep(author, { kind: 'document', id, unitId: null, text: passage });
	expect((await own(author, { ...nothing, text: disguised })).signs).toMatchObject([
		{ kind: 'document', documentId: id },
	]);
});

test('nobody reads or changes kept texts as rows', async () => {
	const { cell, author } = await scene();
	await keep(author, { kind: 'reflection', id: randomUUID(), unitId: cell.id, text: paper });
	const leader = {
		...author,
		roles: [{ role: 'secretary' as const, unitId: cell.id, path: cell.path, unitName: cell.name }],
	};
	for (const actor of [author, leader]) {
		const rows = await transactionAs(database.db, actor, 'write', async (tx) => [
			(await sql`select 1 from likeness_text`.execute(tx)).rows.length,
			(await sql`delete from likeness_text returning 1`.execute(tx)).rows.length,
		]);
		expect(rows).toEqual([0, 0]);
	}
});

test('without a tenant, or with nobody in it, there is no candidate', async () => {
	const { cell, author } = await scene();
	await keep(author, { kind: 'reflection', id: randomUUID(), unitId: cell.id, text: paper });
	const nobody = { ...author, personId: null } as unknown as Actor;
	expect((await own(nobody, { ...nothing, text: paper })).signs).toEqual([]);
});
