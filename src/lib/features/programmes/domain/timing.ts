import { type Day, daysBetween } from '#lib/shared/calendar.ts';
import { urgencyOf } from '#lib/shared/urgency.ts';
import { isOwed, type TaskState } from './task-states.ts';

/** What decides whether a task is in time. `reportedOn` is the day of the completion report that stands. */
export type Timed = { state: TaskState; dueOn: Day; reportedOn: Day | null };

/** `days`: past the due day when late, still to go otherwise. */
export type Timing = {
	kind: 'late' | 'soon' | 'later' | 'handed_in' | 'on_time' | 'done_late' | 'cancelled';
	days: number;
};

/** A task is late while its owner owes the result; how long the decision then takes is not the owner's. */
export const timingOf = (task: Timed, today: Day): Timing => {
	if (task.state === 'cancelled') return { kind: 'cancelled', days: 0 };
	if (isOwed(task.state)) return urgencyOf(task.dueOn, today);
	const left = daysBetween(task.reportedOn ?? today, task.dueOn);
	if (task.state === 'reported') return { kind: 'handed_in', days: Math.max(0, -left) };
	return left < 0 ? { kind: 'done_late', days: -left } : { kind: 'on_time', days: left };
};

const rank = (task: Timed, today: Day): number => {
	const { kind } = timingOf(task, today);
	if (kind === 'late') return 0;
	if (kind === 'cancelled') return 3;
	return kind === 'on_time' || kind === 'done_late' ? 2 : 1;
};

/** Late ones first, then by the due day; what is finished follows, what was called off comes last. */
export const inOrder = <T extends Timed>(tasks: readonly T[], today: Day): T[] =>
	[...tasks].sort(
		(one, other) => rank(one, today) - rank(other, today) || one.dueOn.localeCompare(other.dueOn),
	);
