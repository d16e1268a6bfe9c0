import { type Actor, holds, holdsAbove, isWithin } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { type IncomingState, isDraft, isOpen, type TransferState } from './domain/transfer.ts';

export type OfPerson = { unitId: string; personId: string };
export type TransferFacts = OfPerson & { state: TransferState };
export type Placed = { unitId: string; path: string };
export type IncomingFacts = {
	/** The office to which it came, and the unit to which that handed it on. */
	unitId: string;
	forUnitId: string | null;
	personId: string | null;
	state: IncomingState;
};

const isOwn = (actor: Actor, { personId }: { personId: string | null }): boolean =>
	actor.personId !== null && actor.personId === personId;
const heads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, 'secretary', 'deputy');
const keeps = (actor: Actor, unitId: string): boolean =>
	heads(actor, unitId) || holds(actor, unitId, 'clerk');

/** Asking for one's own transfer: the person, of a membership that is theirs. */
export const mayAsk = (actor: Actor, of: OfPerson): Decision =>
	when(isOwn(actor, of), 'refused_transfers_ask');

/** Those that go out and come in: who heads a unit, and its clerk. */
export const maySeeUnit = (actor: Actor, unitId: string): Decision =>
	when(keeps(actor, unitId), 'refused_transfers_see');

/** One transfer: the person it is about, who heads the unit that is left, its clerk. */
export const maySeeTransfer = (actor: Actor, of: OfPerson): Decision =>
	when(isOwn(actor, of) || keeps(actor, of.unitId), 'failure_not_found');

/** Starting one for somebody: who heads the unit, and its clerk; not for oneself, who asks instead. */
export const mayStart = (actor: Actor, of: OfPerson): Decision => {
	if (isOwn(actor, of)) return denied('refused_transfers_own');
	return when(keeps(actor, of.unitId), 'refused_transfers_start');
};

/** Correcting it and filling in what the letter says, until it is made out: the office; and the person, as it is about them. */
export const mayChange = (actor: Actor, of: TransferFacts): Decision => {
	if (!isOwn(actor, of) && !keeps(actor, of.unitId)) return denied('failure_not_found');
	return when(isDraft(of.state), 'refused_transfers_state');
};

/** Who takes over what is open, or that it is closed: who heads the unit, not about oneself. */
export const maySettle = (actor: Actor, of: TransferFacts): Decision => {
	if (isOwn(actor, of)) return denied('refused_transfers_own');
	if (!heads(actor, of.unitId)) return denied('refused_transfers_head');
	return when(isDraft(of.state), 'refused_transfers_state');
};

/** Making out the letter: who heads the unit, never the own. */
export const mayIssue = (actor: Actor, of: TransferFacts): Decision => maySettle(actor, of);

/** The letter with a code, and the file that is carried: the office, and the person, who carries it. */
export const mayCarry = (actor: Actor, of: TransferFacts): Decision => {
	if (!maySeeTransfer(actor, of).allowed) return denied('failure_not_found');
	return when(of.state === 'issued', 'refused_transfers_state');
};

/** The own record goes along because the person lays it in, and out again until the letter is made out. */
export const mayLayIn = (actor: Actor, of: TransferFacts): Decision => {
	if (!isOwn(actor, of)) return denied('refused_transfers_person_only');
	return when(isDraft(of.state), 'refused_transfers_state');
};

/** Noting that the other side has taken the person in, from a paper: the office, not about oneself. */
export const mayNote = (actor: Actor, of: TransferFacts): Decision => {
	if (isOwn(actor, of)) return denied('refused_transfers_own');
	if (!keeps(actor, of.unitId)) return denied('refused_transfers_start');
	return when(of.state === 'issued', 'refused_transfers_state');
};

/** Calling it off: who heads the unit; the person as long as no letter was made out. */
export const mayCancel = (actor: Actor, of: TransferFacts): Decision => {
	if (isOwn(actor, of)) return when(isDraft(of.state), 'refused_transfers_own');
	if (!heads(actor, of.unitId)) return denied('refused_transfers_head');
	return when(isOpen(of.state), 'refused_transfers_state');
};

/** What other organisations and one-time codes bring, the system writes down. */
export const mayTakeMessage = (actor: Actor): Decision =>
	when(actor.kind === 'system', 'refused_transfers_system');

/** Bringing in a file that somebody carried: the office of the organisation. */
export const mayBringIn = (actor: Actor, root: Placed): Decision =>
	when(actor.kind === 'system' || keeps(actor, root.unitId), 'refused_transfers_bring');

const receives = (actor: Actor, of: IncomingFacts): boolean =>
	keeps(actor, of.unitId) || (of.forUnitId !== null && keeps(actor, of.forUnitId));

/** What has come in: the office, the unit to which it was handed on, and the person once taken in. */
export const maySeeIncoming = (actor: Actor, of: IncomingFacts): Decision =>
	when(receives(actor, of) || isOwn(actor, of), 'failure_not_found');

/** Handing it on to the unit that is meant: the office to which it came. */
export const mayHandOn = (actor: Actor, of: IncomingFacts): Decision => {
	if (!keeps(actor, of.unitId)) return denied('refused_transfers_bring');
	return when(of.state === 'arrived', 'refused_transfers_state');
};

/**
 * Taking the person in: who manages the unit into which they come (the administrator of it or above, its secretary), or who
 * heads the office to which the letter came and that unit stands below.
 */
export const mayTakeIn = (actor: Actor, of: IncomingFacts, into: Placed, office: Placed): Decision => {
	if (!receives(actor, of)) return denied('failure_not_found');
	if (of.state !== 'arrived') return denied('refused_transfers_state');
	return when(
		holds(actor, into.unitId, 'secretary') ||
			holdsAbove(actor, into.path, 'administrator') ||
			(heads(actor, office.unitId) && isWithin(into.path, office.path)),
		'refused_transfers_take_in',
	);
};

/** Sending it back with the reason: who heads the office or the unit that is meant. */
export const mayDecline = (actor: Actor, of: IncomingFacts): Decision => {
	if (!heads(actor, of.unitId) && !(of.forUnitId && heads(actor, of.forUnitId)))
		return denied(receives(actor, of) ? 'refused_transfers_head' : 'failure_not_found');
	return when(of.state === 'arrived', 'refused_transfers_state');
};

/** The rule of the organisation: who heads its root unit, and its administrator. */
export const maySetRule = (actor: Actor, root: Placed): Decision =>
	when(heads(actor, root.unitId) || holds(actor, root.unitId, 'administrator'), 'refused_transfers_rule');

/** The person's own record that came along: the person, and who heads the office or the unit; not the clerk who brought it in. */
export const mayOpenRecord = (actor: Actor, of: IncomingFacts): Decision =>
	when(
		isOwn(actor, of) || heads(actor, of.unitId) || (of.forUnitId !== null && heads(actor, of.forUnitId)),
		'failure_not_found',
	);
