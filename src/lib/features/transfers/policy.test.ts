import { expect, test } from 'vitest';
import type { Actor, Role } from '#lib/shared/actor.ts';
import type { IncomingState, TransferState } from './domain/transfer.ts';
import * as policy from './policy.ts';

const root = { unitId: 'root', path: 'r' };
const cell = { unitId: 'cell', path: 'r.c' };
const other = { unitId: 'other', path: 'r.o' };

const actorOf = (personId: string, ...held: [Role, typeof root][]): Actor => ({
	kind: 'person',
	tenantId: 't',
	tenantName: '',
	isSample: false,
	userId: null,
	personId,
	name: personId,
	mustChangePassword: false,
	standings: [],
	roles: held.map(([role, unit]) => ({ role, ...unit, unitName: unit.unitId })),
});
const cast = {
	self: actorOf('self'),
	secretary: actorOf('secretary', ['secretary', cell]),
	deputy: actorOf('deputy', ['deputy', cell]),
	clerk: actorOf('clerk', ['clerk', cell]),
	committee: actorOf('committee', ['committee_member', cell]),
	sister: actorOf('sister', ['secretary', other]),
	above: actorOf('above', ['secretary', root], ['higher_officer', root]),
	administrator: actorOf('administrator', ['administrator', root]),
	system: { ...actorOf(''), kind: 'system' as const, personId: null },
};
type Name = keyof typeof cast;
const who = (decide: (actor: Actor) => { allowed: boolean }): Name[] =>
	(Object.keys(cast) as Name[]).filter((name) => decide(cast[name]).allowed);

const of = (state: TransferState) => ({ unitId: 'cell', personId: 'self', state });

test('of one that goes out the person and the office of the unit that is left know, and nobody else', () => {
	expect(who((actor) => policy.maySeeTransfer(actor, of('issued')))).toEqual([
		'self',
		'secretary',
		'deputy',
		'clerk',
	]);
	expect(who((actor) => policy.mayAsk(actor, of('asked')))).toEqual(['self']);
	expect(who((actor) => policy.mayStart(actor, of('asked')))).toEqual(['secretary', 'deputy', 'clerk']);
	expect(who((actor) => policy.mayChange(actor, of('preparing')))).toEqual([
		'self',
		'secretary',
		'deputy',
		'clerk',
	]);
	expect(who((actor) => policy.mayChange(actor, of('issued')))).toEqual([]);
	expect(who((actor) => policy.maySeeUnit(actor, 'cell'))).toEqual(['secretary', 'deputy', 'clerk']);
});

test('who heads the unit settles and makes out, never the own', () => {
	expect(who((actor) => policy.maySettle(actor, of('preparing')))).toEqual(['secretary', 'deputy']);
	expect(who((actor) => policy.mayIssue(actor, of('asked')))).toEqual(['secretary', 'deputy']);
	expect(who((actor) => policy.mayIssue(actor, of('received')))).toEqual([]);
	const own = { unitId: 'cell', personId: 'secretary', state: 'preparing' as const };
	expect(who((actor) => policy.mayIssue(actor, own))).toEqual(['deputy']);
	expect(who((actor) => policy.mayNote(actor, { ...own, state: 'issued' }))).toEqual(['deputy', 'clerk']);
	expect(policy.mayCancel(cast.secretary, { ...own, state: 'issued' }).allowed).toBe(false);
	expect(policy.mayStart(cast.secretary, own).allowed).toBe(false);
});

test('the person carries the letter, lays the own record in, and calls off what was not made out', () => {
	expect(who((actor) => policy.mayCarry(actor, of('issued')))).toEqual([
		'self',
		'secretary',
		'deputy',
		'clerk',
	]);
	expect(who((actor) => policy.mayCarry(actor, of('preparing')))).toEqual([]);
	expect(who((actor) => policy.mayLayIn(actor, of('preparing')))).toEqual(['self']);
	expect(who((actor) => policy.mayLayIn(actor, of('issued')))).toEqual([]);
	expect(who((actor) => policy.mayCancel(actor, of('asked')))).toEqual(['self', 'secretary', 'deputy']);
	expect(who((actor) => policy.mayCancel(actor, of('issued')))).toEqual(['secretary', 'deputy']);
	expect(who((actor) => policy.mayCancel(actor, of('received')))).toEqual([]);
});

const incoming = (state: IncomingState, forUnitId: string | null = null, personId: string | null = null) => ({
	unitId: 'root',
	forUnitId,
	personId,
	state,
});

test('what comes in is the office’s, then also the unit’s to which it was handed on, and the person’s', () => {
	expect(who((actor) => policy.maySeeIncoming(actor, incoming('arrived')))).toEqual(['above']);
	expect(who((actor) => policy.maySeeIncoming(actor, incoming('received', 'cell', 'self')))).toEqual([
		'self',
		'secretary',
		'deputy',
		'clerk',
		'above',
	]);
	expect(who((actor) => policy.mayHandOn(actor, incoming('arrived', 'cell')))).toEqual(['above']);
	expect(who((actor) => policy.mayHandOn(actor, incoming('received', 'cell')))).toEqual([]);
	expect(who((actor) => policy.mayBringIn(actor, root))).toEqual(['above', 'system']);
});

test('the record that came along is the person’s and the heads’, not the clerk’s', () => {
	expect(who((actor) => policy.mayOpenRecord(actor, incoming('received', 'cell', 'self')))).toEqual([
		'self',
		'secretary',
		'deputy',
		'above',
	]);
});

test('taking in: who manages the unit into which the person comes, of a letter that is theirs to deal with', () => {
	const into = (of: ReturnType<typeof incoming>) => who((actor) => policy.mayTakeIn(actor, of, cell, root));
	expect(into(incoming('arrived'))).toEqual(['above']);
	expect(into(incoming('arrived', 'cell'))).toEqual(['secretary', 'above']);
	expect(into(incoming('withdrawn', 'cell'))).toEqual([]);
	expect(policy.mayTakeIn(cast.secretary, incoming('arrived', 'cell'), other, root).allowed).toBe(false);
	expect(who((actor) => policy.mayDecline(actor, incoming('arrived', 'cell')))).toEqual([
		'secretary',
		'deputy',
		'above',
	]);
	expect(who((actor) => policy.mayDecline(actor, incoming('received', 'cell')))).toEqual([]);
});

test('messages are the system’s; the rule is set by who heads the organisation or keeps it', () => {
	expect(who((actor) => policy.mayTakeMessage(actor))).toEqual(['system']);
	expect(who((actor) => policy.maySetRule(actor, root))).toEqual(['above', 'administrator']);
});
