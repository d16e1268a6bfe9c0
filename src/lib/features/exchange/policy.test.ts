import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import { mayCarryParcels, mayExchange, mayKeepAddresses, mayKeepPartners } from './policy.ts';

const at = (unitId: string) => ({ unitId, path: unitId, unitName: unitId });
const person = (unitId: string, ...roles: Role[]): Actor => ({
	...systemActor('t'),
	kind: 'person',
	personId: 'p',
	standings: [{ ...at(unitId), standing: 'official' }],
	roles: roles.map((role) => ({ ...at(unitId), role })),
});

test.each([
	['clerk', person('u', 'clerk'), true, true],
	['secretary', person('u', 'secretary'), true, true],
	['deputy', person('u', 'deputy'), true, true],
	['committee member', person('u', 'committee_member'), false, false],
	['administrator', person('u', 'administrator'), false, false],
	['officer of the level above', person('u', 'higher_officer'), false, false],
	['member', person('u'), false, false],
	['clerk of another unit', person('v', 'clerk'), false, true],
	['system', systemActor('t'), true, false],
	['visitor', { ...systemActor('t'), kind: 'visitor' as const }, false, false],
])('what a %s may do: exchange messages of the unit, keep the address book', (_, actor, exchanges, keeps) => {
	expect([mayExchange(actor, 'u').allowed, mayKeepAddresses(actor).allowed]).toEqual([exchanges, keeps]);
});

test.each([
	['clerk of the root', person('root', 'clerk'), true, false],
	['secretary of the root', person('root', 'secretary'), true, false],
	['deputy of the root', person('root', 'deputy'), true, false],
	['administrator of the root', person('root', 'administrator'), true, false],
	['committee member of the root', person('root', 'committee_member'), false, false],
	['officer of the level above', person('root', 'higher_officer'), false, false],
	['member of the root', person('root'), false, false],
	['secretary of a unit below', person('u', 'secretary'), false, false],
	['administrator of a unit below', person('u', 'administrator'), false, false],
	['system', systemActor('t'), false, true],
	['visitor', { ...systemActor('t'), kind: 'visitor' as const }, false, false],
])('what a %s may do: keep partners, carry parcels', (_, actor, keeps, carries) => {
	expect([mayKeepPartners(actor, 'root').allowed, mayCarryParcels(actor).allowed]).toEqual([keeps, carries]);
});
