import { type RawBuilder, sql } from 'kysely';

/** What is told of a dispatch beside how far somebody has come with it. */
export type DispatchHead = {
	dispatchId: string;
	documentId: string;
	title: string;
	typeName: string;
	number: string | null;
	senderName: string;
	sentAt: Date;
	isWithdrawn: boolean;
};

/** The columns of it, of `dispatch d`, its `document o` and the sending `unit s`. */
export const headColumns: RawBuilder<unknown> = sql`d.id as "dispatchId", d.document_id as "documentId", o.title, o.type_name as "typeName", o.number,
			coalesce(nullif(d.from_name, ''), s.short_name) as "senderName", d.sent_at as "sentAt", d.withdrawn_at is not null as "isWithdrawn"`;

/** The document and the sender of `dispatch d`, joined. */
export const headJoins: RawBuilder<unknown> = sql`join document o on o.tenant_id = d.tenant_id and o.id = d.document_id
		join unit s on s.tenant_id = d.tenant_id and s.id = d.unit_id`;

/** The head alone, of a row that holds more. */
export const headOf = (row: DispatchHead): DispatchHead => ({
	dispatchId: row.dispatchId,
	documentId: row.documentId,
	title: row.title,
	typeName: row.typeName,
	number: row.number,
	senderName: row.senderName,
	sentAt: row.sentAt,
	isWithdrawn: row.isWithdrawn,
});
