import { addDays, type Day } from '#lib/shared/calendar.ts';
import type { MeetingKind } from './rules.ts';

export type HeldMeeting = { id: string; kind: MeetingKind; day: Day; state: string };
export type DutyState = 'held' | 'planned' | 'missing' | 'missed' | 'ahead';
export type YearDuty = { from: Day; to: Day; state: DutyState; meetings: HeldMeeting[] };

const lastDayOf = (year: number, month: number): Day =>
	addDays(
		`${month === 12 ? year + 1 : year}-${String(month === 12 ? 1 : month + 1).padStart(2, '0')}-01`,
		-1,
	);

const dutyIn = (from: Day, to: Day, meetings: HeldMeeting[], today: Day): YearDuty => {
	const own = meetings.filter(({ day }) => day >= from && day <= to);
	const state = own.some((meeting) => meeting.state === 'closed')
		? 'held'
		: own.length > 0
			? 'planned'
			: to < today
				? 'missed'
				: from <= today
					? 'missing'
					: 'ahead';
	return { from, to, state, meetings: own };
};

/**
 * The duties of a year: a regular meeting in each month and a thematic one in each quarter (Điều lệ Đảng; Hướng dẫn
 * 42-HD/BTCTW). A sitting that is both counts for both. `missing`: its time runs and nothing is called yet.
 */
export const dutiesOfYear = (
	year: number,
	meetings: readonly HeldMeeting[],
	today: Day,
): { months: YearDuty[]; quarters: YearDuty[] } => {
	const kept = meetings.filter(({ state }) => state !== 'cancelled');
	const of = (...kinds: MeetingKind[]): HeldMeeting[] => kept.filter(({ kind }) => kinds.includes(kind));
	const firstOf = (month: number): Day => `${year}-${String(month).padStart(2, '0')}-01`;
	const months = Array.from({ length: 12 }, (_, index) =>
		dutyIn(firstOf(index + 1), lastDayOf(year, index + 1), of('regular', 'combined'), today),
	);
	const quarters = Array.from({ length: 4 }, (_, index) =>
		dutyIn(firstOf(index * 3 + 1), lastDayOf(year, index * 3 + 3), of('thematic', 'combined'), today),
	);
	return { months, quarters };
};

/** Days before the end of a month or quarter from which a meeting that nobody has called is a warning. */
const WARNING_DAYS = 10;

/** The duties that will be missed unless somebody calls the meeting now. */
export const endangered = (
	{ months, quarters }: ReturnType<typeof dutiesOfYear>,
	today: Day,
): { kind: 'regular' | 'thematic'; duty: YearDuty }[] => {
	const near = (duty: YearDuty): boolean =>
		duty.state === 'missing' && addDays(today, WARNING_DAYS) >= duty.to;
	return [
		...months.filter(near).map((duty) => ({ kind: 'regular' as const, duty })),
		...quarters.filter(near).map((duty) => ({ kind: 'thematic' as const, duty })),
	];
};
