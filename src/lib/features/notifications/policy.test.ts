import { expect, test } from 'vitest';
import { type Role, systemActor } from '#lib/shared/actor.ts';
import { mayKeepOwn, maySeeBehind, maySeeLetters, maySetRule, mayUrge } from './policy.ts';

test.each([
	['secretary', 'see urge rule'],
	['deputy', 'see urge'],
	['committee_member', 'see'],
	['clerk', ''],
	['higher_officer', ''],
	['administrator', 'letters'],
	[null, ''],
] as const)('%s may: %s', (role: Role | null, acts) => {
	const actor = {
		...systemActor('t'),
		kind: 'person' as const,
		personId: 'me',
		roles: role ? [{ unitId: 'cell', path: 'r.cell', unitName: '', role }] : [],
	};
	const may = {
		see: maySeeBehind(actor, 'cell'),
		urge: mayUrge(actor, 'cell', 'other'),
		rule: maySetRule(actor, 'cell'),
		letters: maySeeLetters(actor),
	};
	expect(
		Object.entries(may)
			.filter(([, { allowed }]) => allowed)
			.map(([name]) => name)
			.join(' '),
	).toBe(acts);
	expect(mayUrge(actor, 'cell', 'me').allowed).toBe(false);
	expect(maySeeBehind(actor, 'another').allowed).toBe(false);
	expect(mayKeepOwn(actor).allowed).toBe(true);
});

test('the system keeps nothing of its own', () => {
	expect(mayKeepOwn(systemActor('t')).allowed).toBe(false);
});
