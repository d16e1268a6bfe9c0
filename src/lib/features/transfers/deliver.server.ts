import { sql } from 'kysely';
import { command, type Door, look } from '#lib/platform/command/command.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { isFailure, refused } from '#lib/shared/failures.ts';
import { answerOf } from './answer.ts';
import { arriveTransfer, noteAnswered, withdrawArrived } from './arrive.server.ts';
import type { Letter } from './domain/letter.ts';
import { isOnTheWay } from './domain/transfer.ts';
import { incomingById, letterOf, transferById } from './facts.server.ts';
import { cancelHere } from './issue.server.ts';
import { mayCancel, mayTakeMessage } from './policy.ts';
import { takeAnswer, type Visit } from './receipt.server.ts';
import { tellTransfer } from './records.server.ts';
import { DeliveredInput } from './schema.ts';

const doorIn = ({ db, files, clock, requestId }: Visit, tenantId: string): Door => ({
	db,
	files,
	clock,
	requestId,
	actor: systemActor(tenantId),
});

/** What carries a letter: by whichever way it comes, the receiving organisation takes in this and no more. */
export type Message = {
	letter: Letter;
	way: 'here';
	fromTenantId: string | null;
	answerCode: string;
	record: { sha256: string; bytes: number; name: string } | null;
};

/**
 * Lays a letter before an organisation of this installation, in the name of its system: one row of what has come in, once for
 * each transfer.
 */
export const receiveTransfer = (
	visit: Visit,
	tenantId: string,
	message: Message,
): Promise<{ incomingId: string; isNew: boolean }> =>
	arriveTransfer(doorIn(visit, tenantId), { ...message, fromPartnerId: null });

/** Notes that the letter lies before the other organisation. */
const noteDelivered = command('transfer.deliver', DeliveredInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(mayTakeMessage(actor));
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	await tx
		.updateTable('member_transfer')
		.set({ delivered_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await tellTransfer(context, 'transfer.delivered', transfer, { to: transfer.toOrganisation });
});

/**
 * Sends a letter that was made out to the organisation that it names, where that is of this installation. Safe to run twice.
 * @returns whether it was sent now
 */
export const sendTransfer = async (visit: Visit, tenantId: string, transferId: string): Promise<boolean> => {
	const own = doorIn(visit, tenantId);
	const found = await look(own, async (tx) => {
		const transfer = await transferById(tx, tenantId, transferId);
		const bytes = await sql<{ bytes: number }>`
			select bytes::int as bytes from stored_file where tenant_id = ${tenantId} and sha256 = ${transfer.recordSha256}`.execute(
			tx,
		);
		return { transfer, letter: await letterOf(tx, tenantId, transfer), bytes: bytes.rows[0]?.bytes ?? 0 };
	});
	const { transfer, letter } = found;
	if (!transfer.toTenantId || transfer.state !== 'issued' || transfer.deliveredAt) return false;
	await receiveTransfer(visit, transfer.toTenantId, {
		letter,
		way: 'here',
		fromTenantId: tenantId,
		answerCode: '',
		record: letter.record ? { ...letter.record, bytes: found.bytes } : null,
	});
	await noteDelivered(own, { transferId });
	// It may have been called off in between.
	const after = await look(own, (tx) => transferById(tx, tenantId, transferId));
	if (after.state === 'cancelled') await withdrawArrived(doorIn(visit, transfer.toTenantId), { transferId });
	return true;
};

/**
 * Tells the sender of this installation what became of a letter. An answer that was there already changes nothing.
 * @returns whether it was told now
 */
export const sendAnswer = async (visit: Visit, tenantId: string, incomingId: string): Promise<boolean> => {
	const own = doorIn(visit, tenantId);
	const incoming = await look(own, (tx) => incomingById(tx, tenantId, incomingId));
	const answer = answerOf(incoming);
	if (!answer || incoming.way !== 'here' || !incoming.fromTenantId || incoming.answeredAt) return false;
	try {
		await takeAnswer(visit, incoming.fromTenantId, { tenantId }, answer);
	} catch (error) {
		if (!isFailure(error) || (error.kind !== 'conflict' && error.kind !== 'missing')) throw error;
	}
	await noteAnswered(own, { incomingId });
	return true;
};

/** Letters and answers that wait for their way within this installation. Safe to run twice. @returns how many went */
export const deliverWaiting = async (visit: Visit): Promise<number> => {
	const { rows: tenants } = await sql<{
		tenant: string;
	}>`select every_tenant as tenant from public.every_tenant()`.execute(visit.db);
	let sent = 0;
	for (const { tenant } of tenants) {
		const waiting = await look(doorIn(visit, tenant), async (tx) => ({
			letters: await tx
				.selectFrom('member_transfer')
				.select('id')
				.where('tenant_id', '=', tenant)
				.where('state', '=', 'issued')
				.where('delivered_at', 'is', null)
				.where('to_tenant_id', 'is not', null)
				.execute(),
			answers: await tx
				.selectFrom('incoming_transfer')
				.select('id')
				.where('tenant_id', '=', tenant)
				.where('state', 'in', ['received', 'declined'])
				.where('way', '=', 'here')
				.where('answered_at', 'is', null)
				.execute(),
		}));
		for (const { id } of waiting.letters) if (await sendTransfer(visit, tenant, id)) sent += 1;
		for (const { id } of waiting.answers) if (await sendAnswer(visit, tenant, id)) sent += 1;
	}
	return sent;
};

/**
 * Calls a transfer off. Where the letter lies before an organisation of this installation it is withdrawn there first: if that
 * has taken the person in already, nothing is called off. @throws Failure refused, conflict
 */
export const cancelTransfer = Object.assign(
	async (door: Door, raw: unknown): Promise<void> => {
		const transferId = String((raw as { transferId?: unknown }).transferId ?? '');
		const transfer = await look(door, (tx) => transferById(tx, door.actor.tenantId, transferId));
		const may = mayCancel(door.actor, transfer);
		if (!may.allowed) throw refused(may.key);
		if (isOnTheWay(transfer)) throw refused('refused_transfers_on_the_way');
		const there = transfer.state === 'issued' ? transfer.toTenantId : null;
		if (there) await withdrawArrived(doorIn(door, there), { transferId: transfer.id });
		await cancelHere(door, raw);
		if (there) await withdrawArrived(doorIn(door, there), { transferId: transfer.id });
	},
	{ verb: cancelHere.verb, schema: cancelHere.schema },
);
