import { type Actor, holds, type Role } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { type Consents, canMove, isAgreed, type ModelState } from './domain/states.ts';

export type ModelFacts = {
	unitId: string;
	/** The unit above, whose office approves; none for a unit at the top. */
	aboveUnitId: string | null;
	state: ModelState;
	namedIds: readonly string[];
};

const leading: readonly Role[] = ['secretary', 'deputy', 'committee_member'];
const leads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, ...leading);
const heads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, 'secretary', 'deputy');
const approves = (actor: Actor, { aboveUnitId }: ModelFacts): boolean =>
	aboveUnitId !== null && holds(actor, aboveUnitId, 'secretary', 'deputy', 'higher_officer');
const isNamed = (actor: Actor, { namedIds }: ModelFacts): boolean =>
	actor.personId !== null && namedIds.includes(actor.personId);

/** Before the office above: to be decided on, or sent back by it. */
const canBeJudged = (state: ModelState): boolean => state === 'proposed' || state === 'returned';

/** Writing up a way of working: who leads the unit. */
export const mayWrite = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_model_write');

/** Approved, everybody of the organisation; before that who leads the unit, who is named, and the office once it is proposed, also when it sent it back. */
export const mayRead = (actor: Actor, model: ModelFacts): Decision =>
	when(
		model.state === 'approved' ||
			leads(actor, model.unitId) ||
			isNamed(actor, model) ||
			(canBeJudged(model.state) && approves(actor, model)),
		'failure_not_found',
	);

export const mayChange = (actor: Actor, model: ModelFacts): Decision => {
	if (!leads(actor, model.unitId)) return denied('refused_model_write');
	return when(canMove(model.state, 'change'), 'refused_model_state');
};

/** Proposing it to the unit above: who heads the unit, when everybody who is named has agreed. */
export const mayPropose = (actor: Actor, model: ModelFacts, consents: Consents): Decision => {
	if (!heads(actor, model.unitId)) return denied('refused_model_propose');
	if (!canMove(model.state, 'propose')) return denied('refused_model_state');
	if (model.aboveUnitId === null) return denied('refused_model_above');
	return when(isAgreed(consents), 'refused_model_consent');
};

/** Approving or returning: the office above; never one who leads the unit that wrote it. */
export const mayDecide = (actor: Actor, model: ModelFacts): Decision => {
	if (!approves(actor, model) || leads(actor, model.unitId)) return denied('refused_model_decide');
	return when(canMove(model.state, 'decide'), 'refused_model_state');
};

/** Whether one's name may stand in it: the person alone, at any time. */
export const maySpeak = (actor: Actor, model: ModelFacts): Decision =>
	when(isNamed(actor, model), 'refused_model_named');

/** The public site: who heads the unit that wrote it. */
export const mayShow = (actor: Actor, model: ModelFacts): Decision => {
	if (!heads(actor, model.unitId)) return denied('refused_model_propose');
	return when(canMove(model.state, 'show'), 'refused_model_state');
};

/** Adopting it: who leads another unit. */
export const mayAdopt = (actor: Actor, model: ModelFacts, unitId: string): Decision => {
	if (!leads(actor, unitId)) return denied('refused_model_write');
	if (unitId === model.unitId) return denied('refused_model_own');
	return when(canMove(model.state, 'adopt'), 'refused_model_state');
};

/** Naming who carries out a task that came with a model: who leads the unit that adopted it. */
export const mayGive = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_model_write');
