import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import { mayPublish, mayRemoveSummary, maySeeReaders, maySummarise } from './policy.ts';

const cell = { id: 'cell', path: 'root.cell' };
const root = { id: 'root', path: 'root' };
const holding = (role: Role | null): Actor => ({
	...systemActor('tenant'),
	kind: 'person',
	personId: 'someone',
	roles: role ? [{ unitId: cell.id, path: cell.path, unitName: '', role }] : [],
});

test.each([
	['clerk', true, true, false],
	['secretary', true, true, true],
	['deputy', true, true, true],
	['committee_member', false, true, true],
	['administrator', false, false, false],
	['higher_officer', false, false, false],
	[null, false, false, false],
] as const)('%s: publishes %s, sees readers %s, summarises %s', (role, publishes, sees, summarises) => {
	const actor = holding(role);
	expect(mayPublish(actor, { unit: cell, holder: cell, isPublished: false }).allowed).toBe(publishes);
	expect(maySeeReaders(actor, cell.id).allowed).toBe(sees);
	expect(maySummarise(actor, cell.id).allowed).toBe(summarises);
});

test('a document of a unit above is published further down once that unit has published it', () => {
	const facts = { unit: cell, holder: root };
	expect(mayPublish(holding('clerk'), { ...facts, isPublished: false }).allowed).toBe(false);
	expect(mayPublish(holding('clerk'), { ...facts, isPublished: true }).allowed).toBe(true);
	expect(
		mayPublish(holding('clerk'), { unit: cell, holder: { id: 'x', path: 'root.x' }, isPublished: true })
			.allowed,
	).toBe(false);
});

test('a summary is taken away by its author or the secretary', () => {
	expect(mayRemoveSummary(holding(null), { unitId: cell.id, authorId: 'someone' }).allowed).toBe(true);
	expect(mayRemoveSummary(holding('secretary'), { unitId: cell.id, authorId: 'other' }).allowed).toBe(true);
	expect(mayRemoveSummary(holding('deputy'), { unitId: cell.id, authorId: 'other' }).allowed).toBe(false);
});
