import { sql } from 'kysely';
import { type OpenPartner, openPartners } from '#lib/features/exchange/public.server.ts';
import { documentForReading } from '#lib/features/library/public.server.ts';
import {
	hasUnitsBelow,
	requireUnit,
	rootUnit,
	type Unit,
	unitsBelow,
} from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { type Arrival, openArrivals } from './arrivals.server.ts';
import type { Expectations } from './domain/expectations.ts';
import { byUrgency, type StepTotal, totalsOf } from './domain/progress.ts';
import { dispatchFacts, type KnownDispatch, type KnownReceipt, receiptFacts } from './facts.server.ts';
import { partnersOf } from './partners.server.ts';
import {
	isBelow,
	mayFollowCascade,
	mayReceive,
	mayReport,
	maySeeDispatch,
	maySeeReceipt,
	maySend,
	maySendAcross,
	maySetAside,
	mayTakeUp,
	mayWithdraw,
} from './policy.ts';
import { fromAbove, type ReceiptProgress, receiptsOf } from './progress.server.ts';

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
	const given = sql`any(${`{${ids.join(',')}}`}::text::uuid[])`;
	const receipts = [
		...(await receiptsOf(tx, actor.tenantId, sql`r.dispatch_id = ${given}`, wanted.today)),
		...(await partnersOf(tx, actor.tenantId, sql`w.dispatch_id = ${given}`, wanted.today)),
	];
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

export type DispatchPage = {
	dispatch: KnownDispatch;
	/** The most stuck first. */
	units: ReceiptProgress[];
	totals: StepTotal[];
	mayWithdraw: boolean;
};

/** A dispatch with every unit that was given it. @throws Failure missing */
export const dispatchPage = async (
	tx: Tx,
	actor: Actor,
	dispatchId: string,
	today: Day,
): Promise<DispatchPage> => {
	const dispatch = await dispatchFacts(tx, actor.tenantId, dispatchId);
	if (!maySeeDispatch(actor, dispatch).allowed) throw missing('failure_not_found');
	const units = [
		...(await receiptsOf(tx, actor.tenantId, sql`r.dispatch_id = ${dispatch.id}`, today)),
		...(await partnersOf(tx, actor.tenantId, sql`w.dispatch_id = ${dispatch.id}`, today)),
	];
	return {
		dispatch,
		units: units.sort(byUrgency).map(fromAbove),
		totals: totalsOf(units.map(({ states }) => states)),
		mayWithdraw: mayWithdraw(actor, dispatch).allowed,
	};
};

export type ReceiptPage = {
	receipt: KnownReceipt;
	progress: ReceiptProgress;
	/** What the unit handed on of it. */
	handedOn: { id: string; sentOn: Day; units: number; totals: StepTotal[] }[];
	powers: {
		receive: boolean;
		takeUp: boolean;
		setAside: boolean;
		report: boolean;
		handOn: boolean;
		seeDispatch: boolean;
		isOwn: boolean;
	};
};

