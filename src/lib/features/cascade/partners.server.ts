import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { type DispatchHead, headColumns, headJoins, headOf } from './dispatch-head.server.ts';
import { factsOfPartner, type ToldState } from './domain/levels.ts';
import { daysOf, stepStates } from './domain/progress.ts';
import { type ReceiptProgress, receiptsOf } from './progress.server.ts';

type Row = DispatchHead & {
	id: string;
	partnerId: string;
	partnerName: string;
	spreadBy: Day | null;
	studyBy: Day | null;
	programmeBy: Day | null;
	reportBy: Day | null;
	deliveredAt: Date | null;
	refused: string;
	isDead: boolean;
	told: ToldState | null;
	toldAt: Date | null;
};

/**
 * How far other organisations have come with what they were given, in the same form as units, from what they told last.
 * @param which the partners, as a condition on `dispatch_partner w`
 */
export const partnersOf = async (
	tx: Tx,
	tenantId: string,
	which: RawBuilder<unknown>,
	today: Day,
): Promise<ReceiptProgress[]> => {
	const found = await sql<Row>`
		select w.id, ${headColumns}, w.partner_id as "partnerId", p.name as "partnerName", d.spread_by as "spreadBy", d.study_by as "studyBy", d.programme_by as "programmeBy",
			d.report_by as "reportBy", w.delivered_at as "deliveredAt", w.refused, w.told, w.told_at as "toldAt",
			exists (select from exchange_outgoing x where x.tenant_id = w.tenant_id and x.id = w.parcel_id and x.state = 'dead') as "isDead"
		from dispatch_partner w
		join dispatch d on d.tenant_id = w.tenant_id and d.id = w.dispatch_id
		${headJoins}
		join exchange_partner p on p.tenant_id = w.tenant_id and p.id = w.partner_id
		where w.tenant_id = ${tenantId} and ${which}`.execute(tx);
	return found.rows.map((row) => {
		const given = { sentOn: dayOf(row.sentAt), asked: daysOf(row) };
		const facts = factsOfPartner(given, row.told);
		return {
			id: row.id,
			...headOf(row),
			unitId: row.partnerId,
			unitName: row.partnerName,
			reason: row.told?.reason ?? '',
			handsOn: (row.told?.levels.length ?? 0) > 0,
			facts,
			states: stepStates(facts, today),
			across: {
				deliveredAt: row.deliveredAt,
				refused: row.refused,
				isDead: row.isDead,
				toldAt: row.toldAt,
				report: row.told?.report ?? '',
				levels: row.told?.levels ?? [],
			},
		};
	});
};

/** How far all have come to whom dispatches were given: the units of the organisation, then other organisations. */
export const givenTo = async (
	tx: Tx,
	tenantId: string,
	dispatchIds: readonly string[],
	today: Day,
): Promise<ReceiptProgress[]> => {
	const given = sql`any(${`{${dispatchIds.join(',')}}`}::text::uuid[])`;
	return [
		...(await receiptsOf(tx, tenantId, sql`r.dispatch_id = ${given}`, today)),
		...(await partnersOf(tx, tenantId, sql`w.dispatch_id = ${given}`, today)),
	];
};
