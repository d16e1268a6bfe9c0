import { expect, test } from 'vitest';
import { type Actor, roles, systemActor } from '#lib/shared/actor.ts';
import { mayExport, mayHavePage } from './policy.ts';

const place = { unitId: 'cell', path: 'a.cell', unitName: '' };
const actor: Actor = {
	...systemActor('t'),
	kind: 'person',
	personId: 'me',
	roles: roles.map((role) => ({ role, ...place })),
	standings: [{ standing: 'official', ...place }],
};

test('my page and its export are each person’s own, whatever roles there are', () => {
	expect(mayHavePage(actor)).toBe(true);
	expect(mayExport(actor, 'me').allowed).toBe(true);
	expect(mayExport(actor, 'somebody').allowed).toBe(false);
	expect(mayHavePage(systemActor('t'))).toBe(false);
	expect(mayExport(systemActor('t'), 'me').allowed).toBe(false);
});
