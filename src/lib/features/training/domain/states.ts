import { addDays, type Day, daysBetween } from '#lib/shared/calendar.ts';

export const courseStates = ['planned', 'held', 'cancelled'] as const;
export type CourseState = (typeof courseStates)[number];
export const results = ['completed', 'not_completed'] as const;
export type Result = 'asked' | (typeof results)[number];
export type CertificateState = 'entered' | 'confirmed' | 'refused' | 'withdrawn';
export type NeedState = 'open' | 'planned' | 'declined' | 'withdrawn';
export const needSources = ['own', 'leader', 'paper', 'review'] as const;
export type NeedSource = (typeof needSources)[number];

/** So long before it ends, a person is told of a certificate. */
export const EXPIRY_NOTICE_DAYS = 60;
/** Days within which a need is answered, and a certificate that was entered is looked at. */
export const NEED_ANSWER_DAYS = 15;
export const CONFIRM_DAYS = 7;

/** Where a certificate stands on a day. */
export type Validity = 'lasting' | 'valid' | 'expiring' | 'expired';
export const validityOf = (expiresOn: Day | null, day: Day): Validity => {
	if (expiresOn === null) return 'lasting';
	if (expiresOn < day) return 'expired';
	return daysBetween(day, expiresOn) <= EXPIRY_NOTICE_DAYS ? 'expiring' : 'valid';
};

/** Results are noted once the course began; nothing is planned or taken back once it was held or called off. */
export const mayNoteOn = (course: { state: CourseState; startsOn: Day }, day: Day): boolean =>
	course.state !== 'cancelled' && course.startsOn <= day;

/** The first and the last day of a year. */
export const yearOf = (year: number): { from: Day; to: Day } => ({
	from: `${String(year)}-01-01`,
	to: `${String(year)}-12-31`,
});

export const answerDueOn = (day: Day): Day => addDays(day, NEED_ANSWER_DAYS);
