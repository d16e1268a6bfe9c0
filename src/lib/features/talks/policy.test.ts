import { expect, test } from 'vitest';
import { type Role, systemActor } from '#lib/shared/actor.ts';
import type { TalkState } from './domain/states.ts';
import * as policy from './policy.ts';

const today = '2026-11-23';

/** "secretary of cell", "member of cell", "speaker", "reviewer" … */
const actorFor = (who: string) => {
	const [role, unit] = who.split(' of ');
	const isRole = !['speaker', 'reviewer', 'member'].includes(role ?? '');
	const place = { unitId: unit ?? 'cell', path: unit ?? 'cell', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person' as const,
		personId: role === 'speaker' || role === 'reviewer' ? role : 'somebody',
		standings: [{ ...place, standing: 'official' as const }],
		roles: isRole ? [{ ...place, role: role as Role }] : [],
	};
};

const talkThatIs = (state: TalkState, over: Partial<policy.TalkFacts> = {}): policy.TalkFacts => ({
	unitId: 'cell',
	speakerId: 'speaker',
	reviewerId: 'reviewer',
	state,
	heldOn: '2026-11-23',
	version: state === 'planned' || state === 'writing' ? 0 : 1,
	wantsResponses: true,
	...over,
});

const acts: Record<
	string,
	(actor: ReturnType<typeof actorFor>, talk: policy.TalkFacts) => { allowed: boolean }
> = {
	see: policy.maySeeTalk,
	read: policy.mayReadText,
	change: policy.mayChange,
	replace: policy.mayReplaceSpeaker,
	theme: policy.mayChooseTheme,
	write: policy.mayWriteTalk,
	back: policy.mayTakeBack,
	reopen: policy.mayReopen,
	assign: (actor, talk) => policy.mayAssignReviewer(actor, talk, 'another'),
	review: policy.mayReviewTalk,
	remark: policy.mayRemarkOnTalk,
	mark: (actor, talk) => policy.mayMarkPresented(actor, talk, today),
	stage: policy.mayPresent,
	respond: policy.mayRespond,
	responses: policy.maySeeResponses,
	consent: policy.mayConsent,
};

test.each([
	['speaker', 'planned', 'read stage responses'],
	['speaker', 'writing', 'see read theme write stage responses'],
	['speaker', 'in_review', 'see read theme back remark stage responses'],
	['speaker', 'returned', 'see read theme write remark stage responses'],
	['speaker', 'accepted', 'see read reopen remark mark stage responses'],
	['speaker', 'presented', 'see read stage responses consent'],
	['speaker', 'cancelled', 'see read responses'],
	['reviewer', 'writing', 'see'],
	['reviewer', 'in_review', 'see read review remark'],
	['reviewer', 'accepted', 'see read remark'],
	['member of cell', 'planned', ''],
	['member of cell', 'in_review', 'see'],
	['member of cell', 'accepted', 'see'],
	['member of cell', 'presented', 'see read respond'],
	['clerk of cell', 'planned', ''],
	['clerk of cell', 'accepted', 'see'],
	['committee_member of cell', 'planned', 'see change replace responses'],
	['committee_member of cell', 'in_review', 'see change replace responses'],
	['committee_member of cell', 'accepted', 'see change mark responses'],
	['deputy of cell', 'in_review', 'see change replace assign responses'],
	['secretary of cell', 'in_review', 'see change replace assign responses'],
	['secretary of cell', 'accepted', 'see change mark responses'],
	['secretary of cell', 'presented', 'see read respond responses'],
	['secretary of elsewhere', 'presented', ''],
	['member of elsewhere', 'in_review', ''],
] as const)('%s, of a talk that is %s, may: %s', (who, state, allowed) => {
	const actor = actorFor(who);
	const found = Object.entries(acts).flatMap(([name, may]) =>
		may(actor, talkThatIs(state)).allowed ? [name] : [],
	);
	expect(found.join(' ')).toBe(allowed);
});

test.each([
	['secretary of cell', 'plan rule leave'],
	['deputy of cell', 'plan rule leave'],
	['committee_member of cell', 'plan leave'],
	['clerk of cell', ''],
	['member of cell', ''],
	['secretary of elsewhere', ''],
])('%s, of the unit’s talks, may: %s', (who, allowed) => {
	const actor = actorFor(who);
	const found = [
		policy.mayPlan(actor, 'cell').allowed && 'plan',
		policy.maySetTalkRule(actor, 'cell').allowed && 'rule',
		policy.mayEnterLeave(actor, 'cell', 'another').allowed && 'leave',
	].filter(Boolean);
	expect(found.join(' ')).toBe(allowed);
	// The own leave is for everybody of the unit.
	expect(policy.mayEnterLeave(actor, 'cell', 'somebody').allowed).toBe(!who.includes('elsewhere'));
});

test('nobody reviews the own talk, whatever they hold and whoever named them', () => {
	const speaker = { ...actorFor('secretary of cell'), personId: 'speaker' };
	expect(policy.mayReviewTalk(speaker, talkThatIs('in_review'))).toEqual({
		allowed: false,
		key: 'refused_talk_review_own',
	});
	expect(policy.mayReviewTalk(speaker, talkThatIs('in_review', { reviewerId: 'speaker' })).allowed).toBe(
		false,
	);
	const secretary = actorFor('secretary of cell');
	expect(policy.mayAssignReviewer(secretary, talkThatIs('in_review'), 'speaker').allowed).toBe(false);
	// Nor does the speaker choose who reviews.
	expect(policy.mayAssignReviewer(speaker, talkThatIs('in_review'), 'another').allowed).toBe(false);
});

test('days are exchanged between two speakers of a unit, as long as neither talk is confirmed or past', () => {
	const speaker = actorFor('speaker');
	const own = talkThatIs('writing', { heldOn: '2026-12-07' });
	const other = talkThatIs('in_review', { heldOn: '2027-01-04', speakerId: 'another' });
	expect(policy.maySwap(speaker, own, other, today).allowed).toBe(true);
	for (const wrong of [
		{ ...other, state: 'accepted' as const },
		{ ...other, state: 'planned' as const },
		{ ...other, heldOn: today },
		{ ...other, unitId: 'elsewhere' },
		{ ...other, speakerId: 'speaker' },
	])
		expect(policy.maySwap(speaker, own, wrong, today).allowed).toBe(false);
	expect(policy.maySwap(actorFor('member of cell'), own, other, today).allowed).toBe(false);
	const swap = { askerId: 'speaker', askedId: 'somebody', state: 'asked' };
	expect(policy.mayDecideSwap(actorFor('member of cell'), swap).allowed).toBe(true);
	expect(policy.mayDecideSwap(speaker, swap).allowed).toBe(false);
	expect(policy.mayWithdrawSwap(speaker, swap).allowed).toBe(true);
	expect(policy.mayDecideSwap(actorFor('member of cell'), { ...swap, state: 'agreed' }).allowed).toBe(false);
});

test('it is not marked as presented before its day, and no response is asked where the unit wants none', () => {
	const speaker = actorFor('speaker');
	expect(policy.mayMarkPresented(speaker, talkThatIs('accepted', { heldOn: '2026-11-24' }), today)).toEqual({
		allowed: false,
		key: 'refused_talk_ahead',
	});
	const listener = actorFor('member of cell');
	expect(policy.mayRespond(listener, talkThatIs('presented', { wantsResponses: false })).allowed).toBe(false);
	expect(policy.mayRespond(speaker, talkThatIs('presented')).allowed).toBe(false);
});
