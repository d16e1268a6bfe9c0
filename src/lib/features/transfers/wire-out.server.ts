import { postToPartner } from '#lib/features/exchange/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { answerOf } from './answer.ts';
import { incomingById, type KnownIncoming, letterOf, transferById } from './facts.server.ts';

/** The kinds of parcels: a letter, and what became of it. A transfer is a conversation, so that they stay in order. */
export const LETTER_KIND = 'transfer.letter';
export const ANSWER_KIND = 'transfer.answer';

/** Gives the letter that was just made out to the exchange: it goes when the making out holds, once. The record goes along where the person laid it in. */
export const postLetter = async (context: CommandContext, transferId: string): Promise<void> => {
	const { tx, actor, now } = context;
	const transfer = await transferById(tx, actor.tenantId, transferId);
	if (!transfer.toPartnerId) return;
	const letter = await letterOf(tx, actor.tenantId, transfer);
	const record = letter.record
		? await tx
				.selectFrom('stored_file')
				.select('bytes')
				.where('tenant_id', '=', actor.tenantId)
				.where('sha256', '=', letter.record.sha256)
				.executeTakeFirst()
		: undefined;
	if (letter.record && !record) throw missing('failure_not_found');
	await postToPartner(tx, actor, {
		partnerId: transfer.toPartnerId,
		kind: LETTER_KIND,
		id: context.newId(),
		conversation: transfer.id,
		body: { letter },
		at: now,
		...(letter.record && record ? { attachments: [{ ...letter.record, bytes: Number(record.bytes) }] } : {}),
	});
};

/** Tells the partner from which a letter came what has just become of it; that it was told is noted when the partner has it (wire.server.ts). */
export const postAnswer = async (
	context: CommandContext,
	{ id }: Pick<KnownIncoming, 'id'>,
): Promise<void> => {
	const { tx, actor, now } = context;
	const incoming = await incomingById(tx, actor.tenantId, id);
	const answer = answerOf(incoming);
	if (!incoming.fromPartnerId || !answer) return;
	await postToPartner(tx, actor, {
		partnerId: incoming.fromPartnerId,
		kind: ANSWER_KIND,
		id: context.newId(),
		conversation: incoming.transferId,
		body: answer,
		at: now,
	});
};
