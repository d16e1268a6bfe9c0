import { sql } from 'kysely';
import { knownPartner, mayKeepPartners } from '#lib/features/exchange/public.server.ts';
import { rootUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { refused } from '#lib/shared/failures.ts';
import { FIGURES_KIND } from './domain/figures.ts';
import { figuresRestMs, REFUSED_REST_MS } from './figures-out.server.ts';

/** How it stands with figures that go to a superior organisation. */
export type FiguresSent = {
	isOn: boolean;
	/** Whether the superior says that it takes them; null: it has said nothing. */
	isWanted: boolean | null;
	state: 'none' | 'waiting' | 'delivered' | 'refused' | 'dead';
	/** The moment of the last that were posted, and why they were not taken. */
	postedAt: Date | null;
	reason: string;
	/** When the superior got some last, and as of when these were counted. */
	deliveredAt: Date | null;
	deliveredCountedAt: Date | null;
	/** When it is tried again after a refusal. */
	againAt: Date | null;
	/** How often it is looked at whether something has changed. */
	everyMinutes: number;
};

/** How it stands with figures that come from an organisation below. */
export type FiguresReceived = {
	/** The unit that stands for it; null: none is named. */
	unit: { id: string; name: string } | null;
	/** Its figures are laid down within the installation: whoever runs it has seen to that. */
	isDirect: boolean;
	countedAt: Date | null;
	deliveredAt: Date | null;
	/** Figures that came in and wait to be laid down; when some were turned away last. */
	waiting: number;
	turnedAwayAt: Date | null;
	/** Units that can stand for it. */
	choices: { id: string; name: string; aboveName: string }[];
};
export type PartnerFigures = { sent: FiguresSent | null; received: FiguresReceived | null };

/** So many units are offered; whoever has more names one near the root. */
const MOST_CHOICES = 1_000;

const sentTo = async (tx: Tx, tenantId: string, partnerId: string): Promise<FiguresSent> => {
	const found = await sql<Omit<FiguresSent, 'againAt' | 'everyMinutes'> & { settledAt: Date | null }>`
		select is_on as "isOn", is_wanted as "isWanted", state, told_at as "postedAt", reason, settled_at as "settledAt",
			delivered_at as "deliveredAt", delivered_counted_at as "deliveredCountedAt"
		from figures_sending where tenant_id = ${tenantId} and partner_id = ${partnerId}`.execute(tx);
	const [row] = found.rows;
	const everyMinutes = Math.max(1, Math.round(figuresRestMs() / 60_000));
	if (!row)
		return {
			isOn: false,
			isWanted: null,
			state: 'none',
			postedAt: null,
			reason: '',
			deliveredAt: null,
			deliveredCountedAt: null,
			againAt: null,
			everyMinutes,
		};
	const { settledAt, ...sent } = row;
	const againAt =
		sent.state === 'refused' && settledAt ? new Date(settledAt.getTime() + REFUSED_REST_MS) : null;
	return { ...sent, againAt, everyMinutes };
};

const choicesOf = async (tx: Tx, tenantId: string): Promise<FiguresReceived['choices']> => {
	const found = await sql<FiguresReceived['choices'][number]>`
		select u.id, u.name, a.short_name as "aboveName" from unit u join unit a on a.tenant_id = u.tenant_id and a.id = u.parent_id
		where u.tenant_id = ${tenantId} and u.dissolved_on is null and u.kind <> 'mass_organisation'
			and not exists (select from tenant_link l where l.tenant_id = u.tenant_id and l.unit_id = u.id)
		order by nlevel(u.path), u.name collate "vi-x-icu", u.id limit ${MOST_CHOICES}`.execute(tx);
	return found.rows;
};

const receivedFrom = async (
	tx: Tx,
	tenantId: string,
	{ id: partnerId, remoteId }: { id: string; remoteId: string },
): Promise<FiguresReceived> => {
	const found = await sql<
		{ unitId: string; unitName: string; isDirect: boolean } & Pick<
			FiguresReceived,
			'countedAt' | 'deliveredAt'
		>
	>`
		select l.unit_id as "unitId", u.name as "unitName", l.partner_id is null as "isDirect", l.counted_at as "countedAt", l.delivered_at as "deliveredAt"
		from tenant_link l join unit u on u.tenant_id = l.tenant_id and u.id = l.unit_id
		where l.tenant_id = ${tenantId} and l.below_tenant_id = ${remoteId}`.execute(tx);
	const parcels = await sql<{ waiting: number; turnedAwayAt: Date | null }>`
		select count(*) filter (where state = 'waiting')::int as waiting, max(received_at) filter (where state = 'refused') as "turnedAwayAt"
		from exchange_incoming where tenant_id = ${tenantId} and partner_id = ${partnerId} and kind = ${FIGURES_KIND}
			and state in ('waiting', 'refused')`.execute(tx);
	const [link] = found.rows;
	return {
		unit: link ? { id: link.unitId, name: link.unitName } : null,
		isDirect: link?.isDirect ?? false,
		countedAt: link?.countedAt ?? null,
		deliveredAt: link?.deliveredAt ?? null,
		waiting: parcels.rows[0]?.waiting ?? 0,
		turnedAwayAt: parcels.rows[0]?.turnedAwayAt ?? null,
		choices: link ? [] : await choicesOf(tx, tenantId),
	};
};

/** What the page of a partner tells of figures: those that go up to it, or come up from it. @throws Failure refused, missing */
export const figuresOfPartner = async (tx: Tx, actor: Actor, partnerId: string): Promise<PartnerFigures> => {
	const root = await rootUnit(tx, actor.tenantId);
	const may = mayKeepPartners(actor, root.id);
	if (!may.allowed) throw refused(may.key);
	const partner = await knownPartner(tx, actor.tenantId, partnerId);
	const received = partner.role === 'superior' ? null : await receivedFrom(tx, actor.tenantId, partner);
	return {
		sent: partner.role === 'superior' ? await sentTo(tx, actor.tenantId, partner.id) : null,
		// To a peer nothing is offered; what was named while it was a subordinate can still be taken back.
		received: partner.role === 'peer' && !received?.unit ? null : received,
	};
};
