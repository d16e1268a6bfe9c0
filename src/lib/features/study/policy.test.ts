import { expect, test } from 'vitest';
import type { Actor, Role } from '#lib/shared/actor.ts';
import {
	mayArrange,
	mayCheckIn,
	mayCloseRound,
	mayOrganise,
	mayPrepare,
	mayRecordAttendance,
	maySeePeople,
	maySeeReach,
	maySeeRound,
	type RoundFacts,
} from './policy.ts';

const actor = (...roles: Role[]): Actor => ({
	kind: 'person',
	tenantId: 't',
	tenantName: '',
	isSample: false,
	userId: 'u',
	personId: 'p',
	name: '',
	mustChangePassword: false,
	roles: roles.map((role) => ({ role, unitId: 'cell', path: 'a.cell', unitName: '' })),
	standings: [],
});
const round = (given: Partial<RoundFacts> = {}): RoundFacts => ({
	unitId: 'cell',
	state: 'open',
	isParticipant: false,
	unitIds: [],
	...given,
});

test.each([
	['secretary', true, true],
	['deputy', true, true],
	['committee_member', false, true],
	['clerk', false, false],
	['administrator', false, false],
	['higher_officer', false, false],
] as [Role, boolean, boolean][])('%s organises: %s, leads: %s', (role, organises, leads) => {
	const who = actor(role);
	expect(mayOrganise(who, 'cell').allowed).toBe(organises);
	expect(mayOrganise(who, 'other').allowed).toBe(false);
	expect(mayPrepare(who, round({ state: 'preparing' })).allowed).toBe(organises);
	expect(mayArrange(who, round()).allowed).toBe(organises);
	expect(mayCloseRound(who, round()).allowed).toBe(organises);
	expect(mayRecordAttendance(who, round()).allowed).toBe(leads);
	expect(maySeePeople(who, 'cell').allowed).toBe(leads);
	expect(maySeeRound(who, round({ state: 'preparing' })).allowed).toBe(leads);
});

test('who takes part sees the round once it is published, and says to be there while it is open', () => {
	expect(maySeeRound(actor(), round({ isParticipant: true })).allowed).toBe(true);
	expect(maySeeRound(actor(), round({ isParticipant: true, state: 'preparing' })).allowed).toBe(false);
	expect(maySeeRound(actor(), round()).allowed).toBe(false);
	expect(mayCheckIn(round({ isParticipant: true })).allowed).toBe(true);
	expect(mayCheckIn(round({ isParticipant: true, state: 'closed' })).allowed).toBe(false);
	expect(mayCheckIn(round()).allowed).toBe(false);
});

test('who leads a unit that takes part in the round of a committee sees it once it is published, and notes of their own people', () => {
	const below = actor('committee_member');
	const ofCommittee = round({ unitId: 'committee', unitIds: ['cell', 'other'] });
	expect(maySeeRound(below, ofCommittee).allowed).toBe(true);
	expect(maySeeRound(below, { ...ofCommittee, state: 'preparing' }).allowed).toBe(false);
	expect(maySeeReach(below, ofCommittee).allowed).toBe(true);
	expect(maySeeReach(below, { ...ofCommittee, unitIds: ['other'] }).allowed).toBe(false);
	expect(maySeeReach(actor(), ofCommittee).allowed).toBe(false);
	expect(mayRecordAttendance(below, ofCommittee, 'cell').allowed).toBe(true);
	expect(mayRecordAttendance(below, ofCommittee, 'other').allowed).toBe(false);
	expect(mayRecordAttendance(below, ofCommittee).allowed).toBe(false);
	expect(mayArrange(actor('secretary'), ofCommittee).allowed).toBe(false);
});

test('what is published is no longer prepared, what is closed no longer arranged', () => {
	const secretary = actor('secretary');
	expect(mayPrepare(secretary, round()).allowed).toBe(false);
	expect(mayArrange(secretary, round({ state: 'closed' })).allowed).toBe(false);
	expect(mayCloseRound(secretary, round({ state: 'closed' })).allowed).toBe(false);
	expect(mayRecordAttendance(secretary, round({ state: 'closed' })).allowed).toBe(false);
});
