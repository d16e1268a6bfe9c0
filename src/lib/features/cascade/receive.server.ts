import { notify } from '#lib/features/notifications/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt, sayKey } from '#lib/platform/failure-words.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { fieldOf, issuesOf, laterThan } from './domain/expectations.ts';
import { type KnownReceipt, officesOfUnits, receiptFacts } from './facts.server.ts';
import { mayReceive, mayReport, maySeeReceipt, maySetAside, mayTakeUp } from './policy.ts';
import { ReceiptInput, ReportInput, SetAsideInput, TakeUpInput } from './schema.ts';
import { expectationsOf } from './send.server.ts';

/** What the unit was given, locked, for whoever may know of it. */
const seenReceipt = async (context: CommandContext, receiptId: string): Promise<KnownReceipt> => {
	const receipt = await receiptFacts(context.tx, context.actor.tenantId, receiptId, true);
	if (!maySeeReceipt(context.actor, receipt).allowed) throw missing('failure_not_found');
	return receipt;
};

const change = async (
	{ tx, actor }: CommandContext,
	receipt: KnownReceipt,
	changed: Record<string, string | Date | null>,
): Promise<void> => {
	await tx
		.updateTable('dispatch_receipt')
		.set(changed)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', receipt.id)
		.execute();
};

const tell = (
	context: CommandContext,
	receipt: KnownReceipt,
	verb: string,
	change: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'dispatch_receipt', id: receipt.id },
		unitId: receipt.receiver.id,
		documentId: receipt.dispatch.documentId,
		...change,
	});

/** Whoever sent it is told what a unit says of it. */
const tellSender = async (
	context: CommandContext,
	receipt: KnownReceipt,
	step: 'taken_up' | 'set_aside' | 'reported',
): Promise<void> => {
	// Another organisation reads it in what it is told (tell.server.ts).
	if (receipt.dispatch.fromPartnerId) return;
	const offices = await officesOfUnits(
		context.tx,
		context.actor.tenantId,
		[receipt.sender.id],
		context.today,
	);
	await notify(context, {
		personIds: offices.get(receipt.sender.id) ?? [],
		unitId: receipt.sender.id,
		kind: `dispatch.${step}`,
		subjectId: receipt.id,
		step,
		words: `cascade_told_${step}`,
		detail: { title: receipt.dispatch.documentTitle, unit: receipt.receiverName },
		letterWords: `cascade_letter_${step}`,
		href: `/trien-khai/den/${receipt.id}`,
	});
};

/** "Đã nhận": the unit has it. @throws Failure missing, refused */
export const receiveDispatch = command('dispatch.receive', ReceiptInput, async (context, input) => {
	const receipt = await seenReceipt(context, input.receiptId);
	context.permit(mayReceive(context.actor, receipt));
	await change(context, receipt, { received_at: context.now, received_by: context.personId });
	await tell(context, receipt, 'dispatch.received');
});

/**
 * The unit takes it up with days of its own; what is later than was asked, or left out, has a reason that the sender reads. Said
 * again it changes the days.
 * @throws Failure missing, refused, invalid
 */
export const takeUpDispatch = command('dispatch.take_up', TakeUpInput, async (context, input) => {
	const receipt = await seenReceipt(context, input.receiptId);
	context.permit(mayTakeUp(context.actor, receipt));
	const own = expectationsOf(input);
	// A day that passed and stays as it was is no mistake of this change.
	const issues = Object.entries(issuesOf(own, context.today)).filter(
		([one, key]) =>
			key !== 'issue_cascade_past' || own[one as keyof typeof own] !== receipt.by[one as keyof typeof own],
	);
	if (issues.length > 0)
		throw invalid(
			issues.map(([one, key]) => ({ path: fieldOf[one as keyof typeof fieldOf], message: sayKey(key) })),
		);
	if (laterThan(receipt.dispatch.asked, own).length > 0 && input.reason === '')
		throw invalidAt('reason', 'issue_cascade_reason_later');
	const { now, personId } = context;
	await change(context, receipt, {
		...(receipt.isReceived ? {} : { received_at: now, received_by: personId }),
		...(receipt.isTakenUp ? {} : { taken_up_at: now, taken_up_by: personId }),
		spread_by: own.spread,
		study_by: own.study,
		programme_by: own.programme,
		report_by: own.report,
		reason: input.reason,
	});
	await tell(context, receipt, receipt.isTakenUp ? 'dispatch.days_changed' : 'dispatch.taken_up', {
		before: { ...receipt.by },
		after: { ...own, ...(input.reason ? { reason: input.reason } : {}) },
	});
	if (!receipt.isTakenUp) await tellSender(context, receipt, 'taken_up');
});

/** It does not concern the unit: said with the reason, which the sender reads. @throws Failure missing, refused */
export const setAsideDispatch = command('dispatch.set_aside', SetAsideInput, async (context, input) => {
	const receipt = await seenReceipt(context, input.receiptId);
	context.permit(maySetAside(context.actor, receipt));
	const { now, personId } = context;
	await change(context, receipt, {
		...(receipt.isReceived ? {} : { received_at: now, received_by: personId }),
		set_aside_at: now,
		set_aside_by: personId,
		reason: input.reason,
	});
	await tell(context, receipt, 'dispatch.set_aside', { after: { reason: input.reason } });
	await tellSender(context, receipt, 'set_aside');
});

/** What was done, in words, to whoever sent it; said again it replaces what was said. @throws Failure missing, refused */
export const reportDispatch = command('dispatch.report', ReportInput, async (context, input) => {
	const receipt = await seenReceipt(context, input.receiptId);
	context.permit(mayReport(context.actor, receipt));
	await change(context, receipt, {
		report: input.report,
		reported_at: receipt.reportedAt ?? context.now,
		reported_by: context.personId,
	});
	await tell(context, receipt, receipt.reportedAt ? 'dispatch.report_changed' : 'dispatch.reported', {
		...(receipt.report ? { before: { report: receipt.report } } : {}),
		after: { report: input.report },
	});
	if (!receipt.reportedAt) await tellSender(context, receipt, 'reported');
});
