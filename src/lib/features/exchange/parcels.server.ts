import { sql } from 'kysely';
import type { z } from 'zod';
import type { CommandContext, Door } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import type { AttachmentFacts } from './domain/parcel.ts';

/** A parcel of a partner, as whoever takes its kind gets it. */
export type Parcel<Body> = {
	id: string;
	partnerId: string;
	partnerName: string;
	/** The unit of this organisation to which it came. */
	unitId: string;
	conversation: string;
	sequence: number;
	body: Body;
	/** Their bytes are in the file store. */
	attachments: AttachmentFacts[];
	receivedAt: Date;
};

/** A parcel at the door: nothing of it has been stored. */
export type ArrivingParcel<Body> = {
	partnerId: string;
	unitId: string;
	body: Body;
	attachments: (AttachmentFacts & { content: Uint8Array })[];
};

export type ParcelTaker<Body> = {
	kind: string;
	schema: z.ZodType<Body>;
	/**
	 * Its body is worth nothing once it has been taken (a snapshot that the next one replaces): neither side keeps it longer than that.
	 * The digest and the signed receipt stay.
	 */
	isPassing?: boolean;
	/**
	 * Looks at it before it is stored, outside of any transaction.
	 * @returns the key of the words why it is refused; the sender reads them. Null when it may come in.
	 */
	inspect?: (door: Door, parcel: ArrivingParcel<Body>) => Promise<string | null>;
	/** Carries it out, as the system, exactly once: in the transaction that says it was taken. What it throws is tried again. */
	take: (context: CommandContext, parcel: Parcel<Body>) => Promise<void>;
};

/** What became of a parcel that was sent. */
export type Settled = {
	id: string;
	partnerId: string;
	outcome: 'delivered' | 'refused' | 'dead';
	reason: string;
	at: Date;
};

const takers = new Map<string, ParcelTaker<unknown>>();
const listeners = new Map<string, (context: CommandContext, settled: Settled) => Promise<void>>();

/** Tells who takes parcels of a kind. A kind that nobody takes is kept until somebody does. */
export const takeParcels = <Body>(taker: ParcelTaker<Body>): void => {
	takers.set(taker.kind, taker as ParcelTaker<unknown>);
};
export const takerOf = (kind: string): ParcelTaker<unknown> | undefined => takers.get(kind);

/** Tells who wants to know, in the same transaction, what became of parcels of a kind that were sent. */
export const whenSettled = (
	kind: string,
	told: (context: CommandContext, settled: Settled) => Promise<void>,
): void => {
	listeners.set(kind, told);
};
export const listenerOf = (kind: string) => listeners.get(kind);

export type Posting = {
	partnerId: string;
	kind: string;
	/** The identity of the parcel on both sides: UUID version 7. */
	id: string;
	body: unknown;
	/** What has to stay in order among itself; by itself a parcel waits for no other. */
	conversation?: string;
	/** In the file store already. */
	attachments?: readonly AttachmentFacts[];
	/** When it was written, where that is not the moment of the database: the sample plays days that are over. */
	at?: Date;
};

/**
 * Writes a parcel for a partner, in the transaction of the act that sends it: it goes when the act holds, and only then, exactly once.
 * @throws Failure missing for an unknown partner, conflict for one that is not confirmed or suspended
 */
export const postToPartner = async (tx: Tx, actor: Actor, posting: Posting): Promise<void> => {
	const { partnerId, kind, id, body, conversation = id, attachments = [], at = null } = posting;
	const partner = await tx
		.selectFrom('exchange_partner')
		.select(['confirmed_at', 'suspended_at'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', partnerId)
		.executeTakeFirst();
	if (!partner) throw missing('failure_not_found');
	if (!partner.confirmed_at || partner.suspended_at) throw conflict('failure_exchange_partner_not_open');
	await sql`select pg_advisory_xact_lock(hashtextextended(${`parcel ${partnerId} ${conversation}`}, 0))`.execute(
		tx,
	);
	await sql`
		insert into exchange_outgoing (tenant_id, id, partner_id, conversation, sequence, kind, body, attachments, written_by, written_at)
		select ${actor.tenantId}, ${id}, ${partnerId}, ${conversation}, coalesce(max(o.sequence), 0) + 1, ${kind}, ${JSON.stringify(body ?? null)},
			${JSON.stringify(attachments)}::text::jsonb, ${actor.personId}::uuid, coalesce(${at}::timestamptz, now())
		from exchange_outgoing o
		where o.tenant_id = ${actor.tenantId} and o.partner_id = ${partnerId} and o.conversation = ${conversation}`.execute(
		tx,
	);
};
