import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import {
	isEligible,
	mayArrange,
	mayCancel,
	mayCompare,
	mayDecide,
	mayFix,
	mayKnowAward,
	mayNominate,
	mayReadNomination,
	mayRecordVote,
	maySign,
	mayWithdraw,
	mayWrite,
	type NominationFacts,
} from './policy.ts';

const paths: Record<string, string> = {
	root: 'root',
	office: 'root.office',
	cell: 'root.office.cell',
	beside: 'root.office.beside',
	elsewhere: 'root.elsewhere',
};
const placed = (id: string) => ({ id, path: paths[id] ?? id });
const actorFor = (who: string): Actor => {
	const [role, unit = ''] = who.split(' of ');
	const place = { unitId: unit, path: paths[unit] ?? '', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person',
		personId: who,
		standings: unit === 'office' ? [] : [{ ...place, standing: 'official' }],
		roles: role === 'member' ? [] : [{ ...place, role: role as Role }],
	};
};

test.each([
	['secretary of office', 'open', 'draft', 'know arrange compare nominate fix read cancel'],
	['higher_officer of office', 'open', 'signed', 'know arrange compare nominate fix read cancel'],
	['committee_member of office', 'open', 'signed', 'know compare read'],
	['clerk of office', 'open', null, 'know compare'],
	['administrator of office', 'open', 'signed', 'know'],
	['secretary of root', 'open', 'signed', 'know'],
	['secretary of elsewhere', 'open', 'signed', ''],
	['secretary of beside', 'open', 'signed', 'know'],
	['member of cell', 'open', 'signed', 'know'],
	['secretary of cell', 'open', null, 'know read write'],
	['deputy of cell', 'open', 'draft', 'know read write sign withdraw'],
	['committee_member of cell', 'open', 'draft', 'know read write'],
	['clerk of cell', 'open', 'draft', 'know read'],
	['secretary of cell', 'open', 'signed', 'know read withdraw'],
	['secretary of cell', 'open', 'withdrawn', 'know read write'],
	['secretary of cell', 'voting', 'signed', 'know read'],
	['secretary of cell', 'voting', 'draft', 'know read'],
	['secretary of cell', 'decided', 'signed', 'know read'],
	['deputy of office', 'voting', 'signed', 'know arrange compare read vote decide cancel'],
	['committee_member of office', 'voting', 'signed', 'know compare read'],
	['deputy of office', 'decided', 'signed', 'know arrange compare read'],
	['deputy of office', 'cancelled', 'signed', 'know arrange compare read'],
] as const)(
	'%s, of a title that is %s and a nomination of the cell that is %s, may: %s',
	(who, state, nomination, acts) => {
		const actor = actorFor(who);
		const one: NominationFacts = {
			unit: placed('office'),
			kinds: ['cell'],
			state,
			nominated: placed('cell'),
			nomination,
			signedBy: nomination === 'signed' ? 'secretary of cell' : null,
		};
		const may = {
			know: mayKnowAward(actor, one).allowed,
			arrange: mayArrange(actor, 'office').allowed,
			compare: mayCompare(actor, 'office').allowed,
			nominate: mayNominate(actor, one).allowed,
			fix: mayFix(actor, one, 1).allowed,
			read: mayReadNomination(actor, one).allowed,
			write: mayWrite(actor, one).allowed,
			sign: maySign(actor, one).allowed,
			withdraw: mayWithdraw(actor, one).allowed,
			vote: mayRecordVote(actor, one).allowed,
			decide: mayDecide(actor, one, {
				isVoted: true,
				nominated: [{ unitId: 'cell', signedBy: 'secretary of cell' }],
			}).allowed,
			cancel: mayCancel(actor, one).allowed,
		};
		const allowed = Object.entries(may).flatMap(([act, yes]) => (yes ? [act] : []));
		expect(allowed.join(' ')).toBe(acts);
	},
);

test('nobody decides on their own unit, or on one for which they signed; nothing is decided before the vote', () => {
	const award = { unit: placed('office'), kinds: ['cell'], state: 'voting' as const };
	const deputy = actorFor('deputy of office');
	const own: Actor = { ...deputy, standings: actorFor('member of cell').standings };
	const nominated = [{ unitId: 'cell', signedBy: 'somebody' }];
	expect(mayDecide(own, award, { isVoted: true, nominated })).toMatchObject({
		key: 'refused_award_own_unit',
	});
	expect(
		mayDecide(deputy, award, { isVoted: true, nominated: [{ unitId: 'cell', signedBy: deputy.personId }] }),
	).toMatchObject({ key: 'refused_award_own_unit' });
	expect(mayDecide(deputy, award, { isVoted: false, nominated })).toMatchObject({
		key: 'refused_award_not_voted',
	});
	expect(mayDecide(deputy, award, { isVoted: true, nominated }).allowed).toBe(true);
	expect(mayFix(deputy, { ...award, state: 'open' }, 0)).toMatchObject({
		key: 'refused_award_nothing_signed',
	});
});

test('a title is for units below its committee, of its kinds', () => {
	const award = { unit: placed('office'), kinds: ['cell'], state: 'open' as const };
	const of = (id: string, over = {}) =>
		isEligible(award, { ...placed(id), kind: 'cell', isDissolved: false, ...over });
	expect(of('cell')).toBe(true);
	expect(of('cell', { kind: 'mass_organisation' })).toBe(false);
	expect(of('cell', { isDissolved: true })).toBe(false);
	expect(of('office')).toBe(false);
	expect(of('elsewhere')).toBe(false);
	expect(of('root')).toBe(false);
});
