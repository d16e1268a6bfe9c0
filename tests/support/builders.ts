import { randomUUID } from 'node:crypto';
import { nameParts } from '#lib/features/organisation/domain/person-name.ts';
import { foundingDoor, setUpOrganisation } from '#lib/features/organisation/set-up.server.ts';
import type { Actor, Role, Standing } from '#lib/shared/actor.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import type { TestDatabase } from './database.ts';

export type TestUnit = { id: string; path: string; name: string };
export type TestTenant = { tenantId: string; root: TestUnit };

/** A tenant with its root unit. Rows are written behind the fence: a builder sets the scene, it is not what is tested. */
export const buildTenant = async ({ owner }: TestDatabase, name = 'Đảng bộ thử'): Promise<TestTenant> => {
	const tenantId = randomUUID();
	await owner`insert into tenant (tenant_id, name, kind, created_at) values (${tenantId}, ${name}, 'grassroots_committee', now())`;
	const root = { id: randomUUID(), name };
	const path = treeLabel(root.id);
	await owner`insert into unit (tenant_id, id, kind, name, short_name, path, founded_on)
		values (${tenantId}, ${root.id}, 'grassroots_committee', ${name}, ${name}, ${path}, '2020-01-01')`;
	await writeFirstName({ owner }, tenantId, { ...root, parentId: null });
	return { tenantId, root: { ...root, path } };
};

/** The name and the place that a unit has from its founding on. */
const writeFirstName = async (
	{ owner }: Pick<TestDatabase, 'owner'>,
	tenantId: string,
	unit: { id: string; name: string; parentId: string | null },
): Promise<void> => {
	await owner`insert into unit_name (tenant_id, unit_id, valid_from, name, short_name)
		values (${tenantId}, ${unit.id}, '2020-01-01', ${unit.name}, ${unit.name})`;
	await owner`insert into unit_place (tenant_id, unit_id, valid_from, parent_id) values (${tenantId}, ${unit.id}, '2020-01-01', ${unit.parentId})`;
};

export const buildUnit = async (
	{ owner }: TestDatabase,
	tenant: TestTenant,
	name: string,
	parent: TestUnit = tenant.root,
): Promise<TestUnit> => {
	const id = randomUUID();
	const path = `${parent.path}.${treeLabel(id)}`;
	await owner`insert into unit (tenant_id, id, kind, name, short_name, parent_id, path, founded_on)
		values (${tenant.tenantId}, ${id}, 'cell', ${name}, ${name}, ${parent.id}, ${path}, '2020-01-01')`;
	await writeFirstName({ owner }, tenant.tenantId, { id, name, parentId: parent.id });
	return { id, path, name };
};

/** A person of a unit with a standing and roles, and the actor that they are when signed in. */
export const buildPerson = async (
	{ owner }: TestDatabase,
	tenant: TestTenant,
	unit: TestUnit,
	fullName: string,
	place: { standing?: Standing; roles?: Role[] } = { standing: 'official' },
): Promise<Actor & { personId: string }> => {
	const personId = randomUUID();
	const parts = nameParts(fullName);
	await owner`insert into person (tenant_id, id, full_name, given_name, sort_key, created_at)
		values (${tenant.tenantId}, ${personId}, ${parts.fullName}, ${parts.givenName}, ${parts.sortKey}, now())`;
	if (place.standing) {
		await owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
			values (${tenant.tenantId}, ${randomUUID()}, ${personId}, ${unit.id}, ${place.standing}, '2024-01-01')`;
	}
	for (const role of place.roles ?? []) {
		await owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from)
			values (${tenant.tenantId}, ${randomUUID()}, ${personId}, ${unit.id}, ${role}, '2024-01-01')`;
	}
	const at = { unitId: unit.id, path: unit.path, unitName: unit.name };
	return {
		kind: 'person',
		tenantId: tenant.tenantId,
		tenantName: tenant.root.name,
		isSample: false,
		userId: null,
		personId,
		name: fullName,
		mustChangePassword: false,
		standings: place.standing ? [{ ...at, standing: place.standing }] : [],
		roles: (place.roles ?? []).map((role) => ({ ...at, role })),
	};
};

/** An organisation set up as the first page does it, through the command. */
export const setUpByCommand = async (database: TestDatabase, login = 'quan.tri') => {
	const { actor: _visitor, ...door } = database.door({} as Actor);
	return setUpOrganisation(foundingDoor(door), {
		name: 'Chi bộ Sở Thông tin và Truyền thông',
		kind: 'cell',
		fullName: 'Nguyễn Thị Quản Trị',
		login,
		password: 'mat-khau-dai-du',
	});
};
