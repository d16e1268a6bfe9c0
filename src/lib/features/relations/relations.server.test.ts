import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { confirmIntake, correctDocument, receiveFile } from '#lib/features/library/commands.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { addRelation, correctEffect, decideRelation, removeRelation } from './commands.server.ts';
import { readWhatWaits } from './jobs.server.ts';
import { relationsPageOf } from './queries.server.ts';
import { citationLinksOf } from './queries-citations.server.ts';
import { awaitedDocument, countMissing, missingDocuments } from './queries-missing.server.ts';
import { statusOf } from './queries-status.server.ts';
import './reactions.server.ts';

const database = useDatabase();
const today = '2026-11-23';

const decree = (number: string, lines: readonly string[]): string =>
	['CHÍNH PHỦ', `Số: ${number}`, 'NGHỊ ĐỊNH', 'Về công tác văn thư', ...lines].join('\n');
const oldDecree = decree('30/2020/NĐ-CP', [
	'Điều 1. Phạm vi điều chỉnh',
	'Nghị định này quy định về công tác văn thư.',
	'Điều 5. Giá trị pháp lý',
	'1. Văn bản điện tử có giá trị như bản gốc.',
	'2. Chữ ký số theo quy định tại khoản 1 Điều này.',
	'Điều 6. Hiệu lực thi hành',
	'Nghị định này có hiệu lực thi hành kể từ ngày 05 tháng 3 năm 2020.',
]);
const newDecree = decree('88/2026/NĐ-CP', [
	'Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;',
	'Điều 1. Phạm vi điều chỉnh',
	'Thực hiện theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ.',
	'Điều 2. Hiệu lực thi hành',
	'Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 6 năm 2026 và thay thế Nghị định số 30/2020/NĐ-CP.',
]);

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const clerk = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Thị Đảng Viên');
	return { tenant, cell, clerk, member, door: database.door(clerk) };
};
const file = async (
	door: Door,
	unitId: string,
	text: string,
	facts: { number: string; issuedOn?: string; title?: string; typeName?: string },
): Promise<string> => {
	const received = await receiveFile(door, {
		unitId,
		batchId: randomUUID(),
		filePath: `${randomUUID()}.txt`,
		bytes: new TextEncoder().encode(text),
	});
	const { documentId } = await confirmIntake(door, {
		intakeId: received.intakeId,
		typeName: 'Nghị định',
		title: 'Về công tác văn thư',
		...facts,
	});
	return documentId;
};
const fileNew = (door: Door, unitId: string) =>
	file(door, unitId, newDecree, { number: '88/2026/NĐ-CP', issuedOn: '2026-05-02' });
const fileOld = (door: Door, unitId: string) =>
	file(door, unitId, oldDecree, { number: '30/2020/NĐ-CP', issuedOn: '2020-03-05' });

test('a citation waits for its document on a card, and leads to the very clause once it is filed', async () => {
	const { cell, clerk, door } = await scene();
	const citing = await fileNew(door, cell.id);
	const before = await look(door, (tx) => citationLinksOf(tx, clerk, citing));
	expect(before.map(({ isMissing }) => isMissing)).toEqual([true, true, true]);
	expect(before.map(({ href }) => href)).toContain('/van-ban/con-thieu?khoa=30-2020-nd-cp#30-2020-nd-cp');
	const missing = await look(door, (tx) => missingDocuments(tx, clerk, { unitId: cell.id, page: 1 }));
	expect(missing.missing.map(({ key, citations }) => [key, citations])).toEqual([
		['30-2020-nd-cp', 2],
		['63-2025-qh15', 1],
	]);
	expect(missing.missing[0]).toMatchObject({ issuedOn: '2020-03-05', issuer: 'Chính phủ', documents: 1 });
	expect(missing.missing[0]?.citedIn[0]).toMatchObject({ id: citing });

	const cited = await fileOld(door, cell.id);
	const after = await look(door, (tx) => citationLinksOf(tx, clerk, citing));
	expect(after.map(({ href }) => href)).toContain(`/van-ban/${cited}#dieu-5.khoan-2`);
	expect(await look(door, (tx) => countMissing(tx, clerk, cell.id))).toBe(1);
	const own = await look(door, (tx) => citationLinksOf(tx, clerk, cited));
	expect(own).toMatchObject([{ href: '#dieu-5.khoan-1', isMissing: false }]);
});

