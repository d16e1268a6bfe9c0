import { command } from '#lib/platform/command/command.ts';
import { isPublicKey, printOf, signingKey } from '#lib/platform/signing/keys.ts';
import { conflict, refused } from '#lib/shared/failures.ts';
import { postToPartner, takeParcels, whenSettled } from './parcels.server.ts';
import { keepingUnit } from './partners.server.ts';
import { openPartners, ownGeneration } from './queries-partners.server.ts';
import { KeyBody, RenewKeyInput } from './schema.ts';
import { exchangeSecret } from './wire.server.ts';

const KEY_KIND = 'exchange.key';

/**
 * Makes a new key and announces it to every partner, signed with the old one. Each is spoken to with the new one from the moment
 * that it has acknowledged it.
 * @throws Failure refused, conflict while an earlier change is under way
 */
export const renewKey = command('exchange.renew_key', RenewKeyInput, async (context) => {
	const { tx, actor, now } = context;
	const unitId = await keepingUnit(context);
	const generation = (await ownGeneration(tx, actor.tenantId)) + 1;
	const underWay = await tx
		.selectFrom('exchange_outgoing')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('kind', '=', KEY_KIND)
		.where('state', '=', 'waiting')
		.limit(1)
		.execute();
	if (underWay.length > 0) throw conflict('failure_exchange_key_under_way');
	await tx
		.insertInto('exchange_key')
		.values({ tenant_id: actor.tenantId, generation, made_by: context.personId, made_at: now })
		.execute();
	const { publicKey } = signingKey(exchangeSecret(), actor.tenantId, generation);
	for (const { id } of await openPartners(tx, actor.tenantId))
		await postToPartner(tx, actor, {
			partnerId: id,
			kind: KEY_KIND,
			id: context.newId(),
			conversation: 'exchange.keys',
			body: { generation, publicKey },
		});
	await context.emit('exchange.key_renewed', {
		subject: { type: 'exchange_key', id: null },
		unitId,
		after: { generation, print: printOf(publicKey) },
	});
});

takeParcels({
	kind: KEY_KIND,
	schema: KeyBody,
	take: async ({ tx, actor, emit }, { partnerId, unitId, partnerName, body }) => {
		if (!isPublicKey(body.publicKey)) throw refused('refused_exchange_shape');
		const partner = await tx
			.selectFrom('exchange_partner')
			.select('public_key')
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', partnerId)
			.forUpdate()
			.executeTakeFirstOrThrow();
		await tx
			.updateTable('exchange_partner')
			.set({ previous_key: partner.public_key, public_key: body.publicKey })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', partnerId)
			.execute();
		await emit('exchange.partner_key_changed', {
			subject: { type: 'exchange_partner', id: partnerId },
			unitId,
			after: { name: partnerName, print: printOf(body.publicKey) },
		});
	},
});

whenSettled(KEY_KIND, async ({ tx, actor }, { id, partnerId, outcome }) => {
	if (outcome !== 'delivered') return;
	const sent = await tx
		.selectFrom('exchange_outgoing')
		.select('body')
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	await tx
		.updateTable('exchange_partner')
		.set({ generation: KeyBody.parse(JSON.parse(sent.body)).generation })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', partnerId)
		.execute();
});
