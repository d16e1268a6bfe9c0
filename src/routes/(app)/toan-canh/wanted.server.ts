import { asOfFrom } from '#lib/features/oversight/domain/days.ts';
import { periodFrom } from '#lib/features/oversight/domain/period.ts';
import { rowOrders } from '#lib/features/oversight/domain/table.ts';
import type { Wanted } from '#lib/features/oversight/queries.server.ts';
import type { Day } from '#lib/shared/calendar.ts';

/** What the address of a page of oversight asks for. What makes no sense in it is as if it were not there. */
export const wantedFrom = (url: URL, unitId: string, today: Day): Wanted => {
	const asked = (name: string): string | null => url.searchParams.get(name) || null;
	const asOf = asOfFrom(asked('ngay'), today);
	const period = periodFrom(asked('nam'), asked('quy'), asOf ?? today);
	return {
		unitId,
		// As of a day there is no year after it.
		period: asOf ? { ...period, year: Math.min(period.year, Number(asOf.slice(0, 4))) } : period,
		asOf,
		documentId: asked('van-ban') === 'tat-ca' ? null : asked('van-ban'),
		order: rowOrders.find((order) => order === asked('sap')) ?? 'stuck',
		after: asked('sau'),
		today,
	};
};
