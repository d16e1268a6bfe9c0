import { expect, test } from 'vitest';
import { type Actor, type Role, roles, systemActor } from '#lib/shared/actor.ts';
import { mayAssignRoles, mayManageUnit, maySeeUnit } from './policy.ts';

const unit = { unitId: 'cell', path: 'root.committee.cell' };
const holding = (role: Role, path: string): Actor => ({
	...systemActor('tenant'),
	kind: 'person',
	roles: [{ role, path, unitId: path.split('.').at(-1) ?? '', unitName: '' }],
});
const rolesAllowed = (
	may: (actor: Actor, facts: typeof unit) => { allowed: boolean },
	path: string,
): Role[] => roles.filter((role) => may(holding(role, path), unit).allowed);

test('people of a unit are managed by its secretary and by administrators of it or above', () => {
	expect(rolesAllowed(mayManageUnit, 'root.committee.cell')).toEqual(['secretary', 'administrator']);
	expect(rolesAllowed(mayManageUnit, 'root.committee')).toEqual(['administrator']);
	expect(rolesAllowed(mayManageUnit, 'root.committee.other')).toEqual([]);
});

test('roles are given by administrators of the unit or above only', () => {
	expect(rolesAllowed(mayAssignRoles, 'root.committee.cell')).toEqual(['administrator']);
	expect(rolesAllowed(mayAssignRoles, 'root')).toEqual(['administrator']);
	expect(rolesAllowed(mayAssignRoles, 'root.other')).toEqual([]);
});

test('the people of a unit are seen by its own and by those who answer for it above', () => {
	expect(rolesAllowed(maySeeUnit, 'root.committee.cell')).toEqual([...roles]);
	expect(rolesAllowed(maySeeUnit, 'root')).toEqual([
		'secretary',
		'deputy',
		'administrator',
		'higher_officer',
	]);
	expect(rolesAllowed(maySeeUnit, 'root.committee.other')).toEqual([]);
});