/** What one unit was given, and what it made of it. @throws Failure missing */
export const receiptPage = async (
	tx: Tx,
	actor: Actor,
	receiptId: string,
	today: Day,
): Promise<ReceiptPage> => {
	const receipt = await receiptFacts(tx, actor.tenantId, receiptId);
	if (!maySeeReceipt(actor, receipt).allowed) throw missing('failure_not_found');
	const [progress] = await receiptsOf(tx, actor.tenantId, sql`r.id = ${receipt.id}`, today);
	if (!progress) throw missing('failure_not_found');
	const onward = await sql<{ id: string; sentAt: Date }>`
		select id, sent_at as "sentAt" from dispatch
		where tenant_id = ${actor.tenantId} and above_receipt_id = ${receipt.id} and withdrawn_at is null order by sent_at`.execute(
		tx,
	);
	const given = sql`any(${`{${onward.rows.map(({ id }) => id).join(',')}}`}::text::uuid[])`;
	const below = [
		...(await receiptsOf(tx, actor.tenantId, sql`r.dispatch_id = ${given}`, today)),
		...(await partnersOf(tx, actor.tenantId, sql`w.dispatch_id = ${given}`, today)),
	];
	const isOwn = mayFollowCascade(actor, receipt.receiver.id).allowed;
	const hasBelow =
		isOwn &&
		((await hasUnitsBelow(tx, receipt.receiver.id)) ||
			(await partnersToChoose(tx, actor, receipt.receiver)).length > 0);
	return {
		receipt,
		progress: isOwn ? progress : fromAbove(progress),
		handedOn: onward.rows.map(({ id, sentAt }) => {
			const units = below.filter(({ dispatchId }) => dispatchId === id);
			return {
				id,
				sentOn: dayOf(sentAt),
				units: units.length,
				totals: totalsOf(units.map(({ states }) => states)),
			};
		}),
		powers: {
			receive: mayReceive(actor, receipt).allowed,
			takeUp: mayTakeUp(actor, receipt).allowed,
			setAside: maySetAside(actor, receipt).allowed,
			report: mayReport(actor, receipt).allowed,
			handOn:
				hasBelow &&
				!receipt.isWithdrawn &&
				!receipt.isSetAside &&
				holds(actor, receipt.receiver.id, 'secretary', 'deputy', 'clerk'),
			seeDispatch: maySeeDispatch(actor, receipt.dispatch).allowed,
			isOwn,
		},
	};
};

/** The other organisations to which a unit can give documents: none but the root can. */
const partnersToChoose = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
): Promise<OpenPartner[]> =>
	maySendAcross(actor, unit, (await rootUnit(tx, actor.tenantId)).id).allowed
		? openPartners(tx, actor.tenantId)
		: [];

export type SendPage = {
	document: { id: string; title: string; typeName: string; number: string | null };
	unit: Unit;
	/** The units below, in the order of the tree. */
	below: { id: string; name: string; kind: string; depth: number; people: number; hasBelow: boolean }[];
	/** What was asked of the own unit, where it is handed on. */
	asked: Expectations | null;
	/** Units that this document was given to before by this unit. */
	given: string[];
	/** Other organisations to which it can be given. */
	partners: OpenPartner[];
};

/** The form of giving a document to units below. @throws Failure missing, refused */
export const sendPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; unitId: string; receiptId: string | null; today: Day },
): Promise<SendPage> => {
	const document = await documentForReading(tx, actor, wanted.documentId);
	const unit = await requireUnit(tx, wanted.unitId);
	const may = maySend(actor, {
		unit,
		holder: { id: document.unitId, path: document.unitPath },
		isPublished: document.state === 'published',
	});
	if (!may.allowed) throw refused(may.key);
	const units = (await unitsBelow(tx, [unit.path], wanted.today)).filter((one) => isBelow(unit, one));
	const receipt = wanted.receiptId ? await receiptFacts(tx, actor.tenantId, wanted.receiptId) : null;
	const given = await sql<{ unitId: string }>`
		select distinct r.unit_id as "unitId" from dispatch d join dispatch_receipt r on r.tenant_id = d.tenant_id and r.dispatch_id = d.id
		where d.tenant_id = ${actor.tenantId} and d.unit_id = ${unit.id} and d.document_id = ${document.id} and d.withdrawn_at is null`.execute(
		tx,
	);
	const depthOf = (path: string): number => path.split('.').length;
	return {
		document,
		unit,
		below: units.map((one) => ({
			id: one.id,
			name: one.shortName,
			kind: one.kind,
			depth: depthOf(one.path) - depthOf(unit.path),
			people: one.people,
			hasBelow: units.some(({ parentId }) => parentId === one.id),
		})),
		asked: receipt && receipt.receiver.id === unit.id ? receipt.by : null,
		given: given.rows.map(({ unitId }) => unitId),
		partners: await partnersToChoose(tx, actor, unit),
	};
};
