import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { programmeScene } from '../../../../tests/support/programme-scene.ts';
import { sceneDocument, scenePublication } from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { decideReport, reportTask } from '../programmes/commands-reports.server.ts';
import { siteSources } from '../site/candidates.server.ts';
import { adoptModel, giveModelTask } from './adopt.server.ts';
import {
	changeModel,
	decideModel,
	proposeModel,
	setModelConsent,
	showModel,
	writeModel,
} from './commands.server.ts';
import './due.server.ts';
import { adoptionPage, modelList, modelPage } from './queries.server.ts';
import './site-source.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };

const scene = async () => {
	const base = await programmeScene(database);
	const { tenant, secretary, owner, programmeId, cell } = base;
	const head = await buildPerson(database, tenant, tenant.root, 'Hồ Văn Cấp Trên', { roles: ['secretary'] });
	const other = await buildUnit(database, tenant, 'Chi bộ Nội vụ');
	const adopter = await buildPerson(database, tenant, other, 'Ngô Thị Nội', {
		standing: 'official',
		roles: ['secretary'],
	});
	const clerk = await buildPerson(database, tenant, other, 'Vũ Văn Vụ');
	const document = await sceneDocument(database, tenant, other, adopter.personId, ['Công tác chuyên môn'], {
		number: '07-NQ/CB',
		title: 'Về cải cách hành chính',
	});
	await scenePublication(database, tenant, other, document.id, adopter.personId, {
		readBy: '2026-12-01',
		assigned: 2,
		opened: 0,
		studied: 0,
		readers: {},
	});
	const taskId = await base.give('Khảo sát thủ tục');
	await base.give('Công khai lịch tiếp dân');
	const { reportId } = await reportTask(database.door(owner), {
		taskId,
		kind: 'completion',
		percent: 100,
		body: 'Đã khảo sát',
		texts: [],
		links: [{ title: 'Danh mục', url: 'https://example.vn/danh-muc' }],
	});
	await decideReport(database.door(secretary), { reportId, decision: 'accepted', outcome: 'reached' });
	const words = {
		title: 'Tiếp dân không hẹn trước',
		problem: 'Người dân phải đi lại nhiều lần',
		steps: 'Chọn một buổi trong tuần\nNiêm yết lịch',
		programmeId,
	};
	const write = async (more: Record<string, unknown> = {}) =>
		(await writeModel(database.door(secretary), { unitId: cell.id, ...words, ...more })).modelId;
	const page = (actor: Actor, modelId: string, unitId = other.id) =>
		look(database.door(actor), (tx) => modelPage(tx, actor, { modelId, unitId }));
	const approve = async (modelId: string) => {
		await proposeModel(database.door(secretary), { modelId });
		await decideModel(database.door(head), { modelId, decision: 'approved' });
	};
	return { ...base, head, other, adopter, clerk, otherDocument: document, words, write, page, approve };
};

const kindsOf = async (actor: Person) =>
	(await look(database.door(actor), (tx) => ownDuties(tx, actor.tenantId, actor.personId, 20))).items.map(
		({ kind }) => kind,
	);

