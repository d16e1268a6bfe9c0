import type { Day } from '#lib/shared/calendar.ts';
import type { Period } from '../domain/period.ts';
import type { StageKey } from '../domain/stages.ts';
import type { RowOrder } from '../domain/table.ts';

/** What is looked at, as the address of the page says it. */
export type View = {
	unitId: string;
	period: Period;
	documentId: string | null;
	order: RowOrder;
	/** A past day; null: now. It goes along from page to page. */
	asOf: Day | null;
};

const dayOf = (asOf: Day | null): Record<string, string> => (asOf ? { ngay: asOf } : {});
const withQuery = (path: string, parts: Record<string, string>): string => {
	const query = new URLSearchParams(parts).toString();
	return query === '' ? path : `${path}?${query}`;
};
/** Growth and ages of a unit, as of the same day. */
export const toGrowth = (unitId: string, asOf: Day | null): string =>
	withQuery(`/toan-canh/${unitId}/dang-vien`, dayOf(asOf));
export const toGrowthSheet = (unitId: string, asOf: Day | null, kind: 'csv' | 'xlsx'): string =>
	withQuery(`/toan-canh/${unitId}/dang-vien/so-lieu.${kind}`, dayOf(asOf));
/** The overview of a unit as of the same day. */
export const toOverview = (unitId: string, asOf: Day | null): string =>
	withQuery(`/toan-canh/${unitId}`, dayOf(asOf));

const query = ({ period, documentId, order, asOf }: View): URLSearchParams =>
	new URLSearchParams({
		...(documentId
			? { 'van-ban': documentId }
			: { nam: String(period.year), ...(period.quarter ? { quy: String(period.quarter) } : {}) }),
		...(order === 'stuck' ? {} : { sap: order }),
		...dayOf(asOf),
	});

export const toView = (view: View): string => `/toan-canh/${view.unitId}?${query(view)}`;
export const toUnit = (view: View, unitId: string): string => toView({ ...view, unitId });
/** The same page as of another day; a day of another year asks for that year. */
export const toDay = (view: View, asOf: Day | null): string =>
	toView({ ...view, asOf, period: asOf ? { year: Number(asOf.slice(0, 4)), quarter: null } : view.period });
export const toOrder = (view: View, order: RowOrder): string => `${toView({ ...view, order })}#don-vi`;
export const toNext = (view: View, after: string): string => `${toView(view)}&sau=${after}#don-vi`;
export const toSheet = (view: View): string => `/toan-canh/${view.unitId}/so-lieu.csv?${query(view)}`;

const lists: Record<StageKey, string> = {
	spread: '/van-ban',
	study: '/hoc-tap',
	programme: '/chuong-trinh',
	tasks: '/nhiem-vu',
	registration: '/dang-ky',
	checks: '/dang-ky',
	results: '/nhiem-vu',
};
/** Where the figure of one's own unit opens: the list of the feature; of one document its trace. */
export const toList = (key: StageKey, documentId: string | null, unitId: string): string =>
	documentId ? `/van-ban/${documentId}/trace?don-vi=${unitId}` : lists[key];
