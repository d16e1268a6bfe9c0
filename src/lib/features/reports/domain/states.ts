import type { Day } from '#lib/shared/calendar.ts';

export type ReportState = 'writing' | 'signed' | 'sent' | 'returned' | 'accepted';

/** How far an owed report has come, before anybody began it too. */
export type Progress = ReportState | 'none';

/** Words and figures change in these states only. */
export const writable = (state: ReportState): boolean => state === 'writing' || state === 'returned';

/** It is with the unit above: what is still to be done is not the unit's. */
export const isWithAbove = (progress: Progress, hasAbove: boolean): boolean =>
	progress === 'sent' || progress === 'accepted' || (progress === 'signed' && !hasAbove);

/** Its day has passed and it is not with the unit above. */
export const isLate = (
	one: { progress: Progress; dueOn: Day; hasAbove: boolean; wasSent: boolean },
	today: Day,
): boolean =>
	one.dueOn < today &&
	!isWithAbove(one.progress, one.hasAbove) &&
	// What was sent in time and is being corrected is not late.
	!(one.wasSent && one.progress !== 'returned');

export type Counted = { owed: number; sent: number; late: number };

/** How many of them were sent, and how many are late: what a line on another page says. */
export const countOwed = (
	all: readonly { progress: Progress; dueOn: Day; hasAbove: boolean; wasSent: boolean }[],
	today: Day,
): Counted => ({
	owed: all.length,
	sent: all.filter(
		(one) => isWithAbove(one.progress, one.hasAbove) || (one.wasSent && one.progress !== 'returned'),
	).length,
	late: all.filter((one) => isLate(one, today)).length,
});
