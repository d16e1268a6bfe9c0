import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';

export type EntryFacts = {
	unitId: string;
	authorId: string | null;
	state: 'prepared' | 'published' | 'withdrawn';
	/** A version waits for approval. */
	waits: boolean;
};

const isAuthor = (actor: Actor, { authorId }: Pick<EntryFacts, 'authorId'>): boolean =>
	authorId !== null && actor.personId === authorId;
const approves = (actor: Actor, unitId: string): boolean => holds(actor, unitId, 'secretary', 'deputy');

/** What is ready, what waits and what is shown: those who lead the unit, and its clerk who publishes. */
export const mayWorkOnSite = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy', 'committee_member', 'clerk'), 'refused_site_work');

/** Preparing what others approve: who works on the site, of what is not their own. */
export const mayPrepare = (actor: Actor, one: Pick<EntryFacts, 'unitId' | 'authorId'>): Decision => {
	if (isAuthor(actor, one)) return denied('refused_site_own');
	return mayWorkOnSite(actor, one.unitId);
};

/** Approving: who heads the unit, and never whose text it is (domain: author ≠ approver). */
export const mayApprove = (actor: Actor, one: Pick<EntryFacts, 'unitId' | 'authorId'>): Decision => {
	if (isAuthor(actor, one)) return denied('refused_site_own');
	return when(approves(actor, one.unitId), 'refused_site_approve');
};

/** Setting aside what waits: who works on the site. */
export const mayDiscard = (actor: Actor, one: EntryFacts): Decision =>
	one.waits ? mayWorkOnSite(actor, one.unitId) : denied('refused_site_nothing_waits');

/** Taking off: whose text it is, at any time and without a reason; and who heads the unit. */
export const mayTakeOff = (actor: Actor, one: EntryFacts): Decision => {
	if (!isAuthor(actor, one) && !approves(actor, one.unitId)) return denied('refused_site_take_off');
	return when(one.state === 'published', 'refused_site_not_shown');
};

/** The page of an entry within the house. */
export const mayReadEntry = (actor: Actor, one: EntryFacts): Decision =>
	when(isAuthor(actor, one) || mayWorkOnSite(actor, one.unitId).allowed, 'failure_not_found');

/** The name of the site, where it stands, what it shows, and whether it is on. */
export const maySetSite = (actor: Actor, unitId: string): Decision =>
	when(approves(actor, unitId), 'refused_site_set');
