import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { typesOf } from './domain/layout.ts';
import { seriesName } from './domain/registers.ts';
import { issuingBodyOf, layoutFor, type OutgoingView, outgoingRegister } from './queries.server.ts';

type Choice = { value: string; label: string };
export type OutgoingPage = Omit<OutgoingView, 'series'> & {
	periodName: string;
	series: Choice[];
	/** What the unit may issue at present; empty while the body is not described. */
	types: Choice[];
};

/**
 * The register as its page and its workbook show it, by what the address asks for: the side, the period, one type or all.
 * @throws Failure missing for whoever has no business with it
 */
export const outgoingPage = async (
	tx: Tx,
	actor: Actor,
	asked: { unitId: string; query: URLSearchParams; today: Day },
): Promise<OutgoingPage> => {
	const { unitId, query, today } = asked;
	const side = query.get('ben') === 'state' ? 'state' : 'party';
	const view = await outgoingRegister(tx, actor, {
		unitId,
		side,
		period: query.get('ky'),
		series: query.get('loai'),
		today,
	});
	const layout = await layoutFor(tx, actor.tenantId, side, today);
	const body = await issuingBodyOf(tx, actor.tenantId, unitId, side, today);
	return {
		...view,
		periodName: view.periods.find(({ key }) => key === view.period)?.name ?? '',
		series: view.series.map((value) => ({ value, label: seriesName(layout, value) })),
		types: body ? typesOf(layout, body.kind).map(({ code, name }) => ({ value: code, label: name })) : [],
	};
};
