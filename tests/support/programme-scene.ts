import { addTask, createProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';
import { sceneDocument } from './trace-scene.ts';

/** A cell with an issued programme for two documents: secretary (follows), owner, helper, and somebody of the cell besides. */
export const programmeScene = async (database: TestDatabase, ends = '2026-12-31') => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const owner = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const helper = await buildPerson(database, tenant, cell, 'Lê Thị Bình');
	const colleague = await buildPerson(database, tenant, cell, 'Đinh Thị Em');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Một', 'Hai', 'Ba']);
	const other = await sceneDocument(database, tenant, cell, secretary.personId, ['Bốn'], {
		number: '06-NQ/CB',
		title: 'Về chuyển đổi số',
	});
	const door = database.door(secretary);
	const { programmeId } = await createProgramme(door, {
		unitId: cell.id,
		title: 'Chương trình hành động',
		documentIds: [document.id, other.id],
		startsOn: '2026-11-01',
		endsOn: ends,
	});
	await issueProgramme(door, { programmeId });
	const section = (at: number): string => document.sections[at]?.id ?? '';
	const give = async (title: string, more: Record<string, unknown> = {}): Promise<string> => {
		const { taskId } = await addTask(door, {
			programmeId,
			title,
			resultExpected: 'Có kết quả kiểm tra được',
			ownerId: owner.personId,
			supervisorId: secretary.personId,
			helperIds: [helper.personId],
			dueOn: '2026-12-15',
			clauseIds: [section(0)],
			...more,
		});
		return taskId;
	};
	const unit = { id: cell.id, path: cell.path };
	return {
		tenant,
		cell,
		unit,
		secretary,
		owner,
		helper,
		colleague,
		document,
		other,
		door,
		programmeId,
		section,
		give,
	};
};
