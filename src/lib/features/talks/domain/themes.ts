import type { Day } from '#lib/shared/calendar.ts';

/** A theme of the year's plan, for the months from the first to the last. */
export type Theme = {
	id: string;
	year: number;
	fromMonth: number;
	toMonth: number;
	title: string;
	documentId: string | null;
};

/** The theme of a day: of those whose months it lies in the one for the fewest months, the first listed. */
export const themeOn = <One extends Theme>(themes: readonly One[], day: Day): One | null => {
	const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
	const fitting = themes.filter(
		(theme) => theme.year === year && theme.fromMonth <= month && month <= theme.toMonth,
	);
	const span = ({ fromMonth, toMonth }: Theme): number => toMonth - fromMonth;
	return [...fitting].sort((one, other) => span(one) - span(other))[0] ?? null;
};

/** The months of a period as a form names it: `1` to `12`, `q1` to `q4`, `nam`. */
export const monthsOf = (period: string): { fromMonth: number; toMonth: number } | null => {
	if (period === 'nam') return { fromMonth: 1, toMonth: 12 };
	const [, sign, number] = /^(q?)(\d{1,2})$/.exec(period) ?? [];
	const nth = Number(number);
	if (sign === 'q') return nth >= 1 && nth <= 4 ? { fromMonth: nth * 3 - 2, toMonth: nth * 3 } : null;
	return nth >= 1 && nth <= 12 ? { fromMonth: nth, toMonth: nth } : null;
};
