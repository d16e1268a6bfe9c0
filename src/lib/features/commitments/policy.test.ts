import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Actor, type Role, roles } from '#lib/shared/actor.ts';
import { registrationStates } from './domain/states.ts';
import {
	type CampaignFacts,
	mayAssignChecker,
	mayChangeCampaign,
	mayCheck,
	mayCloseCampaign,
	mayCloseQuarter,
	mayConfirm,
	mayLeadCampaign,
	mayReadRegistration,
	mayRegister,
	maySeeCampaign,
	maySelfCheck,
	maySetForm,
	type QuarterFacts,
	type RegistrationFacts,
} from './policy.ts';

const actor = (personId: string, ...held: Role[]): Actor => ({
	kind: 'person',
	tenantId: 't',
	tenantName: '',
	isSample: false,
	userId: 'u',
	personId,
	name: '',
	mustChangePassword: false,
	roles: held.map((role) => ({ role, unitId: 'cell', path: 'a.cell', unitName: '' })),
	standings: [{ standing: 'official', unitId: 'cell', path: 'a.cell', unitName: '' }],
});
const registration = (given: Partial<RegistrationFacts> = {}): RegistrationFacts => ({
	unitId: 'cell',
	personId: 'author',
	handedInBy: 'author',
	checkerId: 'checker',
	state: 'handed_in',
	version: 1,
	confirmedVersion: null,
	isOfSecretary: false,
	hasDeputy: true,
	...given,
});
const campaign = (given: Partial<CampaignFacts> = {}): CampaignFacts => ({
	unitId: 'cell',
	path: 'a.cell',
	state: 'open',
	unitIds: ['cell'],
	isParticipant: false,
	...given,
});
const quarter = (given: Partial<QuarterFacts> = {}): QuarterFacts => ({
	isCampaignOpen: true,
	isBeingChecked: true,
	selfChecked: true,
	checked: false,
	isPastDue: false,
	...given,
});
const whoMay = (may: (one: Actor) => { allowed: boolean }): Role[] =>
	roles.filter((role) => may(actor('other', role)).allowed);
const committee: Role[] = ['secretary', 'deputy', 'committee_member'];

describe('role × act', () => {
	test.each([
		['set up and open a campaign', (one: Actor) => mayLeadCampaign(one, 'cell'), committee],
		['change a draft', (one: Actor) => mayChangeCampaign(one, campaign({ state: 'draft' })), committee],
		['change an open one', (one: Actor) => mayChangeCampaign(one, campaign()), []],
		['close it', (one: Actor) => mayCloseCampaign(one, campaign()), committee],
		['see a draft', (one: Actor) => maySeeCampaign(one, campaign({ state: 'draft' })), committee],
		['close a quarter', (one: Actor) => mayCloseQuarter(one, campaign()), ['secretary', 'deputy']],
		['set the form', (one: Actor) => maySetForm(one, 'cell'), ['secretary', 'deputy']],
		['read what somebody handed in', (one: Actor) => mayReadRegistration(one, registration()), committee],
		['read a draft of somebody', (one: Actor) => mayReadRegistration(one, registration({ version: 0 })), []],
		['confirm', (one: Actor) => mayConfirm(one, registration()), ['secretary', 'deputy']],
		[
			'confirm the secretary’s',
			(one: Actor) => mayConfirm(one, registration({ isOfSecretary: true })),
			['deputy'],
		],
		[
			'confirm the secretary’s without a deputy',
			(one: Actor) => mayConfirm(one, registration({ isOfSecretary: true, hasDeputy: false })),
			['committee_member'],
		],
		['name who checks', (one: Actor) => mayAssignChecker(one, registration()), ['secretary', 'deputy']],
		[
			'check without being named',
			(one: Actor) => mayCheck(one, registration({ confirmedVersion: 1 }), quarter()),
			[],
		],
	] as const)('%s', (_what, may, wanted) => expect(whoMay(may)).toEqual(wanted));
});

test('who takes part registers, while it is open and not waiting for confirmation; nobody for somebody else', () => {
	const may = (personId: string, given: Partial<Parameters<typeof mayRegister>[1]> = {}) =>
		mayRegister(actor(personId), { isOpen: true, takesPart: true, registration: null, ...given }).allowed;
	expect(may('author')).toBe(true);
	expect(may('author', { isOpen: false })).toBe(false);
	expect(may('author', { takesPart: false })).toBe(false);
	expect(may('author', { registration: registration() })).toBe(false);
	for (const state of ['draft', 'returned', 'confirmed'] as const)
		expect(may('author', { registration: registration({ state }) })).toBe(true);
	expect(may('other', { registration: registration({ state: 'draft' }) })).toBe(false);
});

test('a campaign is seen by the people of its units; what somebody registered is seen by few', () => {
	expect(maySeeCampaign(actor('x'), campaign()).allowed).toBe(true);
	const stranger: Actor = { ...actor('x'), standings: [], roles: [] };
	expect(maySeeCampaign(stranger, campaign()).allowed).toBe(false);
	expect(maySeeCampaign(stranger, campaign({ isParticipant: true })).allowed).toBe(true);
	expect(mayReadRegistration(actor('author'), registration()).allowed).toBe(true);
	expect(mayReadRegistration(actor('checker'), registration()).allowed).toBe(true);
	expect(mayReadRegistration(actor('other'), registration()).allowed).toBe(false);
});

test('one says how it stands while the quarter is checked; the committee checks once it was said or its day has passed', () => {
	const confirmed = registration({ state: 'confirmed', confirmedVersion: 1 });
	expect(maySelfCheck(actor('author'), confirmed, quarter()).allowed).toBe(true);
	expect(maySelfCheck(actor('author'), registration(), quarter()).allowed).toBe(false);
	expect(maySelfCheck(actor('author'), confirmed, quarter({ checked: true })).allowed).toBe(false);
	expect(maySelfCheck(actor('author'), confirmed, quarter({ isBeingChecked: false })).allowed).toBe(false);
	expect(maySelfCheck(actor('checker'), confirmed, quarter()).allowed).toBe(false);
	expect(mayCheck(actor('checker'), confirmed, quarter()).allowed).toBe(true);
	expect(mayCheck(actor('checker'), confirmed, quarter({ selfChecked: false })).allowed).toBe(false);
	expect(
		mayCheck(actor('checker'), confirmed, quarter({ selfChecked: false, isPastDue: true })).allowed,
	).toBe(true);
	expect(mayCheck(actor('checker'), confirmed, quarter({ isCampaignOpen: false })).allowed).toBe(false);
});

test('whatever the row says and whatever roles one holds, nobody confirms, assigns or checks their own', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.constantFrom(...roles)),
			fc.record({
				personId: fc.constantFrom('me', null),
				handedInBy: fc.constant('me'),
				checkerId: fc.constantFrom('me', 'other', null),
				state: fc.constantFrom(...registrationStates),
				confirmedVersion: fc.constantFrom(1, null),
				isOfSecretary: fc.boolean(),
				hasDeputy: fc.boolean(),
			}),
			(held, given) => {
				const me = actor('me', ...held);
				const own = registration(given);
				expect(mayConfirm(me, own).allowed).toBe(false);
				expect(mayAssignChecker(me, own).allowed).toBe(false);
				if (own.personId === 'me') expect(mayCheck(me, own, quarter()).allowed).toBe(false);
				// Who checks says nothing for the one who is checked.
				expect(maySelfCheck(me, own, quarter()).allowed && mayCheck(me, own, quarter()).allowed).toBe(false);
			},
		),
	);
});
