import { sql } from 'kysely';
import {
	beforeCarrying,
	knownPartner,
	mayKeepPartners,
	postToPartner,
	takeParcels,
	type Wire,
	whenSettled,
} from '#lib/features/exchange/public.server.ts';
import { rootUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import { log } from '#lib/platform/log.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { conflict, isFailure, refused } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { FIGURES_KIND, type Figures, momentAfter, WANTED_KIND } from './domain/figures.ts';
import { wholeFigures } from './figures.server.ts';
import { mayCarryFigures } from './policy.ts';
import { PartnerFiguresInput, WantedBody } from './schema.ts';

const MINUTE = 60_000;
/** Between two looks at whether the figures have changed; whoever runs the installation may say otherwise (docs/decisions/0059). */
export const figuresRestMs = (): number => Number(process.env['EXCHANGE_FIGURES_MS']) || 10 * MINUTE;
/** A superior that refused them is asked again after a day, or as soon as it says that it takes them. */
export const REFUSED_REST_MS = 24 * 60 * MINUTE;

const digestOf = (figures: Figures): string => sha256Of(new TextEncoder().encode(JSON.stringify(figures)));

/** What is written of a superior is looked at again at once, unless figures are on their way to it. */
const lookAgain = sql`looked_at = null, state = case when figures_sending.state = 'waiting' then 'waiting' else 'none' end`;

/** The row of a superior organisation, made where there is none. @throws Failure refused, missing */
const superiorOf = async (context: CommandContext, partnerId: string) => {
	const { tx, actor } = context;
	const unit = await rootUnit(tx, actor.tenantId);
	context.permit(mayKeepPartners(actor, unit.id));
	const partner = await knownPartner(tx, actor.tenantId, partnerId);
	return { partner, unitId: unit.id };
};

/** From now on the figures of the whole organisation go to a superior one. @throws Failure refused, missing, conflict */
export const sendFigures = command('oversight.send_figures', PartnerFiguresInput, async (context, input) => {
	const { tx, actor, now, personId } = context;
	const { partner, unitId } = await superiorOf(context, input.partnerId);
	if (partner.role !== 'superior') throw refused('refused_oversight_figures_superior');
	const changed = await sql`
		insert into figures_sending (tenant_id, partner_id, is_on, changed_by, changed_at) values (${actor.tenantId}, ${partner.id}, true, ${personId}, ${now})
		on conflict (tenant_id, partner_id) do update set is_on = true, changed_by = excluded.changed_by, changed_at = excluded.changed_at, ${lookAgain}
		where not figures_sending.is_on returning partner_id`.execute(tx);
	if (changed.rows.length === 0) throw conflict('failure_changed_meanwhile');
	await context.emit('figures.sending_began', {
		subject: { type: 'exchange_partner', id: partner.id },
		unitId,
		after: { name: partner.name },
	});
});

/** They go no more; what the superior has stays with it until it takes none. @throws Failure refused, missing, conflict */
export const stopFigures = command('oversight.stop_figures', PartnerFiguresInput, async (context, input) => {
	const { tx, actor, now, personId } = context;
	const { partner, unitId } = await superiorOf(context, input.partnerId);
	const changed = await sql`
		update figures_sending set is_on = false, changed_by = ${personId}, changed_at = ${now}
		where tenant_id = ${actor.tenantId} and partner_id = ${partner.id} and is_on returning partner_id`.execute(
		tx,
	);
	if (changed.rows.length === 0) throw conflict('failure_changed_meanwhile');
	await context.emit('figures.sending_stopped', {
		subject: { type: 'exchange_partner', id: partner.id },
		unitId,
		after: { name: partner.name },
	});
});

type Due = { told_at: Date | null; delivered_digest: string };

/**
 * Posts the figures to a superior as they are at this moment, if they are others than it has and none are on their way. Looking and
 * posting are one transaction: of two servers one looks after the other.
 */
export const postFigures = command(
	'oversight.post_figures',
	PartnerFiguresInput,
	async (context, { partnerId }): Promise<boolean> => {
		const { tx, actor, now } = context;
		context.permit(mayCarryFigures(actor));
		const found = await sql<Due>`
			select told_at, delivered_digest from figures_sending
			where tenant_id = ${actor.tenantId} and partner_id = ${partnerId} and is_on and is_wanted is distinct from false and state <> 'waiting'
				and (looked_at is null or looked_at <= ${new Date(now.getTime() - figuresRestMs())})
				and (state <> 'refused' or settled_at <= ${new Date(now.getTime() - REFUSED_REST_MS)}) for update`.execute(
			tx,
		);
		const [due] = found.rows;
		const partner = await knownPartner(tx, actor.tenantId, partnerId);
		if (!due || !partner.isOpen || partner.role !== 'superior') return false;
		await sql`update figures_sending set looked_at = ${now} where tenant_id = ${actor.tenantId} and partner_id = ${partnerId}`.execute(
			tx,
		);
		const whole = await wholeFigures(tx, actor.tenantId);
		// Nothing has been counted yet.
		if (!whole) return false;
		const digest = digestOf(whole.figures);
		if (digest === due.delivered_digest) return false;
		const at = momentAfter(due.told_at, now);
		const parcelId = context.newId();
		await sql`
			update figures_sending set told_at = ${at}, parcel_id = ${parcelId}, digest = ${digest}, counted_at = ${whole.countedAt},
				state = 'waiting', settled_at = null, reason = ''
			where tenant_id = ${actor.tenantId} and partner_id = ${partnerId}`.execute(tx);
		// By itself, in no conversation: figures that were given up hold up none that come after them.
		await postToPartner(tx, actor, {
			partnerId,
			kind: FIGURES_KIND,
			id: parcelId,
			body: { at: at.toISOString(), countedAt: whole.countedAt.toISOString(), ...whole.figures },
		});
		await context.emit('figures.posted', {
			subject: { type: 'exchange_partner', id: partnerId },
			after: { name: partner.name, rows: whole.figures.rows.length },
		});
		return true;
	},
	{ silent: true },
);

whenSettled(FIGURES_KIND, async ({ tx, actor }, { id, partnerId, outcome, reason, at }) => {
	// What the superior said of figures that went before it said last whether it takes any, no longer counts: they go again.
	const isOutrun = sql`coalesce(wanted_at > told_at, false)`;
	const delivered = sql`, delivered_at = ${at}, delivered_counted_at = counted_at, delivered_digest = case when ${isOutrun} then '' else digest end`;
	await sql`
		update figures_sending set state = case when ${isOutrun} then 'none' else ${outcome} end, looked_at = case when ${isOutrun} then null else looked_at end,
			settled_at = ${at}, reason = ${reason}${outcome === 'delivered' ? delivered : sql``}
		where tenant_id = ${actor.tenantId} and partner_id = ${partnerId} and parcel_id = ${id}`.execute(tx);
});

takeParcels({
	kind: WANTED_KIND,
	schema: WantedBody,
	take: async (context, { partnerId, partnerName, unitId, body }) => {
		const { tx, actor, now } = context;
		context.permit(mayCarryFigures(actor));
		await sql`
			insert into figures_sending (tenant_id, partner_id, is_wanted, wanted_at) values (${actor.tenantId}, ${partnerId}, ${body.isWanted}, ${now})
			on conflict (tenant_id, partner_id) do update set is_wanted = excluded.is_wanted, wanted_at = excluded.wanted_at, delivered_digest = '', ${lookAgain}`.execute(
			tx,
		);
		await context.emit(body.isWanted ? 'figures.wanted' : 'figures.unwanted', {
			subject: { type: 'exchange_partner', id: partnerId },
			unitId,
			after: { name: partnerName },
		});
	},
});

/** Posts the figures of every organisation to those that take them, where it is time to look. */
const postAllFigures = async ({ db, files, clock }: Wire): Promise<void> => {
	const now = clock().getTime();
	const due = await sql<{ tenantId: string; partnerId: string }>`
		select tenant_id as "tenantId", partner_id as "partnerId"
		from public.figures_to_send(${new Date(now - figuresRestMs())}, ${new Date(now - REFUSED_REST_MS)})`.execute(
		db,
	);
	for (const { tenantId, partnerId } of due.rows)
		await postFigures(
			{ db, files, clock, actor: systemActor(tenantId), requestId: uuidv7() },
			{ partnerId },
		).catch((error: unknown) => {
			// Suspended at this moment: it goes when it is open again. Nothing else may hold up what others have to send.
			if (!isFailure(error)) log.error({ error: String(error) }, 'oversight: posting figures failed');
		});
};

beforeCarrying('oversight', postAllFigures);
