import { type Actor, holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { allowed, type Decision, denied, when } from '#lib/shared/decision.ts';
import { after, isOpen, type LimitMove, type LimitState, type Told, wasTold } from './domain/states.ts';

export type LimitFacts = Told & {
	unitId: string;
	personId: string;
	givenBy: string;
	inChargeId: string | null;
	closedBy: string | null;
	state: LimitState;
};
/** About whom one would be given. */
export type Receiver = {
	personId: string;
	unitId: string;
	aboveUnitId: string | null;
	/** Whether the person is secretary or deputy of the unit. */
	isHead: boolean;
};

const isOwn = (actor: Actor, { personId }: { personId: string }): boolean =>
	actor.personId !== null && actor.personId === personId;
const heads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, 'secretary', 'deputy');

/** Those who head the unit, whoever gave it, and the committee member in charge; never the person it is about. */
const handles = (actor: Actor, limit: LimitFacts, today: Day): boolean => {
	if (actor.personId === null || isOwn(actor, limit)) return false;
	if (actor.personId === limit.givenBy) return true;
	return wasTold(limit, today) && (actor.personId === limit.inChargeId || heads(actor, limit.unitId));
};

const inState = (limit: LimitFacts, move: LimitMove): Decision =>
	when(after(limit.state, move) !== null, 'refused_limit_ended');

/**
 * Giving one: who heads the unit, to anybody but themselves; the office of the unit above to who heads it. A committee
 * member, a clerk, a colleague give none.
 */
export const mayGive = (actor: Actor, receiver: Receiver): Decision => {
	if (isOwn(actor, receiver)) return denied('refused_limit_own');
	if (heads(actor, receiver.unitId)) return allowed;
	return when(
		receiver.isHead &&
			receiver.aboveUnitId !== null &&
			holds(actor, receiver.aboveUnitId, 'secretary', 'deputy', 'higher_officer'),
		'refused_limit_give',
	);
};

/**
 * The person reads it from the moment of being given, and whoever gave it; those who handle it once the person was told.
 * Once it has ended: the person, and who ended it.
 */
export const mayRead = (actor: Actor, limit: LimitFacts, today: Day): Decision => {
	if (isOwn(actor, limit)) return allowed;
	if (!isOpen(limit.state))
		return when(actor.personId !== null && actor.personId === limit.closedBy, 'failure_not_found');
	return when(handles(actor, limit, today), 'failure_not_found');
};

/** Opening it: the person, with whom it counts as told. */
export const mayOpen = (actor: Actor, limit: LimitFacts): Decision =>
	when(isOwn(actor, limit), 'refused_limit_person_only');

/** Answering, planning, doing: the person alone, nobody for them. */
export const mayAct = (actor: Actor, limit: LimitFacts, move: 'answer' | 'plan' | 'do'): Decision =>
	isOwn(actor, limit) ? inState(limit, move) : denied('refused_limit_person_only');

/** Agreeing to the plan, moving a day of it, concluding, taking back: who handles it; never the person it is about. */
export const mayHandle = (
	actor: Actor,
	limit: LimitFacts,
	move: 'agree' | 'extend' | 'close' | 'withdraw',
	today: Day,
): Decision => {
	if (isOwn(actor, limit)) return denied('refused_limit_own');
	if (!handles(actor, limit, today)) return denied('refused_limit_handle');
	// What the person does not know of yet is taken back by whoever gave it, and not concluded.
	if (move !== 'withdraw' && !wasTold(limit, today)) return denied('refused_limit_untold');
	return inState(limit, move);
};

/** Naming the committee member in charge: who heads the unit; nobody for what is about them, nor themselves the person. */
export const mayPutInCharge = (
	actor: Actor,
	limit: LimitFacts,
	inChargeId: string | null,
	today: Day,
): Decision => {
	if (isOwn(actor, limit)) return denied('refused_limit_own');
	if (!heads(actor, limit.unitId) || !handles(actor, limit, today)) return denied('refused_limit_handle');
	if (inChargeId === limit.personId) return denied('refused_limit_charge_own');
	return inState(limit, 'charge');
};

/** The open ones of a unit: who heads it. A committee member sees those of which they are in charge, a member the own. */
export const mayListUnit = (actor: Actor, unitId: string): Decision =>
	when(heads(actor, unitId), 'refused_limit_list');

export const maySetRule = (actor: Actor, unitId: string): Decision =>
	when(heads(actor, unitId), 'refused_limit_rule');
