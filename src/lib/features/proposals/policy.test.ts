import { expect, test } from 'vitest';
import { type Role, systemActor } from '#lib/shared/actor.ts';
import type { Naming, ProposalState } from './domain/states.ts';
import {
	mayAnswerProposal,
	mayDispose,
	mayListProposals,
	mayPropose,
	mayRelease,
	maySeeName,
	maySeeProposal,
	maySetRule,
	maySort,
	type ProposalFacts,
} from './policy.ts';

/** "secretary of cell", "member of cell", "answerer" … */
const actorFor = (who: string) => {
	const [role, unit] = who.split(' of ');
	const place = { unitId: unit ?? 'cell', path: unit ?? 'cell', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person' as const,
		personId: role === 'proposer' ? 'proposer' : role === 'answerer' ? 'answerer' : 'somebody',
		standings: role === 'stranger' ? [] : [{ ...place, standing: 'official' as const }],
		roles: ['proposer', 'answerer', 'member', 'stranger'].includes(role ?? '')
			? []
			: [{ ...place, role: role as Role }],
	};
};

const direct = { answeringUnitId: 'cell', seenBy: [] };
const sentUp = { answeringUnitId: 'above', seenBy: ['above'] };

test.each([
	['proposer', 'received', direct, 'propose see name withdraw'],
	['proposer', 'answered', direct, 'propose see name respond'],
	['member of cell', 'received', direct, 'propose'],
	['secretary of cell', 'received', direct, 'propose see name list sort answer rule'],
	['secretary of cell', 'answered', direct, 'propose see name list release rule'],
	['secretary of cell', 'received', sentUp, 'propose see name list rule'],
	['deputy of cell', 'assigned', direct, 'propose see name list sort answer rule'],
	['committee_member of cell', 'received', direct, 'propose see list'],
	['clerk of cell', 'received', direct, 'propose'],
	['administrator of cell', 'received', direct, 'propose'],
	['higher_officer of cell', 'received', direct, 'propose list'],
	['higher_officer of above', 'received', direct, 'list'],
	['higher_officer of above', 'received', sentUp, 'see name list sort answer'],
	['secretary of above', 'received', sentUp, 'see name list sort answer'],
	['committee_member of above', 'received', sentUp, 'list'],
	['secretary of elsewhere', 'received', sentUp, 'list'],
	['answerer', 'assigned', { ...direct, answererId: 'answerer' }, 'propose see name answer'],
	['answerer', 'answered', { ...direct, answererId: 'answerer' }, 'propose see name'],
	['committee_member of cell', 'assigned', { ...direct, byCommittee: true }, 'propose see name list answer'],
	['secretary of cell', 'received', { ...direct, leaderId: 'other' }, 'propose see name list rule'],
] as const)('%s, of a proposal that is %s, may: %s %s', (who, state, over, acts) => {
	const facts: ProposalFacts = {
		unitId: 'cell',
		proposerId: 'proposer',
		recordedBy: 'proposer',
		state: state as ProposalState,
		naming: 'hidden' as Naming,
		answererId: null,
		byCommittee: false,
		leaderId: null,
		namesToAnswerer: true,
		...over,
	};
	const actor = actorFor(who);
	const unit = who.split(' of ')[1] ?? 'cell';
	const see = maySeeProposal(actor, facts);
	const may = {
		propose: mayPropose(actor, 'cell'),
		see,
		name: see.allowed ? maySeeName(actor, facts) : see,
		list: mayListProposals(actor, unit),
		sort: maySort(actor, facts, 'assign'),
		answer: mayAnswerProposal(actor, facts),
		respond: mayDispose(actor, facts, 'respond'),
		withdraw: mayDispose(actor, facts, 'withdraw'),
		release: mayRelease(actor, facts),
		rule: maySetRule(actor, 'cell'),
	};
	expect(
		Object.entries(may)
			.filter(([, { allowed }]) => allowed)
			.map(([name]) => name)
			.join(' '),
	).toBe(acts);
});

test('the unit may keep the name from whoever answers; a secretary does not answer their own proposal', () => {
	const facts: ProposalFacts = {
		unitId: 'cell',
		proposerId: 'proposer',
		recordedBy: 'proposer',
		state: 'received',
		naming: 'hidden',
		answererId: null,
		byCommittee: false,
		leaderId: null,
		namesToAnswerer: false,
		...sentUp,
	};
	expect(maySeeName(actorFor('secretary of above'), facts).allowed).toBe(false);
	expect(maySeeName(actorFor('secretary of cell'), facts).allowed).toBe(true);
	const own = { ...facts, ...direct, proposerId: 'somebody' };
	expect(mayAnswerProposal(actorFor('secretary of cell'), own)).toEqual({
		allowed: false,
		key: 'refused_answer_own',
	});
});
