import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { factsOfPartner, type ToldState } from './domain/levels.ts';
import { daysOf, stepStates } from './domain/progress.ts';
import type { ReceiptProgress } from './progress.server.ts';

type Row = {
	id: string;
	dispatchId: string;
	documentId: string;
	title: string;
	typeName: string;
	number: string | null;
	senderName: string;
	sentAt: Date;
	isWithdrawn: boolean;
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
		select w.id, w.dispatch_id as "dispatchId", d.document_id as "documentId", o.title, o.type_name as "typeName", o.number,
			coalesce(nullif(d.from_name, ''), s.short_name) as "senderName", d.sent_at as "sentAt", d.withdrawn_at is not null as "isWithdrawn",
			w.partner_id as "partnerId", p.name as "partnerName", d.spread_by as "spreadBy", d.study_by as "studyBy", d.programme_by as "programmeBy",
			d.report_by as "reportBy", w.delivered_at as "deliveredAt", w.refused, w.told, w.told_at as "toldAt",
			exists (select from exchange_outgoing x where x.tenant_id = w.tenant_id and x.id = w.parcel_id and x.state = 'dead') as "isDead"
		from dispatch_partner w
		join dispatch d on d.tenant_id = w.tenant_id and d.id = w.dispatch_id
		join document o on o.tenant_id = d.tenant_id and o.id = d.document_id
		join unit s on s.tenant_id = d.tenant_id and s.id = d.unit_id
		join exchange_partner p on p.tenant_id = w.tenant_id and p.id = w.partner_id
		where w.tenant_id = ${tenantId} and ${which}`.execute(tx);
	return found.rows.map((row) => {
		const given = { sentOn: dayOf(row.sentAt), asked: daysOf(row) };
		const facts = factsOfPartner(given, row.told);
		return {
			id: row.id,
			dispatchId: row.dispatchId,
			documentId: row.documentId,
			title: row.title,
			typeName: row.typeName,
			number: row.number,
			senderName: row.senderName,
			sentAt: row.sentAt,
			isWithdrawn: row.isWithdrawn,
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
