import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { searchFor } from '#lib/features/search/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { meetingScenes } from '../../../../tests/support/meeting-scene.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { meetingsOfYear } from './calendar.server.ts';
import { callNumbers, callPaper, numberCall } from './invitation-paper.server.ts';
import {
	addItem,
	addItems,
	callMeeting,
	cancelMeeting,
	moveItem,
	planMeeting,
	removeItem,
} from './plan.server.ts';
import { meetingPage } from './queries.server.ts';
import { closeMeeting, goToItem, openMeeting, writeNote } from './run.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { scene, running } = meetingScenes(database);

test('a meeting that is being prepared is not there for those it is for, until it is called', async () => {
	const { secretary, member, staff, cell, meetingId, page } = await scene();
	await expect(page(member)).rejects.toMatchObject({ kind: 'missing' });
	expect((await page(secretary)).least).toMatchObject({ minutes: 90 });
	await expect(callMeeting(database.door(member), { meetingId })).rejects.toMatchObject({ kind: 'missing' });
	await callMeeting(database.door(secretary), { meetingId });
	expect((await page(member)).meeting.title).toBe('Sinh hoạt chi bộ tháng 11');
	// A meeting of Party members is not there for non-Party officials.
	await expect(page(staff)).rejects.toMatchObject({ kind: 'missing' });
	const year = (actor: Actor) =>
		look(database.door(actor), (tx) => meetingsOfYear(tx, actor, cell, 2026, today));
	expect((await year(staff)).meetings).toEqual([]);
	expect((await year(member)).duties.months[10]?.state).toBe('planned');
	await cancelMeeting(database.door(secretary), { meetingId, reason: 'Trùng lịch' });
	expect((await year(secretary)).duties.months[10]?.state).toBe('missing');
});

test('the agenda is ordered; an item under which something was written stays', async () => {
	const { door, agendaItemId, meetingId, secretary, page } = await running();
	const second = await addItem(door, { meetingId, kind: 'tasks', title: 'Nhiệm vụ' });
	await moveItem(door, { agendaItemId: second.agendaItemId, step: 'up' });
	expect((await page(secretary)).items.map(({ title }) => title)).toEqual(['Nhiệm vụ', 'Thảo luận']);
	await writeNote(door, { agendaItemId, body: 'Ý kiến' });
	await expect(removeItem(door, { agendaItemId })).rejects.toMatchObject({
		issues: [{ path: 'agendaItemId' }],
	});
	await removeItem(door, { agendaItemId: second.agendaItemId });
	await goToItem(door, { agendaItemId });
	expect((await page(secretary)).items).toMatchObject([{ state: 'current' }]);
});

test('what waits is put on the agenda in one go, all or none', async () => {
	const { door, secretary, meetingId, page } = await scene();
	const items = [
		{ kind: 'news', title: 'Thời sự', minutes: 10 },
		{ kind: 'resolution', title: 'Thông qua nghị quyết', minutes: 20 },
	];
	await expect(
		addItems(door, {
			meetingId,
			items: [...items, { kind: 'document', title: 'x', documentId: randomUUID() }],
		}),
	).rejects.toMatchObject({ kind: 'missing' });
	expect((await page(secretary)).items).toEqual([]);
	await addItems(door, { meetingId, items });
	expect((await page(secretary)).items.map(({ title }) => title)).toEqual(items.map(({ title }) => title));
});

test('a meeting is found by its title and its agenda, by those who may see it and from when they may', async () => {
	const { secretary, member, staff, meetingId } = await scene();
	const door = database.door(secretary);
	await addItem(door, { meetingId, kind: 'other', title: 'Chuyển đổi số trong tiếp công dân' });
	const finds = async (actor: Actor, text: string): Promise<string[]> => {
		const results = await look(database.door(actor), (tx) =>
			searchFor(tx, actor, { text, filters: {}, today, from: 0, count: 5 }),
		);
		return results.groups
			.filter(({ kind }) => kind === 'meeting')
			.flatMap(({ hits }) => hits.map(({ href }) => href));
	};
	expect(await finds(secretary, 'tiep cong dan')).toEqual([`/hop/${meetingId}`]);
	expect(await finds(member, 'tiếp công dân')).toEqual([]);
	await callMeeting(door, { meetingId });
	expect(await finds(member, 'tiếp công dân')).toEqual([`/hop/${meetingId}`]);
	expect(await finds(member, 'sinh hoat chi bo thang 11')).toEqual([`/hop/${meetingId}`]);
	expect(await finds(staff, 'tiếp công dân')).toEqual([]);
});

