import '#lib/features/proposals/rounds.server.ts';
import '#lib/features/reading/due.server.ts';
import '#lib/features/study/due.server.ts';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { beginRound } from '#lib/features/study/commands.server.ts';
import { roundPage } from '#lib/features/study/queries.server.ts';
import { addSession } from '#lib/features/study/sessions.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';
import { sceneDocument, scenePublication, sceneReader } from './trace-scene.ts';

/** A study round of a document, being prepared. */
export const studyScenes = (database: TestDatabase) => {
	const scene = async ({ isPublished = true }: { isPublished?: boolean } = {}) => {
		const tenant = await buildTenant(database);
		const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
		const other = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
		const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
			standing: 'official',
			roles: ['secretary'],
		});
		const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
		const staff = await buildPerson(database, tenant, cell, 'Lê Thị Quần Chúng', { standing: 'non_party' });
		const stranger = await buildPerson(database, tenant, other, 'Đỗ Văn Ngoài');
		const document = await sceneDocument(database, tenant, cell, secretary.personId, [
			'Công tác chuyên môn',
			'Đạo đức công vụ',
		]);
		if (isPublished) {
			const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
				readBy: '2026-12-01',
				assigned: 3,
				opened: 0,
				studied: 0,
				readers: {},
			});
			for (const person of [secretary, member, staff])
				await sceneReader(database, tenant, cell, publication, document.id, person.personId, '2026-12-01');
		}
		const lead = database.door(secretary);
		const { roundId } = await beginRound(lead, {
			unitId: cell.id,
			title: 'Quán triệt Nghị quyết 57-NQ/TW',
			guidance: 'Điểm mới là gì?\nĐơn vị làm gì?',
			startsOn: '2026-11-23',
			paperDueOn: '2026-12-07',
			documentIds: [document.id],
		});
		const session = (day = '2026-11-23') =>
			addSession(lead, {
				roundId,
				day,
				time: '08:00',
				minutes: 180,
				place: 'Hội trường',
				speaker: 'Đồng chí Báo cáo viên',
			});
		const page = (actor: Actor) =>
			look(database.door(actor), (tx) => roundPage(tx, actor, roundId, '2026-11-23'));
		const duties = (actor: Actor & { personId: string }) =>
			look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 6)).then(
				({ items }) => items.map(({ kind }) => kind).filter((kind) => kind.startsWith('study')),
			);
		return {
			tenant,
			cell,
			secretary,
			member,
			staff,
			stranger,
			document,
			lead,
			roundId,
			session,
			page,
			duties,
		};
	};
	return { scene };
};
