import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { enterCertificate } from '#lib/features/training/certificates.server.ts';
import { planCourse } from '#lib/features/training/courses.server.ts';
import { raiseNeed } from '#lib/features/training/needs.server.ts';
import { gapsPage } from '#lib/features/training/queries-gaps.server.ts';
import { recordPage } from '#lib/features/training/record.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

const today = '2026-11-23';
const year = 2026;

/** A cell with a secretary, a deputy, a clerk and two members, an officer above, and what they do about training. */
export const trainingScene = async (database: TestDatabase) => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, ...roles: Role[]) =>
		buildPerson(database, tenant, cell, name, { standing: 'official', roles });
	const secretary = await person('Nguyễn Thị Bí Thư', 'secretary');
	const deputy = await person('Phạm Văn Phó', 'deputy');
	const clerk = await person('Võ Thị Thư', 'clerk');
	const member = await person('Trần Văn An');
	const second = await person('Lê Thị Bình');
	const officer = await buildPerson(database, tenant, tenant.root, 'Hồ Cấp Trên', {
		roles: ['higher_officer'],
	});
	const plan = (actor: Actor, given: Record<string, unknown> = {}) =>
		planCourse(database.door(actor), {
			unitId: cell.id,
			title: 'Bồi dưỡng kỹ năng số',
			strand: 'professional',
			startsOn: '2026-11-10',
			endsOn: '2026-11-12',
			hours: 40,
			personIds: [member.personId],
			...given,
		});
	const enter = (actor: Actor, personId: string, given: Record<string, unknown> = {}) =>
		enterCertificate(database.door(actor), {
			unitId: cell.id,
			personId,
			kind: 'politics_intermediate',
			issuer: 'Trường Chính trị tỉnh',
			issuedOn: '2020-06-01',
			...given,
		});
	const raise = (actor: Actor, personId: string, body = 'Học xử lý sự cố an toàn thông tin') =>
		raiseNeed(database.door(actor), { unitId: cell.id, personId, strand: 'skills', body });
	const record = (actor: Actor, personId: string) =>
		look(database.door(actor), (tx) => recordPage(tx, actor, { personId, unitId: cell.id, year }, today));
	const gaps = (actor: Actor, unitId = cell.id) =>
		look(database.door(actor), (tx) => gapsPage(tx, actor, { unitId, year }, today));
	const duties = (actor: Actor & { personId: string }) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 9, today)).then(
			({ items }) => items.map(({ kind, name, dueOn }) => `${kind} ${name} ${dueOn}`),
		);
	return {
		tenant,
		cell,
		secretary,
		deputy,
		clerk,
		member,
		second,
		officer,
		plan,
		enter,
		raise,
		record,
		gaps,
		duties,
	};
};
