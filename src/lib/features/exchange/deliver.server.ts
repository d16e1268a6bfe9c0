import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import type { FileStore } from '#lib/platform/files/store.ts';
import { signingKey } from '#lib/platform/signing/keys.ts';
import { contentDigest, signComponents, verifyComponents } from '#lib/platform/signing/message-signature.ts';
import { acceptParcel, type DoorAnswer } from './accept.server.ts';
import { restAfterFailures } from './domain/backoff.ts';
import { isDeliverable } from './domain/card.ts';
import { type AttachmentFacts, PARCEL_PATH, PARCEL_TYPE, packParcel } from './domain/parcel.ts';
import { isDoorProblem, readReceipt, receiptComponents, requestComponents } from './envelope.server.ts';
import { listenerOf, takerOf } from './parcels.server.ts';
import { mayCarryParcels } from './policy.ts';
import { RecordDeliveryInput } from './schema.ts';
import { systemDoor, type Wire, wirePace } from './wire.server.ts';

type Claimed = {
	id: string;
	kind: string;
	conversation: string;
	sequence: number;
	body: string;
	attachments: AttachmentFacts[];
	writtenAt: Date;
	partnerId: string;
	remoteId: string;
	address: string;
	isInside: boolean;
	publicKeys: string[];
	generation: number;
	failures: number;
};

/**
 * The next parcel for a partner, taken for as long as an attempt lasts: those that failed least first, in a conversation one after
 * another. Whoever is killed in the middle of it leaves it to the next, once that time is over.
 */
const claim = (wire: Wire, tenantId: string, partnerId: string): Promise<Claimed | undefined> => {
	const { timeoutMs, giveUpMs } = wirePace();
	const now = wire.clock();
	return transactionAs(wire.db, systemDoor(wire, tenantId).actor, 'write', async (tx) => {
		const found = await sql<Claimed>`
			update exchange_outgoing o set attempts = o.attempts + 1, tried_at = ${now}, leased_until = ${new Date(now.getTime() + timeoutMs + 1_000)},
				gives_up_at = coalesce(o.gives_up_at, ${new Date(now.getTime() + giveUpMs)})
			from exchange_partner p
			where o.tenant_id = ${tenantId} and p.tenant_id = o.tenant_id and p.id = o.partner_id and o.id = (
				select x.id from exchange_outgoing x join exchange_partner q on q.tenant_id = x.tenant_id and q.id = x.partner_id
				where x.tenant_id = ${tenantId} and x.partner_id = ${partnerId} and x.state = 'waiting'
					and (x.leased_until is null or x.leased_until <= ${now})
					and q.confirmed_at is not null and q.suspended_at is null and (q.retry_at is null or q.retry_at <= ${now})
					and not exists (select from exchange_outgoing e where e.tenant_id = x.tenant_id and e.partner_id = x.partner_id
						and e.conversation = x.conversation and e.sequence < x.sequence and e.state in ('waiting', 'dead'))
				order by x.attempts, x.written_at, x.id limit 1 for update of x skip locked)
			returning o.id, o.kind, o.conversation, o.sequence, o.body, o.attachments, o.written_at as "writtenAt", o.partner_id as "partnerId",
				p.remote_id as "remoteId", p.address, p.is_inside as "isInside", array[p.public_key, p.previous_key] as "publicKeys",
				p.generation, p.failures`.execute(tx);
		return found.rows[0];
	});
};

type Delivery = {
	outcome: 'delivered' | 'refused' | 'failed';
	error: string;
	receipt: string;
	receiptSignature: string;
};
const failed = (error: string): Delivery => ({ outcome: 'failed', error, receipt: '', receiptSignature: '' });

const wholeFile = async (files: FileStore, sha256: string): Promise<Uint8Array> =>
	new Uint8Array(await new Response(await files.read(sha256)).arrayBuffer());

const parcelBytes = async (files: FileStore, parcel: Claimed): Promise<Uint8Array<ArrayBuffer>> => {
	const contents: Uint8Array[] = [];
	for (const { sha256 } of parcel.attachments) contents.push(await wholeFile(files, sha256));
	const { id, kind, conversation, sequence, attachments } = parcel;
	return packParcel(
		{
			id,
			kind,
			conversation,
			sequence,
			sentAt: parcel.writtenAt.toISOString(),
			body: JSON.parse(parcel.body),
			attachments: attachments.map(({ name, sha256, bytes }) => ({ name, sha256, bytes })),
		},
		contents,
	);
};

/** Why a connection came to nothing, as a key of words. */
const connectionProblem = (error: unknown): string => {
	if (error instanceof Error && error.name === 'TimeoutError') return 'exchange_error_timeout';
	const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
	const code = typeof cause?.code === 'string' ? cause.code : '';
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'exchange_error_name';
	if (/CERT|TLS|SSL|SIGNED/.test(code)) return 'exchange_error_certificate';
	return 'exchange_error_unreachable';
};

const MOST_ANSWER = 65_536;

/** Over the network: no redirect is followed, nothing is waited for longer than said, and of the answer no more is read than a receipt has. */
const carryOut = async (
	wire: Wire,
	url: string,
	headers: Record<string, string>,
	body: Uint8Array<ArrayBuffer>,
): Promise<DoorAnswer | string> => {
	try {
		const answer = await (wire.fetch ?? fetch)(url, {
			method: 'POST',
			headers,
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout(wirePace().timeoutMs),
		});
		if (answer.status >= 300 && answer.status < 400) return 'exchange_error_redirect';
		let told = '';
		const decoder = new TextDecoder();
		for await (const piece of answer.body ?? []) {
			told += decoder.decode(piece, { stream: true });
			if (told.length > MOST_ANSWER) return 'exchange_error_answer';
		}
		return { status: answer.status, headers: Object.fromEntries(answer.headers), body: told };
	} catch (error) {
		return connectionProblem(error);
	}
};

