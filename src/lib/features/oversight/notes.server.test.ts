import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { periodOf } from '#lib/features/personal/domain/period.ts';
import { exportOwn } from '#lib/features/personal/export.server.ts';
import { myPage } from '#lib/features/personal/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import {
	buildPerson,
	buildTenant,
	buildUnit,
	type TestTenant,
	type TestUnit,
} from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { followUnit, noteUnit, tellAges, unfollowUnit, withdrawNote } from './commands.server.ts';
import { followTenant } from './follow.server.ts';
import { followedBy } from './following-units.server.ts';
import { growthOf } from './growth.server.ts';
import { followedUnits, followingOf } from './notes.server.ts';
import './personal.server.ts';

const database = useDatabase();
const TODAY = '2026-11-23';
let tenant: TestTenant;
let cell: TestUnit;
let sibling: TestUnit;
let officer: Actor;
let colleague: Actor;
let secretary: Actor;
let neighbour: Actor;
let member: Actor;

beforeAll(async () => {
	tenant = await buildTenant(database);
	cell = await buildUnit(database, tenant, 'Chi bộ Một');
	sibling = await buildUnit(database, tenant, 'Chi bộ Hai');
	const roles = (role: 'higher_officer' | 'secretary' | 'deputy') => ({ roles: [role] });
	officer = await buildPerson(database, tenant, tenant.root, 'Lê Thị Theo Dõi', roles('higher_officer'));
	colleague = await buildPerson(database, tenant, tenant.root, 'Trần Phó Bí Thư', roles('deputy'));
	secretary = await buildPerson(database, tenant, cell, 'Nguyễn Bí Thư Một', {
		standing: 'official',
		...roles('secretary'),
	});
	neighbour = await buildPerson(database, tenant, sibling, 'Phạm Bí Thư Hai', {
		standing: 'official',
		...roles('secretary'),
	});
	member = await buildPerson(database, tenant, cell, 'Hồ Văn Thành', { standing: 'official' });
	for (const unit of [cell, sibling])
		for (let index = 0; index < 6; index++)
			await buildPerson(database, tenant, unit, `Đỗ Văn Số ${index}`, { standing: 'official' });
});

const notesFor = async (actor: Actor): Promise<string[]> =>
	(await look(database.door(actor), (tx) => followingOf(tx, actor, cell, TODAY))).notes.map(
		({ body }) => body,
	);

test('a note is read by who wrote it and by the office; by those who lead the unit where it is shared; by nobody else', async () => {
	const door = database.door(officer);
	await noteUnit(door, { unitId: cell.id, body: 'Việc số hóa chậm, cần xem lại hạn.' });
	const { noteId } = await noteUnit(door, {
		unitId: cell.id,
		body: 'Đã thống nhất chia việc thành ba đợt.',
		isShared: 'on',
	});
	expect(await notesFor(officer)).toHaveLength(2);
	expect(await notesFor(colleague)).toHaveLength(2);
	expect(await notesFor(secretary)).toEqual(['Đã thống nhất chia việc thành ba đợt.']);
	expect(await notesFor(neighbour)).toEqual([]);
	expect(await notesFor(member)).toEqual([]);
	const foreign = await buildTenant(database);
	const stranger = await buildPerson(database, foreign, foreign.root, 'Người Ngoài', {
		roles: ['higher_officer'],
	});
	expect(await notesFor(stranger)).toEqual([]);
	// The event tells that there is one, not what it says.
	const events = await database.owner`select after::text from event where verb = 'oversight.noted'`;
	expect(events.some(({ after }) => String(after).includes('số hóa'))).toBe(false);

	await expect(withdrawNote(database.door(colleague), { unitNoteId: noteId })).rejects.toMatchObject({
		key: 'refused_oversight_note_withdraw',
	});
	await withdrawNote(door, { unitNoteId: noteId });
	expect(await notesFor(secretary)).toEqual([]);
	expect(await notesFor(officer)).toHaveLength(1);
});

