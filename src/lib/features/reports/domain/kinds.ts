import type { Day } from '#lib/shared/calendar.ts';
import type { FigureKey } from './figures.ts';
import type { PeriodKind } from './periods.ts';
import shipped from './rules/reports.json' with { type: 'json' };

/** What a committee above gathers from a section: side by side, and by themselves. */
export type Gathers = 'difficulties' | 'proposals';

export type SectionForm = {
	key: string;
	/** The part in which it stands: "Tình hình chung"; sections of one part follow one another. */
	part: string;
	title: string;
	prompt: string;
	figures: readonly FigureKey[];
	gathers?: Gathers | null;
};

/** Which kinds of units owe it, and how many days after the period (before its end: negative). */
export type DueDays = Readonly<Record<string, number>>;

/** A kind of report as it is shipped: a committee puts it in force, as it is or changed. */
export type Pattern = {
	key: string;
	name: string;
	period: PeriodKind;
	due: DueDays;
	sections: readonly SectionForm[];
};
export type Shipped = { validFrom: Day; source: string; confidence: string; patterns: readonly Pattern[] };

export const shippedReports = shipped as unknown as Shipped;

export const patternOf = (key: string | null): Pattern | null =>
	shippedReports.patterns.find((pattern) => pattern.key === key) ?? null;
