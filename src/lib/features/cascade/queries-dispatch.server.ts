import { sql } from 'kysely';
import { hasUnitsBelow } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { byUrgency, type StepTotal, totalsOf } from './domain/progress.ts';
import { dispatchFacts, type KnownDispatch, type KnownReceipt, receiptFacts } from './facts.server.ts';
import { givenTo } from './partners.server.ts';
import {
	mayFollowCascade,
	mayReceive,
	mayReport,
	maySeeDispatch,
	maySeeReceipt,
	maySetAside,
	mayTakeUp,
	mayWithdraw,
} from './policy.ts';
import { fromAbove, type ReceiptProgress, receiptsOf } from './progress.server.ts';
import { partnersToChoose } from './queries-send.server.ts';

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
	const units = await givenTo(tx, actor.tenantId, [dispatch.id], today);
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
	const below = await givenTo(
		tx,
		actor.tenantId,
		onward.rows.map(({ id }) => id),
		today,
	);
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
