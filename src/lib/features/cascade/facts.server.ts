import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Expectations } from './domain/expectations.ts';
import { daysOf } from './domain/progress.ts';
import type { DispatchFacts, ReceiptPlace } from './policy.ts';

type Days = { spreadBy: Day | null; studyBy: Day | null; programmeBy: Day | null; reportBy: Day | null };

export type KnownDispatch = DispatchFacts & {
	id: string;
	documentId: string;
	documentTitle: string;
	documentName: { typeName: string; number: string | null };
	senderName: string;
	note: string;
	asked: Expectations;
	aboveReceiptId: string | null;
	sentAt: Date;
	/** Empty where another organisation sent it. */
	senderPerson: string;
	fromPartnerId: string | null;
	withdrawnAt: Date | null;
	reason: string;
};

type DispatchRow = Omit<
	KnownDispatch,
	'sender' | 'isWithdrawn' | 'isFromPartner' | 'documentName' | 'asked'
> &
	Days & {
		senderId: string;
		senderPath: string;
		typeName: string;
		number: string | null;
	};

const dispatchColumns = sql`d.id, d.document_id as "documentId", o.title as "documentTitle", o.type_name as "typeName", o.number, s.id as "senderId", s.path::text as "senderPath",
	coalesce(nullif(d.from_name, ''), s.short_name) as "senderName", d.from_partner_id as "fromPartnerId", d.note, d.above_receipt_id as "aboveReceiptId", d.sent_at as "sentAt", coalesce(p.full_name, '') as "senderPerson", d.withdrawn_at as "withdrawnAt", d.reason`;
const dispatchTables = sql`dispatch d
	join document o on o.tenant_id = d.tenant_id and o.id = d.document_id
	join unit s on s.tenant_id = d.tenant_id and s.id = d.unit_id
	left join person p on p.tenant_id = d.tenant_id and p.id = d.sent_by`;

const dispatchOf = ({ senderId, senderPath, typeName, number, ...row }: DispatchRow): KnownDispatch => ({
	...row,
	sender: { id: senderId, path: senderPath },
	isWithdrawn: row.withdrawnAt !== null,
	isFromPartner: row.fromPartnerId !== null,
	documentName: { typeName, number },
	asked: daysOf(row),
});

/** A dispatch with what its policies ask for. @throws Failure missing */
export const dispatchFacts = async (
	tx: Tx,
	tenantId: string,
	dispatchId: string,
	lock = false,
): Promise<KnownDispatch> => {
	if (!uuidPattern.test(dispatchId)) throw missing('failure_not_found');
	const found = await sql<DispatchRow>`
		select ${dispatchColumns}, d.spread_by as "spreadBy", d.study_by as "studyBy", d.programme_by as "programmeBy", d.report_by as "reportBy"
		from ${dispatchTables} where d.tenant_id = ${tenantId} and d.id = ${dispatchId} ${lock ? sql`for update of d` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return dispatchOf(row);
};

export type KnownReceipt = ReceiptPlace & {
	id: string;
	receiverName: string;
	dispatch: KnownDispatch;
	/** The days that hold. */
	by: Expectations;
	receivedAt: Date | null;
	takenUpAt: Date | null;
	setAsideAt: Date | null;
	ownReason: string;
	report: string;
	reportedAt: Date | null;
};

type ReceiptRow = Days &
	Omit<KnownReceipt, keyof ReceiptPlace | 'dispatch' | 'by'> & {
		dispatchId: string;
		receiverId: string;
		receiverPath: string;
	};

/** What a unit was given, with what the policies ask for. @throws Failure missing */
export const receiptFacts = async (
	tx: Tx,
	tenantId: string,
	receiptId: string,
	lock = false,
): Promise<KnownReceipt> => {
	if (!uuidPattern.test(receiptId)) throw missing('failure_not_found');
	const found = await sql<ReceiptRow>`
		select r.id, r.dispatch_id as "dispatchId", u.id as "receiverId", u.path::text as "receiverPath", u.short_name as "receiverName",
			r.spread_by as "spreadBy", r.study_by as "studyBy", r.programme_by as "programmeBy", r.report_by as "reportBy",
			r.received_at as "receivedAt", r.taken_up_at as "takenUpAt", r.set_aside_at as "setAsideAt", r.reason as "ownReason", r.report, r.reported_at as "reportedAt"
		from dispatch_receipt r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${tenantId} and r.id = ${receiptId} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	const dispatch = await dispatchFacts(tx, tenantId, row.dispatchId);
	const { receiverId, receiverPath, dispatchId: _dispatch, ...rest } = row;
	return {
		...rest,
		dispatch,
		by: daysOf(row),
		sender: dispatch.sender,
		isWithdrawn: dispatch.isWithdrawn,
		receiver: { id: receiverId, path: receiverPath },
		isReceived: row.receivedAt !== null,
		isTakenUp: row.takenUpAt !== null,
		isSetAside: row.setAsideAt !== null,
		expectsReport: row.reportBy !== null,
	};
};

/** Who heads units on a day, and their clerks where they are wanted: those who are told of what their unit was given. */
export const officesOfUnits = async (
	tx: Tx,
	tenantId: string,
	unitIds: readonly string[],
	day: Day,
): Promise<Map<string, string[]>> => {
	const found = await sql<{ unitId: string; personIds: string[] }>`
		select unit_id as "unitId", array_agg(distinct person_id::text) as "personIds" from role_assignment
		where tenant_id = ${tenantId} and unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[]) and role in ('secretary', 'deputy', 'clerk')
			and valid_from <= ${day} and (valid_to is null or valid_to > ${day})
		group by unit_id`.execute(tx);
	return new Map(found.rows.map(({ unitId, personIds }) => [unitId, personIds]));
};
