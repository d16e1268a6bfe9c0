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

/** Whether a clause concerns the unit is said by those who give its tasks. */
export const mayAnswerClauses = (actor: Actor, programme: ProgrammeFacts): Decision =>
	mayAssign(actor, programme);

const isCarrying = (actor: Actor, task: TaskFacts): boolean =>
	actor.personId !== null && [task.ownerId, ...task.helperIds].includes(actor.personId);

const isSupervisor = (actor: Actor, task: TaskFacts): boolean =>
	actor.personId !== null && actor.personId === task.supervisorId && actor.personId !== task.ownerId;

const isOwner = (actor: Actor, task: TaskFacts): boolean =>
	actor.personId !== null && actor.personId === task.ownerId;

/** Who begins a task: whoever carries it out. */
export const mayBegin = (actor: Actor, task: TaskFacts): Decision => {
	if (task.programmeState === 'draft') return denied('refused_programme_draft');
	if (!isCarrying(actor, task)) return denied('refused_report_task');
	return inState(task, 'begin');
};

const whileOpen = (task: TaskFacts): Decision =>
	when(canMove(task.state, 'change'), refusalOfState[task.state]);
const whileOwed = (task: TaskFacts): Decision =>
	when(canMove(task.state, 'progress'), refusalOfState[task.state]);

/** The way to a result (steps) is laid out by who carries it out, who follows it, and who gave it. */
export const mayPlanSteps = (actor: Actor, task: TaskFacts): Decision => {
	const may =
		(task.programmeState !== 'draft' && (isCarrying(actor, task) || isSupervisor(actor, task))) ||
		mayAssign(actor, { ...task, state: task.programmeState }).allowed;
	return may ? whileOpen(task) : denied('refused_plan_steps');
};

/** A step is ticked by whom it is given to, and by who carries the task out. */
export const mayTickStep = (actor: Actor, task: TaskFacts, step: { personId: string | null }): Decision => {
	if (task.programmeState === 'draft') return denied('refused_programme_draft');
	const isTheirs = actor.personId !== null && step.personId === actor.personId;
	return isTheirs || isCarrying(actor, task) ? whileOpen(task) : denied('refused_tick_step');
};

/** What is measured, and the target, belong to the task as it was given. */
export const mayAimIndicators = (actor: Actor, task: TaskFacts): Decision => mayChangeTask(actor, task);

export const mayMeasure = (actor: Actor, task: TaskFacts): Decision => {
	if (task.programmeState === 'draft') return denied('refused_programme_draft');
	return isCarrying(actor, task) || isSupervisor(actor, task) ? whileOpen(task) : denied('refused_measure');
};

/** What a task waits for, and that it comes again, is part of how it was given. */
export const mayOrderTask = (actor: Actor, task: TaskFacts): Decision => mayChangeTask(actor, task);

/** The supervisor urges, and those who lead the unit or follow it from above; nobody urges themselves. */
export const mayUrge = (actor: Actor, task: TaskFacts): Decision => {
	if (task.programmeState === 'draft') return denied('refused_programme_draft');
	if (isOwner(actor, task)) return denied('refused_urge_own');
	const may =
		isSupervisor(actor, task) ||
		holds(actor, task.unitId, 'secretary', 'deputy') ||
		isAbove(actor, task.path);
	return may ? whileOwed(task) : denied('refused_urge');
};

export const mayAskDeadline = (actor: Actor, task: TaskFacts): Decision => {
	if (task.programmeState === 'draft') return denied('refused_programme_draft');
	return isOwner(actor, task) ? whileOwed(task) : denied('refused_ask_deadline');
};

/** A deadline moves by the word of who follows the task, or of secretary and deputy; the owner never moves their own. */
export const mayMoveDeadline = (actor: Actor, task: TaskFacts): Decision => {
	if (task.programmeState !== 'issued') return denied('refused_move_deadline');
	if (isOwner(actor, task)) return denied('refused_move_own_deadline');
	const may = isSupervisor(actor, task) || holds(actor, task.unitId, 'secretary', 'deputy');
	return may ? whileOwed(task) : denied('refused_move_deadline');
};

/** The page of who is behind: for who leads the unit, and for those above. Others see what they follow themselves. */
export const maySuperviseUnit = (actor: Actor, unit: UnitFacts): Decision =>
	when(holds(actor, unit.unitId, ...leading) || isAbove(actor, unit.path), 'refused_urge');

export const mayClose = (actor: Actor, programme: ProgrammeFacts): Decision => {
	if (!holds(actor, programme.unitId, 'secretary', 'deputy')) return denied('refused_issue_programme');
	return when(programme.state === 'issued', 'refused_programme_closed');
};

/** Recurring work whose owner has left is given to somebody else by who follows it, or by secretary and deputy. */
export const mayHandOver = (
	actor: Actor,
	task: Pick<TaskFacts, 'unitId' | 'programmeState' | 'supervisorId'>,
): Decision => {
	if (task.programmeState !== 'issued') return denied('refused_programme_closed');
	const follows = actor.personId === task.supervisorId && isOfUnit(actor, task.unitId);
	return when(follows || holds(actor, task.unitId, 'secretary', 'deputy'), 'refused_assign_issued');
};

/** What only the clock does. */
export const mayByClock = (actor: Actor): Decision => when(actor.kind === 'system', 'refused_give_task');
