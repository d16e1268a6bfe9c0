import { leaveUnit, peopleOfUnit, stayInUnit } from '#lib/features/organisation/public.server.ts';
import { takeNumber } from '#lib/features/papers/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { conflict } from '#lib/shared/failures.ts';
import { closeCodes } from './codes.server.ts';
import { confirmBy } from './domain/transfer.ts';
import { type KnownTransfer, ruleFor, transferById } from './facts.server.ts';
import { openItemsOf } from './open-items.server.ts';
import { mayCancel, mayIssue, mayLayIn } from './policy.ts';
import { tellTransfer } from './records.server.ts';
import { CancelInput, IssueInput, RecordInput, TransferInput } from './schema.ts';
import { postLetter } from './wire-out.server.ts';

/** Who signs: the secretary; the deputy where it is the secretary who goes. */
const signerOf = async ({ tx }: CommandContext, transfer: KnownTransfer, day: string): Promise<string> => {
	const people = await peopleOfUnit(tx, transfer.unitId, day);
	const holding = (wanted: 'secretary' | 'deputy') =>
		people.find(
			({ personId, roles }) => personId !== transfer.personId && roles.some(({ role }) => role === wanted),
		);
	return (holding('secretary') ?? holding('deputy'))?.fullName ?? '';
};

/**
 * Makes out the letter under its number in the register. From the day that it says the membership here is over, and every
 * right with it, unless the kind keeps it. Nothing that the person owes may be open then.
 * @throws Failure refused, conflict (something is open), invalid (a day that lies ahead)
 */
export const issueTransfer = command('transfer.issue', IssueInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	context.permit(mayIssue(actor, transfer));
	if (input.issuedOn > today) throw invalidAt('issuedOn', 'issue_issued_later');
	if (!transfer.keepsMembership) {
		const open = await openItemsOf(tx, actor.tenantId, transfer, today);
		if (open.length > 0) throw conflict('failure_transfers_open', { count: open.length });
	}
	const rule = await ruleFor(tx, actor.tenantId, today);
	const signer = await signerOf(context, transfer, input.issuedOn);
	const given = await takeNumber(context, {
		unitId: transfer.unitId,
		side: 'party',
		type: 'introduction',
		// The register is read by more people than those who may know who goes where.
		title: 'giới thiệu chuyển sinh hoạt đảng',
		day: input.issuedOn,
		signer,
		subject: { type: 'member_transfer', id: transfer.id },
	});
	const rolesEnded = transfer.keepsMembership ? [] : await leaveUnit(context, transfer);
	await tx
		.updateTable('member_transfer')
		.set({
			state: 'issued',
			mark: given.mark,
			issued_on: input.issuedOn,
			issued_by: context.personId,
			issued_at: now,
			signer,
			confirm_by: confirmBy(input.issuedOn, transfer.effectiveOn, rule.confirmDays),
			roles_ended: rolesEnded,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await tellTransfer(context, 'transfer.issued', transfer, {
		mark: given.mark,
		to: transfer.toOrganisation,
		effectiveOn: transfer.effectiveOn,
		roles: rolesEnded.length,
	});
	if (transfer.toPartnerId) await postLetter(context, transfer.id);
	return { transferId: transfer.id, mark: given.mark };
});

/**
 * Calls a transfer off before it was received: the membership goes on. Whoever calls it off from a page has withdrawn the
 * letter at the other side first (`cancelTransfer` in carry.server.ts).
 */
export const cancelHere = command('transfer.cancel', CancelInput, async (context, input) => {
	const { tx, actor, now } = context;
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	context.permit(mayCancel(actor, transfer));
	await tx
		.updateTable('member_transfer')
		.set({
			state: 'cancelled',
			cancelled_by: context.personId,
			cancelled_at: now,
			cancel_reason: input.reason,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	if (transfer.state === 'issued' && !transfer.keepsMembership)
		await stayInUnit(context, { ...transfer, roleIds: transfer.rolesEnded });
	await closeCodes(context, transfer.id);
	await tellTransfer(context, 'transfer.cancelled', transfer, { reason: input.reason, mark: transfer.mark });
});

/** The person lays the own record in: it goes along with the letter, and with nobody's consent but theirs. */
export const layInRecord = command('transfer.lay_in_record', RecordInput, async (context, input) => {
	const { tx, actor, now } = context;
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	context.permit(mayLayIn(actor, transfer));
	await tx
		.insertInto('stored_file')
		.values({
			tenant_id: actor.tenantId,
			sha256: input.sha256,
			bytes: input.bytes,
			media_type: 'application/zip',
			stored_at: now,
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await tx
		.updateTable('member_transfer')
		.set({ record_sha256: input.sha256, record_name: input.name, record_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await tellTransfer(context, 'transfer.record_laid_in', transfer);
});

/** And takes it out again, until the letter is made out. */
export const takeOutRecord = command('transfer.take_out_record', TransferInput, async (context, input) => {
	const { tx, actor } = context;
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	context.permit(mayLayIn(actor, transfer));
	await tx
		.updateTable('member_transfer')
		.set({ record_sha256: null, record_name: '', record_at: null })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await tellTransfer(context, 'transfer.record_taken_out', transfer);
});
