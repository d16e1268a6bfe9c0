import { expect, test } from 'vitest';
import { type Actor, type Role, roles, systemActor } from '#lib/shared/actor.ts';
import type { ReorganisationState } from './domain/states.ts';
import { reorganisationStates } from './domain/states.ts';
import {
	mayCancelPlan,
	mayCarryOut,
	mayChangePlan,
	mayDecidePlan,
	mayReorganise,
	maySeeFormer,
	maySeeReorganisation,
} from './policy.ts';

const home = { unitId: 'committee', path: 'root.committee' };
const holding = (role: Role, path: string): Actor => ({
	...systemActor('t'),
	kind: 'person',
	roles: [{ role, path, unitId: path.split('.').at(-1) ?? '', unitName: '' }],
});
const who = (may: (actor: Actor) => { allowed: boolean }, path: string): Role[] =>
	roles.filter((role) => may(holding(role, path)).allowed);

test('prepared by the administrator of the unit above all that is touched or above it, and by its secretary', () => {
	const may = (actor: Actor) => mayReorganise(actor, home);
	expect(who(may, 'root')).toEqual(['administrator']);
	expect(who(may, 'root.committee')).toEqual(['secretary', 'administrator']);
	expect(who(may, 'root.committee.cell')).toEqual([]);
	expect(who(may, 'root.other')).toEqual([]);
});

test('read by the office of that unit and by those above; not by the units that it touches', () => {
	const may = (actor: Actor) => maySeeReorganisation(actor, home);
	expect(who(may, 'root.committee')).toEqual([
		'secretary',
		'deputy',
		'committee_member',
		'administrator',
		'higher_officer',
	]);
	expect(who(may, 'root')).toEqual(['secretary', 'deputy', 'administrator', 'higher_officer']);
	expect(who(may, 'root.committee.cell')).toEqual([]);
});

test('what can be done goes by its state', () => {
	const actor = holding('administrator', 'root');
	const states = (
		may: (actor: Actor, plan: typeof home & { state: ReorganisationState }) => { allowed: boolean },
	) => reorganisationStates.filter((state) => may(actor, { ...home, state }).allowed);
	expect(states(mayChangePlan)).toEqual(['draft', 'checked']);
	expect(states(mayDecidePlan)).toEqual(['checked']);
	expect(states(mayCancelPlan)).toEqual(['draft', 'checked', 'decided']);
});

test('nobody carries it out by hand', () => {
	expect(roles.filter((role) => mayCarryOut(holding(role, 'root')).allowed)).toEqual([]);
	expect(mayCarryOut(systemActor('t')).allowed).toBe(true);
});

test('the closed records of former units: who heads the successor, and those above who follow it', () => {
	const may = (actor: Actor) => maySeeFormer(actor, home);
	expect(who(may, 'root.committee')).toEqual(['secretary', 'deputy', 'higher_officer']);
	expect(who(may, 'root')).toEqual(['secretary', 'deputy', 'higher_officer']);
	expect(who(may, 'root.other')).toEqual([]);
});
