import { type Actor, belongsTo, holds, isWithin, type Role } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { allowed, type Decision, denied, when } from '#lib/shared/decision.ts';
import type { InspectionState } from './domain/states.ts';

export type InspectionFacts = {
	/** Whose committee inspects, and which unit is inspected. */
	unitId: string;
	inspectedUnitId: string;
	inspectorIds: readonly string[];
	state: InspectionState;
	startsOn: Day;
	endsOn: Day;
	answerBy: Day | null;
	isAnswered: boolean;
};
/** A record as far as the rules ask: whose it is. */
export type RecordFacts = { personId: string | null; isPersonal: boolean };

const ordering: readonly Role[] = ['secretary', 'deputy', 'higher_officer'];
const heading: readonly Role[] = ['secretary', 'deputy'];
const leading: readonly Role[] = [...heading, 'committee_member'];

const orders = (actor: Actor, unitId: string): boolean => holds(actor, unitId, ...ordering);
const isInspector = (actor: Actor, { inspectorIds }: InspectionFacts): boolean =>
	actor.personId !== null && inspectorIds.includes(actor.personId);
const isOwn = (actor: Actor, { personId }: RecordFacts): boolean =>
	actor.personId !== null && actor.personId === personId;

/** Whose committee may inspect: who heads it, or is of its office; the inspections themselves are of units below. */
export const mayOrder = (actor: Actor, unitId: string): Decision =>
	when(orders(actor, unitId), 'refused_inspection_order');

/** Deciding an inspection of a unit below, to which whoever decides does not belong. */
export const mayInspect = (
	actor: Actor,
	unit: { id: string; path: string },
	inspected: { id: string; path: string },
): Decision => {
	if (!orders(actor, unit.id)) return denied('refused_inspection_order');
	if (unit.id === inspected.id || !isWithin(inspected.path, unit.path))
		return denied('refused_inspection_below');
	return when(!belongsTo(actor, inspected.id), 'refused_inspection_own_unit');
};

/** That there is an inspection: the committee that ordered it, its inspectors, the people of the unit. */
export const mayKnow = (actor: Actor, one: InspectionFacts): Decision =>
	when(
		isInspector(actor, one) || orders(actor, one.unitId) || belongsTo(actor, one.inspectedUnitId),
		'failure_not_found',
	);

/** Which records, and what was found: inspectors and committee; who leads the unit. */
export const mayFollow = (actor: Actor, one: InspectionFacts): Decision =>
	when(
		isInspector(actor, one) || orders(actor, one.unitId) || holds(actor, one.inspectedUnitId, ...leading),
		'failure_not_found',
	);

/** Names of people in the list: not for the office above, beyond the inspectors. */
export const maySeeNames = (actor: Actor, one: InspectionFacts): boolean =>
	isInspector(actor, one) || holds(actor, one.inspectedUnitId, ...leading);

/** Taking records: an inspector, once for each kind, before the findings go to the unit. */
export const mayTake = (actor: Actor, one: InspectionFacts): Decision => {
	if (!isInspector(actor, one)) return denied('refused_inspection_inspector');
	return when(one.state === 'open', 'refused_inspection_state');
};

/** Opening a record: an inspector, within the days, while it is open; never one's own. */
export const mayOpen = (actor: Actor, one: InspectionFacts, record: RecordFacts, today: Day): Decision => {
	const take = mayTake(actor, one);
	if (!take.allowed) return take;
	if (isOwn(actor, record)) return denied('refused_inspection_own_record');
	if (today < one.startsOn) return denied('refused_inspection_early');
	return when(today <= one.endsOn, 'refused_inspection_late');
};

/** That a record is looked at, and by whom it was opened: as the list, and whose record it is. */
export const mayKnowRecord = (actor: Actor, one: InspectionFacts, record: RecordFacts): Decision =>
	isOwn(actor, record) ? allowed : mayFollow(actor, one);

/** A finding: an inspector who may open the record; one that cannot be seen needs no opening. */
export const mayFind = (
	actor: Actor,
	one: InspectionFacts,
	record: RecordFacts,
	finding: { isOpened: boolean; isNotSeen: boolean },
): Decision => {
	const take = mayTake(actor, one);
	if (!take.allowed) return take;
	if (isOwn(actor, record)) return denied('refused_inspection_own_record');
	return when(finding.isOpened || finding.isNotSeen, 'refused_inspection_unopened');
};

/** The findings go to the unit when every record has one. */
export const mayReport = (actor: Actor, one: InspectionFacts, open: number): Decision => {
	const take = mayTake(actor, one);
	if (!take.allowed) return take;
	return when(open === 0, 'refused_inspection_findings_open');
};

/** The unit answers: who heads it, from the findings to the conclusion. */
export const mayAnswer = (actor: Actor, one: InspectionFacts): Decision => {
	if (!holds(actor, one.inspectedUnitId, ...heading)) return denied('refused_inspection_answer');
	return when(one.state === 'reported', 'refused_inspection_state');
};

/** The conclusion is the committee's, after the unit has answered or its time has passed. */
export const mayConclude = (actor: Actor, one: InspectionFacts, today: Day): Decision => {
	if (!orders(actor, one.unitId) || belongsTo(actor, one.inspectedUnitId))
		return denied('refused_inspection_conclude');
	if (one.state !== 'reported') return denied('refused_inspection_state');
	return when(
		one.isAnswered || (one.answerBy !== null && today > one.answerBy),
		'refused_inspection_unanswered',
	);
};

/** What the unit is to do: the committee, with the conclusion or after it. */
export const mayDemand = (actor: Actor, one: InspectionFacts): Decision => {
	if (!orders(actor, one.unitId) || belongsTo(actor, one.inspectedUnitId))
		return denied('refused_inspection_conclude');
	return when(one.state !== 'open', 'refused_inspection_state');
};

/** Telling what was done of it: who heads the unit, once it is concluded. */
export const mayCarryOut = (actor: Actor, one: InspectionFacts): Decision => {
	if (!holds(actor, one.inspectedUnitId, ...heading)) return denied('refused_inspection_answer');
	return when(one.state === 'concluded', 'refused_inspection_state');
};

/** The papers of an inspection: minutes of the findings once they are with the unit, the conclusion once there is one. */
export const mayWritePaper = (
	actor: Actor,
	one: InspectionFacts,
	paper: 'minutes' | 'conclusion',
): Decision =>
	when(
		mayFollow(actor, one).allowed && (paper === 'minutes' ? one.state !== 'open' : one.state === 'concluded'),
		'failure_not_found',
	);
