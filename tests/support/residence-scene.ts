import { issueLetter, printLetter, settlePerson } from '#lib/features/liaison/links.server.ts';
import { residencePage, roundPage } from '#lib/features/liaison/queries.server.ts';
import { makeRemarkLink } from '#lib/features/liaison/remarks.server.ts';
import { openRound } from '#lib/features/liaison/rounds.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

const today = '2026-11-23';

/** A cell with those who answer for it and two members, and what they do about where they live. */
export const residenceScene = async (database: TestDatabase) => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, ...roles: Role[]) =>
		buildPerson(database, tenant, cell, name, { standing: 'official', roles });
	const secretary = await person('Nguyễn Thị Bí Thư', 'secretary');
	const deputy = await person('Phạm Văn Phó', 'deputy');
	const committee = await person('Hoàng Thị Ủy', 'committee_member');
	const other = await person('Đỗ Văn Viên', 'committee_member');
	const clerk = await person('Võ Thị Thư', 'clerk');
	const member = await person('Trần Văn An');
	const second = await person('Lê Thị Bình');
	const officer = await buildPerson(database, tenant, tenant.root, 'Hồ Cấp Trên', {
		roles: ['higher_officer', 'secretary'],
	});
	const settle = (actor: Actor, personId: string, given: Record<string, unknown> = {}) =>
		settlePerson(database.door(actor), {
			unitId: cell.id,
			personId,
			cell: 'Chi bộ tổ dân phố 5',
			commune: 'Đảng ủy phường Thành Sen, tỉnh Hà Tĩnh',
			validFrom: '2024-01-01',
			...given,
		});
	const letter = async (linkId: string) =>
		(await issueLetter(database.door(clerk), { linkId, issuedOn: today })).letterId;
	const open = async (year = 2026) =>
		(await openRound(database.door(secretary), { unitId: cell.id, year, dueOn: '2026-12-05' })).roundId;
	const round = (actor: Actor, roundId: string) =>
		look(database.door(actor), (tx) => roundPage(tx, actor, roundId, today));
	const page = (actor: Actor) =>
		look(database.door(actor), (tx) => residencePage(tx, actor, { unitId: cell.id, today }));
	/** A round with the member in it, and the request about the member. */
	const asked = async (year = 2026) => {
		const roundId = await open(year);
		const { waiting } = await round(secretary, roundId);
		const request = waiting.find(({ personId }) => personId === member.personId);
		if (!request) throw new Error('The member is not asked about');
		return { roundId, requestId: request.id };
	};
	const remarkToken = async (requestId: string) =>
		(await makeRemarkLink(database.door(clerk), { requestId })).token;
	const receiptToken = async (letterId: string) =>
		(await printLetter(database.door(clerk), { letterId })).token;
	const { actor: _nobody, ...visit } = database.door(member);
	return {
		today,
		tenant,
		cell,
		secretary,
		deputy,
		committee,
		other,
		clerk,
		member,
		second,
		officer,
		settle,
		letter,
		open,
		round,
		page,
		asked,
		remarkToken,
		receiptToken,
		visit,
	};
};
