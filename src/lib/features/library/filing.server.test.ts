import { randomUUID } from 'node:crypto';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	confirmIntake,
	receiveFile,
	receiveUpload,
	setIntakeAside,
	takeIntakeBack,
} from './commands.server.ts';
import { intakeForFiling, intakesOf, placeInLine, settledIntake } from './intakes.server.ts';
import { registerSheet } from './register-sheet.server.ts';
import { incomingRegister } from './registers.server.ts';

const database = useDatabase();
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

const parts = [
	'Mọi đảng viên nghiên cứu đầy đủ các văn bản được giao trong tháng và ghi lại ý kiến của mình.',
	'Mỗi quý kiểm tra một lần việc thực hiện của từng đồng chí, kết quả được công khai trong chi bộ.',
	'Chi ủy xây dựng chương trình hành động, phân công người chủ trì và người phối hợp từng việc.',
	'Báo cáo kết quả bằng văn bản trước ngày 20 của tháng cuối quý, kèm minh chứng.',
];
const resolution = (number: string, lines: readonly string[] = parts): string =>
	[
		'ĐẢNG BỘ SỞ NỘI VỤ',
		'CHI BỘ VĂN PHÒNG',
		'*',
		`Số ${number}`,
		'Sông Lam, ngày 03 tháng 3 năm 2026',
		'NGHỊ QUYẾT',
		'về nâng cao chất lượng sinh hoạt chi bộ',
		'-----',
		'I- NỘI DUNG',
		...lines.map((line, at) => `${at + 1}. ${line}`),
	].join('\n');
const facts = (number: string) => ({
	typeName: 'Nghị quyết',
	number,
	issuer: 'Chi bộ Văn phòng',
	issuedOn: '2026-03-03',
	title: 'về nâng cao chất lượng sinh hoạt chi bộ',
});

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const clerk = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const door = database.door(clerk);
	const given = (filePath: string, bytes: Uint8Array<ArrayBuffer>) => ({
		unitId: cell.id,
		batchId: randomUUID(),
		filePath,
		bytes,
	});
	const receive = async (name: string, text: string) =>
		(await receiveFile(door, given(name, bytesOf(text)))).intakeId ?? '';
	const twinsOf = async (intakeId: string) =>
		(await look(door, (tx) => intakeForFiling(tx, door.actor, intakeId))).twins;
	return { tenant, cell, clerk, door, given, receive, twinsOf };
};

test('the same text in another format is offered as a rendition, also without a number', async () => {
	const { door, receive, twinsOf } = await scene();
	const { documentId } = await confirmIntake(door, {
		intakeId: await receive('a.txt', resolution('01-NQ/CB')),
		...facts('01-NQ/CB'),
	});
	const html = `<html><body>${resolution('01-NQ/CB')
		.split('\n')
		.map((line) => `<p>${line}</p>`)
		.join('')}</body></html>`;
	expect(await twinsOf(await receive('a.html', html))).toMatchObject([{ id: documentId, kind: 'same_text' }]);
	const bare = resolution('01-NQ/CB').replace('Số 01-NQ/CB\n', '');
	expect(await twinsOf(await receive('b.txt', bare))).toMatchObject([{ id: documentId, kind: 'same_text' }]);
	expect(await twinsOf(await receive('c.txt', resolution('02-NQ/CB', ['Một việc hoàn toàn khác.'])))).toEqual(
		[],
	);
});

test('two waiting files of one text point at one another; neither counts as sure', async () => {
	const { cell, door, receive } = await scene();
	const first = await receive('a.txt', resolution('01-NQ/CB'));
	const second = await receive('b.txt', `${resolution('01-NQ/CB')}\n`);
	const { waiting } = await look(door, (tx) => intakesOf(tx, door.actor, cell.id, door.clock()));
	expect(waiting.map(({ besides }) => besides?.id ?? null)).toEqual([second, first]);
});

