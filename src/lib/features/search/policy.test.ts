import { expect, test } from 'vitest';
import { type Actor, roles, systemActor } from '#lib/shared/actor.ts';
import { mayChangeAbbreviations, mayKeepSearches } from './policy.ts';

const actor = (over: Partial<Actor>): Actor => ({ ...systemActor('t'), kind: 'person', ...over });

test('administrators and clerks change the table of abbreviations, nobody else', () => {
	const may = roles.filter(
		(role) =>
			mayChangeAbbreviations(
				actor({ personId: 'p', roles: [{ role, unitId: 'u', path: 'u', unitName: '' }] }),
			).allowed,
	);
	expect(may.sort()).toEqual(['administrator', 'clerk']);
	expect(mayChangeAbbreviations(actor({ personId: 'p' })).allowed).toBe(false);
});

test('every person keeps searches of their own', () => {
	expect(mayKeepSearches(actor({ personId: 'p' })).allowed).toBe(true);
	expect(mayKeepSearches(actor({})).allowed).toBe(false);
});
