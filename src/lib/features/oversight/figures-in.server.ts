import { sql } from 'kysely';
import {
	type KnownPartner,
	knownPartner,
	mayKeepPartners,
	postToPartner,
	takeParcels,
} from '#lib/features/exchange/public.server.ts';
import { requireUnit, rootUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { conflict, missing, refused } from '#lib/shared/failures.ts';
import { FIGURES_KIND, isFromTheFuture, WANTED_KIND } from './domain/figures.ts';
import { layFigures, takeAwayFigures } from './figures.server.ts';
import { mayCarryFigures } from './policy.ts';
import { FiguresBody, NameUnitInput, PartnerFiguresInput } from './schema.ts';

/** Of one partner figures are laid down, and its unit named or freed, one after another. */
const alone = (tx: Tx, partnerId: string) =>
	sql`select pg_advisory_xact_lock(hashtextextended(${`figures ${partnerId}`}, 0))`.execute(tx);

type Link = { unitId: string; partnerId: string | null; toldAt: Date | null };

/** The unit that stands for the organisation behind a partner; its figures come by parcel only where the link names the partner. */
const linkOf = async (tx: Tx, tenantId: string, remoteId: string): Promise<Link | undefined> => {
	const found = await sql<Link>`
		select unit_id as "unitId", partner_id as "partnerId", told_at as "toldAt" from tenant_link
		where tenant_id = ${tenantId} and below_tenant_id = ${remoteId}`.execute(tx);
	return found.rows[0];
};

/** Why figures of a partner are not taken; null when they are. */
const refusalOf = ({ role }: KnownPartner, link: Link | undefined): string | null => {
	if (link && !link.partnerId) return 'refused_oversight_figures_direct';
	return link && role === 'subordinate' ? null : 'refused_oversight_figures_unnamed';
};

takeParcels({
	kind: FIGURES_KIND,
	schema: FiguresBody,
	isPassing: true,
	inspect: async (door, { partnerId, body }) => {
		if (isFromTheFuture(new Date(body.at), door.clock())) return 'refused_oversight_figures_future';
		const { tenantId } = door.actor;
		return look(door, async (tx) => {
			const partner = await knownPartner(tx, tenantId, partnerId);
			return refusalOf(partner, await linkOf(tx, tenantId, partner.remoteId));
		});
	},
	take: async (context, { partnerId, partnerName, body }) => {
		const { tx, actor, now } = context;
		context.permit(mayCarryFigures(actor));
		await alone(tx, partnerId);
		const partner = await knownPartner(tx, actor.tenantId, partnerId);
		const link = await linkOf(tx, actor.tenantId, partner.remoteId);
		// Freed since they came in: the partner was told so, and sends again when a unit is named anew.
		if (!link || refusalOf(partner, link)) return;
		const at = new Date(body.at);
		if (link.toldAt && link.toldAt >= at) return;
		await layFigures(tx, { tenantId: actor.tenantId, unitId: link.unitId }, body);
		await sql`
			update tenant_link set people = ${body.people}, delivered_at = ${now}, told_at = ${at}, counted_at = ${new Date(body.countedAt)}
			where tenant_id = ${actor.tenantId} and unit_id = ${link.unitId}`.execute(tx);
		// The job that follows events counts the unit anew by this one.
		await context.emit('figures.delivered', {
			subject: { type: 'unit', id: link.unitId },
			unitId: link.unitId,
			after: { from: partnerName, countedAt: body.countedAt },
		});
	},
});

const keptPartner = async (context: CommandContext, partnerId: string): Promise<KnownPartner> => {
	const { tx, actor } = context;
	const root = await rootUnit(tx, actor.tenantId);
	context.permit(mayKeepPartners(actor, root.id));
	return knownPartner(tx, actor.tenantId, partnerId);
};

/** Tells a partner whether its figures are taken. One that is suspended meanwhile reads it when it sends them. */
const sayWanted = async (
	{ tx, actor, newId }: CommandContext,
	partner: KnownPartner,
	isWanted: boolean,
): Promise<void> => {
	if (!partner.isOpen) return;
	await postToPartner(tx, actor, {
		partnerId: partner.id,
		kind: WANTED_KIND,
		id: newId(),
		conversation: WANTED_KIND,
		body: { isWanted },
	});
};

/**
 * Says which unit stands for a partner: its figures are counted there, and in every unit above.
 * @throws Failure refused, missing, conflict where a unit stands for it already, invalid for a unit that can stand for none
 */
export const nameUnit = command('oversight.name_unit', NameUnitInput, async (context, input) => {
	const { tx, actor, now, personId } = context;
	const partner = await keptPartner(context, input.partnerId);
	if (partner.role !== 'subordinate') throw refused('refused_oversight_figures_subordinate');
	await alone(tx, partner.id);
	const unit = await requireUnit(tx, input.unitId);
	if (!unit.parentId || unit.dissolvedOn || unit.kind === 'mass_organisation')
		throw invalidAt('unitId', 'issue_oversight_figures_unit');
	if (await linkOf(tx, actor.tenantId, partner.remoteId)) throw conflict('failure_changed_meanwhile');
	const named = await sql`
		insert into tenant_link (tenant_id, unit_id, below_tenant_id, partner_id, named_by, named_at)
		values (${actor.tenantId}, ${unit.id}, ${partner.remoteId}, ${partner.id}, ${personId}, ${now}) on conflict do nothing returning unit_id`.execute(
		tx,
	);
	if (named.rows.length === 0) throw invalidAt('unitId', 'issue_oversight_figures_unit');
	await sayWanted(context, partner, true);
	await context.emit('figures.unit_named', {
		subject: { type: 'exchange_partner', id: partner.id },
		unitId: unit.id,
		after: { partner: partner.name, unit: unit.name },
	});
});

/** The unit of a partner's figures. @throws Failure missing where none stands for it by the page */
const namedUnit = async (context: CommandContext, partner: KnownPartner): Promise<string> => {
	const link = await linkOf(context.tx, context.actor.tenantId, partner.remoteId);
	if (!link?.partnerId) throw missing('failure_not_found');
	return link.unitId;
};

/** The unit stands for the partner no more, and what was delivered for it goes; days that were kept stay. @throws Failure refused, missing */
export const freeUnit = command('oversight.free_unit', PartnerFiguresInput, async (context, input) => {
	const { tx, actor } = context;
	const partner = await keptPartner(context, input.partnerId);
	await alone(tx, partner.id);
	const unitId = await namedUnit(context, partner);
	await takeAwayFigures(tx, { tenantId: actor.tenantId, unitId });
	await sql`delete from tenant_link where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and partner_id = ${partner.id}`.execute(
		tx,
	);
	await sayWanted(context, partner, false);
	await context.emit('figures.unit_freed', {
		subject: { type: 'exchange_partner', id: partner.id },
		unitId,
		before: { partner: partner.name },
	});
});

/** Asks a partner for its figures as they are now: after a backup was restored, or when nothing has come for long. @throws Failure refused, missing */
export const askForFigures = command(
	'oversight.ask_for_figures',
	PartnerFiguresInput,
	async (context, input) => {
		const partner = await keptPartner(context, input.partnerId);
		const unitId = await namedUnit(context, partner);
		if (!partner.isOpen) throw conflict('failure_exchange_partner_not_open');
		await sayWanted(context, partner, true);
		await context.emit('figures.asked_for', {
			subject: { type: 'exchange_partner', id: partner.id },
			unitId,
			after: { partner: partner.name },
		});
	},
);
