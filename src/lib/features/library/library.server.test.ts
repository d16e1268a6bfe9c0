import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sha256Of } from '#lib/platform/files/store.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { confirmIntake, correctDocument, receiveFile, setIntakeAside } from './commands.server.ts';

const database = useDatabase();
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const resolution = (number: string): Uint8Array<ArrayBuffer> =>
	bytesOf(
		[
			'ĐẢNG BỘ SỞ NỘI VỤ',
			'CHI BỘ VĂN PHÒNG',
			'*',
			`Số ${number}`,
			'Sông Lam, ngày 03 tháng 3 năm 2026',
			'NGHỊ QUYẾT',
			'về nâng cao chất lượng sinh hoạt chi bộ',
			'-----',
			'I- MỤC TIÊU',
			'1. Mọi đảng viên nghiên cứu đầy đủ.',
			'2. Mỗi quý kiểm tra một lần.',
			'II- TỔ CHỨC THỰC HIỆN',
			'1. Chi ủy xây dựng chương trình.',
		].join('\n'),
	);

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const clerk = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	return { tenant, cell, door: database.door(clerk), clerk };
};
const given = (unitId: string, filePath: string, bytes: Uint8Array<ArrayBuffer>) => ({
	unitId,
	batchId: randomUUID(),
	filePath,
	bytes,
});

test('a file is received, confirmed, and is a document with its clauses', async () => {
	const { tenant, cell, door } = await scene();
	const received = await receiveFile(door, given(cell.id, 'nq.txt', resolution('01-NQ/CB')));
	expect(received).toMatchObject({ state: 'waiting', error: null, again: false });
	const { documentId } = await confirmIntake(door, {
		intakeId: received.intakeId,
		typeName: 'Nghị quyết',
		number: '01-NQ/CB',
		title: 'về nâng cao chất lượng sinh hoạt chi bộ',
	});
	const clauses =
		await database.owner`select anchor, is_section, section_id = id as own from clause where document_id = ${documentId} order by ordinal`;
	expect(clauses.filter((row) => row['is_section']).map((row) => row['anchor'])).toEqual([
		'muc-i.khoan-1',
		'muc-i.khoan-2',
		'muc-ii.khoan-1',
	]);
	const [document] = await database.owner`select * from document where id = ${documentId}`;
	expect(document).toMatchObject({
		state: 'filed',
		type_code: 'NQ',
		number_key: '01-nq-cb',
		section_count: 3,
	});
	const events =
		await database.owner`select verb from event where tenant_id = ${tenant.tenantId} order by id`;
	expect(events.map((row) => row['verb'])).toEqual(['intake.received', 'document.filed']);
	await expect(confirmIntake(door, { intakeId: received.intakeId, title: 'lần nữa' })).rejects.toMatchObject({
		kind: 'conflict',
	});
	await correctDocument(door, { documentId, typeName: 'Nghị quyết', number: '02-NQ/CB', title: 'đã sửa' });
	const [corrected] =
		await database.owner`select number, number_key, title from document where id = ${documentId}`;
	expect(corrected).toMatchObject({ number: '02-NQ/CB', number_key: '02-nq-cb', title: 'đã sửa' });
});

test('the same file dropped again is there once; a copy of the number is pointed out', async () => {
	const { cell, door } = await scene();
	const bytes = resolution('03-NQ/CB');
	const first = await receiveFile(door, given(cell.id, 'a.txt', bytes));
	const again = await receiveFile(door, given(cell.id, 'b/a.txt', bytes));
	expect(again).toMatchObject({ intakeId: first.intakeId, again: true, state: 'waiting' });
	const { documentId } = await confirmIntake(door, {
		intakeId: first.intakeId,
		number: '03-NQ/CB',
		title: 'một',
	});
	expect(await receiveFile(door, given(cell.id, 'a.txt', bytes))).toMatchObject({
		state: 'confirmed',
		again: true,
	});
	const other = await receiveFile(door, given(cell.id, 'c.txt', new Uint8Array([...bytes, 10, 10])));
	const [intake] = await database.owner`select duplicate_of from intake where id = ${other.intakeId}`;
	expect(intake?.['duplicate_of']).toBe(documentId);
	await confirmIntake(door, { intakeId: other.intakeId, title: 'một', renditionOf: documentId });
	const renditions =
		await database.owner`select is_original from rendition where document_id = ${documentId} order by is_original`;
	expect(renditions.map((row) => row['is_original'])).toEqual([false, true]);
});

test('a mark of secrecy refuses a file before a byte of it is stored; the event has hash and time only', async () => {
	const { tenant, cell, door } = await scene();
	const bytes = bytesOf('TỈNH ỦY SÔNG LAM\nTỐI MẬT\nSố 01-BC/TU\nBÁO CÁO\nnội dung không được lưu');
	const before = readdirSync(database.folder, { recursive: true }).length;
	expect(await receiveFile(door, given(cell.id, 'bao-cao.txt', bytes))).toMatchObject({
		state: 'refused_secret',
		intakeId: null,
	});
	expect(await receiveFile(door, given(cell.id, 'TUYỆT MẬT.docx', bytesOf('x')))).toMatchObject({
		state: 'refused_secret',
	});
	expect(readdirSync(database.folder, { recursive: true })).toHaveLength(before);
	const events =
		await database.owner`select verb, after, before, subject_id from event where tenant_id = ${tenant.tenantId} order by id`;
	expect(events).toHaveLength(2);
	expect(events[0]).toMatchObject({
		verb: 'intake.refused_secret',
		after: { sha256: sha256Of(bytes) },
		subject_id: null,
	});
	expect(await database.owner`select 1 from intake where tenant_id = ${tenant.tenantId}`).toHaveLength(0);
});

test('a file that can not be read says why and is kept; it can be set aside', async () => {
	const { cell, door } = await scene();
	const bad = await receiveFile(door, given(cell.id, 'hong.docx', bytesOf('không phải docx')));
	expect(bad).toMatchObject({ state: 'failed' });
	expect(bad.error).not.toBeNull();
	expect(await door.files.has(sha256Of(bytesOf('không phải docx')))).toBe(true);
	await setIntakeAside(door, { intakeId: bad.intakeId });
	await expect(setIntakeAside(door, { intakeId: bad.intakeId })).rejects.toMatchObject({ kind: 'conflict' });
});

test('only those who file do; what lies in another unit or organisation is not there', async () => {
	const { tenant, cell, door } = await scene();
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	await expect(
		receiveFile(database.door(member), given(cell.id, 'a.txt', resolution('09-NQ/CB'))),
	).rejects.toMatchObject({ kind: 'refused' });
	const { intakeId } = await receiveFile(door, given(cell.id, 'a.txt', resolution('09-NQ/CB')));
	const other = await scene();
	await expect(confirmIntake(other.door, { intakeId, title: 'của người khác' })).rejects.toMatchObject({
		kind: 'missing',
	});
	const sibling = await buildUnit(database, tenant, 'Chi bộ khác');
	const neighbour = await buildPerson(database, tenant, sibling, 'Lê Thị Bên', {
		standing: 'official',
		roles: ['clerk'],
	});
	await expect(
		confirmIntake(database.door(neighbour), { intakeId, title: 'của người khác' }),
	).rejects.toMatchObject({ kind: 'missing' });
});
