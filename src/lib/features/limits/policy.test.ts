import { expect, test } from 'vitest';
import { type Role, systemActor } from '#lib/shared/actor.ts';
import type { LimitState } from './domain/states.ts';
import {
	type LimitFacts,
	mayAct,
	mayGive,
	mayHandle,
	mayListUnit,
	mayOpen,
	mayPutInCharge,
	mayRead,
	maySetRule,
} from './policy.ts';

const today = '2026-11-23';

/** "secretary of cell", "member of cell", "person", "giver", "charged" … */
const actorFor = (who: string) => {
	const [role, unit] = who.split(' of ');
	const isRole = !['person', 'giver', 'charged', 'member', 'closer'].includes(role ?? '');
	const place = { unitId: unit ?? 'cell', path: unit ?? 'cell', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person' as const,
		personId: ['person', 'giver', 'charged', 'closer'].includes(role ?? '') ? (role ?? '') : 'somebody',
		standings: [{ ...place, standing: 'official' as const }],
		roles: isRole ? [{ ...place, role: role as Role }] : [],
	};
};

const untold = { openedAt: null, shownFrom: '2026-11-26' };
const told = { openedAt: new Date('2026-11-22T00:00:00Z'), shownFrom: '2026-11-26' };

test.each([
	['person', 'given', untold, 'read open act'],
	['person', 'answered', told, 'read open act'],
	['person', 'closed', told, 'read open'],
	['giver', 'given', untold, 'read withdraw'],
	['giver', 'given', told, 'read handle withdraw'],
	['giver', 'closed', told, ''],
	['closer', 'closed', told, 'read'],
	['secretary of cell', 'given', untold, 'give list rule'],
	['secretary of cell', 'given', told, 'read give handle withdraw charge list rule'],
	[
		'secretary of cell',
		'given',
		{ openedAt: null, shownFrom: today },
		'read give handle withdraw charge list rule',
	],
	['secretary of cell', 'closed', told, 'give list rule'],
	['deputy of cell', 'answered', told, 'read give handle withdraw charge list rule'],
	['charged', 'given', untold, ''],
	['charged', 'answered', told, 'read handle withdraw'],
	['committee_member of cell', 'answered', told, ''],
	['clerk of cell', 'answered', told, ''],
	['administrator of cell', 'answered', told, ''],
	['member of cell', 'answered', told, ''],
	['higher_officer of above', 'answered', told, ''],
	['secretary of above', 'answered', told, ''],
	['secretary of elsewhere', 'answered', told, ''],
] as const)('%s, of a limit that is %s, may: %s %s', (who, state, over, acts) => {
	const limit: LimitFacts = {
		unitId: 'cell',
		personId: 'person',
		givenBy: 'giver',
		inChargeId: 'charged',
		closedBy: (state as LimitState) === 'closed' ? 'closer' : null,
		state,
		...over,
	};
	const actor = actorFor(who);
	const receiver = { personId: 'person', unitId: 'cell', aboveUnitId: 'above', isHead: false };
	const may: Record<string, boolean> = {
		read: mayRead(actor, limit, today).allowed,
		give: mayGive(actor, receiver).allowed,
		open: mayOpen(actor, limit).allowed,
		act: (['answer', 'plan', 'do'] as const).every((move) => mayAct(actor, limit, move).allowed),
		handle: (['agree', 'extend', 'close'] as const).every(
			(move) => mayHandle(actor, limit, move, today).allowed,
		),
		withdraw: mayHandle(actor, limit, 'withdraw', today).allowed,
		charge: mayPutInCharge(actor, limit, 'charged', today).allowed,
		list: mayListUnit(actor, 'cell').allowed,
		rule: maySetRule(actor, 'cell').allowed,
	};
	expect(
		Object.keys(may)
			.filter((act) => may[act])
			.join(' '),
	).toBe(acts);
});

test('whoever heads the unit does nothing with the own one, and gives none to themselves', () => {
	const head = { ...actorFor('secretary of cell'), personId: 'person' };
	const limit: LimitFacts = {
		unitId: 'cell',
		personId: 'person',
		givenBy: 'giver',
		inChargeId: null,
		closedBy: null,
		state: 'answered',
		...told,
	};
	const own = { allowed: false, key: 'refused_limit_own' };
	for (const move of ['agree', 'extend', 'close', 'withdraw'] as const)
		expect(mayHandle(head, limit, move, today)).toEqual(own);
	expect(mayPutInCharge(head, limit, 'charged', today)).toEqual(own);
	expect(mayGive(head, { personId: 'person', unitId: 'cell', aboveUnitId: 'above', isHead: true })).toEqual(
		own,
	);
	expect(mayAct(head, limit, 'answer').allowed).toBe(true);
	const deputy = actorFor('deputy of cell');
	expect(mayPutInCharge(deputy, limit, 'person', today).allowed).toBe(false);
});

test('the office above gives one to who heads the unit, and to nobody else', () => {
	const above = actorFor('higher_officer of above');
	const receiver = { personId: 'person', unitId: 'cell', aboveUnitId: 'above' };
	expect(mayGive(above, { ...receiver, isHead: true }).allowed).toBe(true);
	expect(mayGive(above, { ...receiver, isHead: false }).allowed).toBe(false);
	expect(mayGive(actorFor('committee_member of above'), { ...receiver, isHead: true }).allowed).toBe(false);
	expect(mayGive(actorFor('secretary of elsewhere'), { ...receiver, isHead: true }).allowed).toBe(false);
});