test('whoever goes through the files one after another comes to the unsure ones first, and round again', async () => {
	const { cell, door, receive } = await scene();
	const sure = await receive('a.txt', resolution('01-NQ/CB'));
	const unsure = await receive(
		'b.txt',
		'Ghi chép không có số, không có ngày.\nChuẩn bị hội trường và tài liệu.',
	);
	const last = await receive(
		'c.txt',
		resolution('02-NQ/CB', ['Một việc khác hẳn, giao cho đồng chí phó bí thư theo dõi hằng tuần.']),
	);
	const { waiting } = await look(door, (tx) => intakesOf(tx, door.actor, cell.id, door.clock()));
	expect(waiting.map(({ id }) => id)).toEqual([unsure, sure, last]);
	const placeOf = (id: string) => look(door, (tx) => placeInLine(tx, door.actor, { id, unitId: cell.id }));
	expect(await placeOf(unsure)).toMatchObject({ previous: last, next: sure, waiting: 3, unsure: 1 });
	expect(await placeOf(last)).toMatchObject({ previous: sure, next: unsure });
});

test('a file that was set aside may be taken back, unless it came again', async () => {
	const { cell, door, receive } = await scene();
	const id = await receive('a.txt', resolution('01-NQ/CB'));
	const settled = () => look(door, (tx) => settledIntake(tx, door.actor, id));
	expect(await settled()).toBeNull();
	await setIntakeAside(door, { intakeId: id });
	expect(await settled()).toMatchObject({ name: 'a.txt', documentId: null, takeBack: true });
	await takeIntakeBack(door, { intakeId: id });
	const { waiting } = await look(door, (tx) => intakesOf(tx, door.actor, cell.id, door.clock()));
	expect(waiting.map((intake) => intake.id)).toEqual([id]);
	await expect(takeIntakeBack(door, { intakeId: id })).rejects.toMatchObject({
		key: 'failure_intake_settled',
	});
	await setIntakeAside(door, { intakeId: id });
	await receive('a.txt', resolution('01-NQ/CB'));
	await expect(takeIntakeBack(door, { intakeId: id })).rejects.toMatchObject({
		key: 'failure_intake_settled',
	});
});

test('the clerk is told under which number of the register the file before was entered', async () => {
	const { door, receive } = await scene();
	const id = await receive('a.txt', resolution('01-NQ/CB'));
	const { documentId } = await confirmIntake(door, { intakeId: id, ...facts('01-NQ/CB'), incoming: 'on' });
	expect(await look(door, (tx) => settledIntake(tx, door.actor, id))).toEqual({
		intakeId: id,
		documentId,
		name: '01-NQ/CB',
		incomingNumber: 1,
		takeBack: false,
	});
});

test('a later version keeps the ids of the clauses that go on; what was said before stays beside its file', async () => {
	const { tenant, cell, clerk, door, receive, twinsOf } = await scene();
	const { documentId } = await confirmIntake(door, {
		intakeId: await receive('a.txt', resolution('01-NQ/CB')),
		...facts('01-NQ/CB'),
	});
	const clauses = () =>
		database.owner`select id, anchor, text from clause where document_id = ${documentId} order by ordinal`;
	const before = await clauses();
	const idAt = (rows: Awaited<ReturnType<typeof clauses>>, anchor: string) =>
		rows.find((row) => row['anchor'] === anchor)?.['id'];
	// Somebody summarised the fourth clause, which the later version no longer has.
	await database.owner`insert into summary_point (tenant_id, id, document_id, clause_id, unit_id, author_id, body, written_at)
		values (${tenant.tenantId}, ${randomUUID()}, ${documentId}, ${idAt(before, 'muc-i.khoan-4')}, ${cell.id}, ${clerk.personId}, 'ý', now())`;
	const later = await receive(
		'b.txt',
		resolution('01-NQ/CB', [
			parts[0] ?? '',
			'Mỗi tháng kiểm tra hai lần, đột xuất khi cần, có biên bản.',
			'Điều hoàn toàn mới về chuyển đổi số của chi bộ.',
		]),
	);
	expect(await twinsOf(later)).toMatchObject([{ id: documentId, kind: 'later_version' }]);
	await confirmIntake(door, {
		intakeId: later,
		versionOf: documentId,
		...facts('01-NQ/CB'),
		title: 'đã sửa',
	});
	const after = await clauses();
	for (const anchor of ['muc-i.khoan-1', 'muc-i.khoan-2', 'muc-i.khoan-3'])
		expect(idAt(after, anchor), anchor).toBe(idAt(before, anchor));
	expect(after.find((row) => row['anchor'] === 'muc-i.khoan-2')?.['text']).toContain('Mỗi tháng');
	expect(after.at(-1)).toMatchObject({ id: idAt(before, 'muc-i.khoan-4'), text: parts[3] });
	const renditions =
		await database.owner`select is_original, superseded_at is not null as earlier, earlier_text from rendition where document_id = ${documentId} order by is_original`;
	expect(renditions.map((row) => [row['is_original'], row['earlier']])).toEqual([
		[false, true],
		[true, false],
	]);
	expect(JSON.stringify(renditions[0]?.['earlier_text'])).toContain('Mỗi quý kiểm tra một lần');
	const [document] = await database.owner`select title from document where id = ${documentId}`;
	expect(document?.['title']).toBe('đã sửa');
	const [event] =
		await database.owner`select after from event where verb = 'document.version_added' and document_id = ${documentId}`;
	expect(event?.['after']).toMatchObject({ removed: 1 });
});

