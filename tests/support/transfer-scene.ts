import '#lib/features/contributions.server.ts';
import { startTransfer } from '#lib/features/transfers/commands.server.ts';
import { issueTransfer } from '#lib/features/transfers/issue.server.ts';
import { transferPage, transfersPage } from '#lib/features/transfers/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

const today = '2026-11-23';

/** Two organisations of one installation between which a member goes, and what is asked of them. */
export const transferScenes = (database: TestDatabase) => {
	const door = (actor: Actor) => database.door(actor);
	const visit = () => {
		const { actor: _nobody, ...rest } = database.door({} as Actor);
		return rest;
	};
	/** Two organisations of one installation, each with a cell, and one member who goes from the one to the other. */
	const scene = async (name = 'Trần Văn An') => {
		const home = await buildTenant(database, 'Đảng bộ Sở A');
		const away = await buildTenant(database, 'Đảng ủy phường B');
		const cell = await buildUnit(database, home, 'Chi bộ Văn phòng');
		const sisterCell = await buildUnit(database, home, 'Chi bộ Thanh tra');
		const person = (fullName: string, ...roles: Role[]) =>
			buildPerson(database, home, cell, fullName, { standing: 'official', roles });
		const secretary = await person('Nguyễn Thị Bí Thư', 'secretary');
		const deputy = await person('Phạm Văn Phó', 'deputy');
		const clerk = await person('Võ Thị Thư', 'clerk');
		const member = await person(name);
		const second = await person('Lê Thị Bình');
		const sister = await buildPerson(database, home, sisterCell, 'Hồ Văn Bạn', {
			standing: 'official',
			roles: ['secretary'],
		});
		const ward = await buildUnit(database, away, 'Chi bộ tổ dân phố 5');
		const office = await buildPerson(database, away, away.root, 'Đinh Thị Đảng Ủy', {
			standing: 'official',
			roles: ['secretary'],
		});
		const wardHead = await buildPerson(database, away, ward, 'Mai Văn Phố', {
			standing: 'official',
			roles: ['secretary'],
		});
		const [membership] = await database.owner`select id from membership where person_id = ${member.personId}`;
		const where = {
			membershipId: String(membership?.['id']),
			kind: 'official',
			toTenantId: away.tenantId,
			reason: 'Chuyển công tác',
			effectiveOn: '2026-11-20',
		};
		return {
			home,
			away,
			cell,
			ward,
			secretary,
			deputy,
			clerk,
			member,
			second,
			sister,
			office,
			wardHead,
			where,
		};
	};
	type Scene = Awaited<ReturnType<typeof scene>>;
	const issued = async (given: Scene, more: Record<string, unknown> = {}) => {
		const { transferId } = await startTransfer(door(given.clerk), { ...given.where, ...more });
		await issueTransfer(door(given.secretary), { transferId, issuedOn: '2026-11-18' });
		return transferId;
	};
	const incomingOf = async (given: Scene) => {
		const page = await look(door(given.office), (tx) =>
			transfersPage(tx, given.office, { view: 'coming', page: 1, today }),
		);
		return page.incoming;
	};
	const pageOf = (actor: Actor, id: string) =>
		look(door(actor), (tx) => transferPage(tx, actor, { id, today }));
	return { door, visit, scene, issued, incomingOf, pageOf };
};
