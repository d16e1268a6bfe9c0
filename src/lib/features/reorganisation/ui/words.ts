import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { ActKind } from '../domain/acts.ts';
import type { ProblemKey } from '../domain/checks.ts';
import type { ReorganisationState } from '../domain/states.ts';
import type { GoingOnKind } from '../preview.server.ts';

const states: Record<ReorganisationState, () => string> = {
	draft: m.reorganisation_state_draft,
	checked: m.reorganisation_state_checked,
	decided: m.reorganisation_state_decided,
	carried_out: m.reorganisation_state_carried_out,
	cancelled: m.reorganisation_state_cancelled,
};
export const sayState = (state: ReorganisationState): string => states[state]();
export const meaningOf = (state: ReorganisationState): Meaning =>
	state === 'carried_out' ? 'done' : state === 'decided' ? 'soon' : 'neutral';

const acts: Record<ActKind, () => string> = {
	found: m.reorganisation_act_found,
	merge: m.reorganisation_act_merge,
	split: m.reorganisation_act_split,
	dissolve: m.reorganisation_act_dissolve,
	rename: m.reorganisation_act_rename,
	move: m.reorganisation_act_move,
};
export const sayAct = (kind: ActKind): string => acts[kind]();

const problems: Record<ProblemKey, (facts: { name: string }) => string> = {
	empty: m.reorganisation_problem_empty,
	unknown_unit: m.reorganisation_problem_unknown_unit,
	outside: m.reorganisation_problem_outside,
	ended_twice: m.reorganisation_problem_ended_twice,
	changed_and_ended: m.reorganisation_problem_changed_and_ended,
	changed_twice: m.reorganisation_problem_changed_twice,
	merge_of_one: m.reorganisation_problem_merge_of_one,
	no_part: m.reorganisation_problem_no_part,
	same_parent: m.reorganisation_problem_same_parent,
	successor_gone: m.reorganisation_problem_successor_gone,
	parent_gone: m.reorganisation_problem_parent_gone,
	people_without_successor: m.reorganisation_problem_people_without_successor,
	units_without_parent: m.reorganisation_problem_units_without_parent,
	cycle: m.reorganisation_problem_cycle,
	kind: m.reorganisation_problem_kind,
	same_name: m.reorganisation_problem_same_name,
	day_too_early: m.reorganisation_problem_day_too_early,
	person_elsewhere: m.reorganisation_problem_person_elsewhere,
	person_twice: m.reorganisation_problem_person_twice,
	few_members: m.reorganisation_problem_few_members,
};
export const sayProblem = ({ key, name }: { key: ProblemKey; name: string }): string =>
	problems[key]({ name });

const goingOn: Record<GoingOnKind, () => string> = {
	meeting: m.reorganisation_going_meeting,
	study_round: m.reorganisation_going_study_round,
	campaign: m.reorganisation_going_campaign,
	review_round: m.reorganisation_going_review_round,
	training_course: m.reorganisation_going_training_course,
	proposal: m.reorganisation_going_proposal,
	resolution: m.reorganisation_going_resolution,
	intake: m.reorganisation_going_intake,
};
export const sayGoingOn = (kind: GoingOnKind): string => goingOn[kind]();
