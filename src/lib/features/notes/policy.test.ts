import { expect, test } from 'vitest';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { mayKeepNote } from './policy.ts';

const person = (personId: string): Actor => ({ ...systemActor('t'), kind: 'person', personId });
const at = { unitId: 'u', path: 'u', unitName: 'Chi bộ' };

test('a note is kept by its writer and by nobody else, whatever their office', () => {
	expect(mayKeepNote(person('p1'), 'p1').allowed).toBe(true);
	const secretary: Actor = { ...person('p2'), roles: [{ ...at, role: 'secretary' }] };
	for (const actor of [person('p2'), secretary, systemActor('t')])
		expect(mayKeepNote(actor, 'p1')).toEqual({ allowed: false, key: 'failure_not_found' });
	expect(mayKeepNote(systemActor('t'), null).allowed).toBe(false);
});
