import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import {
	type InspectionFacts,
	mayAnswer,
	mayCarryOut,
	mayConclude,
	mayDemand,
	mayFind,
	mayFollow,
	mayInspect,
	mayKnow,
	mayKnowRecord,
	mayOpen,
	mayReport,
	maySeeNames,
	mayTake,
	mayWritePaper,
} from './policy.ts';

const today = '2026-11-23';

/** "secretary of cell", "member of cell", "inspector", "owner" … */
const actorFor = (who: string): Actor => {
	const [role = '', unit] = who.split(' of ');
	const path = unit === 'above' ? 'above' : `above.${unit}`;
	const place = { unitId: unit ?? 'elsewhere', path, unitName: '' };
	const isRole = !['inspector', 'owner', 'member'].includes(role);
	return {
		...systemActor('t'),
		kind: 'person',
		personId: role === 'inspector' || role === 'owner' ? role : 'somebody',
		standings: unit === 'above' ? [] : [{ ...place, standing: 'official' }],
		roles: isRole ? [{ ...place, role: role as Role }] : [],
	};
};

test.each([
	['secretary of above', 'open', {}, 'inspect know follow'],
	['higher_officer of above', 'open', {}, 'inspect know follow'],
	['committee_member of above', 'open', {}, ''],
	['inspector', 'open', {}, 'know follow names take open find report record'],
	['inspector', 'open', { startsOn: '2026-11-24' }, 'know follow names take find report record'],
	['inspector', 'open', { endsOn: '2026-11-22' }, 'know follow names take find report record'],
	['inspector', 'reported', {}, 'know follow names minutes record'],
	['inspector', 'concluded', {}, 'know follow names minutes conclusion record'],
	['secretary of above', 'reported', {}, 'inspect know follow demand minutes'],
	['secretary of above', 'reported', { isAnswered: true }, 'inspect know follow conclude demand minutes'],
	[
		'secretary of above',
		'reported',
		{ answerBy: '2026-11-22' },
		'inspect know follow conclude demand minutes',
	],
	['higher_officer of above', 'concluded', {}, 'inspect know follow demand minutes conclusion'],
	['secretary of cell', 'open', {}, 'know follow names'],
	['secretary of cell', 'reported', {}, 'know follow names answer minutes'],
	['deputy of cell', 'concluded', {}, 'know follow names carry minutes conclusion'],
	['committee_member of cell', 'reported', {}, 'know follow names minutes'],
	['clerk of cell', 'reported', {}, 'know'],
	['member of cell', 'reported', {}, 'know'],
	['owner', 'open', {}, 'record'],
	['secretary of other', 'open', {}, ''],
	['administrator of above', 'concluded', {}, ''],
] as const)('%s, of an inspection that is %s, may: %o %s', (who, state, over, acts) => {
	const one: InspectionFacts = {
		unitId: 'above',
		inspectedUnitId: 'cell',
		inspectorIds: ['inspector'],
		state,
		startsOn: '2026-11-20',
		endsOn: '2026-11-30',
		answerBy: state === 'open' ? null : '2026-12-03',
		isAnswered: false,
		...over,
	};
	const actor = actorFor(who);
	const record = { personId: 'owner', isPersonal: true };
	const may: Record<string, boolean> = {
		inspect: mayInspect(actor, { id: 'above', path: 'above' }, { id: 'cell', path: 'above.cell' }).allowed,
		know: mayKnow(actor, one).allowed,
		follow: mayFollow(actor, one).allowed,
		names: maySeeNames(actor, one),
		take: mayTake(actor, one).allowed,
		open: mayOpen(actor, one, record, today).allowed,
		find: mayFind(actor, one, record, { isOpened: true, isNotSeen: false }).allowed,
		report: mayReport(actor, one, 0).allowed,
		answer: mayAnswer(actor, one).allowed,
		conclude: mayConclude(actor, one, today).allowed,
		demand: mayDemand(actor, one).allowed,
		carry: mayCarryOut(actor, one).allowed,
		minutes: mayWritePaper(actor, one, 'minutes').allowed,
		conclusion: mayWritePaper(actor, one, 'conclusion').allowed,
		record: mayKnowRecord(actor, one, record).allowed && (who === 'owner' || who === 'inspector'),
	};
	expect(Object.keys(may).filter((act) => may[act])).toEqual(acts === '' ? [] : acts.split(' '));
});

test('nobody inspects what is their own, their own unit, a unit beside or above', () => {
	const one: InspectionFacts = {
		unitId: 'above',
		inspectedUnitId: 'cell',
		inspectorIds: ['inspector'],
		state: 'open',
		startsOn: '2026-11-20',
		endsOn: '2026-11-30',
		answerBy: null,
		isAnswered: false,
	};
	const inspector = actorFor('inspector');
	const own = { personId: 'inspector', isPersonal: true };
	expect(mayOpen(inspector, one, own, today)).toMatchObject({ key: 'refused_inspection_own_record' });
	expect(mayFind(inspector, one, own, { isOpened: true, isNotSeen: false }).allowed).toBe(false);
	const other = { personId: 'owner', isPersonal: true };
	expect(mayFind(inspector, one, other, { isOpened: false, isNotSeen: false }).allowed).toBe(false);
	expect(mayFind(inspector, one, other, { isOpened: false, isNotSeen: true }).allowed).toBe(true);
	expect(mayReport(inspector, one, 1)).toMatchObject({ key: 'refused_inspection_findings_open' });
	const secretary = actorFor('secretary of above');
	const above = { id: 'above', path: 'above' };
	expect(mayInspect(secretary, above, above)).toMatchObject({ key: 'refused_inspection_below' });
	expect(mayInspect(secretary, above, { id: 'x', path: 'x' })).toMatchObject({
		key: 'refused_inspection_below',
	});
	const both: Actor = { ...secretary, standings: actorFor('member of cell').standings };
	expect(mayInspect(both, above, { id: 'cell', path: 'above.cell' })).toMatchObject({
		key: 'refused_inspection_own_unit',
	});
});
