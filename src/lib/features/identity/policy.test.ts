import { expect, test } from 'vitest';
import { type Actor, type Role, roles, systemActor } from '#lib/shared/actor.ts';
import { isSelf, mayManageAccount } from './policy.ts';

const holding = (role: Role, path: string): Actor => ({
	...systemActor('tenant'),
	kind: 'person',
	personId: 'somebody',
	roles: [{ role, path, unitId: path.split('.').at(-1) ?? '', unitName: '' }],
});
const member = { path: 'root.committee.cell', holdsRole: false };
const rolesAllowed = (path: string, places = [member]): Role[] =>
	roles.filter((role) => mayManageAccount(holding(role, path), places).allowed);

test('accounts are managed by administrators of the unit or above, never by its secretary', () => {
	expect(rolesAllowed('root.committee.cell')).toEqual(['administrator']);
	expect(rolesAllowed('root')).toEqual(['administrator']);
	expect(rolesAllowed('root.committee.other')).toEqual([]);
	expect(rolesAllowed('root.committee.cell.group')).toEqual([]);
});

test('one unit of the person is enough, as long as every role of theirs lies within what is administered', () => {
	const elsewhere = { path: 'root.other', holdsRole: false };
	expect(rolesAllowed('root.committee', [member, elsewhere])).toEqual(['administrator']);
	const above = { path: 'root', holdsRole: true };
	expect(rolesAllowed('root.committee', [member, above])).toEqual([]);
	expect(rolesAllowed('root', [member, above])).toEqual(['administrator']);
});

test('a person without any place has nobody who manages their account; the system may always', () => {
	expect(rolesAllowed('root', [])).toEqual([]);
	expect(mayManageAccount(systemActor('tenant'), []).allowed).toBe(true);
});

test('own password and sessions are for people, not for the system', () => {
	expect(isSelf(holding('clerk', 'root')).allowed).toBe(true);
	expect(isSelf(systemActor('tenant')).allowed).toBe(false);
});
