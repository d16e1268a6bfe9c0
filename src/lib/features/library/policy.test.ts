import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import { mayFile, mayReadDocument } from './policy.ts';

const cell = { id: 'cell', path: 'root.cell' };
const root = { id: 'root', path: 'root' };
const holding = (role: Role | null, at = cell): Actor => ({
	...systemActor('tenant'),
	kind: 'person',
	personId: 'someone',
	standings: [{ unitId: at.id, path: at.path, unitName: '', standing: 'official' }],
	roles: role ? [{ unitId: at.id, path: at.path, unitName: '', role }] : [],
});

// Who files documents, and who reads one that is only filed, published to others, or published above.
test.each([
	['clerk', true, true, true, true],
	['secretary', true, true, true, true],
	['deputy', true, true, true, true],
	['committee_member', false, true, true, true],
	['administrator', false, false, false, false],
	['higher_officer', false, false, true, false],
	[null, false, false, false, false],
] as const)(
	'%s: files %s, reads filed %s, published %s, of above %s',
	(role, files, filed, published, above) => {
		const actor = holding(role);
		const facts = { holder: cell, isPublished: false, publishedIn: [], isReader: false };
		expect(mayFile(actor, cell.id).allowed).toBe(files);
		expect(mayReadDocument(actor, facts).allowed).toBe(filed);
		expect(mayReadDocument(actor, { ...facts, isPublished: true, publishedIn: [cell] }).allowed).toBe(
			published,
		);
		expect(
			mayReadDocument(actor, { ...facts, holder: root, isPublished: true, publishedIn: [root] }).allowed,
		).toBe(above);
	},
);

test('whoever it was published to reads it; nobody of another unit does', () => {
	const facts = { holder: cell, isPublished: true, publishedIn: [cell], isReader: false };
	expect(mayReadDocument(holding(null), { ...facts, isReader: true }).allowed).toBe(true);
	expect(mayReadDocument(holding('secretary', { id: 'other', path: 'root.other' }), facts).allowed).toBe(
		false,
	);
});
