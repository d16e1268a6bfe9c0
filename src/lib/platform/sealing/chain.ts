import { createHash } from 'node:crypto';

/** An event as it is sealed: every column but the number of its batch, exactly to the microsecond. */
export type SealedEvent = {
	id: string;
	/** Microseconds since 1970. */
	at: string;
	verb: string;
	unitId: string | null;
	actorPersonId: string | null;
	actorKind: string;
	subjectType: string;
	subjectId: string | null;
	documentId: string | null;
	personId: string | null;
	isPersonal: boolean;
	before: unknown;
	after: unknown;
	requestId: string;
};

/** What a batch says of itself and of the one before. */
export type Batch = {
	tenantId: string;
	batch: number;
	firstEvent: string;
	lastEvent: string;
	eventCount: number;
	merkleRoot: Buffer;
	previousSeal: Buffer | null;
	sealedAt: Date;
};

/** Different first bytes for leaf, node and seal, so that none can be passed off as another (RFC 6962, 2.1). */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const SEAL = Uint8Array.of(2);

const sha256 = (...parts: (Uint8Array | string)[]): Buffer => {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest();
};

/** JSON with the keys of every object in order: the same value always gives the same text. */
export const canonicalJson = (value: unknown): string => {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (value !== null && typeof value === 'object') {
		const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
		return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
	}
	return JSON.stringify(value ?? null);
};

export const leafOf = (event: SealedEvent): Buffer => sha256(LEAF, canonicalJson(event));

/** The Merkle root of the leaves, in their order (RFC 6962, 2.1); of none, the hash of nothing. */
export const merkleRoot = (leaves: readonly Buffer[]): Buffer => {
	if (leaves.length === 0) return sha256('');
	const [only] = leaves;
	if (leaves.length === 1 && only) return only;
	const split = 2 ** (31 - Math.clz32(leaves.length - 1));
	return sha256(NODE, merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
};

/** The seal of a batch: it covers the events, the batch's own facts and the seal before it. */
export const sealOf = (batch: Batch): Buffer =>
	sha256(
		SEAL,
		canonicalJson({
			tenantId: batch.tenantId,
			batch: batch.batch,
			firstEvent: batch.firstEvent,
			lastEvent: batch.lastEvent,
			eventCount: batch.eventCount,
			merkleRoot: batch.merkleRoot.toString('hex'),
			previousSeal: batch.previousSeal?.toString('hex') ?? null,
			sealedAt: batch.sealedAt.toISOString(),
		}),
	);