test('a model goes to the committee above when everybody who is named has agreed; without their word it goes back', async () => {
	const { secretary, owner, head, adopter, words, write, page } = await scene();
	const modelId = await write({ namedIds: [owner.personId] });
	await expect(proposeModel(database.door(secretary), { modelId })).rejects.toMatchObject({
		key: 'refused_model_consent',
	});
	expect(await kindsOf(owner)).toContain('model_consent');
	await expect(page(head, modelId)).rejects.toMatchObject({ kind: 'missing' });
	await setModelConsent(database.door(owner), { modelId, consent: 'yes' });
	// With other words everybody is asked again.
	await changeModel(database.door(secretary), {
		modelId,
		...words,
		steps: 'Làm khác',
		namedIds: [owner.personId],
	});
	expect((await page(secretary, modelId)).consents).toEqual({ asked: 1, given: 0, withheld: 0 });
	await setModelConsent(database.door(owner), { modelId, consent: 'yes' });
	await proposeModel(database.door(secretary), { modelId });
	expect(await kindsOf(head)).toContain('model_decide');
	await expect(decideModel(database.door(head), { modelId, decision: 'returned' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await decideModel(database.door(head), { modelId, decision: 'returned', reason: 'Cần số liệu' });
	expect((await page(secretary, modelId)).model).toMatchObject({ state: 'returned', reason: 'Cần số liệu' });
	await expect(page(adopter, modelId)).rejects.toMatchObject({ kind: 'missing' });
	await proposeModel(database.door(secretary), { modelId });
	await decideModel(database.door(head), { modelId, decision: 'approved' });
	expect((await page(adopter, modelId)).model.state).toBe('approved');
	expect((await page(adopter, modelId)).named).toEqual([]);
	await showModel(database.door(secretary), { modelId, shown: 'yes' });
	await setModelConsent(database.door(owner), { modelId, consent: 'no' });
	expect((await page(secretary, modelId)).model).toMatchObject({ state: 'draft', isShown: false });
	await expect(page(adopter, modelId)).rejects.toMatchObject({ kind: 'missing' });
});

test('another unit adopts it: a draft programme, tasks without owners whose days count from the start; the link stays', async () => {
	const { tenant, cell, secretary, adopter, clerk, other, otherDocument, document, write, page, approve } =
		await scene();
	const modelId = await write();
	const given = { modelId, unitId: other.id, documentId: otherDocument.id, startsOn: '2027-01-04' };
	await expect(adoptModel(database.door(adopter), given)).rejects.toMatchObject({ kind: 'missing' });
	await approve(modelId);
	await expect(adoptModel(database.door(secretary), { ...given, unitId: cell.id })).rejects.toMatchObject({
		key: 'refused_model_own',
	});
	// Only a document that the unit may read.
	await expect(
		adoptModel(database.door(adopter), { ...given, documentId: document.id }),
	).rejects.toMatchObject({ kind: 'missing' });
	const { adoptionId } = await adoptModel(database.door(adopter), given);
	await expect(adoptModel(database.door(adopter), given)).rejects.toMatchObject({ kind: 'conflict' });
	const read = () => look(database.door(adopter), (tx) => adoptionPage(tx, adopter, { adoptionId, today }));
	const adoption = await read();
	expect(adoption.tasks).toMatchObject([
		{ title: 'Khảo sát thủ tục', dueOn: '2027-02-17', taskId: null },
		{ title: 'Công khai lịch tiếp dân', dueOn: '2027-02-17', taskId: null },
	]);
	const [programme] =
		await database.owner`select state, unit_id from programme where id = ${adoption.adoption.programmeId}`;
	expect(programme).toMatchObject({ state: 'draft', unit_id: other.id });
	await giveModelTask(database.door(adopter), {
		adoptionId,
		adoptionTaskId: adoption.tasks[0]?.id,
		ownerId: clerk.personId,
		clauseId: adoption.clauses[0]?.value,
		dueOn: '2027-02-17',
	});
	expect((await read()).tasks[0]).toMatchObject({ owner: 'Vũ Văn Vụ' });
	await expect(
		look(database.door(secretary), (tx) => adoptionPage(tx, secretary, { adoptionId, today })),
	).rejects.toMatchObject({
		kind: 'missing',
	});

	// Side by side, counted in one way; the origin is named first.
	const { standings } = await page(adopter, modelId);
	expect(standings).toMatchObject([
		{
			unitId: cell.id,
			isOrigin: true,
			figures: { tasks: 2, accepted: 1, onTime: 1, evidenced: 1 },
			href: null,
		},
		{ unitId: other.id, isOrigin: false, figures: { tasks: 1, accepted: 0 } },
	]);
	expect((await page(secretary, modelId, cell.id)).standings[0]?.href).toMatch(/^\/chuong-trinh\//);
	const [event] =
		await database.owner`select count(*)::int as events from event where tenant_id = ${tenant.tenantId} and verb = 'model.adopted'`;
	expect(event?.['events']).toBe(1);
});

test('only an approved model that its unit lets be shown is brought to the public site', async () => {
	const { cell, secretary, adopter, write, approve } = await scene();
	const modelId = await write();
	await approve(modelId);
	const source = siteSources().find(({ kind }) => kind === 'model');
	const ready = () =>
		look(database.door(secretary), async (tx) => source?.ready(tx, { unitIds: [cell.id], today, limit: 9 }));
	expect(await ready()).toEqual([]);
	await expect(showModel(database.door(adopter), { modelId, shown: 'yes' })).rejects.toMatchObject({
		kind: 'refused',
	});
	await showModel(database.door(secretary), { modelId, shown: 'yes' });
	expect(await ready()).toMatchObject([
		{ kind: 'model', sourceId: modelId, author: null, title: 'Tiếp dân không hẹn trước' },
	]);
	expect(await look(database.door(secretary), async (tx) => source?.find(tx, modelId))).not.toBeNull();
	expect(await look(database.door(adopter), (tx) => modelList(tx, adopter))).toMatchObject([
		{ id: modelId, adopters: 0 },
	]);
});
