import { sql } from 'kysely';
import { insertStoredFile } from '#lib/features/library/public.server.ts';
import { type CommandContext, command, type Door, look } from '#lib/platform/command/command.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import { signingKey } from '#lib/platform/signing/keys.ts';
import {
	contentDigest,
	type SignatureHeaders,
	signComponents,
	verifyComponents,
} from '#lib/platform/signing/message-signature.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { PARCEL_TYPE, type Unpacked, unpackParcel } from './domain/parcel.ts';
import {
	type DoorProblem,
	doorStatus,
	type Receipt,
	receiptComponents,
	requestComponents,
} from './envelope.server.ts';
import { takerOf } from './parcels.server.ts';
import { mayCarryParcels } from './policy.ts';
import { type KeepParcel, KeepParcelInput } from './schema.ts';
import { systemDoor, type Wire, wirePace } from './wire.server.ts';

/** A parcel may weigh so much with its attachments. */
const MOST_PARCEL_BYTES = 200 * 1024 * 1024;

/** A request at the door; its body is read only once its signature is known to be a partner's. */
type ArrivingRequest = {
	path: string;
	header: (name: string) => string | null;
	body: () => Promise<Uint8Array>;
};
export type DoorAnswer = { status: number; headers: Record<string, string>; body: string };

const problem = (error: DoorProblem): DoorAnswer => ({
	status: doorStatus[error],
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify({ error }),
});

const answerOf = (
	messageId: string,
	{ receipt, signature }: { receipt: string; signature: SignatureHeaders },
): DoorAnswer => ({
	status: 200,
	headers: {
		'content-type': 'application/json',
		'content-digest': contentDigest(receipt),
		'exchange-message': messageId,
		...signature,
	},
	body: receipt,
});

type Head = { messageId: string; from: string; to: string; digest: string; signature: SignatureHeaders };

const headOf = ({ header }: ArrivingRequest): Head | null => {
	const [messageId, from, to] = ['exchange-message', 'exchange-from', 'exchange-to'].map(
		(name) => header(name) ?? '',
	);
	if (![messageId, from, to].every((id) => uuidPattern.test(id ?? ''))) return null;
	if (header('content-type') !== PARCEL_TYPE) return null;
	return {
		messageId: messageId ?? '',
		from: from ?? '',
		to: to ?? '',
		digest: header('content-digest') ?? '',
		signature: { 'signature-input': header('signature-input') ?? '', signature: header('signature') ?? '' },
	};
};

type KnownPartner = {
	id: string;
	unitId: string;
	publicKey: string;
	previousKey: string;
	generation: number;
	isConfirmed: boolean;
	isSuspended: boolean;
};

const partnerBehind = (door: Door, remoteId: string): Promise<KnownPartner | undefined> =>
	look(door, async (tx) => {
		const found = await sql<KnownPartner>`
			select id, unit_id as "unitId", public_key as "publicKey", previous_key as "previousKey", generation,
				confirmed_at is not null as "isConfirmed", suspended_at is not null as "isSuspended"
			from exchange_partner where tenant_id = ${door.actor.tenantId} and remote_id = ${remoteId}`.execute(tx);
		return found.rows[0];
	});

type Kept = { receipt: string; signature: SignatureHeaders; digest: string };

const keptBefore = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	partnerId: string,
	messageId: string,
): Promise<Kept | null> => {
	const row = await tx
		.selectFrom('exchange_incoming')
		.select(['receipt', 'receipt_signature', 'digest'])
		.where('tenant_id', '=', actor.tenantId)
		.where('partner_id', '=', partnerId)
		.where('id', '=', messageId)
		.executeTakeFirst();
	if (!row) return null;
	return {
		receipt: row.receipt,
		signature: JSON.parse(row.receipt_signature) as SignatureHeaders,
		digest: row.digest,
	};
};

