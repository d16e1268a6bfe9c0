import type { Day } from '#lib/shared/calendar.ts';
import type { FigureKey } from './figures.ts';
import type { Gathers } from './kinds.ts';
import type { PeriodKind } from './periods.ts';

export type SignedSection = {
	key: string;
	part: string;
	title: string;
	body: string;
	figures: FigureKey[];
	gathers: Gathers | null;
};
export type SignedFigure = {
	key: FigureKey;
	value: number;
	counted: number;
	below: number | null;
	reason: string;
	before: number | null;
	yearAgo: number | null;
};

/** A report as it was signed: everything that its paper says, and where each figure came from. */
export type SignedContent = {
	title: string;
	unitName: string;
	period: PeriodKind;
	periodFrom: Day;
	periodTo: Day;
	sections: SignedSection[];
	figures: SignedFigure[];
	/** How many people the unit had: beside others, figures about fewer than five are left out. */
	people: number;
	signer: string;
};
