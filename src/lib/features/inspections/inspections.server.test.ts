import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { sealEvents } from '#lib/platform/sealing/seal.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { inspectionScenes, type Person } from '../../../../tests/support/inspection-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { carryOut, conclude, demand } from './conclude.server.ts';
import { openInspection } from './decide.server.ts';
import { drawSample } from './domain/sample.ts';
import { answer, find, report } from './findings.server.ts';
import { openRecord } from './look.server.ts';
import { inspectionPaper } from './paper.server.ts';
import { confirmedCounts, verifyInspection } from './public.server.ts';
import { inspectionList } from './queries.server.ts';
import { populationOf } from './take.server.ts';

// The moment of the tests is 23/11/2026, 09:00; the database goes by its own day, so the days of the inspection are wide.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = inspectionScenes(database);

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