test('a file that the clerk confirms as the awaited document closes it, though its number is written otherwise', async () => {
	const { cell, clerk, door } = await scene();
	const citing = await fileNew(door, cell.id);
	const awaited = (key: string) => look(door, (tx) => awaitedDocument(tx, clerk, cell.id, key));
	expect(await awaited('30-2020-nd-cp')).toMatchObject({ number: '30/2020/NĐ-CP', issuedOn: '2020-03-05' });
	expect(await awaited('99-2020-nd-cp')).toBeNull();

	const received = await receiveFile(door, {
		unitId: cell.id,
		batchId: randomUUID(),
		filePath: 'nghi-dinh.txt',
		bytes: new TextEncoder().encode(oldDecree),
	});
	const { documentId } = await confirmIntake(door, {
		intakeId: received.intakeId,
		typeName: 'Nghị định',
		number: '30/2020/NĐ-CP (bản sao)',
		title: 'Về công tác văn thư',
		awaited: '30-2020-nd-cp',
	});
	const links = async () =>
		(await look(door, (tx) => citationLinksOf(tx, clerk, citing))).map(({ href }) => href);
	expect(await links()).toContain(`/van-ban/${documentId}#dieu-5.khoan-2`);
	expect(await awaited('30-2020-nd-cp')).toBeNull();
	// It stays so when what cites it is read again, and when its own facts are corrected.
	await correctDocument(door, {
		documentId: citing,
		typeName: 'Nghị định',
		number: '88/2026/NĐ-CP',
		issuedOn: '2026-05-02',
		title: 'Về công tác văn thư',
	});
	expect(await links()).toContain(`/van-ban/${documentId}#dieu-5.khoan-2`);
	// What bears the very number is it after all.
	const real = await file(door, cell.id, `${oldDecree}\nĐiều 7. Trách nhiệm thi hành`, {
		number: '30/2020/NĐ-CP',
		issuedOn: '2020-03-05',
	});
	expect(await links()).toContain(`/van-ban/${real}#dieu-5.khoan-2`);
});

test('a corrected number is found by those that cite it', async () => {
	const { cell, clerk, door } = await scene();
	const citing = await fileNew(door, cell.id);
	const cited = await file(door, cell.id, oldDecree, { number: '03/2020/NĐ-CP', issuedOn: '2020-03-05' });
	expect(await look(door, (tx) => countMissing(tx, clerk, cell.id))).toBe(2);
	await correctDocument(door, {
		documentId: cited,
		typeName: 'Nghị định',
		number: '30/2020/NĐ-CP',
		issuedOn: '2020-03-05',
		title: 'Về công tác văn thư',
	});
	const links = await look(door, (tx) => citationLinksOf(tx, clerk, citing));
	expect(links.filter(({ href }) => href.startsWith(`/van-ban/${cited}`))).toHaveLength(2);
});

