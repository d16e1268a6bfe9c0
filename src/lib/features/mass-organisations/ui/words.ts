import { m } from '#lib/paraglide/messages.js';
import type { Day } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import { type ActivityState, isOpenLate } from '../domain/activities.ts';

export const sayPart = (part: 'leads' | 'takes_part'): string =>
	part === 'leads' ? m.mass_part_leads() : m.mass_part_takes_part();

/** How an activity stands: one that should have been held and was not written down is late. */
export const stateOfActivity = (
	activity: { state: ActivityState; heldOn: Day },
	today: Day,
): { meaning: Meaning; word: string } => {
	if (activity.state === 'done') return { meaning: 'done', word: m.mass_state_done() };
	if (activity.state === 'cancelled') return { meaning: 'neutral', word: m.mass_state_cancelled() };
	return isOpenLate(activity, today)
		? { meaning: 'late', word: m.mass_state_late() }
		: { meaning: 'soon', word: m.mass_state_planned() };
};

const taskStates: Record<string, () => string> = {
	assigned: m.mass_task_assigned,
	in_progress: m.mass_task_in_progress,
	reported: m.mass_task_reported,
	accepted: m.mass_task_accepted,
};
export const stateOfTask = (
	task: { state: string; dueOn: Day },
	today: Day,
): { meaning: Meaning; word: string } => ({
	meaning:
		task.state === 'accepted' ? 'done' : task.dueOn < today && task.state !== 'reported' ? 'late' : 'neutral',
	word: taskStates[task.state]?.() ?? '',
});
