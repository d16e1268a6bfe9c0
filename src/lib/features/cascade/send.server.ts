import { sql } from 'kysely';
import { documentForReading, markPublished } from '#lib/features/library/public.server.ts';
import { requireUnit, unitsBelow } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt, sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { sendToPartners, withdrawFromPartners } from './across.server.ts';
import { type Expectations, expected, fieldOf, issuesOf, laterThan } from './domain/expectations.ts';
import { chosenUnits } from './domain/receivers.ts';
import { dispatchFacts, officesOfUnits, receiptFacts } from './facts.server.ts';
import { isBelow, maySeeDispatch, maySeeReceipt, maySend, mayWithdraw } from './policy.ts';
import { SendInput, WithdrawInput } from './schema.ts';
import { tellAllUnits } from './told.server.ts';

type Days = {
	spreadBy?: string | undefined;
	studyBy?: string | undefined;
	programmeBy?: string | undefined;
	reportBy?: string | undefined;
};

/** The days of an input as expectations. */
export const expectationsOf = (input: Days): Expectations => ({
	spread: input.spreadBy ?? null,
	study: input.studyBy ?? null,
	programme: input.programmeBy ?? null,
	report: input.reportBy ?? null,
});

/** @throws Failure invalid, with the words at each day that is wrong */
const checkDays = (wanted: Expectations, asked: Expectations | null, today: string): void => {
	const issues = Object.entries(issuesOf(wanted, today)).map(([one, key]) => ({
		path: fieldOf[one as keyof typeof fieldOf],
		message: sayKey(key),
	}));
	// What one hands on is not later than what was asked of oneself.
	const later = asked
		? laterThan(asked, wanted)
				.filter((one) => wanted[one] !== null)
				.map((one) => ({ path: fieldOf[one], message: sayKey('issue_cascade_later_than_above') }))
		: [];
	if (issues.length + later.length > 0) throw invalid([...issues, ...later]);
};

/** What was asked of the own unit, where the dispatch hands it on. @throws Failure missing, refused, conflict */
const handedOn = async (
	context: CommandContext,
	input: { receiptId?: string | undefined; unitId: string; documentId: string },
) => {
	if (!input.receiptId) return null;
	const receipt = await receiptFacts(context.tx, context.actor.tenantId, input.receiptId);
	if (!maySeeReceipt(context.actor, receipt).allowed) throw missing('failure_not_found');
	if (
		receipt.isWithdrawn ||
		receipt.isSetAside ||
		receipt.receiver.id !== input.unitId ||
		receipt.dispatch.documentId !== input.documentId
	)
		throw conflict('failure_changed_meanwhile');
	return receipt;
};

/**
 * Gives a document to units below with what is expected of them, each by a day. The document counts as published from then
 * on; every unit is told.
 * @throws Failure refused, invalid (days, receivers), missing, conflict for a withdrawn document
 */
export const sendDispatch = command('dispatch.send', SendInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const document = await documentForReading(tx, actor, input.documentId);
	const unit = await requireUnit(tx, input.unitId);
	context.permit(
		maySend(actor, {
			unit,
			holder: { id: document.unitId, path: document.unitPath },
			isPublished: document.state === 'published',
		}),
	);
	if (document.state === 'withdrawn') throw conflict('failure_document_withdrawn');
	const receipt = await handedOn(context, input);
	const wanted = expectationsOf(input);
	checkDays(wanted, receipt?.by ?? null, today);
	const below = (await unitsBelow(tx, [unit.path], today)).filter((one) => isBelow(unit, one));
	const receivers = chosenUnits(below, { ...input, placeId: input.placeId ?? null });
	if (receivers.length + input.partnerIds.length === 0) throw invalidAt('unitIds', 'issue_cascade_receivers');
	const dispatchId = context.newId();
	await tx
		.insertInto('dispatch')
		.values({
			tenant_id: actor.tenantId,
			id: dispatchId,
			document_id: document.id,
			unit_id: unit.id,
			note: input.note,
			spread_by: wanted.spread,
			study_by: wanted.study,
			programme_by: wanted.programme,
			report_by: wanted.report,
			above_receipt_id: receipt?.id ?? null,
			sent_by: context.personId,
			sent_at: now,
		})
		.execute();
	const receipts = receivers.map(({ id }) => ({ id: context.newId(), unitId: id }));
	await sql`
		insert into dispatch_receipt (tenant_id, id, dispatch_id, unit_id, spread_by, study_by, programme_by, report_by)
		select ${actor.tenantId}, r.id, ${dispatchId}, r."unitId", ${wanted.spread}::date, ${wanted.study}::date, ${wanted.programme}::date, ${wanted.report}::date
		from jsonb_to_recordset(${JSON.stringify(receipts)}::text::jsonb) as r(id uuid, "unitId" uuid)`.execute(
		tx,
	);
	if (document.state !== 'published') await markPublished(context, document.id);
	await context.emit('dispatch.sent', {
		subject: { type: 'dispatch', id: dispatchId },
		unitId: unit.id,
		documentId: document.id,
		after: {
			units: receivers.length + input.partnerIds.length,
			...Object.fromEntries(expected.flatMap((one) => (wanted[one] ? [[one, wanted[one]]] : []))),
		},
	});
	if (input.partnerIds.length > 0)
		await sendToPartners(context, {
			dispatchId,
			document,
			unit,
			note: input.note,
			wanted,
			partnerIds: input.partnerIds,
		});
	const offices = await officesOfUnits(
		tx,
		actor.tenantId,
		receipts.map(({ unitId }) => unitId),
		today,
	);
	await tellAllUnits(context, receipts, offices, {
		step: 'sent',
		detail: { title: document.title, unit: unit.shortName },
	});
	return { dispatchId, units: receivers.length + input.partnerIds.length };
});

/** Takes a dispatch back, with the reason: nothing of it is owed any more. @throws Failure missing, refused */
export const withdrawDispatch = command('dispatch.withdraw', WithdrawInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const one = await dispatchFacts(tx, actor.tenantId, input.dispatchId, true);
	if (!maySeeDispatch(actor, one).allowed) throw missing('failure_not_found');
	context.permit(mayWithdraw(actor, one));
	await tx
		.updateTable('dispatch')
		.set({ withdrawn_at: now, withdrawn_by: context.personId, reason: input.reason })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', one.id)
		.execute();
	await context.emit('dispatch.withdrawn', {
		subject: { type: 'dispatch', id: one.id },
		unitId: one.sender.id,
		documentId: one.documentId,
		after: { reason: input.reason },
	});
	await withdrawFromPartners(context, one.id, input.reason);
	const receipts = await tx
		.selectFrom('dispatch_receipt')
		.select(['id', 'unit_id as unitId'])
		.where('tenant_id', '=', actor.tenantId)
		.where('dispatch_id', '=', one.id)
		.execute();
	const offices = await officesOfUnits(
		tx,
		actor.tenantId,
		receipts.map(({ unitId }) => unitId),
		today,
	);
	await tellAllUnits(context, receipts, offices, {
		step: 'withdrawn',
		detail: { title: one.documentTitle, unit: one.senderName },
	});
});