test('a document has ceased when the clerk has confirmed what the text suggests, not before', async () => {
	const { cell, clerk, door } = await scene();
	const old = await fileOld(door, cell.id);
	const fresh = await fileNew(door, cell.id);
	const status = async (day = today) => (await look(door, (tx) => statusOf(tx, clerk, [old], day))).get(old);
	expect(await status()).toMatchObject({ state: 'in_force', since: '2020-03-05' });
	const page = await look(door, (tx) => relationsPageOf(tx, clerk, fresh, today));
	const replaces = page.outgoing.find(({ kind }) => kind === 'replaces');
	expect(replaces).toMatchObject({ state: 'suggested', scope: 'whole', other: { id: old } });
	expect(replaces?.reason).toContain('thay thế Nghị định số 30/2020/NĐ-CP');
	await decideRelation(door, { relationId: replaces?.id, decision: 'confirmed' });
	expect(await status()).toMatchObject({
		state: 'ended',
		since: '2026-06-01',
		by: { number: '88/2026/NĐ-CP', href: `/van-ban/${fresh}` },
	});
	expect(await status('2026-05-31')).toMatchObject({ state: 'in_force' });
	await decideRelation(door, { relationId: replaces?.id, decision: 'refused' });
	expect(await status()).toMatchObject({ state: 'in_force' });
	const verbs = await database.owner`select verb from event where document_id = ${fresh} order by at, id`;
	expect(verbs.map(({ verb }) => verb)).toEqual(
		expect.arrayContaining(['document.filed', 'relation.confirmed', 'relation.refused']),
	);
});

test('a relation added by hand counts at once and can be taken back; days of effect can be corrected', async () => {
	const { cell, clerk, door } = await scene();
	const old = await fileOld(door, cell.id);
	const other = await file(door, cell.id, decree('99/2026/NĐ-CP', ['Điều 1. Nội dung', 'Bãi bỏ một phần.']), {
		number: '99/2026/NĐ-CP',
		issuedOn: '2026-01-10',
	});
	const status = async () => (await look(door, (tx) => statusOf(tx, clerk, [old], today))).get(old)?.state;
	const { relationId } = await addRelation(door, {
		documentId: other,
		kind: 'repeals',
		target: '30/2020/NĐ-CP',
		scope: 'part',
	});
	expect(await status()).toBe('partly');
	await removeRelation(door, { relationId });
	expect(await status()).toBe('in_force');
	await correctEffect(door, { documentId: old, inForceFrom: '2027-01-01' });
	expect(await status()).toBe('not_yet');
	await expect(
		addRelation(door, { documentId: other, kind: 'repeals', target: '404/2020/NĐ-CP' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await expect(
		correctEffect(door, { documentId: old, inForceFrom: '2027-01-01', inForceUntil: '2026-01-01' }),
	).rejects.toMatchObject({ kind: 'invalid' });
});

test('whoever files no documents changes nothing, and is not pointed to what they may not read', async () => {
	const { cell, member, door } = await scene();
	const old = await fileOld(door, cell.id);
	const fresh = await fileNew(door, cell.id);
	const [relation] = await database.owner`select id from document_relation where document_id = ${fresh}`;
	const theirs = database.door(member);
	await expect(
		decideRelation(theirs, { relationId: relation?.['id'], decision: 'confirmed' }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(correctEffect(theirs, { documentId: old })).rejects.toMatchObject({ kind: 'missing' });
	await expect(look(theirs, (tx) => relationsPageOf(tx, member, fresh, today))).rejects.toMatchObject({
		kind: 'missing',
	});
	const links = await look(theirs, (tx) => citationLinksOf(tx, member, fresh));
	expect(links.filter(({ href }) => href.includes(old))).toEqual([]);
	expect(await look(theirs, (tx) => countMissing(tx, member, cell.id))).toBe(0);
});

test('the job reads what was never read, and reading again changes nothing', async () => {
	const { cell, clerk, door } = await scene();
	await fileOld(door, cell.id);
	const citing = await fileNew(door, cell.id);
	const told = () =>
		database.owner`select clause_id, starts, ends, wanted_key, target_id, target_anchor from citation where document_id = ${citing} order by 1, 2`;
	const first = await told();
	await database.owner`delete from citation where document_id = ${citing}`;
	await database.owner`delete from document_effect where document_id = ${citing}`;
	const { actor: _clerk, ...open } = door;
	expect(await readWhatWaits(open)).toBeGreaterThanOrEqual(1);
	expect(await told()).toEqual(first);
	expect(await readWhatWaits(open)).toBe(0);
	expect((await look(door, (tx) => statusOf(tx, clerk, [citing], today))).get(citing)?.state).toBe(
		'in_force',
	);
});
