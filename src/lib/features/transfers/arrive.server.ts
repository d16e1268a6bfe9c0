import type { z } from 'zod';
import { notify } from '#lib/features/notifications/public.server.ts';
import { rolesIn, rootUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { conflict } from '#lib/shared/failures.ts';
import { incomingById, ruleFor } from './facts.server.ts';
import { mayBringIn, mayTakeMessage } from './policy.ts';
import { tellIncoming } from './records.server.ts';
import { ArriveInput, IncomingInput, WithdrawInput } from './schema.ts';

/**
 * A letter arrives: it is written down for the office to look at, and nothing else happens. It is there once, however often and
 * by however many ways it comes. @returns the row, and whether it was there already
 */
export const arrive = async (
	context: CommandContext,
	input: z.infer<typeof ArriveInput>,
): Promise<{ incomingId: string; isNew: boolean }> => {
	const { tx, actor, now, today } = context;
	const root = await rootUnit(tx, actor.tenantId);
	context.permit(mayBringIn(actor, { unitId: root.id, path: root.path }));
	const rule = await ruleFor(tx, actor.tenantId, today);
	const { letter, record } = input;
	if (record)
		await tx
			.insertInto('stored_file')
			.values({
				tenant_id: actor.tenantId,
				sha256: record.sha256,
				bytes: record.bytes,
				media_type: 'application/zip',
				stored_at: now,
			})
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	const incomingId = context.newId();
	const written = await tx
		.insertInto('incoming_transfer')
		.values({
			tenant_id: actor.tenantId,
			id: incomingId,
			transfer_id: letter.transferId,
			from_tenant_id: input.fromTenantId,
			from_partner_id: input.fromPartnerId,
			letter: JSON.stringify(letter),
			way: input.way,
			answer_code: input.answerCode,
			unit_id: root.id,
			arrived_by: actor.personId,
			arrived_at: now,
			take_in_by: addDays(today, rule.takeInDays),
			record_sha256: record?.sha256 ?? null,
			record_name: record?.name ?? '',
			state: 'arrived',
		})
		.onConflict((conflict) => conflict.columns(['tenant_id', 'transfer_id']).doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!written) {
		const there = await tx
			.selectFrom('incoming_transfer')
			.select(['id', 'unit_id as unitId', 'person_id as personId'])
			.where('tenant_id', '=', actor.tenantId)
			.where('transfer_id', '=', letter.transferId)
			.executeTakeFirst();
		if (!there) throw conflict('failure_transfers_elsewhere');
		await tellIncoming(context, 'transfer.arrived_again', there, { way: input.way });
		return { incomingId: there.id, isNew: false };
	}
	await notify(context, {
		personIds: await rolesIn(tx, actor.tenantId, root.id, ['secretary', 'deputy', 'clerk'], today),
		unitId: root.id,
		kind: 'transfers.arrived',
		subjectId: incomingId,
		step: 'arrived',
		words: 'transfers_told_arrived',
		detail: { name: letter.person.fullName, organisation: letter.from.organisation },
		href: `/to-chuc/chuyen-sinh-hoat/den/${incomingId}`,
	});
	await tellIncoming(
		context,
		'transfer.arrived',
		{ id: incomingId, unitId: root.id, personId: null },
		{
			mark: letter.mark,
			from: letter.from.organisation,
			way: input.way,
		},
	);
	return { incomingId, isNew: true };
};

export const arriveTransfer = command('transfer.arrive', ArriveInput, arrive);

/** The sender has called the transfer off: it cannot be taken in any more. Twice changes nothing. @throws Failure conflict once it was received */
export const withdrawArrived = command(
	'transfer.withdraw',
	WithdrawInput,
	async (context, input) => {
		const { tx, actor } = context;
		context.permit(mayTakeMessage(actor));
		const found = await tx
			.selectFrom('incoming_transfer')
			.select(['id', 'state', 'unit_id as unitId', 'person_id as personId'])
			.where('tenant_id', '=', actor.tenantId)
			.where('transfer_id', '=', input.transferId)
			.forUpdate()
			.executeTakeFirst();
		if (!found) return;
		if (found.state === 'received') throw conflict('failure_transfers_received');
		if (found.state === 'arrived')
			await tx
				.updateTable('incoming_transfer')
				.set({ state: 'withdrawn' })
				.where('tenant_id', '=', actor.tenantId)
				.where('id', '=', found.id)
				.execute();
		await tellIncoming(context, 'transfer.withdrawn', found);
	},
	{ silent: true },
);

/** Notes that the answer has gone to the sender. */
export const noteAnswered = command('transfer.answer', IncomingInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(mayTakeMessage(actor));
	const incoming = await incomingById(tx, actor.tenantId, input.incomingId, true);
	await tx
		.updateTable('incoming_transfer')
		.set({ answered_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', incoming.id)
		.execute();
	await tellIncoming(context, 'transfer.answered', incoming);
});
