import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { InspectionState, Outcome, RecordKind, SampleWay } from '../domain/states.ts';

const kinds: Record<RecordKind, () => string> = {
	task: m.inspection_kind_task,
	minutes: m.inspection_kind_minutes,
	registration: m.inspection_kind_registration,
	study_paper: m.inspection_kind_study_paper,
};
export const sayKind = (kind: RecordKind): string => kinds[kind]();

const ways: Record<SampleWay, () => string> = {
	full: m.inspection_way_full,
	drawn: m.inspection_way_drawn,
	chosen: m.inspection_way_chosen,
};
export const sayWay = (way: SampleWay): string => ways[way]();

const states: Record<InspectionState, () => string> = {
	open: m.inspection_state_open,
	reported: m.inspection_state_reported,
	concluded: m.inspection_state_concluded,
};
export const sayState = (state: InspectionState): string => states[state]();
export const meaningOfState = (state: InspectionState): Meaning => (state === 'concluded' ? 'done' : 'soon');

const outcomes: Record<Outcome, () => string> = {
	confirmed: m.inspection_outcome_confirmed,
	not_confirmed: m.inspection_outcome_not_confirmed,
	not_seen: m.inspection_outcome_not_seen,
};
export const sayOutcome = (outcome: Outcome): string => outcomes[outcome]();
export const meaningOfOutcome = (outcome: Outcome): Meaning =>
	({ confirmed: 'done', not_confirmed: 'late', not_seen: 'soon' })[outcome] as Meaning;

const marks: Record<string, () => string> = {
	met: m.commitment_outcome_met,
	partly: m.commitment_outcome_partly,
	not_met: m.commitment_outcome_not_met,
};
/** What was said of an entry of a registration in a quarter. */
export const sayMark = (mark: string | null): string =>
	(mark === null ? undefined : marks[mark])?.() ?? m.inspection_mark_none();

/** How far a task has come. */
export const sayTaskState = ({ state, percent }: { state: string; percent: number }): string =>
	({
		assigned: m.task_state_assigned(),
		reported: m.task_state_reported(),
		accepted: m.task_state_accepted(),
	})[state] ?? m.task_state_in_progress({ percent });

const meetings: Record<string, () => string> = {
	committee: m.meeting_kind_committee,
	regular: m.meeting_kind_regular,
	thematic: m.meeting_kind_thematic,
	combined: m.meeting_kind_combined,
	flag: m.meeting_kind_flag,
	study: m.meeting_kind_study,
	joint: m.meeting_kind_joint,
};
/** The group in which a record stands: of minutes the kind of the meeting, of others a title. */
export const sayStratum = (kind: RecordKind, stratum: string): string =>
	kind === 'minutes' ? (meetings[stratum]?.() ?? stratum) : stratum;
