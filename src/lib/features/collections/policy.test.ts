import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import { mayBeginCollection, mayDisposeOfCollection, mayKeepCollection, maySeeCollection } from './policy.ts';

const at = (unitId: string) => ({ unitId, path: unitId, unitName: unitId });
const person = (personId: string, unitId: string, ...roles: Role[]): Actor => ({
	...systemActor('t'),
	kind: 'person',
	personId,
	standings: [{ ...at(unitId), standing: 'official' }],
	roles: roles.map((role) => ({ ...at(unitId), role })),
});
const own = { ownerId: 'p1', unitId: 'u1', isShared: false };
const shared = { ...own, isShared: true };
const rights = (actor: Actor, facts: typeof own): string =>
	[
		maySeeCollection(actor, facts).allowed ? 's' : '-',
		mayKeepCollection(actor, facts).allowed ? 'k' : '-',
		mayDisposeOfCollection(actor, facts).allowed ? 'd' : '-',
	].join('');

test.each([
	['owner', person('p1', 'u1'), 'skd', 'skd'],
	['member of the unit', person('p2', 'u1'), '---', 's--'],
	['committee member', person('p2', 'u1', 'committee_member'), '---', 's--'],
	['clerk', person('p2', 'u1', 'clerk'), '---', 'sk-'],
	['deputy', person('p2', 'u1', 'deputy'), '---', 'sk-'],
	['secretary', person('p2', 'u1', 'secretary'), '---', 'sk-'],
	['secretary of another unit', person('p2', 'u2', 'secretary'), '---', '---'],
	['administrator', person('p2', 'u2', 'administrator'), '---', '---'],
	['system', systemActor('t'), '---', '---'],
])('what %s may do with a private and with a shared collection', (_, actor, withOwn, withShared) => {
	expect([rights(actor, own), rights(actor, shared)]).toEqual([withOwn, withShared]);
});

test('a collection is begun where one has a place', () => {
	expect(mayBeginCollection(person('p1', 'u1'), 'u1').allowed).toBe(true);
	expect(mayBeginCollection(person('p1', 'u1'), 'u2').allowed).toBe(false);
	expect(mayBeginCollection(systemActor('t'), 'u1').allowed).toBe(false);
});
