import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { mayTrace, type TraceFacts, tracePowers } from './policy.ts';

const cell = { id: 'cell', path: 'top.cell' };
const top = { id: 'top', path: 'top' };
const person = (role: Role | null, unit = cell): Actor => ({
	...systemActor('t'),
	kind: 'person',
	personId: 'p',
	roles: role ? [{ unitId: unit.id, path: unit.path, unitName: '', role }] : [],
	standings: role ? [] : [{ unitId: unit.id, path: unit.path, unitName: '', standing: 'official' }],
});
const facts = (over: Partial<TraceFacts> = {}): TraceFacts => ({
	unit: cell,
	holder: cell,
	isPublished: true,
	isPublishedHere: true,
	isReader: false,
	...over,
});
const filed = facts({ isPublished: false, isPublishedHere: false });
const fromAbove = facts({ holder: top, isPublishedHere: false });

describe('who may see the trace', () => {
	const cases: [string, Actor, TraceFacts, boolean][] = [
		['the reader', person(null), facts({ isReader: true }), true],
		['a member to whom it is not published', person(null), facts(), false],
		['the reader, asking for a unit that is not theirs', person(null, top), facts({ isReader: true }), false],
		['the secretary, once filed', person('secretary'), filed, true],
		['the clerk, once filed', person('clerk'), filed, true],
		['the committee member, published in the unit above', person('committee_member'), fromAbove, true],
		[
			'the secretary, filed but unpublished in the unit above',
			person('secretary'),
			{ ...fromAbove, isPublished: false },
			false,
		],
		['the administrator', person('administrator'), facts(), false],
		['the officer of the unit above', person('higher_officer', top), facts(), true],
		['the officer of the unit above, before it is published', person('higher_officer', top), filed, false],
		['the secretary of the unit above, without following the cell', person('secretary', top), facts(), false],
		['a job', systemActor('t'), filed, true],
	];
	test.each(cases)('%s', (_name, actor, given, expected) => {
		expect(mayTrace(actor, given).allowed).toBe(expected);
	});
});

test('what each role may do from the trace', () => {
	const line = (role: Role, unit = cell): string =>
		Object.entries(tracePowers(person(role, unit), cell))
			.flatMap(([name, may]) => (may ? [name] : []))
			.join(' ');
	expect(line('secretary')).toBe('publish summarise assign seeNames seeDrafts seeBelow');
	expect(line('deputy')).toBe('publish summarise assign seeNames seeDrafts seeBelow');
	expect(line('committee_member')).toBe('summarise assign seeNames seeDrafts seeBelow');
	expect(line('clerk')).toBe('publish seeNames');
	expect(line('administrator')).toBe('');
	expect(line('higher_officer', top)).toBe('seeBelow');
});
