import { sql } from 'kysely';
import {
	isMarkedSecret,
	openPartners,
	packForPartners,
	postToPartner,
	takeParcels,
	whenSettled,
} from '#lib/features/exchange/public.server.ts';
import type { Document } from '#lib/features/library/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { rootUnit, type Unit } from '#lib/features/organisation/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { refused } from '#lib/shared/failures.ts';
import { type Expectations, expected } from './domain/expectations.ts';
import { newSteps, type ToldState } from './domain/levels.ts';
import { dispatchFacts, officesOfUnits } from './facts.server.ts';
import { maySendAcross } from './policy.ts';
import { StateBody } from './schema.ts';

/** A dispatch to a partner, its withdrawal, and what comes back: the kinds of parcels. */
export const DISPATCH_KIND = 'cascade.dispatch';
export const WITHDRAW_KIND = 'cascade.withdraw';
export const STATE_KIND = 'cascade.state';

type Given = {
	dispatchId: string;
	document: Document;
	unit: Unit;
	note: string;
	wanted: Expectations;
	partnerIds: readonly string[];
};

/** The first day by which anything is expected: the term that the package itself bears. */
const firstDay = (wanted: Expectations): string | null =>
	expected.flatMap((one) => wanted[one] ?? []).sort()[0] ?? null;

/**
 * Gives a document to other organisations: one package of edXML, and beside it what is expected. Written in the transaction of the
 * dispatch, delivered by the exchange.
 * @throws Failure refused for a unit that is not the root, invalid for a partner to which nothing can be sent, conflict as `packForPartners`
 */
export const sendToPartners = async (context: CommandContext, given: Given): Promise<void> => {
	const { tx, actor, now } = context;
	const { document, unit } = given;
	context.permit(maySendAcross(actor, unit, (await rootUnit(tx, actor.tenantId)).id));
	if (isMarkedSecret({ lines: [given.note], fileNames: [] })) throw refused('refused_exchange_secret');
	const open = await openPartners(tx, actor.tenantId);
	const partners = [...new Set(given.partnerIds)].map((id) => open.find((partner) => partner.id === id));
	const known = partners.filter((partner) => partner !== undefined);
	if (known.length < partners.length) throw invalidAt('partnerIds', 'issue_cascade_partner');
	const packed = await packForPartners(context, {
		documentId: document.id,
		dueOn: firstDay(given.wanted),
		to: known,
	});
	for (const partner of known) {
		const parcelId = context.newId();
		await tx
			.insertInto('dispatch_partner')
			.values({
				tenant_id: actor.tenantId,
				id: context.newId(),
				dispatch_id: given.dispatchId,
				partner_id: partner.id,
				parcel_id: parcelId,
			})
			.execute();
		await postToPartner(tx, actor, {
			partnerId: partner.id,
			kind: DISPATCH_KIND,
			id: parcelId,
			conversation: given.dispatchId,
			attachments: [packed],
			body: {
				dispatchId: given.dispatchId,
				senderName: unit.name,
				sentAt: now.toISOString(),
				note: given.note,
				asked: given.wanted,
				document: {
					typeName: document.typeName,
					number: document.number ?? '',
					issuedOn: document.issuedOn,
					issuer: document.issuer ?? '',
					title: document.title,
				},
			},
		});
	}
};

/** Tells the partners that were given it that a dispatch was taken back. */
export const withdrawFromPartners = async (
	context: CommandContext,
	dispatchId: string,
	reason: string,
): Promise<void> => {
	const { tx, actor } = context;
	const open = await openPartners(tx, actor.tenantId);
	const given = await tx
		.selectFrom('dispatch_partner')
		.select('partner_id')
		.where('tenant_id', '=', actor.tenantId)
		.where('dispatch_id', '=', dispatchId)
		.where('refused', '=', '')
		.execute();
	for (const { partner_id: partnerId } of given) {
		// To one that was suspended meanwhile nothing goes; it is told by other means.
		if (!open.some(({ id }) => id === partnerId)) continue;
		await postToPartner(tx, actor, {
			partnerId,
			kind: WITHDRAW_KIND,
			id: context.newId(),
			conversation: dispatchId,
			body: { dispatchId, reason },
		});
	}
};

whenSettled(DISPATCH_KIND, async ({ tx, actor }, { id, outcome, reason, at }) => {
	if (outcome === 'dead') return;
	await tx
		.updateTable('dispatch_partner')
		.set(outcome === 'delivered' ? { delivered_at: at } : { refused: reason })
		.where('tenant_id', '=', actor.tenantId)
		.where('parcel_id', '=', id)
		.execute();
});

takeParcels({
	kind: STATE_KIND,
	schema: StateBody,
	take: async (context, { partnerId, partnerName, body }) => {
		const { tx, actor, now, today } = context;
		const found = await sql<{ id: string; told: ToldState | null }>`
			select id, told from dispatch_partner
			where tenant_id = ${actor.tenantId} and dispatch_id = ${body.dispatchId} and partner_id = ${partnerId} for update`.execute(
			tx,
		);
		const [known] = found.rows;
		// Of what it was not given a partner says nothing that counts.
		if (!known) return;
		const dispatch = await dispatchFacts(tx, actor.tenantId, body.dispatchId);
		await sql`
			update dispatch_partner set told = ${JSON.stringify(body.state)}::text::jsonb, told_at = ${now}
			where tenant_id = ${actor.tenantId} and id = ${known.id}`.execute(tx);
		const steps = newSteps(known.told, body.state);
		await context.emit('dispatch.partner_told', {
			subject: { type: 'dispatch', id: dispatch.id },
			unitId: dispatch.sender.id,
			documentId: dispatch.documentId,
			after: { partner: partnerName, steps },
		});
		const offices = await officesOfUnits(tx, actor.tenantId, [dispatch.sender.id], today);
		for (const step of steps)
			await notify(context, {
				personIds: offices.get(dispatch.sender.id) ?? [],
				unitId: dispatch.sender.id,
				kind: `dispatch.${step}`,
				subjectId: known.id,
				step,
				words: `cascade_told_${step}`,
				detail: { title: dispatch.documentTitle, unit: partnerName },
				letterWords: `cascade_letter_${step}`,
				href: `/trien-khai/${dispatch.id}`,
			});
	},
});
