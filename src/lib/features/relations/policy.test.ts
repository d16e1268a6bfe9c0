import { expect, test } from 'vitest';
import { type Actor, type Role, roles, systemActor } from '#lib/shared/actor.ts';
import { mayReadText, mayRelate } from './policy.ts';

const actor = (role: Role, unitId = 'u'): Actor => ({
	...systemActor('t'),
	kind: 'person',
	personId: 'p',
	roles: [{ unitId, path: unitId, unitName: '', role }],
});

test.each(roles)('%s decides on relations if they file documents there', (role) => {
	const may = ['clerk', 'secretary', 'deputy'].includes(role);
	expect(mayRelate(actor(role), 'u').allowed).toBe(may);
	expect(mayRelate(actor(role, 'elsewhere'), 'u').allowed).toBe(false);
});

test('only the system reads texts of its own accord', () => {
	expect(mayReadText(systemActor('t')).allowed).toBe(true);
	expect(mayReadText(actor('clerk')).allowed).toBe(false);
});
