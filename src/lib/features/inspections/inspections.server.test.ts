import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { looksAtMe } from '#lib/platform/command/personal-look.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { sealEvents } from '#lib/platform/sealing/seal.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { programmeScene } from '../../../../tests/support/programme-scene.ts';
import { scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { reportTask } from '../programmes/commands-reports.server.ts';
import { handInReflection } from '../reflections/hand-in.server.ts';
import { saveReflection } from '../reflections/writing.server.ts';
import { beginRound, publishRound } from '../study/commands.server.ts';
import { carryOut, conclude, demand } from './conclude.server.ts';
import { openInspection } from './decide.server.ts';
import { drawSample } from './domain/sample.ts';
import './due.server.ts';
import { answer, find, report } from './findings.server.ts';
import { openRecord, recordFile, tellOfReturn } from './look.server.ts';
import { inspectionPaper } from './paper.server.ts';
import { confirmedCounts, verifyInspection } from './public.server.ts';
import { inspectionList, inspectionPage } from './queries.server.ts';
import { recordPage } from './queries-record.server.ts';
import { populationOf, takeRecords } from './take.server.ts';

// The moment of the tests is 23/11/2026, 09:00; the database goes by its own day, so the days of the inspection are wide.
const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };

const scene = async () => {
	const base = await programmeScene(database);
	const { tenant, cell, secretary, owner, helper, document } = base;
	const head = await buildPerson(database, tenant, tenant.root, 'Hồ Văn Cấp Trên', { roles: ['secretary'] });
	const inspector = await buildPerson(database, tenant, tenant.root, 'Đỗ Thị Kiểm Tra', {});
	const other = await buildUnit(database, tenant, 'Chi bộ bên cạnh');
	const neighbour = await buildPerson(database, tenant, other, 'Ngô Văn Bên', {
		standing: 'official',
		roles: ['secretary'],
	});
	for (const title of ['Số hóa hồ sơ', 'Chuẩn hóa biểu mẫu', 'Tập huấn', 'Công khai kết quả'])
		await base.give(title);
	const taskId = await base.give('Niêm yết thủ tục');
	await reportTask(database.door(owner), {
		taskId,
		kind: 'completion',
		percent: 100,
		body: 'Đã niêm yết 12 thủ tục',
		files: [
			{ name: 'anh-niem-yet.txt', bytes: new TextEncoder().encode('Ảnh niêm yết tại bộ phận một cửa') },
		],
	});
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 4,
		opened: 0,
		studied: 0,
		readers: {},
	});
	for (const reader of [owner, helper])
		await sceneReader(database, tenant, cell, publication, document.id, reader.personId, '2026-12-01');
	const { roundId } = await beginRound(database.door(secretary), {
		unitId: cell.id,
		title: 'Quán triệt Nghị quyết',
		startsOn: today,
		paperDueOn: '2026-12-07',
		documentIds: [document.id],
	});
	await publishRound(database.door(secretary), { roundId, audience: 'unit' });
	for (const author of [owner, helper]) {
		await saveReflection(database.door(author), {
			roundId,
			revision: 0,
			fields: {
				core: `Điều tôi tâm đắc nhất là mỗi công chức phải tự đặt ra một chỉ tiêu cho phần việc mình giữ và báo cáo công khai trước tập thể (${author.name}).`,
				'act:a-0': 'Chuẩn hóa 12 biểu mẫu',
				'by:a-0': '2026-12-20',
				'propose:a-0': 'Đề nghị trang bị thêm hai máy quét',
			},
		});
		await handInReflection(database.door(author), { roundId });
	}
	const decision = {
		unitId: tenant.root.id,
		inspectedUnitId: cell.id,
		title: 'Kiểm tra việc thực hiện nghị quyết',
		decisionNumber: '12-QĐ/ĐU',
		decisionOn: '2026-11-20',
		periodFrom: '2026-01-01',
		periodTo: '2026-12-31',
		kinds: ['task', 'study_paper'],
		inspectorIds: [inspector.personId],
		startsOn: '2024-01-01',
		endsOn: '2126-01-01',
	};
	const open = async (more: Record<string, unknown> = {}) =>
		(await openInspection(database.door(head), { ...decision, ...more })).inspectionId;
	const page = (actor: Actor, inspectionId: string) =>
		look(database.door(actor), (tx) => inspectionPage(tx, actor, { inspectionId, today }));
	const take = (inspectionId: string, kind: string, more: Record<string, unknown>) =>
		takeRecords(database.door(inspector), { inspectionId, kind, ...more });
	return { ...base, head, inspector, other, neighbour, taskId, decision, open, page, take };
};