const doorProblemOf = ({ status, body }: DoorAnswer): string => {
	try {
		const { error } = JSON.parse(body) as { error?: unknown };
		if (isDoorProblem(error)) return `exchange_error_door_${error}`;
	} catch {
		// Not one of ours: a proxy, or another program.
	}
	return status >= 500 ? 'exchange_error_server' : 'exchange_error_answer';
};

/** One attempt. What the other side says counts only with its signature under it. */
const carry = async (wire: Wire, tenantId: string, parcel: Claimed): Promise<Delivery> => {
	const bytes = await parcelBytes(wire.files, parcel).catch(() => null);
	if (!bytes) return failed('exchange_error_file');
	if (!parcel.isInside && !isDeliverable(parcel.address, wirePace().allowsHttp))
		return failed('exchange_error_address');
	const url = parcel.isInside ? null : new URL(parcel.address.replace(/\/+$/, '') + PARCEL_PATH);
	const path = url?.pathname ?? PARCEL_PATH;
	const digest = contentDigest(bytes);
	const head = { path, digest, messageId: parcel.id, from: tenantId, to: parcel.remoteId };
	const headers: Record<string, string> = {
		'content-type': PARCEL_TYPE,
		'content-digest': digest,
		'exchange-message': parcel.id,
		'exchange-from': tenantId,
		'exchange-to': parcel.remoteId,
		...signComponents(
			requestComponents(head),
			signingKey(wire.secret, tenantId, parcel.generation),
			wire.clock(),
		),
	};
	const answer = url
		? await carryOut(wire, url.href, headers, bytes)
		: await acceptParcel(wire, { path, header: (name) => headers[name] ?? null, body: async () => bytes });
	if (typeof answer === 'string') return failed(answer);
	if (answer.status !== 200) return failed(doorProblemOf(answer));
	const receipt = readReceipt(answer.body);
	const signature = {
		'signature-input': answer.headers['signature-input'] ?? '',
		signature: answer.headers['signature'] ?? '',
	};
	const verdict = verifyComponents(receiptComponents(parcel.id, answer.body), signature, {
		publicKeys: parcel.publicKeys,
		now: wire.clock(),
		skewMs: Number.POSITIVE_INFINITY,
	});
	if (!receipt || !verdict.ok) return failed('exchange_error_receipt');
	if (receipt.message !== parcel.id || receipt.digest !== digest) return failed('exchange_error_receipt');
	return {
		outcome: receipt.outcome === 'received' ? 'delivered' : 'refused',
		error: receipt.reason,
		receipt: answer.body,
		receiptSignature: JSON.stringify(signature),
	};
};

/** Writes down what became of an attempt; a partner that failed is left alone for a while, a parcel that failed for days is given up. */
const recordDelivery = command(
	'exchange.record_delivery',
	RecordDeliveryInput,
	async (context, input) => {
		const { tx, actor, now } = context;
		context.permit(mayCarryParcels(actor));
		const parcel = await tx
			.selectFrom('exchange_outgoing')
			.select(['id', 'kind', 'state', 'partner_id', 'gives_up_at'])
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', input.parcelId)
			.forUpdate()
			.executeTakeFirstOrThrow();
		if (parcel.state !== 'waiting') return;
		const isFailure = input.outcome === 'failed';
		await sql`
			update exchange_partner set failures = ${isFailure ? sql`failures + 1` : sql`0`},
				retry_at = ${isFailure ? new Date(now.getTime() + input.restMs) : null}, reached_at = ${isFailure ? sql`reached_at` : now}
			where tenant_id = ${actor.tenantId} and id = ${parcel.partner_id}`.execute(tx);
		const isDead = isFailure && parcel.gives_up_at !== null && parcel.gives_up_at <= now;
		const outcome = input.outcome === 'failed' ? (isDead ? 'dead' : 'waiting') : input.outcome;
		await tx
			.updateTable('exchange_outgoing')
			.set({
				state: outcome,
				leased_until: null,
				error: input.error,
				receipt: input.receipt,
				receipt_signature: input.receiptSignature,
				...(isFailure ? {} : { settled_at: now }),
				...(outcome === 'delivered' && takerOf(parcel.kind)?.isPassing ? { body: 'null' } : {}),
			})
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', parcel.id)
			.execute();
		if (outcome === 'waiting') return;
		await context.emit(`exchange.parcel_${outcome}`, {
			subject: { type: 'exchange_parcel', id: parcel.id },
			after: { kind: parcel.kind, ...(input.error ? { reason: input.error } : {}) },
		});
		await listenerOf(parcel.kind)?.(context, {
			id: parcel.id,
			partnerId: parcel.partner_id,
			outcome,
			reason: input.error,
			at: now,
		});
	},
	{ silent: true },
);

/** Delivers what waits for one partner, one after another, until nothing waits or one fails. @returns how many the partner has */
export const deliverTo = async (wire: Wire, tenantId: string, partnerId: string): Promise<number> => {
	let settled = 0;
	for (;;) {
		const parcel = await claim(wire, tenantId, partnerId);
		if (!parcel) return settled;
		const delivery = await carry(wire, tenantId, parcel);
		await recordDelivery(systemDoor(wire, tenantId), {
			...delivery,
			parcelId: parcel.id,
			restMs: restAfterFailures(parcel.failures + 1, wirePace(), Math.random()),
		});
		if (delivery.outcome === 'failed') return settled;
		settled += 1;
	}
};
