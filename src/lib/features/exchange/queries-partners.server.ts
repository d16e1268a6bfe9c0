import { sql } from 'kysely';
import { rootUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { printOf, signingKey } from '#lib/platform/signing/keys.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { writeCard } from './domain/card.ts';
import { mayKeepPartners } from './policy.ts';

export type PartnerRole = 'superior' | 'subordinate' | 'peer';

/** The newest of the own keys; the first is there from the beginning. */
export const ownGeneration = async (tx: Tx, tenantId: string): Promise<number> => {
	const found = await sql<{ generation: number }>`
		select coalesce(max(generation), 1)::int as generation from exchange_key where tenant_id = ${tenantId}`.execute(
		tx,
	);
	return found.rows[0]?.generation ?? 1;
};

export type Partner = {
	id: string;
	name: string;
	code: string;
	address: string;
	isInside: boolean;
	role: PartnerRole;
	print: string;
	isConfirmed: boolean;
	suspendedAt: Date | null;
	addedAt: Date;
	reachedAt: Date | null;
	heardAt: Date | null;
	failures: number;
	retryAt: Date | null;
	/** Parcels that wait for it, since when the oldest does, and why the last attempt failed. */
	waiting: number;
	oldestAt: Date | null;
	error: string;
	/** Parcels that were given up, and parcels of it that wait to be taken in. */
	dead: number;
	untaken: number;
};

const partnerRows = (tx: Tx, tenantId: string, partnerId: string | null) =>
	sql<Omit<Partner, 'print'> & { publicKey: string }>`
		select p.id, p.name, p.code, p.address, p.is_inside as "isInside", p.role, p.public_key as "publicKey",
			p.confirmed_at is not null as "isConfirmed", p.suspended_at as "suspendedAt", p.added_at as "addedAt", p.reached_at as "reachedAt",
			p.heard_at as "heardAt", p.failures, p.retry_at as "retryAt",
			o.waiting, o.oldest as "oldestAt", o.error, o.dead, o.untaken
		from exchange_partner p join public.partner_counts() o on o.partner = p.id
		where p.tenant_id = ${tenantId} and (${partnerId}::uuid is null or p.id = ${partnerId}::uuid)
		order by p.name collate "vi-x-icu", p.id`.execute(tx);

const partnerOf = ({ publicKey, ...row }: Omit<Partner, 'print'> & { publicKey: string }): Partner => ({
	...row,
	print: printOf(publicKey),
});

export type PartnersPage = {
	partners: Partner[];
	unit: { id: string; name: string };
	/** What is given to a partner: the card as one line, and the print of the key in it. */
	card: string;
	print: string;
	generation: number;
};

/**
 * With whom the organisation exchanges parcels, and the card that it gives to others.
 * @param own.secret of the installation   @param own.address where it answers
 * @throws Failure refused
 */
export const partnersPage = async (
	tx: Tx,
	actor: Actor,
	own: { secret: string; address: string },
): Promise<PartnersPage> => {
	const unit = await rootUnit(tx, actor.tenantId);
	const may = mayKeepPartners(actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	const generation = await ownGeneration(tx, actor.tenantId);
	const organ = await sql<{ code: string }>`
		select code from exchange_organ where tenant_id = ${actor.tenantId} and unit_id = ${unit.id} and removed_at is null`.execute(
		tx,
	);
	const { publicKey } = signingKey(own.secret, actor.tenantId, generation);
	const { rows } = await partnerRows(tx, actor.tenantId, null);
	return {
		partners: rows.map(partnerOf),
		unit,
		card: writeCard({
			organisationId: actor.tenantId,
			name: unit.name,
			code: organ.rows[0]?.code ?? '',
			address: own.address,
			generation,
			publicKey,
		}),
		print: printOf(publicKey),
		generation,
	};
};

/** A parcel in the lists of a partner. */
export type ParcelRow = {
	id: string;
	kind: string;
	state: 'waiting' | 'delivered' | 'refused' | 'dead' | 'taken';
	at: Date;
	settledAt: Date | null;
	attempts: number;
	error: string;
	bytes: number;
	/** May it be sent again from here? A letter about a person is carried by itself, or made out anew. */
	mayAgain: boolean;
};

export const parcelPageSize = 30;

/** A partner with what went to it or came from it, the newest first. @throws Failure refused, missing */
export const partnerPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { partnerId: string; direction: 'in' | 'out'; page: number },
): Promise<{ partner: Partner; parcels: ParcelRow[]; found: number; page: number }> => {
	const unit = await rootUnit(tx, actor.tenantId);
	const may = mayKeepPartners(actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	if (!uuidPattern.test(wanted.partnerId)) throw missing('failure_not_found');
	const [row] = (await partnerRows(tx, actor.tenantId, wanted.partnerId)).rows;
	if (!row) throw missing('failure_not_found');
	const page = Number.isSafeInteger(wanted.page) ? Math.max(1, Math.min(wanted.page, 10_000)) : 1;
	const found = await sql<ParcelRow & { total: number }>`
		select x.id, x.kind, x.state, x.at, x.settled_at as "settledAt", x.attempts, x.error, x.bytes, x.total,
			exists (select from exchange_outgoing o where o.tenant_id = ${actor.tenantId} and o.id = x.id) as "mayAgain"
		from public.partner_parcels(${row.id}, ${wanted.direction}, ${parcelPageSize}::int, ${(page - 1) * parcelPageSize}::int) x
		order by x.at desc, x.id desc`.execute(tx);
	return {
		partner: partnerOf(row),
		parcels: found.rows.map(({ total: _total, ...parcel }) => parcel),
		found: found.rows[0]?.total ?? 0,
		page,
	};
};

/** A partner to which parcels may go, for choosing. */
export type OpenPartner = { id: string; name: string; code: string; role: PartnerRole };

/** The partners to which something can be sent at this moment, in the order of names. */
export const openPartners = async (tx: Tx, tenantId: string): Promise<OpenPartner[]> => {
	const found = await sql<OpenPartner>`
		select id, name, code, role from exchange_partner
		where tenant_id = ${tenantId} and confirmed_at is not null and suspended_at is null
		order by name collate "vi-x-icu", id`.execute(tx);
	return found.rows;
};

/** A partner as another feature needs to know it. */
export type KnownPartner = {
	id: string;
	name: string;
	/** The organisation behind it, by its own id. */
	remoteId: string;
	role: PartnerRole;
	/** Something can be sent to it at this moment. */
	isOpen: boolean;
};

/** A partner of the organisation, however it stands. @throws Failure missing */
export const knownPartner = async (tx: Tx, tenantId: string, partnerId: string): Promise<KnownPartner> => {
	if (!uuidPattern.test(partnerId)) throw missing('failure_not_found');
	const found = await sql<KnownPartner>`
		select id, name, remote_id as "remoteId", role, confirmed_at is not null and suspended_at is null as "isOpen"
		from exchange_partner where tenant_id = ${tenantId} and id = ${partnerId}`.execute(tx);
	const [partner] = found.rows;
	if (!partner) throw missing('failure_not_found');
	return partner;
};
