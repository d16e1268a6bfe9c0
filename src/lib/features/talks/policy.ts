import { type Actor, belongsTo, holds } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { isAhead, isBeingWritten, isUnconfirmed, type TalkState } from './domain/states.ts';

export type TalkFacts = {
	unitId: string;
	speakerId: string;
	reviewerId: string | null;
	state: TalkState;
	heldOn: string;
	/** The last version that was sent; 0 as long as there is none. */
	version: number;
	wantsResponses: boolean;
};

const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');
const isSpeaker = (actor: Actor, talk: TalkFacts): boolean =>
	actor.personId !== null && actor.personId === talk.speakerId;
const isReviewer = (actor: Actor, talk: TalkFacts): boolean =>
	actor.personId !== null && actor.personId === talk.reviewerId && !isSpeaker(actor, talk);

/** Drawing up a rota, changing and publishing it, the plan of themes: who leads the unit. */
export const mayPlan = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_talk_plan');

/** How the unit holds its talks: who heads it. */
export const maySetTalkRule = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_talk_rule');

/** What is held when, by whom, about what: the people of the unit, once it was published; those who lead it before. */
export const maySeeTalk = (actor: Actor, talk: TalkFacts): Decision =>
	when(
		leads(actor, talk.unitId) ||
			(talk.state !== 'planned' &&
				(belongsTo(actor, talk.unitId) || isSpeaker(actor, talk) || isReviewer(actor, talk))),
		'failure_not_found',
	);
export const maySeeTalks = (actor: Actor, unitId: string): Decision =>
	when(belongsTo(actor, unitId), 'failure_not_found');

/** The text: its speaker and who reviews it; once it was presented, everybody of the unit. */
export const mayReadText = (actor: Actor, talk: TalkFacts): Decision =>
	when(
		isSpeaker(actor, talk) ||
			(isReviewer(actor, talk) && talk.version > 0) ||
			(talk.state === 'presented' && belongsTo(actor, talk.unitId)),
		'refused_talk_read',
	);

/** Its versions, remarks and reviews: the speaker and who reviews. */
export const mayWorkOn = (actor: Actor, talk: TalkFacts): Decision =>
	when(isSpeaker(actor, talk) || isReviewer(actor, talk), 'refused_talk_read');

/** Day, place, speaker, theme: who leads the unit, as long as it is to be held; the speaker of a confirmed one stays. */
export const mayChange = (actor: Actor, talk: TalkFacts): Decision =>
	leads(actor, talk.unitId) ? when(isAhead(talk.state), 'refused_talk_state') : denied('refused_talk_plan');
export const mayReplaceSpeaker = (actor: Actor, talk: TalkFacts): Decision =>
	leads(actor, talk.unitId)
		? when(isUnconfirmed(talk.state), 'refused_talk_confirmed')
		: denied('refused_talk_plan');

/** One's own leave; that of others, who leads the unit. */
export const mayEnterLeave = (actor: Actor, unitId: string, personId: string): Decision =>
	when(
		leads(actor, unitId) || (actor.personId === personId && belongsTo(actor, unitId)),
		'refused_talk_leave',
	);

/** What it is about: its speaker as long as it is not confirmed. */
export const mayChooseTheme = (actor: Actor, talk: TalkFacts): Decision =>
	isSpeaker(actor, talk)
		? when(isUnconfirmed(talk.state) && talk.state !== 'planned', 'refused_talk_confirmed')
		: denied('refused_talk_speaker');

/** The text is written by its speaker alone, and sent by them. */
export const mayWriteTalk = (actor: Actor, talk: TalkFacts): Decision =>
	isSpeaker(actor, talk)
		? when(isBeingWritten(talk.state), 'refused_talk_sent')
		: denied('refused_talk_speaker');
export const mayTakeBack = (actor: Actor, talk: TalkFacts): Decision =>
	isSpeaker(actor, talk)
		? when(talk.state === 'in_review', 'refused_talk_state')
		: denied('refused_talk_speaker');
/** An accepted text is changed by its speaker with a reason, and reviewed again. */
export const mayReopen = (actor: Actor, talk: TalkFacts): Decision =>
	isSpeaker(actor, talk)
		? when(talk.state === 'accepted', 'refused_talk_state')
		: denied('refused_talk_speaker');