test('a called meeting waits for those it is for until it begins; its minutes for those who sign', async () => {
	const { secretary, member, staff, taker, meetingId } = await scene();
	const waits = async (actor: Actor & { personId: string }) =>
		(await look(database.door(actor), (tx) => ownDuties(tx, actor.tenantId, actor.personId, 5))).items
			.filter(({ subjectId }) => subjectId === meetingId)
			.map(({ kind, dueOn }) => `${kind} ${dueOn}`);
	const told = async (actor: Actor & { personId: string }) =>
		(
			await database.owner`select kind from notification where person_id = ${actor.personId} and subject_id = ${meetingId}`
		).length;
	const door = database.door(secretary);
	expect(await waits(member)).toEqual([]);
	await callMeeting(door, { meetingId });
	expect(await waits(member)).toEqual(['attend 2026-11-27']);
	expect(await waits(staff)).toEqual([]);
	expect([await told(member), await told(staff), await told(secretary)]).toEqual([1, 0, 0]);
	await openMeeting(door, { meetingId });
	await closeMeeting(door, { meetingId });
	expect(await waits(member)).toEqual([]);
	expect(await waits(taker)).toEqual(['minutes 2026-11-30']);
});

test('the officer who follows the cell from above is told of the call, once', async () => {
	const tenant = await buildTenant(database);
	const above = await buildUnit(database, tenant, 'Đảng ủy Sở');
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng', above);
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const taker = await buildPerson(database, tenant, cell, 'Trần Thị Ghi', { standing: 'official' });
	const officer = await buildPerson(database, tenant, above, 'Đỗ Văn Theo Dõi', {
		standing: 'official',
		roles: ['higher_officer'],
	});
	const { meetingId } = await planMeeting(database.door(secretary), {
		unitId: cell.id,
		kind: 'regular',
		title: 'Sinh hoạt chi bộ tháng 11',
		place: 'Phòng họp',
		day: '2026-11-27',
		time: '08:00',
		minutesPlanned: '90',
		chairId: secretary.personId,
		takerId: taker.personId,
	});
	await callMeeting(database.door(secretary), { meetingId });
	const told = await database.owner`select person_id as "personId", letter_words as words from notification
		where tenant_id = ${tenant.tenantId} and kind = 'meeting.called' order by words`;
	expect(told.map(({ personId, words }) => [personId, words])).toEqual([
		[taker.personId, 'meeting_letter_called'],
		[officer.personId, 'meeting_letter_followed'],
	]);
});

test('a called meeting has an invitation and a notice: who, when, where, agenda, material, signed by the secretary', async () => {
	const { tenant, cell, secretary, staff, door, meetingId } = await scene();
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu']);
	await addItem(door, {
		meetingId,
		kind: 'document',
		title: 'Quán triệt nghị quyết',
		documentId: document.id,
	});
	const paper = (actor: Actor, type: 'invitation' | 'notice') =>
		look(database.door(actor), (tx) => callPaper(tx, actor, { meetingId, type, today }));
	await expect(paper(secretary, 'invitation')).rejects.toMatchObject({ kind: 'missing' });
	await callMeeting(door, { meetingId });
	await expect(paper(staff, 'notice')).rejects.toMatchObject({ kind: 'missing' });
	const { paper: written, layout } = await paper(secretary, 'invitation');
	for (const format of ['docx', 'pdf'] as const)
		expect((await writePaper(written, layout, format)).byteLength).toBeGreaterThan(1000);
	expect(written.head).toMatchObject({
		title: 'dự sinh hoạt chi bộ tháng 11',
		addressees: ['Toàn thể đảng viên Chi bộ Văn phòng'],
	});
	expect(written.signatures.right).toMatchObject({ name: 'Nguyễn Thị Bí Thư' });
	const text = written.body.map((block) => ('text' in block ? String(block.text) : '')).join('\n');
	for (const part of [
		'8 giờ 00, ngày 27/11/2026',
		'Phòng họp',
		'Lê Văn An',
		'1. Quán triệt nghị quyết.',
		'05-NQ/CB',
	])
		expect(text).toContain(part);
	expect((await paper(secretary, 'notice')).paper.head.title).toBe(
		'về việc tổ chức sinh hoạt chi bộ tháng 11',
	);
});

test('an invitation takes its number from the register of outgoing papers, once, and bears it from then on', async () => {
	const { secretary, taker, door, meetingId } = await scene();
	const invitation = () =>
		look(door, (tx) => callPaper(tx, secretary, { meetingId, type: 'invitation', today }));
	const numbers = async (actor: Actor) =>
		look(database.door(actor), async (tx) =>
			callNumbers(tx, actor, (await meetingPage(tx, actor, meetingId, today)).meeting),
		);
	expect(await numbers(secretary)).toBeNull();
	await expect(numberCall(door, { meetingId, type: 'invitation' })).rejects.toMatchObject({
		kind: 'missing',
	});
	await callMeeting(door, { meetingId });
	expect((await invitation()).paper.head.number).toMatchObject({ number: null });
	await expect(numberCall(database.door(taker), { meetingId, type: 'invitation' })).rejects.toMatchObject({
		key: 'refused_number_papers',
	});
	const { mark } = await numberCall(door, { meetingId, type: 'invitation' });
	expect((await invitation()).paper.head.number).toMatchObject({ number: 1 });
	expect(await numbers(secretary)).toEqual({ invitation: mark, notice: null, mayNumber: true });
	expect(await numbers(taker)).toMatchObject({ invitation: mark, mayNumber: false });
	await expect(numberCall(door, { meetingId, type: 'invitation' })).rejects.toMatchObject({
		key: 'refused_call_numbered',
	});
});
