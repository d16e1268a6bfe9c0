import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	sceneDocument,
	sceneProgramme,
	scenePublication,
	sceneReader,
	sceneTask,
} from '../../../../tests/support/trace-scene.ts';
import '../programmes/due.server.ts';
import '../reading/due.server.ts';
import { todayOf } from './queries.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const home = (actor: Actor, unitId: string) =>
	look(database.door(actor), (tx) => todayOf(tx, actor, unitId, today));

test('a person sees what is theirs, the most pressing first; the secretary sees what is behind in the unit', async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
	await sceneDocument(database, tenant, cell, secretary.personId, ['Chưa phát hành'], {
		state: 'filed',
		number: '06-NQ/CB',
	});
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-11-25',
		assigned: 27,
		opened: 20,
		studied: 18,
		readers: {},
	});
	await sceneReader(database, tenant, cell, publication, document.id, member.personId, '2026-11-25');
	const programmeId = await sceneProgramme(database, tenant, cell, secretary.personId);
	const draft = await sceneProgramme(database, tenant, cell, secretary.personId, 'draft');
	const clauseIds = document.sections.map((section) => section.clauseId);
	const given = {
		programmeId,
		documentId: document.id,
		clauseIds,
		ownerId: member.personId,
		supervisorId: secretary.personId,
	};
	await sceneTask(database, tenant, cell, { ...given, title: 'Số hóa hồ sơ', dueOn: '2026-11-22' });
	await sceneTask(
		database,
		tenant,
		cell,
		{ ...given, title: 'Chờ duyệt', dueOn: '2026-11-30' },
		{ state: 'reported', evidence: 1 },
	);
	await sceneTask(database, tenant, cell, {
		...given,
		title: 'Còn dự thảo',
		programmeId: draft,
		dueOn: '2026-11-01',
	});
	await database.owner`insert into stored_file (tenant_id, sha256, bytes, media_type, stored_at) values (${tenant.tenantId}, ${'a'.repeat(64)}, 1, 'application/pdf', now())`;
	await database.owner`insert into intake (tenant_id, id, unit_id, batch_id, received_by, received_at, file_path, sha256, bytes, state)
		values (${tenant.tenantId}, ${randomUUID()}, ${cell.id}, ${randomUUID()}, ${secretary.personId}, now(), 'a.pdf', ${'a'.repeat(64)}, 1, 'waiting')`;

	const mine = await home(member, cell.id);
	expect(mine.duties.map((duty) => `${duty.kind} ${duty.dueOn}`)).toEqual([
		'carry_out 2026-11-22',
		'read 2026-11-25',
	]);
	expect(mine).toMatchObject({
		totals: [
			{ kind: 'decide', total: 0 },
			{ kind: 'hand_over', total: 0 },
			{ kind: 'read', total: 1 },
			{ kind: 'carry_out', total: 1 },
			{ kind: 'step', total: 0 },
		],
		unit: null,
		steps: [],
	});

	const theirs = await home(secretary, cell.id);
	expect(theirs.duties).toMatchObject([{ kind: 'decide', name: 'Chờ duyệt', more: ['Trần Văn An báo cáo'] }]);
	expect(theirs.unit).toEqual({
		behind: [
			{
				documentId: document.id,
				typeName: 'Nghị quyết',
				number: '05-NQ/CB',
				title: expect.any(String),
				behind: 9,
				assigned: 27,
				readBy: '2026-11-25',
			},
		],
		behindTotal: 1,
		tasksLate: 1,
		tasksWaiting: 1,
		filesWaiting: 1,
		documentsUnpublished: 1,
	});
	expect(theirs.steps).toEqual([]);
});

test('a new organisation shows its administrator the first steps, and a secretary of another unit nothing of this one', async () => {
	const tenant = await buildTenant(database, 'Tổ chức mới');
	const administrator = await buildPerson(database, tenant, tenant.root, 'Nguyễn Quản Trị', {
		roles: ['administrator'],
	});
	const seen = await home(administrator, tenant.root.id);
	expect(seen).toMatchObject({ duties: [], unit: null, powers: { people: true, documents: false } });
	expect(seen.steps.map((step) => [step.key, step.isDone, step.isNext])).toEqual([
		['people', false, true],
		['documents', false, false],
		['published', false, false],
		['programmes', false, false],
	]);
});