/** Who reviews is named by the secretary or the deputy; never the speaker, and not by the speaker. */
export const mayAssignReviewer = (actor: Actor, talk: TalkFacts, reviewerId: string | null): Decision => {
	if (!holds(actor, talk.unitId, 'secretary', 'deputy')) return denied('refused_talk_assign');
	if (reviewerId === talk.speakerId || isSpeaker(actor, talk)) return denied('refused_talk_review_own');
	return when(isUnconfirmed(talk.state), 'refused_talk_state');
};

/** Nobody reviews the own talk. */
export const mayReviewTalk = (actor: Actor, talk: TalkFacts): Decision => {
	if (isSpeaker(actor, talk)) return denied('refused_talk_review_own');
	if (!isReviewer(actor, talk)) return denied('refused_talk_review');
	return when(talk.state === 'in_review', 'refused_talk_state');
};
/** Remarks: who reviews, and the speaker in answer, until it is held. */
export const mayRemarkOnTalk = (actor: Actor, talk: TalkFacts): Decision =>
	isSpeaker(actor, talk) || isReviewer(actor, talk)
		? when(talk.version > 0 && isAhead(talk.state), 'refused_talk_state')
		: denied('refused_talk_review');

/** That it was presented is noted by its speaker or who leads, on the day or later. */
export const mayMarkPresented = (actor: Actor, talk: TalkFacts, today: string): Decision => {
	if (!isSpeaker(actor, talk) && !leads(actor, talk.unitId)) return denied('refused_talk_present');
	if (talk.state !== 'accepted') return denied('refused_talk_state');
	return when(talk.heldOn <= today, 'refused_talk_ahead');
};
/** The view to speak from: the speaker alone. */
export const mayPresent = (actor: Actor, talk: TalkFacts): Decision =>
	when(isSpeaker(actor, talk) && talk.state !== 'cancelled', 'failure_not_found');

/** A listener's word: the people of the unit but the speaker, where the unit wants it. */
export const mayRespond = (actor: Actor, talk: TalkFacts): Decision => {
	if (isSpeaker(actor, talk)) return denied('refused_talk_respond_own');
	if (!belongsTo(actor, talk.unitId)) return denied('failure_not_found');
	return when(talk.wantsResponses && talk.state === 'presented', 'refused_talk_respond');
};
export const mayAnswerResponse = (actor: Actor, talk: TalkFacts): Decision =>
	when(isSpeaker(actor, talk), 'refused_talk_speaker');
export const maySeeResponses = (actor: Actor, talk: TalkFacts): Decision =>
	when(isSpeaker(actor, talk) || leads(actor, talk.unitId), 'refused_talk_read');

/** Publishing beyond the unit: the speaker's own word, after it was presented, at any time. */
export const mayConsent = (actor: Actor, talk: TalkFacts): Decision =>
	isSpeaker(actor, talk)
		? when(talk.state === 'presented', 'refused_talk_state')
		: denied('refused_talk_consent');

/** Asking to exchange: a speaker, another one's talk of the same unit, both ahead and not confirmed. */
export const maySwap = (actor: Actor, own: TalkFacts, other: TalkFacts, today: string): Decision => {
	if (!isSpeaker(actor, own)) return denied('refused_talk_speaker');
	if (isSpeaker(actor, other) || own.unitId !== other.unitId) return denied('refused_talk_swap_other');
	return when(canBeSwapped(own, today) && canBeSwapped(other, today), 'refused_talk_confirmed');
};
export const canBeSwapped = (talk: Pick<TalkFacts, 'state' | 'heldOn'>, today: string): boolean =>
	isUnconfirmed(talk.state) && talk.state !== 'planned' && talk.heldOn > today;

export type SwapFacts = { askerId: string; askedId: string; state: string };
/** The answer is that of who was asked; the question is taken back by who asked. */
export const mayDecideSwap = (actor: Actor, swap: SwapFacts): Decision =>
	actor.personId === swap.askedId
		? when(swap.state === 'asked', 'refused_talk_state')
		: denied('refused_talk_swap_asked');
export const mayWithdrawSwap = (actor: Actor, swap: SwapFacts): Decision =>
	actor.personId === swap.askerId
		? when(swap.state === 'asked', 'refused_talk_state')
		: denied('refused_talk_speaker');
