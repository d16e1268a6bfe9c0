import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import { agreementOf } from './domain/states.ts';
import {
	mayDecide,
	mayIssueNotice,
	mayLead,
	mayPropose,
	mayRead,
	maySeeAnnounced,
	maySetRule,
	maySpeakForOneself,
	mayWithdraw,
	mayWritePaper,
	type RecognitionFacts,
} from './policy.ts';

/** "secretary of cell", "member of cell", "honoured", "proposer" … */
const actorFor = (who: string) => {
	const [role, unit] = who.split(' of ');
	const isRole = !['honoured', 'proposer', 'member'].includes(role ?? '');
	const place = { unitId: unit ?? 'cell', path: unit ?? 'cell', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person' as const,
		personId: role === 'honoured' || role === 'proposer' ? role : 'somebody',
		standings: [{ ...place, standing: 'official' as const }],
		roles: isRole ? [{ ...place, role: role as Role }] : [],
	};
};

test.each([
	['honoured', 'proposed', {}, 'see'],
	['honoured', 'announced', {}, 'read speak see'],
	['honoured', 'declined', {}, 'see'],
	['proposer', 'proposed', {}, 'propose read withdraw see'],
	['proposer', 'declined', {}, 'propose read see'],
	['member of cell', 'proposed', {}, 'propose see'],
	['member of cell', 'announced', {}, 'propose read see'],
	['member of cell', 'announced', { isNamed: false }, 'propose see'],
	['member of cell', 'declined', {}, 'propose see'],
	['secretary of cell', 'proposed', {}, 'propose read agree decline lead see rule'],
	['deputy of cell', 'proposed', {}, 'propose read agree decline lead see rule'],
	['secretary of cell', 'announced', { isNamed: false }, 'propose read paper lead see rule'],
	['committee_member of cell', 'proposed', {}, 'propose read lead see'],
	['committee_member of cell', 'announced', {}, 'propose read paper lead see'],
	['secretary of cell', 'announced', {}, 'propose read paper notice lead see rule'],
	['clerk of cell', 'proposed', {}, 'propose see'],
	['clerk of cell', 'announced', {}, 'propose read paper notice see'],
	['higher_officer of above', 'proposed', {}, 'read agree decline'],
	['secretary of above', 'announced', {}, 'read'],
	['committee_member of above', 'announced', {}, ''],
	['secretary of elsewhere', 'proposed', {}, ''],
	['secretary of cell', 'proposed', { firstAgreedBy: 'somebody' }, 'propose read decline lead see rule'],
] as const)('%s, of a recognition that is %s, may: %o %s', (who, state, over, acts) => {
	const one: RecognitionFacts = {
		unitId: 'cell',
		aboveUnitId: 'above',
		state,
		isNamed: true,
		personId: 'honoured',
		memberIds: [],
		proposerId: 'proposer',
		firstAgreedBy: null,
		...over,
	};
	const actor = actorFor(who);
	const may: Record<string, boolean> = {
		propose: mayPropose(actor, 'cell', 'honoured').allowed,
		read: mayRead(actor, one).allowed,
		agree: mayDecide(actor, one, 'agree').allowed,
		decline: mayDecide(actor, one, 'decline').allowed,
		withdraw: mayWithdraw(actor, one).allowed,
		speak: maySpeakForOneself(actor, one).allowed,
		paper: mayWritePaper(actor, one).allowed,
		notice: mayIssueNotice(actor, one).allowed,
		lead: mayLead(actor, 'cell').allowed,
		see: maySeeAnnounced(actor, 'cell').allowed,
		rule: maySetRule(actor, 'cell').allowed,
	};
	expect(
		Object.keys(may)
			.filter((act) => may[act])
			.join(' '),
	).toBe(acts);
});

const roles: readonly (Role | null)[] = [
	'secretary',
	'deputy',
	'committee_member',
	'clerk',
	'higher_officer',
	null,
];
const actorOf = (personId: string, held: readonly (Role | null)[]): Actor => {
	const cell = { unitId: 'cell', path: 'above.cell', unitName: '' };
	const above = { unitId: 'above', path: 'above', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person',
		personId,
		standings: [{ ...cell, standing: 'official' }],
		roles: held.flatMap((role) => (role ? [{ ...(role === 'higher_officer' ? above : cell), role }] : [])),
	};
};
const world = fc.record({
	people: fc.array(fc.array(fc.constantFrom(...roles), { maxLength: 2 }), { minLength: 2, maxLength: 6 }),
	steps: fc.array(
		fc.record({
			who: fc.nat(5),
			whom: fc.nat(5),
			which: fc.nat(9),
			isCollective: fc.boolean(),
			act: fc.constantFrom('propose', 'agree', 'decline', 'withdraw', 'consent' as const),
		}),
		{ maxLength: 60 },
	),
});

test('no sequence of allowed acts lets anybody propose, agree or give to themselves, nor decide alone on their own collective', () => {
	const done = new Set<string>();
	fc.assert(
		fc.property(world, ({ people, steps }) => {
			const actors = people.map((held, nth) => actorOf(`p${nth}`, held));
			const all: (RecognitionFacts & { deciders: string[] })[] = [];
			for (const { who, whom, which, isCollective, act } of steps) {
				const actor = actors[who % actors.length] as Actor;
				const me = actor.personId ?? '';
				const otherId = actors[whom % actors.length]?.personId ?? '';
				const one = all[which % Math.max(1, all.length)];
				if (act === 'propose') {
					const personId = isCollective ? null : otherId;
					if (!mayPropose(actor, 'cell', personId).allowed) continue;
					expect(me).not.toBe(personId);
					all.push({
						unitId: 'cell',
						aboveUnitId: 'above',
						state: 'proposed',
						isNamed: true,
						personId,
						memberIds: isCollective ? [otherId, me] : [],
						proposerId: me,
						firstAgreedBy: null,
						deciders: [],
					});
				} else if (!one) continue;
				else if (act === 'consent') {
					if (!maySpeakForOneself(actor, one).allowed) continue;
					expect(me).toBe(one.personId);
				} else if (act === 'withdraw') {
					if (!mayWithdraw(actor, one).allowed) continue;
					one.state = 'withdrawn';
				} else {
					if (!mayDecide(actor, one, act).allowed) continue;
					expect([one.personId, one.proposerId]).not.toContain(me);
					one.deciders.push(me);
					if (act === 'decline') one.state = 'declined';
					else if (agreementOf(one, me) === 'announced') one.state = 'announced';
					else one.firstAgreedBy = me;
				}
				done.add(act);
				for (const { state, deciders, memberIds, firstAgreedBy } of all)
					if (state === 'announced' && firstAgreedBy) expect(new Set(deciders).size).toBe(2);
					else if (state === 'announced')
						expect(deciders.every((id) => memberIds.includes(id)) && memberIds.length > 0).toBe(false);
			}
		}),
		{ numRuns: 600, seed: 2017 },
	);
	expect([...done].sort()).toEqual(['agree', 'consent', 'decline', 'propose', 'withdraw']);
});
