import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import '#lib/features/contributions.server.ts';
import { inviteUnit } from '#lib/features/identity/invite-many.server.ts';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { addUnit, renameUnit } from '#lib/features/organisation/commands.server.ts';
import { timelineOf } from '#lib/features/organisation/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { addAct } from './acts.server.ts';
import { checkReorganisation, decideReorganisation, draftReorganisation } from './commands.server.ts';
import { carryOutDue } from './jobs.server.ts';
import { formerPage, hasFormerUnits } from './queries-former.server.ts';

const database = useDatabase();
const today = '2026-11-23';

const scene = async () => {
	const tenant = await buildTenant(database);
	const administrator = await buildPerson(database, tenant, tenant.root, 'Nguyễn Quản Trị', {
		roles: ['administrator'],
	});
	const secretary = await buildPerson(database, tenant, tenant.root, 'Lê Bí Thư', { roles: ['secretary'] });
	const one = await buildUnit(database, tenant, 'Chi bộ Một');
	const two = await buildUnit(database, tenant, 'Chi bộ Hai');
	return { tenant, administrator, secretary, one, two, door: database.door(administrator) };
};

test('a unit that is added or renamed by hand has its history as one that was reorganised', async () => {
	const { tenant, door } = await scene();
	const { unitId } = await addUnit(door, {
		parentId: tenant.root.id,
		kind: 'cell',
		name: 'Chi bộ Mới',
		shortName: 'Chi bộ Mới',
		from: '2026-01-01',
	});
	await renameUnit(door, {
		unitId,
		name: 'Chi bộ Khác',
		shortName: 'Chi bộ Khác',
		from: '2026-06-01',
		decisionNumber: '12-QĐ/ĐU',
	});
	const events = await look(door, (tx) => timelineOf(tx, tenant.tenantId, unitId));
	expect(
		events.map(({ kind, effectiveOn, decisionNumber, before, after }) => [
			kind,
			effectiveOn,
			decisionNumber,
			before,
			after,
		]),
	).toEqual([
		['rename', '2026-06-01', '12-QĐ/ĐU', 'Chi bộ Mới', 'Chi bộ Khác'],
		['found', '2026-01-01', '', '', ''],
	]);
});

test('a reorganisation asks for its decision, tells that its day comes, and the successor reads what was closed', async () => {
	const { tenant, administrator, secretary, one, two, door } = await scene();
	const head = await buildPerson(database, tenant, two, 'Mai Bí Thư Hai', {
		standing: 'official',
		roles: ['secretary'],
	});
	const gone = await buildPerson(database, tenant, one, 'Trần Văn Cũ', {
		standing: 'official',
		roles: ['secretary'],
	});
	await database.owner`insert into meeting (tenant_id, id, unit_id, kind, title, starts_at, minutes_planned, chair_id, taker_id, state, check_in_code, conclusion, created_by, created_at, closed_at)
		values (${tenant.tenantId}, ${randomUUID()}, ${one.id}, 'regular', 'Họp chi bộ tháng 10', '2026-10-05T08:00:00+07:00', 90, ${gone.personId}, ${gone.personId}, 'closed', '123456', 'Thống nhất', ${gone.personId}, '2026-10-01', '2026-10-05')`;
	const kindsOf = (actor: Actor & { personId: string }) =>
		look(database.door(actor), async (tx) =>
			(await ownDuties(tx, tenant.tenantId, actor.personId, 20, today)).items
				.map(({ kind }) => kind)
				.filter((kind) => kind.startsWith('reorganisation')),
		);
	const { reorganisationId } = await draftReorganisation(door, {
		unitId: tenant.root.id,
		title: 'Sáp nhập',
		effectiveOn: '2026-11-28',
	});
	await addAct(door, { reorganisationId, kind: 'merge', sourceIds: [one.id], targetId: two.id });
	expect(await kindsOf(administrator)).toEqual([]);
	await checkReorganisation(door, { reorganisationId });
	expect([await kindsOf(administrator), await kindsOf(secretary), await kindsOf(head)]).toEqual([
		['reorganisation_decide'],
		['reorganisation_decide'],
		[],
	]);
	await decideReorganisation(door, { reorganisationId, decisionNumber: '18-QĐ/ĐU', decidedOn: today });
	expect(await kindsOf(secretary)).toEqual(['reorganisation_waits']);
	const { actor: _nobody, ...visit } = database.door(
		administrator,
		() => new Date('2026-11-28T09:00:00+07:00'),
	);
	expect(await carryOutDue(visit)).toMatchObject({ done: 1 });
	expect(await kindsOf(secretary)).toEqual([]);
	expect(await look(door, (tx) => hasFormerUnits(tx, tenant.tenantId, two.id))).toBe(true);
	const page = await look(database.door(head), (tx) => formerPage(tx, head, two.id));
	expect(
		page.former.map(({ name, records }) => [name, records.map(({ kind, title }) => [kind, title])]),
	).toEqual([['Chi bộ Một', [['meeting', 'Họp chi bộ tháng 10']]]]);
	await expect(look(door, (tx) => formerPage(tx, administrator, two.id))).rejects.toMatchObject({
		kind: 'missing',
	});
	const other = await scene();
	await expect(look(other.door, (tx) => formerPage(tx, other.secretary, two.id))).rejects.toMatchObject({
		kind: 'missing',
	});
});

test('the people of a unit are invited at once, each by a link of their own; again, the earlier links are over', async () => {
	const { tenant, one, door, secretary } = await scene();
	for (const name of ['Đỗ Văn Một', 'Hà Thị Hai']) await buildPerson(database, tenant, one, name);
	const first = await inviteUnit(door, { unitId: one.id });
	expect(first.invited.map(({ fullName }) => fullName).sort()).toEqual(['Hà Thị Hai', 'Đỗ Văn Một'].sort());
	expect(new Set(first.invited.map(({ token }) => token)).size).toBe(2);
	await inviteUnit(door, { unitId: one.id });
	const open =
		await database.owner`select count(*)::int as n from invitation where tenant_id = ${tenant.tenantId} and used_at is null`;
	expect(open[0]?.['n']).toBe(2);
	await expect(inviteUnit(database.door(secretary), { unitId: one.id })).rejects.toMatchObject({
		kind: 'refused',
	});
});
