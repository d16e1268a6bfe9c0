import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { changeNote, removeNote, restoreNote, writeNotes } from './commands.server.ts';
import { notesOn } from './queries.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary', 'administrator'],
	});
	const deputy = await buildPerson(database, tenant, cell, 'Phạm Phó', {
		standing: 'official',
		roles: ['deputy'],
	});
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu', 'Nhiệm vụ']);
	return { tenant, cell, secretary, deputy, document };
};
const notesOf = (actor: Actor, documentId: string) =>
	look(database.door(actor), (tx) => notesOn(tx, actor, documentId));
const mark = (clauseId: string | undefined, from: number, to: number) => ({ clauseId, from, to });

test('a note is seen by its writer and by nobody else, not through the queries and not in the table', async () => {
	const { secretary, deputy, document } = await scene();
	const clauseId = document.sections[0]?.clauseId;
	const { noteIds } = await writeNotes(database.door(deputy), {
		documentId: document.id,
		pieces: [mark(clauseId, 0, 8)],
		body: 'Hỏi lại đồng chí bí thư',
	});
	expect(await notesOf(deputy, document.id)).toMatchObject([
		{ id: noteIds[0], quote: 'Nội dung', anchor: 'muc-1-a' },
	]);
	expect(await notesOf(secretary, document.id)).toEqual([]);

	// Behind the queries: whoever asks the table itself, in whatever name.
	const rows = async (actor: Actor, mode: 'read' | 'write', statement: string): Promise<unknown[]> =>
		transactionAs(database.db, actor, mode, async (tx) => (await sql.raw(statement).execute(tx)).rows);
	for (const actor of [secretary, systemActor(secretary.tenantId)]) {
		expect(await rows(actor, 'read', 'select id from note')).toEqual([]);
		expect(await rows(actor, 'write', "update note set body = 'đã đọc' returning id")).toEqual([]);
		expect(await rows(actor, 'write', 'delete from note returning id')).toEqual([]);
	}
	expect(await rows(deputy, 'read', 'select id from note')).toEqual([{ id: noteIds[0] }]);
	await expect(
		rows(
			secretary,
			'write',
			`insert into note select tenant_id, gen_random_uuid(), '${deputy.personId}'::uuid, document_id, id,
			'text', null, null, '', 'giả', now(), null, null from clause limit 1`,
		),
	).rejects.toMatchObject({ code: '42501' });
	const granted =
		await database.owner`select has_table_privilege('thuctien_definer', 'note', 'select') as may`;
	expect(granted[0]?.['may']).toBe(false);
});

test('notes leave nothing in the event log', async () => {
	const { tenant, deputy, document } = await scene();
	const door = database.door(deputy);
	const { noteIds } = await writeNotes(door, {
		documentId: document.id,
		pieces: [{ clauseId: document.sections[0]?.clauseId }],
		body: 'Riêng tôi',
	});
	await removeNote(door, { noteId: noteIds[0] });
	expect(await database.owner`select verb from event where tenant_id = ${tenant.tenantId}`).toEqual([]);
});

test('a selection over several clauses becomes a mark in each, its words with the first', async () => {
	const { deputy, document } = await scene();
	const [first, second] = document.sections;
	await writeNotes(database.door(deputy), {
		documentId: document.id,
		pieces: [
			{ ...mark(first?.clauseId, 9, 28), quote: 'cụ thể của điểm này' },
			{ ...mark(second?.id, 0, 8), part: 'heading', quote: 'Nhiệm vụ' },
			mark(second?.clauseId, 0, 8),
		],
		body: 'Nối tiếp nhau',
	});
	expect((await notesOf(deputy, document.id)).map(({ quote, body, part }) => [part, quote, body])).toEqual([
		['text', 'cụ thể của điểm này', 'Nối tiếp nhau'],
		['heading', 'Nhiệm vụ', ''],
		['text', 'Nội dung', ''],
	]);
});

test('a note is changed, removed and brought back by its writer alone', async () => {
	const { secretary, deputy, document } = await scene();
	const door = database.door(deputy);
	const { noteIds } = await writeNotes(door, {
		documentId: document.id,
		pieces: [{ clauseId: document.sections[1]?.clauseId }],
	});
	const noteId = noteIds[0];
	for (const act of [changeNote, removeNote, restoreNote])
		await expect(act(database.door(secretary), { noteId, body: 'x' })).rejects.toMatchObject({
			kind: 'missing',
		});
	await changeNote(door, { noteId, body: 'Đã rõ' });
	expect(await notesOf(deputy, document.id)).toMatchObject([
		{ quote: 'Nội dung cụ thể của điểm này.', body: 'Đã rõ' },
	]);
	await removeNote(door, { noteId });
	expect(await notesOf(deputy, document.id)).toEqual([]);
	await restoreNote(door, { noteId });
	expect(await notesOf(deputy, document.id)).toHaveLength(1);
});

test('what can not be noted is told: no words, words that are not in the text, a document one may not read', async () => {
	const { tenant, cell, deputy, document } = await scene();
	const clauseId = document.sections[0]?.clauseId;
	const door = database.door(deputy);
	await expect(
		writeNotes(door, { documentId: document.id, pieces: [{ ...mark(clauseId, 0, 5), quote: 'không có' }] }),
	).rejects.toMatchObject({ kind: 'invalid' });
	const stranger = await buildPerson(database, tenant, cell, 'Lê Văn Khách', { standing: 'non_party' });
	await expect(
		writeNotes(database.door(stranger), { documentId: document.id, pieces: [{ clauseId }], body: 'x' }),
	).rejects.toMatchObject({ kind: 'missing' });
	const { noteIds } = await writeNotes(door, {
		documentId: document.id,
		pieces: [{ clauseId }],
		body: 'Cả điểm',
	});
	await expect(changeNote(door, { noteId: noteIds[0], body: ' ' })).rejects.toMatchObject({
		kind: 'invalid',
	});
});
