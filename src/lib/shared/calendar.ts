/** Days as ISO text (yyyy-mm-dd) in the time zone of Viet Nam, which has had no daylight saving since 1975. */
export type Day = string;

const OFFSET_MS = 7 * 60 * 60 * 1000;

/** The day on which a moment falls in Viet Nam. */
export const dayOf = (moment: Date): Day => new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** The first moment of a day in Viet Nam. */
export const startOfDay = (day: Day): Date => new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);

export const addDays = (day: Day, count: number): Day =>
	new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** Whole days from the first to the second; negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
	Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export const isDay = (text: string): boolean =>
	/^\d{4}-\d{2}-\d{2}$/.test(text) &&
	!Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
	new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** dd/mm/yyyy, the far form of a date. */
export const longDate = (day: Day): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** dd/mm, for the same year. */
export const shortDate = (day: Day): string => `${day.slice(8, 10)}/${day.slice(5, 7)}`;

const weekdays = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];

/** The weekday of a day in Vietnamese ("thứ Sáu"). */
export const weekday = (day: Day): string => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';

/** "thứ Sáu, 27/11" within ten days of today, dd/mm/yyyy otherwise. */
export const nearDate = (day: Day, today: Day): string =>
	Math.abs(daysBetween(today, day)) <= 10 ? `${weekday(day)}, ${shortDate(day)}` : longDate(day);

/** HH:mm in Viet Nam. */
export const timeOfDay = (moment: Date): string =>
	new Date(moment.getTime() + OFFSET_MS).toISOString().slice(11, 16);
