import { expect, test } from 'vitest';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { checkReorganisation, decideReorganisation } from './commands.server.ts';
import { beginTemplate, placeUnits } from './commands-template.server.ts';
import { carryOutDue } from './jobs.server.ts';
import { reorganisationPage } from './queries-plan.server.ts';
import { templatePlaces, templateStart } from './queries-template.server.ts';

const database = useDatabase();

test('the template of 2025: district ended, communes founded, grassroots placed, all of it an ordinary plan that is carried out', async () => {
	const tenant = await buildTenant(database, 'Đảng bộ tỉnh');
	await database.owner`update unit set kind = 'provincial_committee' where id = ${tenant.root.id}`;
	const district = await buildUnit(database, tenant, 'Đảng bộ huyện');
	await database.owner`update unit set kind = 'superior_committee' where id = ${district.id}`;
	const [one, two] = [
		await buildUnit(database, tenant, 'Đảng bộ cơ sở Một', district),
		await buildUnit(database, tenant, 'Đảng bộ cơ sở Hai', district),
	];
	await database.owner`update unit set kind = 'grassroots_committee' where id in (${one.id}, ${two.id})`;
	const administrator = await buildPerson(database, tenant, tenant.root, 'Nguyễn Quản Trị', {
		roles: ['administrator'],
	});
	await buildPerson(database, tenant, district, 'Trần Huyện Ủy');
	const door = database.door(administrator);
	const start = await look(door, (tx) => templateStart(tx, administrator, { code: '2025', unitId: null }));
	expect(start.candidates).toEqual([{ value: district.id, label: 'Đảng bộ huyện', below: 2 }]);
	const { reorganisationId } = await beginTemplate(door, {
		unitId: tenant.root.id,
		template: '2025',
		effectiveOn: '2025-07-01',
		endedIds: [district.id],
		founds: 'Đảng bộ xã Đông | ĐU\n\nĐảng bộ xã Tây\nĐảng bộ xã Đông',
		bodies: '',
	});
	const page = () =>
		look(door, (tx) => reorganisationPage(tx, administrator, { id: reorganisationId, splits: null }));
	expect((await page()).acts.flatMap(({ problems }) => problems.map(({ key }) => key))).toEqual([
		'people_without_successor',
		'units_without_parent',
	]);
	const places = await look(door, (tx) => templatePlaces(tx, administrator, reorganisationId));
	const group = places.groups[0];
	const east = group?.successors.find(({ label }) => label === 'Đảng bộ xã Đông')?.value;
	const west = group?.successors.find(({ label }) => label === 'Đảng bộ xã Tây')?.value;
	expect(group?.units.map(({ name }) => name).sort()).toEqual(['Đảng bộ cơ sở Hai', 'Đảng bộ cơ sở Một']);
	await placeUnits(door, {
		reorganisationId,
		places: [`${two.id}:${west}`],
		successors: [`${district.id}:${east}`],
	});
	expect((await page()).isSound).toBe(true);
	await checkReorganisation(door, { reorganisationId });
	await decideReorganisation(door, { reorganisationId, decisionNumber: '1-QĐ/TU', decidedOn: '2025-06-20' });
	const { actor: _actor, ...base } = database.door(administrator, fixedClock('2026-11-24T08:00:00+07:00'));
	expect(await carryOutDue(base)).toEqual({ done: 1, heldUp: 0 });
	const rows =
		await database.owner`select u.name, p.name as above from unit u join unit p on p.id = u.parent_id where u.tenant_id = ${tenant.tenantId} and u.dissolved_on is null order by 1`;
	expect(rows.map(({ name, above }) => [name, above])).toEqual([
		['Đảng bộ cơ sở Hai', 'Đảng bộ xã Tây'],
		['Đảng bộ cơ sở Một', 'Đảng bộ xã Đông'],
		['Đảng bộ xã Đông', 'Đảng bộ tỉnh'],
		['Đảng bộ xã Tây', 'Đảng bộ tỉnh'],
	]);
	expect((await page()).plan.state).toBe('carried_out');
});