test('a note names nobody of the unit, and is written by the officer above alone', async () => {
	await expect(
		noteUnit(database.door(officer), { unitId: cell.id, body: 'Đồng chí hồ văn thành chưa nộp bài.' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await expect(
		noteUnit(database.door(secretary), { unitId: cell.id, body: 'Chi bộ tự ghi.' }),
	).rejects.toMatchObject({ key: 'refused_oversight_own_unit' });
	await expect(
		noteUnit(database.door(colleague), { unitId: cell.id, body: 'Phó bí thư ghi.' }),
	).rejects.toMatchObject({ key: 'refused_oversight_note' });
});

test('whoever follows a unit finds it first; it is one’s own matter', async () => {
	await followUnit(database.door(officer), { unitId: cell.id });
	await followUnit(database.door(officer), { unitId: cell.id });
	const units = (actor: Actor) =>
		look(database.door(actor), async (tx) => followedUnits(tx, actor, await followedBy(tx, actor)));
	expect(await units(officer)).toMatchObject([{ id: cell.id, aboveName: tenant.root.name, notedOn: TODAY }]);
	expect(await units(colleague)).toEqual([]);
	await unfollowUnit(database.door(officer), { unitId: cell.id });
	expect(await units(officer)).toEqual([]);
});

test('what somebody noted is on their own page and in their export, also once it was withdrawn; of nobody else’s', async () => {
	const door = database.door(officer);
	await followUnit(door, { unitId: sibling.id });
	await noteUnit(door, { unitId: sibling.id, body: 'Sinh hoạt đúng lịch, biên bản đủ.', isShared: 'on' });
	const { noteId } = await noteUnit(door, { unitId: sibling.id, body: 'Ghi nhầm đơn vị, rút lại.' });
	await withdrawNote(door, { unitNoteId: noteId });
	const sectionOf = async (actor: Actor) => {
		const own = actor as Actor & { personId: string };
		const page = await look(database.door(actor), (tx) => myPage(tx, own, periodOf(null, TODAY).period));
		return page.sections.find(({ key }) => key === 'unit_notes');
	};
	const own = await sectionOf(officer);
	expect(own?.items).toEqual(
		expect.arrayContaining([
			expect.objectContaining({
				title: 'Sinh hoạt đúng lịch, biên bản đủ.',
				state: null,
				href: `/toan-canh/${sibling.id}`,
			}),
			expect.objectContaining({
				title: 'Ghi nhầm đơn vị, rút lại.',
				state: { word: 'Đã rút', meaning: 'neutral' },
			}),
		]),
	);
	// The unit reads it and the office reads it: it is still not theirs.
	for (const reader of [neighbour, colleague]) expect((await sectionOf(reader))?.items ?? []).toEqual([]);
	const dataOf = async (actor: Actor): Promise<string> => {
		const { body } = await exportOwn(database.door(actor));
		const entries = unzipSync(new Uint8Array(await new Response(body).arrayBuffer()));
		return strFromU8(entries['du-lieu.json'] ?? new Uint8Array());
	};
	const data = JSON.parse(await dataOf(officer)) as Record<string, unknown>;
	expect(data['unit_notes']).toMatchObject({ follows: [{ unitName: 'Chi bộ Hai' }] });
	expect(JSON.stringify(data)).toContain('Sinh hoạt đúng lịch');
	expect(JSON.stringify(data)).toContain('Ghi nhầm đơn vị');
	for (const reader of [neighbour, colleague])
		expect(await dataOf(reader)).not.toContain('Sinh hoạt đúng lịch');
});

test('a unit tells how old its members are; above only sums of enough people are told', async () => {
	const ages = { aged_30: 1, aged_40: 3, aged_50: 2, aged_60: 1, aged_more: 1 };
	await expect(
		tellAges(database.door(secretary), { unitId: cell.id, year: 2026, ...ages, aged_more: 9 }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await expect(
		tellAges(database.door(neighbour), { unitId: cell.id, year: 2026, ...ages }),
	).rejects.toMatchObject({ key: 'refused_oversight_ages' });
	await tellAges(database.door(secretary), { unitId: cell.id, year: 2026, ...ages });
	await tellAges(database.door(neighbour), {
		unitId: sibling.id,
		year: 2026,
		aged_30: 0,
		aged_40: 7,
		aged_50: 0,
		aged_60: 0,
		aged_more: 0,
	});
	await followTenant(database.db, tenant.tenantId, database.clock());
	const growth = (actor: Actor, unitId: string) =>
		look(database.door(actor), (tx) => growthOf(tx, actor, { unitId, asOf: null, today: TODAY }));
	const own = await growth(secretary, cell.id);
	expect(own.years.at(-1)).toMatchObject({ year: 2026, members: 8, admitted: 0 });
	expect(own.ages).toMatchObject([{ year: 2026, bands: ages, sum: 8, untold: 0 }]);
	const above = await growth(officer, tenant.root.id);
	expect(above.years.at(-1)).toMatchObject({ members: 15 });
	expect(above.rows.map(({ name, members }) => [name, members])).toEqual([
		['Chi bộ Hai', 7],
		['Chi bộ Một', 8],
	]);
	expect(above.ages[0]?.bands).toMatchObject({ aged_30: null, aged_40: 10 });
	const fromAbove = await growth(officer, cell.id);
	expect(Object.values(fromAbove.ages[0]?.bands ?? {}).every((count) => count === null)).toBe(true);
});
