import { describe, expect, test } from 'vitest';
import { type Actor, type Role, roles, systemActor } from '#lib/shared/actor.ts';
import { mayChangeLayouts, mayDescribeIssuer, mayNumber, maySeeLayouts, maySeeRegister } from './policy.ts';

const unit = { unitId: 'cell', path: 'root.cell' };
const actor = (role: Role | null, place = unit): Actor => ({
	...systemActor('t'),
	kind: 'person',
	personId: 'p',
	roles: role ? [{ ...place, unitName: '', role }] : [],
	standings: [{ ...place, unitName: '', standing: 'official' }],
});
const above = { unitId: 'root', path: 'root' };
const other = { unitId: 'other', path: 'root.other' };

/** Which roles of a place are allowed. */
const who = (ask: (actor: Actor) => { allowed: boolean }, place = unit): (Role | null)[] =>
	[...roles, null].filter((role) => ask(actor(role, place)).allowed);

describe('who may', () => {
	test('see the register: who writes papers and who keeps it, in the unit itself', () => {
		const ask = (one: Actor) => maySeeRegister(one, 'cell');
		expect(who(ask)).toEqual(['secretary', 'deputy', 'committee_member', 'clerk']);
		expect([...who(ask, above), ...who(ask, other)]).toEqual([]);
	});
	test('give a number and cancel one: secretary, deputy and clerk of the unit', () => {
		const ask = (one: Actor) => mayNumber(one, 'cell');
		expect(who(ask)).toEqual(['secretary', 'deputy', 'clerk']);
		expect([...who(ask, above), ...who(ask, other)]).toEqual([]);
	});
	test('describe the issuing body: secretary and clerk of the unit, administrators from there up', () => {
		const ask = (one: Actor) => mayDescribeIssuer(one, unit);
		expect(who(ask)).toEqual(['secretary', 'clerk', 'administrator']);
		expect(who(ask, above)).toEqual(['administrator']);
		expect(who(ask, other)).toEqual([]);
	});
	test('change a layout: administrator and clerk at the root of the organisation', () => {
		expect(who(mayChangeLayouts, above)).toEqual(['clerk', 'administrator']);
		expect(who(mayChangeLayouts)).toEqual([]);
	});
	test('look at the layouts: everybody with an office in the organisation', () => {
		expect(who(maySeeLayouts)).toEqual(['secretary', 'deputy', 'committee_member', 'clerk', 'administrator']);
	});
});
