import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import {
	declareStudied,
	openReading,
	publishDocument,
	recordReading,
	removeSummary,
	takeBackStudied,
	writeSummary,
} from './commands.server.ts';
import { readerPageOf } from './queries.server.ts';
import { documentsFor } from './queries-list.server.ts';
import { reachListOf } from './queries-reach.server.ts';

const database = useDatabase();
const readBy = '2026-12-01';

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const guest = await buildPerson(database, tenant, cell, 'Lê Văn Khách', { standing: 'non_party' });
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Một', 'Hai', 'Ba'], {
		state: 'filed',
	});
	return { tenant, cell, secretary, member, guest, document };
};
const reachOf = async (documentId: string) =>
	(
		await database.owner`select assigned, opened, studied from document_reach where document_id = ${documentId}`
	)[0];

test('published to Party members, read, studied, taken back: counters and list say the same', async () => {
	const { cell, secretary, member, guest, document } = await scene();
	const [first, second] = document.sections;
	const { readers } = await publishDocument(database.door(secretary), {
		documentId: document.id,
		unitId: cell.id,
		audience: 'party_members',
		readBy,
	});
	expect(readers).toBe(2);
	const door = database.door(member);
	await openReading(door, { documentId: document.id });
	await openReading(door, { documentId: document.id });
	expect(await reachOf(document.id)).toEqual({ assigned: 2, opened: 1, studied: 0 });
	const sections = [
		{ sectionId: first?.id, seconds: 40 },
		{ sectionId: second?.id, seconds: 5_000 },
	];
	await recordReading(door, { documentId: document.id, sections, lastSectionId: second?.id });
	await recordReading(door, { documentId: document.id, sections: sections.slice(0, 1) });
	const [row] =
		await database.owner`select seconds, sections_reached from reading where person_id = ${member.personId}`;
	expect(row).toEqual({ seconds: 40 + 600 + 40, sections_reached: 2 });
	await expect(declareStudied(door, { documentId: document.id })).rejects.toMatchObject({ kind: 'invalid' });
	await declareStudied(door, { documentId: document.id, confirmed: true });
	await expect(declareStudied(door, { documentId: document.id, confirmed: true })).rejects.toMatchObject({
		kind: 'conflict',
	});
	expect(await reachOf(document.id)).toEqual({ assigned: 2, opened: 1, studied: 1 });
	const list = await look(database.door(secretary), (tx) =>
		reachListOf(tx, secretary, {
			documentId: document.id,
			unitId: cell.id,
			state: 'studied',
			sort: 'name',
			page: 1,
		}),
	);
	expect(list.readers.map(({ fullName }) => fullName)).toEqual(['Trần Văn An']);
	const unread = await look(database.door(secretary), (tx) =>
		reachListOf(tx, secretary, {
			documentId: document.id,
			unitId: cell.id,
			anchor: first?.anchor,
			state: 'unopened',
			sort: 'name',
			page: 1,
		}),
	);
	expect(unread.readers.map(({ fullName }) => fullName)).toEqual(['Nguyễn Thị Bí Thư']);
	await takeBackStudied(door, { documentId: document.id });
	expect(await reachOf(document.id)).toEqual({ assigned: 2, opened: 1, studied: 0 });

	// Whom it was not published to does not know of it.
	await expect(openReading(database.door(guest), { documentId: document.id })).rejects.toMatchObject({
		kind: 'missing',
	});
	await expect(
		look(database.door(guest), (tx) => readerPageOf(tx, guest, document.id, cell.id)),
	).rejects.toMatchObject({ kind: 'missing' });
	const seen = await look(database.door(guest), (tx) =>
		documentsFor(tx, guest, { unitId: cell.id, filter: 'all', page: 1 }),
	);
	expect(seen.documents).toEqual([]);
});

