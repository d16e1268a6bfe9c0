import { describe, expect, test } from 'vitest';
import { type Actor, type Role, roles, systemActor } from '#lib/shared/actor.ts';
import {
	committeeOf,
	firstOverseen,
	hasUnitsToOversee,
	isInside,
	mayCarryFigures,
	mayFollowUnit,
	mayNote,
	mayOversee,
	mayTellAges,
	mayWithdrawNote,
} from './policy.ts';

const top = { unitId: 'top', path: 'top', unitName: 'Đảng ủy' };
const cell = { unitId: 'cell', path: 'top.cell', unitName: 'Chi bộ' };
const who = (role: Role | null, at = top, hasBelow = at === top): Actor => ({
	...systemActor('t'),
	kind: 'person',
	personId: 'p',
	roles: role ? [{ ...at, role, hasBelow }] : [],
	standings: role ? [] : [{ ...at, standing: 'official' }],
});

describe('who oversees a unit', () => {
	test.each(roles.map((role) => [role] as const))('%s of the unit above', (role) => {
		const may = role !== 'administrator';
		expect(mayOversee(who(role), { path: 'top.cell' }).allowed).toBe(may);
		expect(mayOversee(who(role), { path: 'top' }).allowed).toBe(may);
		expect(mayOversee(who(role, cell), { path: 'top' }).allowed).toBe(false);
		expect(mayOversee(who(role, cell), { path: 'top.cell' }).allowed).toBe(may);
		expect(mayOversee(who(role, cell), { path: 'top.other' }).allowed).toBe(false);
		// A path is no prefix of a longer name.
		expect(mayOversee(who(role, cell), { path: 'top.cellar' }).allowed).toBe(false);
	});
	test('a member of the unit does not', () => {
		expect(mayOversee(who(null), { path: 'top' }).allowed).toBe(false);
		expect(mayOversee(who(null, cell), { path: 'top.cell' }).allowed).toBe(false);
	});
});

test('whoever answers for the very unit is inside; the officer who follows it is not', () => {
	expect(roles.filter((role) => isInside(who(role), 'top'))).toEqual([
		'secretary',
		'deputy',
		'committee_member',
		'clerk',
	]);
	expect(roles.filter((role) => isInside(who(role), 'cell'))).toEqual([]);
});

test('the page is in the navigation of whoever has units below, and of the officer who follows', () => {
	expect(roles.filter((role) => hasUnitsToOversee(who(role)))).toEqual([
		'secretary',
		'deputy',
		'committee_member',
		'clerk',
		'higher_officer',
	]);
	expect(roles.filter((role) => hasUnitsToOversee(who(role, cell)))).toEqual(['higher_officer']);
	expect(hasUnitsToOversee(who(null))).toBe(false);
});

test('it begins with the highest unit', () => {
	const actor = { ...who('clerk', cell), roles: [...who('clerk', cell).roles, ...who('secretary').roles] };
	expect(firstOverseen(actor)).toBe('top');
	expect(firstOverseen(who('administrator'))).toBeNull();
});

describe('following, notes and ages', () => {
	const below = { id: 'cell', path: 'top.cell' };
	test.each(roles.map((role) => [role] as const))('%s', (role) => {
		const isOfficer = role === 'higher_officer';
		expect(mayFollowUnit(who(role), below).allowed).toBe(isOfficer);
		expect(mayFollowUnit(who(role), { id: 'top', path: 'top' }).allowed).toBe(false);
		expect(mayNote(who(role), below).allowed).toBe(isOfficer);
		expect(mayNote(who(role, cell), below).allowed).toBe(isOfficer);
		expect(mayNote(who(role, cell), { id: 'other', path: 'top.other' }).allowed).toBe(false);
		const isOfUnit = ['secretary', 'deputy', 'committee_member', 'clerk'].includes(role);
		expect(mayTellAges(who(role, cell), 'cell').allowed).toBe(isOfUnit);
		expect(mayTellAges(who(role), 'cell').allowed).toBe(false);
	});
	test('nobody notes something of the unit to which they belong', () => {
		const officer = who('higher_officer');
		const own = { ...officer, standings: [{ ...cell, standing: 'official' as const }] };
		expect(mayNote(own, below)).toEqual({ allowed: false, key: 'refused_oversight_own_unit' });
		expect(mayNote(who(null), below).allowed).toBe(false);
	});
	test('a note is for the committee of whose office the writer is, and withdrawn by the writer', () => {
		expect(committeeOf(who('higher_officer'), below)).toBe('top');
		expect(committeeOf(who('higher_officer', cell), below)).toBeNull();
		expect(mayWithdrawNote(who('secretary'), { authorId: 'p' }).allowed).toBe(true);
		expect(mayWithdrawNote(who('secretary'), { authorId: 'q' }).allowed).toBe(false);
		expect(mayWithdrawNote(systemActor('t'), { authorId: 'q' }).allowed).toBe(false);
	});
});

test('figures are carried by the system, by no person', () => {
	expect(mayCarryFigures(systemActor('t')).allowed).toBe(true);
	for (const role of roles) expect(mayCarryFigures(who(role)).allowed).toBe(false);
});