/** Keeps a parcel with its receipt: after that, and only then, it is acknowledged. One that is there already stays as it is. */
const keepParcel = command(
	'exchange.keep_parcel',
	KeepParcelInput,
	async (context, input): Promise<Kept | null> => {
		const { tx, actor, now } = context;
		context.permit(mayCarryParcels(actor));
		for (const file of input.attachments) await insertStoredFile(context, { ...file, format: 'edxml' });
		const inserted = await tx
			.insertInto('exchange_incoming')
			.values({
				tenant_id: actor.tenantId,
				partner_id: input.partnerId,
				id: input.id,
				conversation: input.conversation,
				sequence: input.sequence,
				kind: input.kind,
				body: input.body,
				attachments: JSON.stringify(input.attachments),
				digest: input.digest,
				state: input.state,
				error: input.reason,
				sent_at: input.sentAt,
				received_at: now,
				receipt: input.receipt,
				receipt_signature: input.receiptSignature,
			})
			.onConflict((conflict) => conflict.doNothing())
			.returning('id')
			.executeTakeFirst();
		await tx
			.updateTable('exchange_partner')
			.set({ heard_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', input.partnerId)
			.execute();
		if (inserted)
			await context.emit(
				input.state === 'refused' ? 'exchange.parcel_turned_away' : 'exchange.parcel_received',
				{
					subject: { type: 'exchange_parcel', id: input.id },
					after: { kind: input.kind, ...(input.reason ? { reason: input.reason } : {}) },
				},
			);
		return keptBefore(context, input.partnerId, input.id);
	},
	{ silent: true },
);

/** Do the attachments bear the hashes that the parcel says? */
const isWhole = ({ attachments, contents }: Unpacked): boolean =>
	attachments.every(({ sha256 }, at) => {
		const content = contents[at];
		return content !== undefined && sha256Of(content) === sha256;
	});

/** Why a parcel may not come in; null when it may. A kind that nobody takes yet is kept: a later version knows it. */
const refusalOf = async (
	door: Door,
	{ id: partnerId, unitId }: KnownPartner,
	parcel: Unpacked,
): Promise<string | null> => {
	const taker = takerOf(parcel.kind);
	if (!taker) return null;
	const body = taker.schema.safeParse(parcel.body);
	if (!body.success) return 'refused_exchange_shape';
	const attachments = parcel.attachments.map((one, at) => ({
		...one,
		content: parcel.contents[at] ?? new Uint8Array(),
	}));
	return (await taker.inspect?.(door, { partnerId, unitId, body: body.data, attachments })) ?? null;
};

const keep = async (
	wire: Wire,
	door: Door,
	{ partner, head, parcel }: { partner: KnownPartner; head: Head; parcel: Unpacked },
): Promise<Kept | null> => {
	const reason = await refusalOf(door, partner, parcel);
	if (reason === null) for (const content of parcel.contents) await door.files.put(content);
	const now = door.clock();
	const receipt: Receipt = {
		version: 1,
		message: head.messageId,
		digest: head.digest,
		outcome: reason === null ? 'received' : 'refused',
		reason: reason ?? '',
		at: now.toISOString(),
	};
	const told = JSON.stringify(receipt);
	const key = signingKey(wire.secret, head.to, partner.generation);
	const input: KeepParcel = {
		partnerId: partner.id,
		id: parcel.id,
		conversation: parcel.conversation,
		sequence: parcel.sequence,
		kind: parcel.kind,
		// Of what was refused nothing is kept but that it was.
		body: reason === null ? JSON.stringify(parcel.body) : 'null',
		attachments: reason === null ? parcel.attachments : [],
		digest: head.digest,
		state: reason === null ? 'waiting' : 'refused',
		reason: reason ?? '',
		sentAt: new Date(parcel.sentAt),
		receipt: told,
		receiptSignature: JSON.stringify(signComponents(receiptComponents(head.messageId, told), key, now)),
	};
	return keepParcel(door, input);
};

/**
 * Takes a parcel in from another organisation: who sent it is proved before its body is read; it is kept on disk before it is
 * acknowledged; the same parcel again gets the receipt that it got the first time and changes nothing.
 * @returns a signed receipt (200: it is here, or why it is refused for good), or a plain problem after which the sender tries again
 */
export const acceptParcel = async (wire: Wire, request: ArrivingRequest): Promise<DoorAnswer> => {
	const head = headOf(request);
	if (!head) return problem('shape');
	const door = systemDoor(wire, head.to);
	const partner = await partnerBehind(door, head.from);
	if (!partner) return problem('unknown');
	const verdict = verifyComponents(requestComponents({ path: request.path, ...head }), head.signature, {
		publicKeys: [partner.publicKey, partner.previousKey],
		now: door.clock(),
		skewMs: wirePace().skewMs,
	});
	if (!verdict.ok) return problem(verdict.why);
	if (!partner.isConfirmed) return problem('unconfirmed');
	if (partner.isSuspended) return problem('suspended');
	const earlier = await look(door, (tx) => keptBefore({ tx, actor: door.actor }, partner.id, head.messageId));
	if (earlier) return earlier.digest === head.digest ? answerOf(head.messageId, earlier) : problem('digest');
	// A key that was replaced says only again what it said before.
	if (verdict.publicKey !== partner.publicKey) return problem('signature');
	if (Number(request.header('content-length') ?? 0) > MOST_PARCEL_BYTES) return problem('large');
	const bytes = await request.body();
	if (bytes.length > MOST_PARCEL_BYTES) return problem('large');
	if (contentDigest(bytes) !== head.digest) return problem('digest');
	const parcel = unpackParcel(bytes);
	if (parcel?.id !== head.messageId || !isWhole(parcel)) return problem('shape');
	const kept = await keep(wire, door, { partner, head, parcel });
	// Another parcel has its place in the conversation.
	if (!kept) return problem('shape');
	return kept.digest === head.digest ? answerOf(head.messageId, kept) : problem('digest');
};
