import { type Actor, belongsTo, holds } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { canMove, type Parts, type RecognitionState } from './domain/states.ts';

export type RecognitionFacts = Parts & {
	unitId: string;
	/** The unit above, whose office agrees where nobody of the own unit may. */
	aboveUnitId: string | null;
	state: RecognitionState;
	isNamed: boolean;
};

const isHonoured = (actor: Actor, { personId }: Pick<Parts, 'personId'>): boolean =>
	actor.personId !== null && actor.personId === personId;
const isProposer = (actor: Actor, { proposerId }: RecognitionFacts): boolean =>
	actor.personId !== null && actor.personId === proposerId;
const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');
/** The office of the unit above: where those of the own unit are honoured themselves, or proposed it. */
const isOfficeAbove = (actor: Actor, { aboveUnitId }: RecognitionFacts): boolean =>
	aboveUnitId !== null && holds(actor, aboveUnitId, 'secretary', 'deputy', 'higher_officer');

/** Anybody of the unit proposes at any time, for somebody else. */
export const mayPropose = (actor: Actor, unitId: string, personId: string | null): Decision => {
	if (!actor.standings.some((held) => held.unitId === unitId)) return denied('refused_recognition_propose');
	return when(!isHonoured(actor, { personId }), 'refused_recognition_own');
};

/** What is proposed, who proposed it and who decides; what was announced, the unit, and who is honoured. */
export const mayRead = (actor: Actor, one: RecognitionFacts): Decision => {
	if (one.state === 'announced')
		return when(
			isHonoured(actor, one) ||
				isProposer(actor, one) ||
				leads(actor, one.unitId) ||
				isOfficeAbove(actor, one) ||
				(one.isNamed && belongsTo(actor, one.unitId)),
			'failure_not_found',
		);
	// Who is proposed learns of it when it is agreed.
	if (isHonoured(actor, one)) return denied('failure_not_found');
	return when(
		isProposer(actor, one) || leads(actor, one.unitId) || isOfficeAbove(actor, one),
		'failure_not_found',
	);
};

/** Agreeing and declining: who heads the unit, after the committee; never oneself, nor who proposed it. */
export const mayDecide = (actor: Actor, one: RecognitionFacts, move: 'agree' | 'decline'): Decision => {
	if (!holds(actor, one.unitId, 'secretary', 'deputy') && !isOfficeAbove(actor, one))
		return denied('refused_recognition_decide');
	if (isHonoured(actor, one)) return denied('refused_recognition_own');
	if (isProposer(actor, one)) return denied('refused_recognition_proposer');
	if (move === 'agree' && one.firstAgreedBy !== null && one.firstAgreedBy === actor.personId)
		return denied('refused_recognition_second');
	return when(canMove(one.state, move), 'refused_recognition_state');
};

/** What was not decided is taken back by who proposed it. */
export const mayWithdraw = (actor: Actor, one: RecognitionFacts): Decision =>
	isProposer(actor, one)
		? when(canMove(one.state, 'withdraw'), 'refused_recognition_state')
		: denied('refused_recognition_proposer_only');

/** Being shown beyond the unit, and being named within it: the person alone, at any time. */
export const maySpeakForOneself = (actor: Actor, one: RecognitionFacts): Decision =>
	isHonoured(actor, one)
		? when(canMove(one.state, 'consent'), 'refused_recognition_state')
		: denied('refused_recognition_consent');

/** The paper of an announced recognition: those who lead, and the clerk who writes it out. */
export const mayWritePaper = (actor: Actor, one: RecognitionFacts): Decision =>
	when(
		one.state === 'announced' &&
			(leads(actor, one.unitId) || (one.isNamed && holds(actor, one.unitId, 'clerk'))),
		'failure_not_found',
	);

/** Giving the notice its number: who heads the unit and its clerk; not for oneself, and not without the name. */
export const mayIssueNotice = (actor: Actor, one: RecognitionFacts): Decision => {
	if (isHonoured(actor, one)) return denied('refused_recognition_own');
	if (one.state !== 'announced') return denied('refused_recognition_state');
	if (!one.isNamed) return denied('refused_recognition_unnamed');
	return when(holds(actor, one.unitId, 'secretary', 'deputy', 'clerk'), 'refused_recognition_notice');
};

/** What is waiting to be decided, and how the unit stands against the criteria of an advanced collective. */
export const mayLead = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_recognition_lead');

/** What the unit announced, its people. */
export const maySeeAnnounced = (actor: Actor, unitId: string): Decision =>
	when(belongsTo(actor, unitId), 'failure_not_found');

export const maySetRule = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_recognition_rule');
