import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { type Arrival, openArrivals } from './arrivals.server.ts';
import { type StepTotal, totalsOf } from './domain/progress.ts';
import { givenTo } from './partners.server.ts';
import { mayFollowCascade } from './policy.ts';
import { type ReceiptProgress, receiptsOf } from './progress.server.ts';

/** What the unit was given and gave, one page of each. */
const PAGE = 50;

/** A dispatch in the list of the unit that sent it. */
export type SentDispatch = {
	id: string;
	title: string;
	typeName: string;
	number: string | null;
	sentOn: Day;
	isWithdrawn: boolean;
	units: number;
	totals: StepTotal[];
};

/** What a unit was given, what is owed first; for those who lead it and its clerk. @throws Failure refused */
export const receivedPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; page: number; today: Day },
): Promise<{
	receipts: ReceiptProgress[];
	/** What other organisations gave and nobody has entered yet. */
	arrivals: Arrival[];
	found: number;
	page: number;
	size: number;
	maySend: boolean;
}> => {
	const may = mayFollowCascade(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const counted = await sql<{ found: number }>`
		select count(*)::int as found from dispatch_receipt where tenant_id = ${actor.tenantId} and unit_id = ${wanted.unitId}`.execute(
		tx,
	);
	const receipts = await receiptsOf(
		tx,
		actor.tenantId,
		sql`r.id in (
			select x.id from dispatch_receipt x join dispatch y on y.tenant_id = x.tenant_id and y.id = x.dispatch_id
			where x.tenant_id = ${actor.tenantId} and x.unit_id = ${wanted.unitId}
			order by y.sent_at desc, x.id limit ${PAGE} offset ${(wanted.page - 1) * PAGE})`,
		wanted.today,
	);
	return {
		arrivals: wanted.page === 1 ? await openArrivals(tx, actor.tenantId, wanted.unitId) : [],
		receipts: receipts.sort((one, other) => (one.sentAt < other.sentAt ? 1 : -1)),
		found: counted.rows[0]?.found ?? 0,
		page: wanted.page,
		size: PAGE,
		maySend: holds(actor, wanted.unitId, 'secretary', 'deputy', 'clerk'),
	};
};

/** What a unit gave to those below, the newest first, each with how far they have come. @throws Failure refused */
export const sentPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; page: number; today: Day },
): Promise<{ dispatches: SentDispatch[]; found: number; page: number; size: number; maySend: boolean }> => {
	const may = mayFollowCascade(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const found = await sql<{
		id: string;
		title: string;
		typeName: string;
		number: string | null;
		sentAt: Date;
		withdrawnAt: Date | null;
		total: number;
	}>`
		select d.id, o.title, o.type_name as "typeName", o.number, d.sent_at as "sentAt", d.withdrawn_at as "withdrawnAt", count(*) over ()::int as total
		from dispatch d join document o on o.tenant_id = d.tenant_id and o.id = d.document_id
		where d.tenant_id = ${actor.tenantId} and d.unit_id = ${wanted.unitId} and d.from_partner_id is null
		order by d.sent_at desc, d.id limit ${PAGE} offset ${(wanted.page - 1) * PAGE}`.execute(tx);
	const ids = found.rows.map(({ id }) => id);
	const receipts = await givenTo(tx, actor.tenantId, ids, wanted.today);
	return {
		dispatches: found.rows.map(({ sentAt, withdrawnAt, total: _total, ...row }) => {
			const own = receipts.filter(({ dispatchId }) => dispatchId === row.id);
			return {
				...row,
				sentOn: dayOf(sentAt),
				isWithdrawn: withdrawnAt !== null,
				units: own.length,
				totals: totalsOf(own.map(({ states }) => states)),
			};
		}),
		found: found.rows[0]?.total ?? 0,
		page: wanted.page,
		size: PAGE,
		maySend: holds(actor, wanted.unitId, 'secretary', 'deputy', 'clerk'),
	};
};
