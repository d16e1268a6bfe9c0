import { type Actor, holds, isWithin } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';

/** A document and the unit in which something is to be done with it. */
export type PublishFacts = {
	unit: { id: string; path: string };
	holder: { id: string; path: string };
	isPublished: boolean;
};

/** Publishing in a unit: its clerk, secretary and deputy; a document of a unit above once that unit has published it. */
export const mayPublish = (actor: Actor, facts: PublishFacts): Decision => {
	if (!holds(actor, facts.unit.id, 'clerk', 'secretary', 'deputy')) return denied('refused_publish');
	const own = facts.holder.id === facts.unit.id;
	return when(own || (facts.isPublished && isWithin(facts.unit.path, facts.holder.path)), 'refused_publish');
};

/** The names behind the figures of reading: those who answer for the people of the unit (domain.md 11). */
export const maySeeReaders = (actor: Actor, unitId: string): Decision =>
	when(
		actor.kind === 'system' || holds(actor, unitId, 'secretary', 'deputy', 'committee_member', 'clerk'),
		'refused_see_readers',
	);

/** Summaries of clauses for the unit are written by its committee. */
export const maySummarise = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy', 'committee_member'), 'refused_summarise');

/** A summary is taken away by who wrote it, or by the secretary. */
export const mayRemoveSummary = (actor: Actor, summary: { unitId: string; authorId: string }): Decision =>
	when(
		actor.personId === summary.authorId || holds(actor, summary.unitId, 'secretary'),
		'refused_remove_summary',
	);

/** Reading is one's own act: only who was asked to read records it. */
export const mayRecordReading = (isReader: boolean): Decision => when(isReader, 'failure_not_found');
