import { addDays, type Day } from '#lib/shared/calendar.ts';

export type RelationKind =
	| 'amends'
	| 'replaces'
	| 'repeals'
	| 'implements'
	| 'guides'
	| 'based_on'
	| 'corrects';
export const relationKinds: readonly RelationKind[] = [
	'amends',
	'replaces',
	'repeals',
	'implements',
	'guides',
	'based_on',
	'corrects',
];

/** A confirmed relation that another document has to this one. */
export type ActingRelation = {
	kind: RelationKind;
	scope: 'whole' | 'part';
	/** From when it acts, where it was said; else from when the acting document is in force, or was issued. */
	effectiveOn: Day | null;
	actingFrom: Day | null;
	by: string;
};

export type StatusState = 'not_yet' | 'in_force' | 'partly' | 'ended' | 'unknown';
/** Where a document stands on a day: since when, and by which document. */
export type Status = {
	state: StatusState;
	since: Day | null;
	by: string | null;
	how: RelationKind | 'term' | null;
};

const dayOfActing = ({ effectiveOn, actingFrom }: ActingRelation): Day | null => effectiveOn ?? actingFrom;
const isActing = (relation: ActingRelation, today: Day): boolean => (dayOfActing(relation) ?? today) <= today;
const earliest = (relations: readonly ActingRelation[]): ActingRelation | undefined =>
	[...relations].sort((one, other) => (dayOfActing(one) ?? '').localeCompare(dayOfActing(other) ?? ''))[0];

/**
 * The status of a document on a day, from its own effect and from what others do to it. Only confirmed relations count.
 * A document that is amended or repealed in part has ceased in part, as the national database of legal documents counts it.
 */
export const statusOn = (
	effect: { from: Day | null; until: Day | null },
	relations: readonly ActingRelation[],
	today: Day,
): Status => {
	const acting = relations.filter((relation) => isActing(relation, today));
	const ending = earliest(
		acting.filter(({ kind, scope }) => (kind === 'replaces' || kind === 'repeals') && scope === 'whole'),
	);
	if (ending) return { state: 'ended', since: dayOfActing(ending), by: ending.by, how: ending.kind };
	if (effect.until !== null && effect.until < today)
		return { state: 'ended', since: addDays(effect.until, 1), by: null, how: 'term' };
	if (effect.from !== null && effect.from > today)
		return { state: 'not_yet', since: effect.from, by: null, how: null };
	const parts = acting.filter(
		({ kind, scope }) =>
			kind === 'amends' || ((kind === 'replaces' || kind === 'repeals') && scope === 'part'),
	);
	// Of several amendments the last is what one has to look at.
	const latest = [...parts].sort((one, other) =>
		(dayOfActing(other) ?? '').localeCompare(dayOfActing(one) ?? ''),
	)[0];
	if (latest) return { state: 'partly', since: dayOfActing(latest), by: latest.by, how: latest.kind };
	return effect.from === null
		? { state: 'unknown', since: null, by: null, how: null }
		: { state: 'in_force', since: effect.from, by: null, how: null };
};
