import { type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { ReminderRule } from './rules.ts';

/** The steps of reminding: each is taken once for a thing and its due day. */
export type Step = 'soon' | 'today' | 'warned' | 'escalated';

/**
 * The step that is due on a day. A day on which nothing ran is not made up for: only the step of today counts, so that
 * nobody gets three reminders of one thing at once.
 * @param isOwed the thing is one of which the supervisor is told when it stays undone
 * @param warnedOn the day on which the person was warned, for the supervisor is told only after that
 */
export const stepOn = (
	dueOn: Day,
	today: Day,
	rule: ReminderRule,
	thing: { isOwed: boolean; warnedOn: Day | null },
): Step | null => {
	const left = daysBetween(today, dueOn);
	if (left > rule.soonDays) return null;
	if (left > 0) return 'soon';
	if (left === 0) return 'today';
	if (!thing.isOwed || -left < rule.warnDays) return null;
	if (!thing.warnedOn) return 'warned';
	return -left >= rule.escalateDays && thing.warnedOn < today ? 'escalated' : null;
};

/** The name of a step of a thing: when the due day moves, its steps are taken anew. */
export const stepName = (step: Step, dueOn: Day): string => `${step}:${dueOn}`;
