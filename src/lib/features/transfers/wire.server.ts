import { sql } from 'kysely';
import { takeParcels, whenSettled } from '#lib/features/exchange/public.server.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { arrive } from './arrive.server.ts';
import { transferById } from './facts.server.ts';
import { settleAnswer } from './receipt.server.ts';
import { tellTransfer } from './records.server.ts';
import { AnswerInput, LetterBody } from './schema.ts';
import { ANSWER_KIND, LETTER_KIND } from './wire-out.server.ts';

takeParcels({
	kind: LETTER_KIND,
	schema: LetterBody,
	inspect: async (_door, { body, attachments }) => {
		const [record] = attachments;
		if (attachments.length > 1) return 'refused_exchange_shape';
		return (record?.sha256 ?? null) === (body.letter.record?.sha256 ?? null)
			? null
			: 'refused_exchange_shape';
	},
	take: async (context, { partnerId, partnerName, body, attachments }) => {
		const [record] = attachments;
		// From whom it comes says the partner's key, not the letter.
		const from = { ...body.letter.from, organisation: partnerName };
		await arrive(context, {
			letter: { ...body.letter, from },
			way: 'wire',
			fromTenantId: null,
			fromPartnerId: partnerId,
			answerCode: '',
			record: record ?? null,
		});
	},
});

takeParcels({
	kind: ANSWER_KIND,
	schema: AnswerInput,
	take: async (context, { partnerId, body }) => {
		const { tx, actor } = context;
		const transfer = await transferById(tx, actor.tenantId, body.transferId, true);
		if (transfer.toPartnerId !== partnerId || transfer.state !== 'issued') return;
		await settleAnswer(context, transfer, body, 'wire');
	},
});

// That it arrived, or why it could not: then it has come back as if it had been declined, and can be called off or made out on paper.
whenSettled(LETTER_KIND, async (context, { id, outcome, reason }) => {
	const { tx, actor, now, today } = context;
	const found = await sql<{ transferId: string }>`
		select (body::jsonb -> 'letter' ->> 'transferId')::uuid as "transferId" from exchange_outgoing where tenant_id = ${actor.tenantId} and id = ${id}`.execute(
		tx,
	);
	const [posted] = found.rows;
	if (!posted) return;
	const transfer = await transferById(tx, actor.tenantId, posted.transferId, true);
	if (transfer.state !== 'issued') return;
	if (outcome !== 'delivered')
		return settleAnswer(
			context,
			transfer,
			{ outcome: 'declined', on: today, byName: transfer.toOrganisation, unit: '', reason: sayKey(reason) },
			'wire',
		);
	await tx
		.updateTable('member_transfer')
		.set({ delivered_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await tellTransfer(context, 'transfer.delivered', transfer, { to: transfer.toOrganisation });
});

// Only when the partner has the answer does the page say that it was told.
whenSettled(ANSWER_KIND, async ({ tx, actor, now }, { id, outcome }) => {
	if (outcome !== 'delivered') return;
	await sql`
		update incoming_transfer set answered_at = ${now} where tenant_id = ${actor.tenantId} and answered_at is null
			and transfer_id = (select (o.body::jsonb ->> 'transferId')::uuid from exchange_outgoing o where o.tenant_id = ${actor.tenantId} and o.id = ${id})`.execute(
		tx,
	);
});
