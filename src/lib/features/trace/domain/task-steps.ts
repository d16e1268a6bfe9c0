import { type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { Circulation, Step, TaskState, TracedTask } from './chain.ts';

const open: readonly TaskState[] = ['assigned', 'in_progress'];

/** Days past the due day of a task on which its owner still owes the report; 0 when nothing is owed. */
export const daysLate = (task: Pick<TracedTask, 'state' | 'dueOn'>, today: Day): number =>
	open.includes(task.state) ? Math.max(0, daysBetween(task.dueOn, today)) : 0;

/** Was the work handed in by its day? (How long the decision then took is not the owner's.) */
export const wasOnTime = (task: Pick<TracedTask, 'state' | 'dueOn' | 'reportedOn'>): boolean =>
	task.state === 'accepted' && (task.reportedOn ?? task.dueOn) <= task.dueOn;

const handedIn = (task: TracedTask): boolean => task.state === 'reported' || task.state === 'accepted';

/** Has the clause become work that somebody answers for, and is the work done? */
export const tasksStep = (tasks: readonly TracedTask[], circulation: Circulation, today: Day): Step => {
	const have = tasks.filter((task) => task.state === 'accepted').length;
	const step = { key: 'tasks' as const, have, of: tasks.length };
	if (tasks.length === 0) {
		if (!circulation.isPublished) return { ...step, state: 'not_yet_due', gap: null };
		return { ...step, state: 'gap', gap: { key: 'unassigned', count: 1, days: 0 } };
	}
	const late = tasks.map((task) => daysLate(task, today)).filter((days) => days > 0);
	if (late.length > 0)
		return { ...step, state: 'late', gap: { key: 'overdue', count: late.length, days: Math.max(...late) } };
	return { ...step, state: have === tasks.length ? 'done' : 'under_way', gap: null };
};

/** "Done" asks for evidence: work that was handed in, or is past its day, and has none is a gap. */
export const evidenceStep = (tasks: readonly TracedTask[], today: Day): Step => {
	const have = tasks.reduce((sum, task) => sum + task.evidence, 0);
	const step = { key: 'evidence' as const, have, of: tasks.length };
	const owing = tasks.filter(
		(task) => task.evidence === 0 && (handedIn(task) || daysLate(task, today) > 0),
	).length;
	if (owing > 0) return { ...step, state: 'gap', gap: { key: 'unevidenced', count: owing, days: 0 } };
	if (have === 0) return { ...step, state: 'not_yet_due', gap: null };
	return { ...step, state: tasks.every((task) => task.evidence > 0) ? 'done' : 'under_way', gap: null };
};

/** What came of it: results that the supervisor accepted. */
export const resultStep = (tasks: readonly TracedTask[]): Step => {
	const have = tasks.filter((task) => task.state === 'accepted').length;
	const waiting = tasks.filter((task) => task.state === 'reported').length;
	const step = { key: 'result' as const, have, of: tasks.length };
	const gap = waiting > 0 ? { key: 'undecided' as const, count: waiting, days: 0 } : null;
	if (have === 0 && waiting === 0) return { ...step, state: 'not_yet_due', gap };
	return { ...step, state: have === tasks.length ? 'done' : 'under_way', gap };
};

/** The steps of a clause of which it was said, with a reason, that it does not apply. */
export const answeredSteps: readonly Step[] = (['tasks', 'evidence', 'result'] as const).map((key) => ({
	key,
	state: 'answered',
	have: 0,
	of: 0,
	gap: null,
}));
