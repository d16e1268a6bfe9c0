import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import {
	type ModelFacts,
	mayAdopt,
	mayChange,
	mayDecide,
	mayGive,
	mayPropose,
	mayRead,
	mayShow,
	maySpeak,
	mayWrite,
} from './policy.ts';

const actorFor = (who: string): Actor => {
	const [role = '', unit = 'cell'] = who.split(' of ');
	const place = { unitId: unit, path: unit, unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person',
		personId: role === 'named' ? 'named' : 'somebody',
		standings: [{ ...place, standing: 'official' }],
		roles: role === 'named' || role === 'member' ? [] : [{ ...place, role: role as Role }],
	};
};

test.each([
	['secretary of cell', 'draft', 'write read change propose'],
	['committee_member of cell', 'draft', 'write read change'],
	['member of cell', 'draft', ''],
	['named', 'draft', 'read speak'],
	['secretary of above', 'draft', ''],
	['secretary of cell', 'proposed', 'write read'],
	['higher_officer of above', 'proposed', 'read decide'],
	['secretary of above', 'proposed', 'read decide'],
	['committee_member of above', 'proposed', ''],
	['secretary of other', 'proposed', 'give'],
	['secretary of above', 'returned', 'read'],
	['secretary of cell', 'returned', 'write read change propose'],
	['secretary of cell', 'approved', 'write read show'],
	['member of other', 'approved', 'read'],
	['committee_member of other', 'approved', 'read adopt give'],
	['secretary of other', 'approved', 'read adopt give'],
	['clerk of other', 'approved', 'read'],
	['named', 'approved', 'read speak'],
] as const)('%s, of a model that is %s, may: %s', (who, state, acts) => {
	const model: ModelFacts = { unitId: 'cell', aboveUnitId: 'above', state, namedIds: ['named'] };
	const actor = actorFor(who);
	const may: Record<string, boolean> = {
		write: mayWrite(actor, 'cell').allowed,
		read: mayRead(actor, model).allowed,
		change: mayChange(actor, model).allowed,
		propose: mayPropose(actor, model, { asked: 1, given: 1, withheld: 0 }).allowed,
		decide: mayDecide(actor, model).allowed,
		speak: maySpeak(actor, model).allowed,
		show: mayShow(actor, model).allowed,
		adopt: mayAdopt(actor, model, 'other').allowed,
		give: mayGive(actor, 'other').allowed,
	};
	expect(Object.keys(may).filter((act) => may[act])).toEqual(acts === '' ? [] : acts.split(' '));
});

test('without the word of everybody who is named it is not proposed; nobody adopts their own', () => {
	const model: ModelFacts = { unitId: 'cell', aboveUnitId: 'above', state: 'draft', namedIds: ['named'] };
	const secretary = actorFor('secretary of cell');
	expect(mayPropose(secretary, model, { asked: 1, given: 0, withheld: 0 })).toMatchObject({
		key: 'refused_model_consent',
	});
	expect(
		mayPropose(secretary, { ...model, aboveUnitId: null }, { asked: 0, given: 0, withheld: 0 }),
	).toMatchObject({
		key: 'refused_model_above',
	});
	expect(mayAdopt(secretary, { ...model, state: 'approved' }, 'cell')).toMatchObject({
		key: 'refused_model_own',
	});
});
