import { addDays, type Day } from '#lib/shared/calendar.ts';

export type MeetingKind = 'committee' | 'regular' | 'thematic' | 'combined' | 'flag' | 'study' | 'joint';
export const meetingKinds: readonly MeetingKind[] = [
	'regular',
	'thematic',
	'combined',
	'committee',
	'study',
	'flag',
	'joint',
];

/** What the rules ask of the meetings of a cell from a day on. Times in minutes. */
export type MeetingRules = {
	validFrom: Day;
	minutesRegular: number;
	/** Regular and thematic in one sitting. */
	minutesCombined: number;
	/** How many days before the meeting members get the notice and the material. */
	noticeDays: number;
	source: string;
};

/** The general rules, newest first. A unit's own (`meeting_rule`) stand before them from their day on. */
const generalRules: readonly MeetingRules[] = [
	{
		validFrom: '2025-10-28',
		minutesRegular: 90,
		minutesCombined: 120,
		noticeDays: 1,
		source: 'Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025',
	},
	{
		validFrom: '2018-07-06',
		minutesRegular: 90,
		minutesCombined: 120,
		noticeDays: 0,
		source: 'Hướng dẫn số 12-HD/BTCTW, ngày 06/7/2018',
	},
];

/** The rules that hold on a day: the unit's own before the general ones, the newest before older ones. */
export const rulesOn = (day: Day, own: readonly MeetingRules[] = []): MeetingRules | null => {
	const newest = (list: readonly MeetingRules[]): MeetingRules | undefined =>
		list
			.filter(({ validFrom }) => validFrom <= day)
			.toSorted((one, other) => (one.validFrom < other.validFrom ? 1 : -1))[0];
	return newest(own) ?? newest(generalRules) ?? null;
};

/** The least time that a meeting of a kind takes, or null where the rules say nothing. */
export const leastMinutes = (kind: MeetingKind, rules: MeetingRules | null): number | null => {
	if (!rules) return null;
	if (kind === 'regular') return rules.minutesRegular;
	return kind === 'combined' ? rules.minutesCombined : null;
};

/** Whether a meeting that is called on a day gives its people less notice than the rules ask for. */
export const isCalledLate = (meetingDay: Day, calledOn: Day, rules: MeetingRules | null): boolean =>
	rules !== null && calledOn > addDays(meetingDay, -rules.noticeDays);
