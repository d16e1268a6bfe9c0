import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmIntake, receiveFile } from '#lib/features/library/commands.server.ts';
import { foundingDoor, setUpOrganisation } from '#lib/features/organisation/set-up.server.ts';
import { addTask, createProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { publishDocument } from '#lib/features/reading/commands.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import { treeLabel } from '#lib/shared/slug.ts';

export type Crowd = { documentId: string; login: string; password: string; stop: () => Promise<void> };

/**
 * One unit with many members, a real resolution published to all of them, most of it read, and a programme of 60 tasks.
 * People and reading rows are generated in SQL (they are the load, not what is measured); documents and tasks come
 * through the commands.
 */
export const fillCrowd = async (root: string, dataDir: string, members: number): Promise<Crowd> => {
	const database = await startDatabase({
		root,
		dataDir,
		port: 0,
		host: '127.0.0.1',
		databaseUrl: process.env['DATABASE_URL'] || null,
		origin: null,
	});
	const db = openDatabase(database.appUrl, 4);
	const owner = openPool(database.ownerUrl, 2);
	const base = { db, files: openFileStore(join(dataDir, 'files')), clock: systemClock, requestId: 'bench' };
	const password = 'mat-khau-do-luong';
	const { tenantId, unitId, personId } = await setUpOrganisation(foundingDoor(base), {
		name: 'Đảng bộ đo tải',
		kind: 'grassroots_committee',
		fullName: 'Nguyễn Văn Đo',
		login: 'do.luong',
		password,
	});
	await owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from) values (${tenantId}, ${randomUUID()}, ${personId}, ${unitId}, 'secretary', '2024-01-01')`;
	await owner`insert into person (tenant_id, id, full_name, given_name, sort_key, created_at)
		select ${tenantId}, gen_random_uuid(), 'Trần Thị Bình ' || n, 'Bình', 'Bình Thị Trần ' || n, now() from generate_series(1, ${members - 1}) n`;
	await owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
		select tenant_id, gen_random_uuid(), id, ${unitId}, 'official', '2024-01-01' from person where tenant_id = ${tenantId}`;
	const place = { unitId, path: treeLabel(unitId), unitName: 'Đảng bộ đo tải' };
	const secretary: Actor = {
		kind: 'person',
		tenantId,
		tenantName: '',
		isSample: false,
		userId: null,
		personId,
		name: 'Nguyễn Văn Đo',
		mustChangePassword: false,
		standings: [{ ...place, standing: 'official' }],
		roles: [{ ...place, role: 'secretary' }],
	};
	const door: Door = { ...base, actor: secretary };
	const today = dayOf(systemClock());
	const file = 'nghi-quyet-57-nq-tw.md';
	const bytes = new Uint8Array(readFileSync(join(root, 'seed/documents', file)));
	const { intakeId } = await receiveFile(door, { unitId, batchId: randomUUID(), filePath: file, bytes });
	const { documentId } = await confirmIntake(door, {
		intakeId,
		typeCode: 'NQ',
		number: '57-NQ/TW',
		issuer: 'Bộ Chính trị',
		issuedOn: '2024-12-22',
		title: 'về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia',
	});
	await publishDocument(door, { documentId, unitId, audience: 'unit', readBy: addDays(today, 10) });
	await owner`insert into section_reading (tenant_id, document_id, person_id, section_id, unit_id, seconds, reached_at)
		select r.tenant_id, r.document_id, r.person_id, c.id, r.unit_id, 60, now() from reading r
		join clause c on c.tenant_id = r.tenant_id and c.document_id = r.document_id and c.is_section
		where r.tenant_id = ${tenantId} and hashtext(r.person_id::text || c.id::text) % 10 < 6`;
	await owner`update reading r set opened_at = now(), last_read_at = now(), seconds = 60 * s.n, sections_reached = s.n,
			studied_at = case when hashtext(r.person_id::text) % 3 = 0 then now() end
		from (select person_id, count(*)::int n from section_reading where tenant_id = ${tenantId} group by person_id) s
		where r.tenant_id = ${tenantId} and r.person_id = s.person_id`;
	await owner`update document_reach d set opened = (select count(*) from reading r where r.tenant_id = d.tenant_id and r.document_id = d.document_id and r.opened_at is not null),
			studied = (select count(*) from reading r where r.tenant_id = d.tenant_id and r.document_id = d.document_id and r.studied_at is not null)
		where d.tenant_id = ${tenantId}`;
	await owner`insert into section_reach (tenant_id, document_id, unit_id, section_id, readers)
		select tenant_id, document_id, unit_id, section_id, count(*) from section_reading where tenant_id = ${tenantId} group by 1, 2, 3, 4
		on conflict (tenant_id, document_id, unit_id, section_id) do update set readers = excluded.readers`;
	const sections =
		await owner`select id from clause where tenant_id = ${tenantId} and document_id = ${documentId} and is_section order by ordinal`;
	const people =
		await owner`select id from person where tenant_id = ${tenantId} and id <> ${personId} limit 60`;
	const { programmeId } = await createProgramme(door, {
		unitId,
		title: 'Chương trình đo tải',
		documentIds: [documentId],
		startsOn: addDays(today, -10),
		endsOn: addDays(today, 300),
	});
	await issueProgramme(door, { programmeId });
	for (let index = 0; index < 60; index++) {
		await addTask(door, {
			programmeId,
			title: `Nhiệm vụ số ${index + 1}`,
			resultExpected: 'Báo cáo kết quả',
			ownerId: people[index % people.length]?.['id'],
			supervisorId: personId,
			helperIds: [],
			dueOn: addDays(today, (index % 40) - 5),
			clauseIds: [sections[index % Math.max(1, sections.length - 2)]?.['id']],
		});
	}
	await owner`vacuum analyze`;
	await db.destroy();
	await owner.end({ timeout: 2 });
	return { documentId, login: 'do.luong', password, stop: database.stop };
};
