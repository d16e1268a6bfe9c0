import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import {
	mayAsk,
	mayCorrect,
	mayDecide,
	mayGather,
	mayOpen,
	maySee,
	maySend,
	maySign,
	mayUrge,
	mayWrite,
	type ReportFacts,
} from './policy.ts';

const actorFor = (who: string): Actor => {
	const [role = '', unit = 'cell'] = who.split(' of ');
	const place = { unitId: unit, path: unit, unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person',
		personId: 'somebody',
		standings: [{ ...place, standing: 'official' }],
		roles: role === 'member' ? [] : [{ ...place, role: role as Role }],
	};
};

test.each([
	['secretary of cell', 'writing', 'see write sign'],
	['deputy of cell', 'writing', 'see write sign'],
	['clerk of cell', 'writing', 'see write'],
	['committee_member of cell', 'writing', 'see'],
	['member of cell', 'writing', ''],
	['administrator of cell', 'writing', ''],
	['secretary of above', 'writing', ''],
	['secretary of other', 'writing', ''],
	['secretary of cell', 'signed', 'see send correct'],
	['clerk of cell', 'signed', 'see send'],
	['committee_member of cell', 'signed', 'see'],
	['higher_officer of above', 'signed', ''],
	['secretary of cell', 'sent', 'see correct'],
	['clerk of cell', 'sent', 'see'],
	['secretary of above', 'sent', 'see decide'],
	['deputy of above', 'sent', 'see decide'],
	['clerk of above', 'sent', 'see decide'],
	['higher_officer of above', 'sent', 'see decide'],
	['committee_member of above', 'sent', ''],
	['member of above', 'sent', ''],
	['secretary of other', 'sent', ''],
	['secretary of cell', 'returned', 'see write sign'],
	['clerk of cell', 'returned', 'see write'],
	['higher_officer of above', 'returned', 'see'],
	['secretary of cell', 'accepted', 'see correct'],
	['clerk of above', 'accepted', 'see'],
] as const)('%s, with a report that is %s, may: %s', (who, state, acts) => {
	const report: ReportFacts = {
		unitId: 'cell',
		aboveUnitId: 'above',
		state,
		wasSent: state !== 'writing' && state !== 'signed',
		signedBy: 'signer',
	};
	const actor = actorFor(who);
	const may: Record<string, boolean> = {
		see: maySee(actor, report).allowed,
		write: mayWrite(actor, report).allowed,
		sign: maySign(actor, report).allowed,
		send: maySend(actor, report).allowed,
		decide: mayDecide(actor, report).allowed,
		correct: mayCorrect(actor, report).allowed,
	};
	expect(
		Object.keys(may)
			.filter((act) => may[act])
			.join(' '),
	).toBe(acts);
});

test.each([
	['secretary of cell', 'ask open gather urge'],
	['deputy of cell', 'ask open gather urge'],
	['clerk of cell', 'ask open gather urge'],
	['higher_officer of cell', 'gather urge'],
	['committee_member of cell', 'gather'],
	['administrator of cell', ''],
	['member of cell', ''],
	['secretary of other', ''],
] as const)('%s may, for the unit: %s', (who, acts) => {
	const actor = actorFor(who);
	const may: Record<string, boolean> = {
		ask: mayAsk(actor, 'cell').allowed,
		open: mayOpen(actor, 'cell').allowed,
		gather: mayGather(actor, 'cell').allowed,
		urge: mayUrge(actor, 'cell').allowed,
	};
	expect(
		Object.keys(may)
			.filter((act) => may[act])
			.join(' '),
	).toBe(acts);
});

test('nobody takes in what they signed; without a unit above nothing is sent', () => {
	const report: ReportFacts = {
		unitId: 'cell',
		aboveUnitId: 'above',
		state: 'sent',
		wasSent: true,
		signedBy: 'somebody',
	};
	expect(mayDecide(actorFor('secretary of above'), report)).toMatchObject({ key: 'refused_periodic_own' });
	expect(
		maySend(actorFor('secretary of cell'), { ...report, state: 'signed', aboveUnitId: null }),
	).toMatchObject({ key: 'refused_periodic_nobody_above' });
});
