import { type Actor, holds, holdsAbove, type Role } from '#lib/shared/actor.ts';
import { allowed, type Decision, denied, when } from '#lib/shared/decision.ts';
import { canMove, type ProgrammeState, type TaskMove, type TaskState } from './domain/task-states.ts';

export type UnitFacts = { unitId: string; path: string };
export type ProgrammeFacts = UnitFacts & { state: ProgrammeState };
export type TaskFacts = UnitFacts & {
	programmeState: ProgrammeState;
	state: TaskState;
	ownerId: string;
	supervisorId: string;
	helperIds: readonly string[];
};

const leading: readonly Role[] = ['secretary', 'deputy', 'committee_member'];

export const leads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, ...leading);

/** Of the unit: a member, or somebody with an office in it. An administrator keeps the machine and sees no content by that. */
const isOfUnit = (actor: Actor, unitId: string): boolean =>
	actor.standings.some((held) => held.unitId === unitId) ||
	holds(actor, unitId, ...leading, 'clerk', 'higher_officer');

/** Those above who lead, or who follow the unit for the committee above. */
const isAbove = (actor: Actor, path: string): boolean =>
	holdsAbove(actor, path, ...leading, 'higher_officer');

const isInvolved = (actor: Actor, task: TaskFacts): boolean =>
	actor.personId !== null && [task.ownerId, task.supervisorId, ...task.helperIds].includes(actor.personId);

/** The programmes and tasks of a unit at all: its own people, and those above. */
export const maySeeUnitProgrammes = (actor: Actor, unit: UnitFacts): Decision =>
	when(
		actor.kind === 'system' || isOfUnit(actor, unit.unitId) || isAbove(actor, unit.path),
		'failure_not_found',
	);

/** A draft is seen by those who prepare it. */
export const maySeeProgramme = (actor: Actor, programme: ProgrammeFacts): Decision =>
	programme.state === 'draft' && actor.kind !== 'system'
		? when(leads(actor, programme.unitId), 'failure_not_found')
		: maySeeUnitProgrammes(actor, programme);

export const mayPrepare = (actor: Actor, unit: UnitFacts): Decision =>
	when(leads(actor, unit.unitId), 'refused_prepare_programme');

/** The same for the programme itself and for giving its tasks: the committee while it is a draft, then secretary and deputy. */
const mayShape = (actor: Actor, programme: ProgrammeFacts, key: string): Decision => {
	if (programme.state === 'closed') return denied('refused_programme_closed');
	if (programme.state === 'draft') return when(leads(actor, programme.unitId), key);
	return when(holds(actor, programme.unitId, 'secretary', 'deputy'), key);
};

export const mayChangeProgramme = (actor: Actor, programme: ProgrammeFacts): Decision =>
	mayShape(
		actor,
		programme,
		programme.state === 'draft' ? 'refused_prepare_programme' : 'refused_change_issued',
	);

export const mayAssign = (actor: Actor, programme: ProgrammeFacts): Decision =>
	mayShape(
		actor,
		programme,
		programme.state === 'draft' ? 'refused_prepare_programme' : 'refused_assign_issued',
	);

/** Work outside of a programme: who leads the unit gives it. */
export const mayGive = (actor: Actor, unit: UnitFacts): Decision =>
	when(holds(actor, unit.unitId, ...leading), 'refused_give_task');

export const mayIssue = (actor: Actor, programme: ProgrammeFacts): Decision => {
	if (!holds(actor, programme.unitId, 'secretary', 'deputy')) return denied('refused_issue_programme');
	return when(programme.state === 'draft', 'refused_already_issued');
};

/** A task is seen by those who work on it, by the people of the unit and by those above; in a draft by who prepares it. */
export const maySeeTask = (actor: Actor, task: TaskFacts): Decision => {
	if (task.programmeState !== 'draft' && isInvolved(actor, task)) return allowed;
	return maySeeProgramme(actor, { ...task, state: task.programmeState });
};

/** Why a result was returned is a word about somebody's work: for who works on it and for who answers for it. */
export const maySeeRemarks = (actor: Actor, task: TaskFacts): Decision =>
	when(
		isInvolved(actor, task) || isAbove(actor, task.path) || leads(actor, task.unitId),
		'refused_see_remarks',
	);

const refusalOfState: Record<TaskState, string> = {
	assigned: 'refused_task_not_reported',
	in_progress: 'refused_task_not_reported',
	reported: 'refused_task_reported',
	accepted: 'refused_task_accepted',
	cancelled: 'refused_task_cancelled',
};

const inState = (task: TaskFacts, move: TaskMove): Decision =>
	when(canMove(task.state, move), refusalOfState[task.state]);

export const mayChangeTask = (actor: Actor, task: TaskFacts): Decision => {
	const assign = mayAssign(actor, { ...task, state: task.programmeState });
	return assign.allowed ? inState(task, 'change') : assign;
};

export const mayCancelTask = (actor: Actor, task: TaskFacts): Decision => {
	const assign = mayAssign(actor, { ...task, state: task.programmeState });
	return assign.allowed ? inState(task, 'cancel') : assign;
};

/** The owner reports; helpers tell of progress and add evidence, the completion is the owner's word. */
export const mayReport = (actor: Actor, task: TaskFacts, kind: 'progress' | 'completion'): Decision => {
	if (task.programmeState === 'draft') return denied('refused_programme_draft');
	const isOwner = actor.personId === task.ownerId;
	const isHelper = actor.personId !== null && task.helperIds.includes(actor.personId);
	if (!isOwner && !isHelper) return denied('refused_report_task');
	if (!isOwner && kind === 'completion') return denied('refused_complete_task');
	return inState(task, kind);
};

/** Who did the work never judges it: the supervisor decides, and the supervisor is never the owner. */
export const mayDecide = (actor: Actor, task: TaskFacts): Decision => {
	if (actor.personId !== null && actor.personId === task.ownerId) return denied('refused_decide_own');
	if (actor.personId === null || actor.personId !== task.supervisorId) return denied('refused_decide_task');
	return inState(task, 'accept');
};