/** How many rows of a paper somebody reads past every page: what row level security alone gives. */
const papersFor = (actor: Actor, reflectionId: string): Promise<number> =>
	look(database.door(actor), async (tx) => {
		const found = await sql<{
			count: number;
		}>`select count(*)::int as count from reflection_version where reflection_id = ${reflectionId}`.execute(
			tx,
		);
		return found.rows[0]?.count ?? 0;
	});

test('a committee opens an inspection of a unit below; the unit and the inspectors are told, nobody inspects their own', async () => {
	const { head, inspector, secretary, owner, neighbour, other, open, decision, page } = await scene();
	const inspectionId = await open();
	expect((await page(secretary, inspectionId)).one).toMatchObject({
		state: 'open',
		decisionNumber: '12-QĐ/ĐU',
	});
	expect(await look(database.door(owner), (tx) => inspectionList(tx, owner))).toHaveLength(1);
	expect(await look(database.door(neighbour), (tx) => inspectionList(tx, neighbour))).toEqual([]);
	await expect(page(neighbour, inspectionId)).rejects.toMatchObject({ kind: 'missing' });
	const told =
		await database.owner`select person_id, kind from notification where subject_id = ${inspectionId}`;
	expect(told).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ person_id: secretary.personId, kind: 'inspection.announced' }),
			expect.objectContaining({ person_id: inspector.personId, kind: 'inspection.named' }),
		]),
	);
	const duties = await look(database.door(inspector), (tx) =>
		ownDuties(tx, inspector.tenantId, inspector.personId, 9),
	);
	expect(duties.items.map(({ kind }) => kind)).toContain('inspection_find');
	// Nobody of the unit inspects it, no unit inspects another beside it, and only who heads the committee decides.
	await expect(open({ inspectorIds: [secretary.personId] })).rejects.toMatchObject({ kind: 'invalid' });
	const by = (actor: Person, more: Record<string, unknown>) =>
		openInspection(database.door(actor), { ...decision, ...more });
	await expect(by(neighbour, { unitId: other.id })).rejects.toMatchObject({
		key: 'refused_inspection_below',
	});
	await expect(by(secretary, {})).rejects.toMatchObject({ key: 'refused_inspection_order' });
	await expect(by(head, { inspectedUnitId: head.roles[0]?.unitId })).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('the sample is drawn once, and whoever has the seed draws the same', async () => {
	const { secretary, inspector, open, page, take } = await scene();
	const inspectionId = await open();
	const all = await look(database.door(inspector), (tx) => populationOf(tx, inspectionId, 'task'));
	expect(all).toHaveLength(5);
	await take(inspectionId, 'task', { way: 'drawn', wanted: 3 });
	const { samples, records } = await page(secretary, inspectionId);
	const [sample] = samples;
	expect(sample).toMatchObject({ way: 'drawn', wanted: 3, population: 5 });
	expect(new Set(drawSample(all, sample?.seed ?? '', 3))).toEqual(
		new Set(records.map(({ sourceId }) => sourceId)),
	);
	await expect(take(inspectionId, 'task', { way: 'full' })).rejects.toMatchObject({ kind: 'conflict' });
	// Papers come by lot only, and never more than the rules allow.
	await expect(take(inspectionId, 'study_paper', { way: 'full' })).rejects.toMatchObject({
		key: 'refused_inspection_way',
	});
	await expect(take(inspectionId, 'study_paper', { way: 'drawn', wanted: 2 })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await take(inspectionId, 'study_paper', { way: 'drawn', wanted: 1 });
	// What is not of the scope is not taken, whatever id is sent; nor is a kind that the decision does not name.
	const second = await open();
	await expect(take(second, 'task', { way: 'chosen', sourceIds: [randomUUID()] })).rejects.toMatchObject({
		kind: 'missing',
	});
	await expect(take(second, 'minutes', { way: 'full' })).rejects.toMatchObject({ kind: 'missing' });
	// Nobody else has a population at all, and the table takes no rows from the application.
	expect(await look(database.door(secretary), (tx) => populationOf(tx, second, 'task'))).toEqual([]);
	await expect(
		look(database.door(inspector), (tx) =>
			sql`insert into inspection_record (tenant_id) values (${inspector.tenantId})`.execute(tx),
		),
	).rejects.toThrow();
});

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

test('findings go to the unit, which answers with files; the committee concludes and asks for what is to be done', async () => {
	const { tenant, cell, head, inspector, secretary, owner, open, page, take } = await scene();
	const inspectionId = await open({ kinds: ['task'] });
	await take(inspectionId, 'task', { way: 'drawn', wanted: 2 });
	const records = (await page(inspector, inspectionId)).records;
	const [first, second] = records.map(({ id }) => id);
	const at = (recordId: string | undefined) => ({ inspectionId, recordId });
	const door = database.door(inspector);
	await expect(find(door, { ...at(first), outcome: 'confirmed' })).rejects.toMatchObject({
		key: 'refused_inspection_unopened',
	});
	await openRecord(door, at(first));
	await expect(find(door, { ...at(first), outcome: 'not_confirmed' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await find(door, { ...at(first), outcome: 'not_confirmed', words: 'Thiếu minh chứng' });
	await expect(report(door, { inspectionId, notes: 'Nề nếp tốt' })).rejects.toMatchObject({
		kind: 'refused',
	});
	await find(door, { ...at(second), outcome: 'not_seen', words: 'Hồ sơ giấy để ở nơi khác' });
	// What is being found is the inspectors' until it goes to the unit.
	expect((await page(secretary, inspectionId)).records.map(({ outcome }) => outcome)).toEqual([null, null]);
	await report(door, { inspectionId, notes: 'Nề nếp tốt' });
	await expect(openRecord(door, at(second))).rejects.toMatchObject({ key: 'refused_inspection_state' });
	const seen = await page(secretary, inspectionId);
	expect(seen).toMatchObject({
		counts: { not_confirmed: 1, not_seen: 1 },
		one: { notes: 'Nề nếp tốt', answerBy: '2026-12-03' },
	});
	const kindsOf = async (actor: Person) =>
		(await look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 20))).items.map(
			({ kind }) => kind,
		);
	expect(await kindsOf(secretary)).toContain('inspection_answer');

	await expect(
		conclude(database.door(head), { inspectionId, conclusion: 'Đạt', concludedOn: today }),
	).rejects.toMatchObject({
		key: 'refused_inspection_unanswered',
	});
	const files = [{ name: 'bo-sung.txt', bytes: new TextEncoder().encode('Minh chứng bổ sung') }];
	await answer(database.door(secretary), { ...at(first), words: 'Xin bổ sung ảnh chụp', files });
	await answer(database.door(secretary), { inspectionId, words: 'Chi bộ tiếp thu' });
	await expect(answer(database.door(owner), { inspectionId, words: 'Tôi cũng' })).rejects.toMatchObject({
		kind: 'refused',
	});
	expect(await kindsOf(secretary)).not.toContain('inspection_answer');
	expect(await kindsOf(head)).toContain('inspection_conclude');
	await conclude(database.door(head), {
		inspectionId,
		conclusion: 'Chi bộ thực hiện tốt, cần lưu minh chứng đầy đủ',
		concludedOn: today,
	});
	await demand(database.door(head), { inspectionId, body: 'Lập sổ minh chứng', dueOn: '2026-12-31' });
	expect(await kindsOf(secretary)).toContain('inspection_follow_up');
	const [followUp] = (await page(secretary, inspectionId)).followUps;
	await carryOut(database.door(secretary), {
		inspectionId,
		followUpId: followUp?.id,
		result: 'Đã lập sổ từ 01/12',
	});
	expect((await page(head, inspectionId)).followUps).toMatchObject([{ result: 'Đã lập sổ từ 01/12' }]);
	// Everybody of the unit reads the conclusion, and nobody but who leads it the findings.
	const member = await page(owner, inspectionId);
	expect(member.one.conclusion).toContain('thực hiện tốt');
	expect(member).toMatchObject({ records: [], answers: [], followUps: [] });
	expect(
		await look(database.door(head), (tx) =>
			confirmedCounts(tx, {
				tenantId: tenant.tenantId,
				unitId: cell.id,
				from: '2026-01-01',
				to: '2026-12-31',
			}),
		),
	).toMatchObject({ confirmed: 0, looked: 2 });
	for (const which of ['minutes', 'conclusion'] as const) {
		const { paper } = await look(database.door(head), (tx) =>
			inspectionPaper(tx, head, { inspectionId, which, today }),
		);
		expect(JSON.stringify(paper)).toContain('12-QĐ/ĐU');
	}
});

test('verify proves that events, files and words are unaltered, and finds whatever was touched', async () => {
	const { tenant, inspector, owner, open, page, take, taskId } = await scene();
	const inspectionId = await open({ kinds: ['task'] });
	await take(inspectionId, 'task', { way: 'chosen', sourceIds: [taskId] });
	const [record] = (await page(inspector, inspectionId)).records;
	await openRecord(database.door(inspector), { inspectionId, recordId: record?.id });
	await sealEvents(database.db, tenant.tenantId, new Date());
	const files = openFileStore(database.folder);
	const verify = () => verifyInspection({ db: database.db, files }, inspectionId);
	const sound = await verify();
	expect(sound).toMatchObject({ ok: true, records: 1, files: 1, differences: [], changedSince: 0 });
	expect(sound?.events.map(({ verb }) => verb)).toEqual(
		expect.arrayContaining([
			'task.assigned',
			'inspection.opened',
			'inspection.taken',
			'inspection.record_opened',
		]),
	);
	for (const { batch, nth } of sound?.events ?? []) expect([batch, nth]).not.toContain(null);
	expect(await verifyInspection({ db: database.db, files }, randomUUID())).toBeNull();

	// A file whose bytes were changed on the disk.
	const [evidence] = await database.owner`select sha256 from evidence where task_id = ${taskId}`;
	const place = files.placeOf(evidence?.['sha256'] as string);
	const bytes = new TextEncoder().encode('Ảnh niêm yết tại bộ phận một cửa');
	writeFileSync(place, 'Ảnh khác');
	expect(await verify()).toMatchObject({ ok: false, differences: [{ kind: 'file', what: 'altered' }] });
	writeFileSync(place, bytes);

	// Words that were changed behind the back of the application; what is changed by an act is told as such.
	await database.owner`update task_report set body = 'Đã niêm yết 99 thủ tục' where task_id = ${taskId}`;
	expect(await verify()).toMatchObject({ ok: false, differences: [{ kind: 'content' }] });
	await database.owner`update task_report set body = 'Đã niêm yết 12 thủ tục' where task_id = ${taskId}`;
	expect(await verify()).toMatchObject({ ok: true });
	await database.owner`delete from inspection_opening where record_id = ${record?.id ?? ''}`;
	expect(await verify()).toMatchObject({ ok: false, differences: [{ kind: 'opening' }] });
	expect(owner.tenantId).toBe(tenant.tenantId);

	// An event of a record in the scope, by one word.
	await database.owner`update event set after = jsonb_set(after, '{fingerprint}', '"khác"') where verb = 'inspection.record_opened' and tenant_id = ${tenant.tenantId}`;
	const touched = await verify();
	expect(touched?.ok).toBe(false);
	expect(touched?.differences).toEqual(
		expect.arrayContaining([expect.objectContaining({ kind: 'chain', batch: 1 })]),
	);
});
