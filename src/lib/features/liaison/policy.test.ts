import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import {
	mayActByLink,
	mayAnswer,
	mayDirect,
	mayGather,
	mayKeepBook,
	mayLeadRound,
	mayReadRemark,
	maySeePerson,
	maySeeUnit,
	maySetRule,
	mayTakeBack,
	type RequestFacts,
} from './policy.ts';

const at = { unitId: 'cell', path: 'root.cell', unitName: 'Chi bộ' };
const person = (personId: string, ...roles: Role[]): Actor => ({
	...systemActor('tenant'),
	kind: 'person',
	personId,
	standings: [{ ...at, standing: 'official' }],
	roles: roles.map((role) => ({ ...at, role })),
});
const cast: Record<string, Actor> = {
	person: person('person'),
	colleague: person('colleague'),
	secretary: person('secretary', 'secretary'),
	deputy: person('deputy', 'deputy'),
	charged: person('charged', 'committee_member'),
	committee: person('committee', 'committee_member'),
	clerk: person('clerk', 'clerk'),
	administrator: person('administrator', 'administrator'),
	above: {
		...person('above'),
		standings: [],
		roles: [{ unitId: 'root', path: 'root', unitName: 'Đảng bộ', role: 'secretary' }],
	},
	elsewhere: {
		...person('elsewhere'),
		standings: [],
		roles: [{ unitId: 'other', path: 'root.other', unitName: 'Chi bộ khác', role: 'secretary' }],
	},
	system: systemActor('tenant'),
};
const request = (given: Partial<RequestFacts> = {}): RequestFacts => ({
	unitId: 'cell',
	personId: 'person',
	inChargeId: 'charged',
	state: 'waiting',
	isOpen: true,
	...given,
});
const who = (may: (actor: Actor) => { allowed: boolean }): string[] =>
	Object.entries(cast)
		.filter(([, actor]) => may(actor).allowed)
		.map(([name]) => name);
const received = request({ state: 'received' });

test.each<[string, (actor: Actor) => { allowed: boolean }, string[]]>([
	[
		'sees the unit',
		(actor) => maySeeUnit(actor, 'cell'),
		['secretary', 'deputy', 'charged', 'committee', 'clerk'],
	],
	[
		'sees the person',
		(actor) => maySeePerson(actor, request()),
		['person', 'secretary', 'deputy', 'charged', 'committee', 'clerk'],
	],
	['keeps the book', (actor) => mayKeepBook(actor, 'cell'), ['secretary', 'deputy', 'clerk']],
	[
		'leads the round',
		(actor) => mayLeadRound(actor, 'cell'),
		['secretary', 'deputy', 'charged', 'committee'],
	],
	['directs', (actor) => mayDirect(actor, request()), ['secretary', 'deputy']],
	[
		'gathers',
		(actor) => mayGather(actor, request()),
		['secretary', 'deputy', 'charged', 'committee', 'clerk'],
	],
	['gathers no more', (actor) => mayGather(actor, received), []],
	['gathers after the round', (actor) => mayGather(actor, request({ isOpen: false })), []],
	[
		'reads the remark',
		(actor) => mayReadRemark(actor, received),
		['person', 'secretary', 'deputy', 'charged'],
	],
	['takes it back', (actor) => mayTakeBack(actor, received), ['secretary', 'deputy']],
	['takes back nothing', (actor) => mayTakeBack(actor, request()), []],
	['answers', (actor) => mayAnswer(actor, received), ['person']],
	['answers nothing', (actor) => mayAnswer(actor, request()), []],
	['sets the rule', (actor) => maySetRule(actor, 'cell'), ['secretary', 'deputy']],
	['acts by the link', mayActByLink, ['system']],
])('%s', (_what, may, allowed) => expect(who(may)).toEqual(allowed));

test('nobody gathers, directs or takes back what is said of themselves', () => {
	const own = request({ personId: 'secretary', state: 'received' });
	for (const may of [mayDirect, mayGather, mayTakeBack])
		expect(
			may(person('secretary', 'secretary'), { ...own, state: may === mayTakeBack ? 'received' : 'waiting' }),
		).toEqual({
			allowed: false,
			key: 'refused_residence_own',
		});
	expect(mayReadRemark(person('secretary', 'secretary'), own).allowed).toBe(true);
});