test('a report that a page sends twice, or out of order, counts once', async () => {
	const { cell, secretary, member, document } = await scene();
	await publishDocument(database.door(secretary), {
		documentId: document.id,
		unitId: cell.id,
		audience: 'unit',
		readBy,
	});
	const view = 'a3bb1890-5f7c-4c3e-9b3e-0d9b7c1f2a01';
	const tell = (report: number, seconds: number) =>
		recordReading(database.door(member), {
			documentId: document.id,
			sections: [{ sectionId: document.sections[0]?.id, seconds }],
			lastSectionId: document.sections[0]?.clauseId,
			view: { id: view, report },
		});
	await tell(2, 20);
	await tell(1, 10);
	await tell(2, 20);
	await tell(1, 10);
	const [row] =
		await database.owner`select seconds, sections_reached, last_section_id from reading where person_id = ${member.personId}`;
	expect(row).toEqual({ seconds: 30, sections_reached: 1, last_section_id: document.sections[0]?.clauseId });
	const page = await look(database.door(member), (tx) => readerPageOf(tx, member, document.id, cell.id));
	expect(page.own?.lastAnchor).toBe('muc-1-a');
});

test('publishing to more people adds them and keeps the earlier day; sections of another document do not count', async () => {
	const { tenant, cell, secretary, member, document } = await scene();
	const door = database.door(secretary);
	await publishDocument(door, { documentId: document.id, unitId: cell.id, audience: 'committee', readBy });
	await publishDocument(door, {
		documentId: document.id,
		unitId: cell.id,
		audience: 'unit',
		readBy: '2026-12-24',
	});
	expect(await reachOf(document.id)).toMatchObject({ assigned: 3 });
	const days =
		await database.owner`select person_id, read_by::text as day from reading where document_id = ${document.id}`;
	expect(days.find((row) => row['person_id'] === secretary.personId)?.['day']).toBe(readBy);
	const other = await sceneDocument(database, tenant, cell, secretary.personId, ['Khác'], {
		number: '77-NQ/CB',
	});
	await recordReading(database.door(member), {
		documentId: document.id,
		sections: [{ sectionId: other.sections[0]?.id, seconds: 60 }],
	});
	const [row] =
		await database.owner`select seconds, sections_reached from reading where person_id = ${member.personId} and document_id = ${document.id}`;
	expect(row).toEqual({ seconds: 0, sections_reached: 0 });
});

test('what is asked for wrongly is told at its field', async () => {
	const { cell, secretary, document } = await scene();
	const door = database.door(secretary);
	const given = { documentId: document.id, unitId: cell.id, audience: 'unit', readBy };
	await expect(publishDocument(door, { ...given, readBy: '2026-11-01' })).rejects.toMatchObject({
		issues: [{ path: 'readBy' }],
	});
	await expect(publishDocument(door, { ...given, audience: 'chosen', personIds: [] })).rejects.toMatchObject({
		issues: [{ path: 'personIds' }],
	});
	await expect(publishDocument(door, { ...given, readBy: 'mai' })).rejects.toMatchObject({
		issues: [{ path: 'readBy' }],
	});
});

test('the committee writes summaries, its author takes one away, the event keeps the words', async () => {
	const { tenant, cell, secretary, member, document } = await scene();
	const clauseId = document.sections[0]?.clauseId;
	const given = {
		documentId: document.id,
		clauseId,
		unitId: cell.id,
		body: 'Điểm mới: nghiên cứu trước khi họp.',
	};
	const { summaryId } = await writeSummary(database.door(secretary), given);
	await publishDocument(database.door(secretary), {
		documentId: document.id,
		unitId: cell.id,
		audience: 'unit',
		readBy,
	});
	await expect(writeSummary(database.door(member), given)).rejects.toMatchObject({ kind: 'refused' });
	await expect(removeSummary(database.door(member), { summaryId })).rejects.toMatchObject({
		kind: 'refused',
	});
	await removeSummary(database.door(secretary), { summaryId });
	const [event] =
		await database.owner`select before from event where tenant_id = ${tenant.tenantId} and verb = 'summary.removed'`;
	expect(event?.['before']).toEqual({ body: given.body });
});
