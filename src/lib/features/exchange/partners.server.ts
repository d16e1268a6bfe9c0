import { rootUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { isPublicKey, printOf, signingKey } from '#lib/platform/signing/keys.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { type Card, isDeliverable, printTyped, readCard } from './domain/card.ts';
import { mayKeepPartners } from './policy.ts';
import { ownGeneration } from './queries-partners.server.ts';
import { AddPartnerInput, ConfirmPartnerInput, OutgoingInput, PartnerInput } from './schema.ts';
import { exchangeSecret, wirePace } from './wire.server.ts';

/** The unit whose partners the actor keeps. @throws Failure refused */
export const keepingUnit = async (context: CommandContext): Promise<string> => {
	const unit = await rootUnit(context.tx, context.actor.tenantId);
	context.permit(mayKeepPartners(context.actor, unit.id));
	return unit.id;
};

/** @throws Failure invalid when the line is no card, names this very organisation, or an address to which nothing may go */
const cardFrom = (context: CommandContext, told: string): Card & { isInside: boolean } => {
	const card = readCard(told);
	if (!card || !isPublicKey(card.publicKey) || card.name.trim() === '')
		throw invalidAt('card', 'issue_exchange_card');
	if (card.organisationId === context.actor.tenantId) throw invalidAt('card', 'issue_exchange_card_own');
	const isInside =
		signingKey(exchangeSecret(), card.organisationId, card.generation).publicKey === card.publicKey;
	if (!isInside && !isDeliverable(card.address, wirePace().allowsHttp))
		throw invalidAt('card', 'issue_exchange_card_address', { address: card.address });
	return { ...card, isInside };
};

/**
 * Enters a partner by the card that it gave, or renews what is known of it by a newer one. A key that was not known has to be
 * confirmed before anything goes or comes.
 * @throws Failure refused, invalid
 */
export const addPartner = command('exchange.add_partner', AddPartnerInput, async (context, input) => {
	const { tx, actor, now } = context;
	const unitId = await keepingUnit(context);
	const card = cardFrom(context, input.card);
	const before = await tx
		.selectFrom('exchange_partner')
		.select(['id', 'public_key', 'name', 'address'])
		.where('tenant_id', '=', actor.tenantId)
		.where('remote_id', '=', card.organisationId)
		.forUpdate()
		.executeTakeFirst();
	const told = {
		name: card.name.trim(),
		code: card.code,
		address: card.address.replace(/\/+$/, ''),
		is_inside: card.isInside,
		role: input.role,
	};
	const partnerId = before?.id ?? context.newId();
	if (before) {
		const sameKey = before.public_key === card.publicKey;
		await tx
			.updateTable('exchange_partner')
			.set({
				...told,
				failures: 0,
				retry_at: null,
				...(sameKey
					? {}
					: { public_key: card.publicKey, previous_key: '', confirmed_at: null, confirmed_by: null }),
			})
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', partnerId)
			.execute();
	} else {
		await tx
			.insertInto('exchange_partner')
			.values({
				...told,
				tenant_id: actor.tenantId,
				id: partnerId,
				unit_id: unitId,
				remote_id: card.organisationId,
				public_key: card.publicKey,
				generation: await ownGeneration(tx, actor.tenantId),
				added_by: context.personId,
				added_at: now,
			})
			.execute();
	}
	await context.emit(before ? 'exchange.partner_renewed' : 'exchange.partner_added', {
		subject: { type: 'exchange_partner', id: partnerId },
		unitId,
		...(before ? { before: { name: before.name, address: before.address } } : {}),
		after: { name: told.name, address: told.address, role: input.role, print: printOf(card.publicKey) },
	});
	return { partnerId };
});

const partnerToChange = async (context: CommandContext, partnerId: string) => {
	const unitId = await keepingUnit(context);
	const partner = await context.tx
		.selectFrom('exchange_partner')
		.select(['id', 'name', 'public_key', 'confirmed_at', 'suspended_at'])
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', partnerId)
		.forUpdate()
		.executeTakeFirst();
	if (!partner) throw missing('failure_not_found');
	return { ...partner, unitId };
};

const setPartner = async (
	context: CommandContext,
	partner: { id: string; unitId: string; name: string },
	verb: string,
	values: Record<string, string | number | Date | null>,
): Promise<void> => {
	await context.tx
		.updateTable('exchange_partner')
		.set(values)
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', partner.id)
		.execute();
	await context.emit(verb, {
		subject: { type: 'exchange_partner', id: partner.id },
		unitId: partner.unitId,
		after: { name: partner.name },
	});
};

/** Says that the print of the partner's key was heard from the partner itself, by typing it. @throws Failure invalid, refused */
export const confirmPartner = command(
	'exchange.confirm_partner',
	ConfirmPartnerInput,
	async (context, input) => {
		const partner = await partnerToChange(context, input.partnerId);
		if (printTyped(input.print) !== printTyped(printOf(partner.public_key)))
			throw invalidAt('print', 'issue_exchange_print');
		await setPartner(context, partner, 'exchange.partner_confirmed', {
			confirmed_at: context.now,
			confirmed_by: context.personId,
			failures: 0,
			retry_at: null,
		});
	},
);

/** Nothing goes to the partner and nothing of it comes in; what was written waits. @throws Failure refused, conflict */
export const suspendPartner = command('exchange.suspend_partner', PartnerInput, async (context, input) => {
	const partner = await partnerToChange(context, input.partnerId);
	if (partner.suspended_at) throw conflict('failure_changed_meanwhile');
	await setPartner(context, partner, 'exchange.partner_suspended', {
		suspended_at: context.now,
		suspended_by: context.personId,
	});
});
export const resumePartner = command('exchange.resume_partner', PartnerInput, async (context, input) => {
	const partner = await partnerToChange(context, input.partnerId);
	if (!partner.suspended_at) throw conflict('failure_changed_meanwhile');
	await setPartner(context, partner, 'exchange.partner_resumed', {
		suspended_at: null,
		suspended_by: null,
		failures: 0,
		retry_at: null,
	});
});

/** Tries at once what waits for a partner, and again what was given up. @throws Failure refused, conflict, missing */
export const sendAgain = command('exchange.send_again', OutgoingInput, async (context, input) => {
	const { tx, actor } = context;
	const unitId = await keepingUnit(context);
	const parcel = await tx
		.selectFrom('exchange_outgoing')
		.select(['id', 'partner_id', 'kind', 'state'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.parcelId)
		.forUpdate()
		.executeTakeFirst();
	if (!parcel) throw missing('failure_not_found');
	if (parcel.state !== 'waiting' && parcel.state !== 'dead') throw conflict('failure_changed_meanwhile');
	await tx
		.updateTable('exchange_outgoing')
		.set({ state: 'waiting', leased_until: null, gives_up_at: null })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', parcel.id)
		.execute();
	await tx
		.updateTable('exchange_partner')
		.set({ failures: 0, retry_at: null })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', parcel.partner_id)
		.execute();
	await context.emit('exchange.parcel_again', {
		subject: { type: 'exchange_parcel', id: parcel.id },
		unitId,
		after: { kind: parcel.kind },
	});
});
