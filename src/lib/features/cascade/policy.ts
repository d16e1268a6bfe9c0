import { type Actor, holds, holdsAbove, isWithin } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';

type Placed = { id: string; path: string };

/** A document and the unit that gives it to those below. */
export type SendFacts = {
	unit: Placed;
	holder: Placed;
	isPublished: boolean;
};

/** Giving a document to units below: whoever publishes in the unit; one of a unit above once that unit has published it. */
export const maySend = (actor: Actor, { unit, holder, isPublished }: SendFacts): Decision => {
	if (!holds(actor, unit.id, 'clerk', 'secretary', 'deputy')) return denied('refused_cascade_send');
	return when(
		holder.id === unit.id || (isPublished && isWithin(unit.path, holder.path)),
		'refused_cascade_send',
	);
};

/** A dispatch goes down: to units under the one that sends, never to itself or elsewhere. */
export const isBelow = (sender: Placed, receiver: Placed): boolean =>
	receiver.id !== sender.id && isWithin(receiver.path, sender.path);

export type DispatchFacts = {
	/** The unit that sent it; of what another organisation sent, the unit that has it. */
	sender: Placed;
	isWithdrawn: boolean;
	/** Another organisation sent it. */
	isFromPartner?: boolean;
};
export type ReceiptPlace = DispatchFacts & {
	receiver: Placed;
	isReceived: boolean;
	isTakenUp: boolean;
	isSetAside: boolean;
	expectsReport: boolean;
};

/** What a unit was given and gave: those who lead it, its clerk, and the officer of its office who follows those below. */
export const mayFollowCascade = (actor: Actor, unitId: string): Decision =>
	when(
		holds(actor, unitId, 'secretary', 'deputy', 'committee_member', 'clerk', 'higher_officer'),
		'refused_cascade_see',
	);

const follows = (actor: Actor, unit: Placed): boolean =>
	mayFollowCascade(actor, unit.id).allowed ||
	holdsAbove(actor, unit.path, 'higher_officer', 'secretary', 'deputy');

/** How far the units have come: those who lead the unit that sent it, its clerk, and who follows it from above. */
export const maySeeDispatch = (actor: Actor, { sender }: DispatchFacts): Decision =>
	when(actor.kind === 'system' || follows(actor, sender), 'failure_not_found');

/** What a unit was given: those who lead it, its clerk; who sent it, and whoever follows from above. */
export const maySeeReceipt = (actor: Actor, facts: ReceiptPlace): Decision =>
	when(
		actor.kind === 'system' || follows(actor, facts.receiver) || follows(actor, facts.sender),
		'failure_not_found',
	);

/** Taking a dispatch back, with the reason. */
export const mayWithdraw = (
	actor: Actor,
	{ sender, isWithdrawn, isFromPartner }: DispatchFacts,
): Decision => {
	if (isFromPartner || !holds(actor, sender.id, 'secretary', 'deputy', 'clerk'))
		return denied('refused_cascade_withdraw');
	return when(!isWithdrawn, 'refused_cascade_withdrawn');
};

/** Saying that it has come: the clerk and those who head the unit. */
export const mayReceive = (actor: Actor, facts: ReceiptPlace): Decision => {
	if (!holds(actor, facts.receiver.id, 'clerk', 'secretary', 'deputy'))
		return denied('refused_cascade_receive');
	return when(!facts.isWithdrawn && !facts.isReceived, 'refused_cascade_state');
};

/** Taking it up with the unit's own days, or changing these: those who head the unit. */
export const mayTakeUp = (actor: Actor, facts: ReceiptPlace): Decision => {
	if (!holds(actor, facts.receiver.id, 'secretary', 'deputy')) return denied('refused_cascade_head');
	if (facts.isWithdrawn) return denied('refused_cascade_withdrawn');
	return when(!facts.isSetAside, 'refused_cascade_state');
};

/** Saying that it does not concern the unit: those who head it, before it was taken up. */
export const maySetAside = (actor: Actor, facts: ReceiptPlace): Decision => {
	if (!holds(actor, facts.receiver.id, 'secretary', 'deputy')) return denied('refused_cascade_head');
	return when(!facts.isWithdrawn && !facts.isTakenUp && !facts.isSetAside, 'refused_cascade_state');
};

/** Reporting what was done: those who head the unit, once it was taken up. */
export const mayReport = (actor: Actor, facts: ReceiptPlace): Decision => {
	if (!holds(actor, facts.receiver.id, 'secretary', 'deputy')) return denied('refused_cascade_head');
	return when(!facts.isWithdrawn && facts.isTakenUp && facts.expectsReport, 'refused_cascade_state');
};

/** Giving a document to other organisations: it goes out from the root, as everything between organisations does. */
export const maySendAcross = (actor: Actor, unit: Placed, rootUnitId: string): Decision =>
	when(
		unit.id === rootUnitId && holds(actor, unit.id, 'clerk', 'secretary', 'deputy'),
		'refused_cascade_send_across',
	);

/** What another organisation gave: entering it in the books is the clerk's and the heads' of the unit to which it came. */
export const mayEnterArrival = (
	actor: Actor,
	arrival: { unitId: string; isEntered: boolean; isWithdrawn: boolean },
): Decision => {
	if (!holds(actor, arrival.unitId, 'clerk', 'secretary', 'deputy')) return denied('refused_cascade_receive');
	return when(!arrival.isEntered && !arrival.isWithdrawn, 'refused_cascade_state');
};

/** Telling a partner how far it has come, and taking in what a partner tells: the system's. */
export const mayTellPartner = (actor: Actor): Decision => when(actor.kind === 'system', 'failure_not_found');