test('numbers of incoming documents run without a gap or a double, whoever confirms beside, and fail without a trace', async () => {
	const { cell, door, receive } = await scene();
	const ids: string[] = [];
	for (let at = 1; at <= 12; at++)
		ids.push(await receive(`${at}.txt`, resolution(`${at}-NQ/CB`, [`Việc thứ ${at}.`])));
	const confirm = (intakeId: string) =>
		confirmIntake(door, {
			intakeId,
			...facts(intakeId.slice(0, 8)),
			incoming: 'on',
			receivedOn: '2026-11-20',
		});
	const outcomes = await Promise.allSettled([...ids, ...ids.slice(0, 4)].map(confirm));
	expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4);
	const register = await look(door, (tx) =>
		incomingRegister(tx, door.actor, {
			unitId: cell.id,
			period: null,
			from: null,
			to: null,
			today: '2026-11-23',
		}),
	);
	expect(register.lines.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
	expect(register.lines[0]).toMatchObject({
		receivedOn: '2026-11-20',
		sender: 'Chi bộ Văn phòng',
		enteredBy: 'Nguyễn Văn Thư',
	});
	expect(register.period).toBe('2026');
	expect(Buffer.from((await registerSheet('Chi bộ', register)).subarray(0, 2)).toString()).toBe('PK');
});

test('a register whose rule is the term numbers on through the year; the rule is data of the organisation', async () => {
	const { tenant, cell, door, receive } = await scene();
	await database.owner`insert into rule_set (tenant_id, code, valid_from, source, body) values (${tenant.tenantId}, 'register.incoming', '2025-01-01', 'thử',
		${JSON.stringify({ restart: 'term', terms: [{ name: '2025-2030', from: '2025-08-15' }] })}::text::jsonb)`;
	for (const [at, receivedOn] of ['2025-12-30', '2026-01-02'].entries()) {
		const intakeId = await receive(`${at}.txt`, resolution(`${at}-NQ/CB`));
		await confirmIntake(door, { intakeId, ...facts(`${at}-NQ/CB`), incoming: 'on', receivedOn });
	}
	const { lines, period } = await look(door, (tx) =>
		incomingRegister(tx, door.actor, {
			unitId: cell.id,
			period: null,
			from: null,
			to: null,
			today: '2026-11-23',
		}),
	);
	expect([period, ...lines.map(({ number }) => number)]).toEqual(['2025-2030', 1, 2]);
});

test('an archive is received file by file; a secret one among them is refused, the rest stays', async () => {
	const { door, given } = await scene();
	const zip = zipSync({
		'Công văn/a.txt': bytesOf(resolution('01-NQ/CB')),
		'TỐI MẬT.txt': bytesOf('x'),
		'b.docx': bytesOf('hỏng'),
	});
	const answers = await receiveUpload(door, given('thang-11.zip', new Uint8Array(zip)));
	expect(Object.fromEntries(answers.map(({ name, received }) => [name, received.state]))).toEqual({
		'thang-11.zip/Công văn/a.txt': 'waiting',
		'thang-11.zip/TỐI MẬT.txt': 'refused_secret',
		'thang-11.zip/b.docx': 'failed',
	});
});
