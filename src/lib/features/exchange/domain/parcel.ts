export type AttachmentFacts = { name: string; sha256: string; bytes: number };

/** What a parcel says before its attachments. */
export type Envelope = {
	id: string;
	kind: string;
	conversation: string;
	sequence: number;
	sentAt: string;
	body: unknown;
	attachments: AttachmentFacts[];
};
export type Unpacked = Envelope & { contents: Uint8Array[] };

export const PARCEL_TYPE = 'application/vnd.thuctien.parcel';
/** Where installations take parcels in. */
export const PARCEL_PATH = '/api/v1/exchange/messages';

const NEWLINE = 10;

/**
 * A parcel in bytes: one line of JSON, then the attachments one after another. The same parcel gives the same bytes, so that each
 * attempt has the same digest.
 */
export const packParcel = (envelope: Envelope, contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
	const { id, kind, conversation, sequence, sentAt, body, attachments } = envelope;
	const head = new TextEncoder().encode(
		`${JSON.stringify({ version: 1, id, kind, conversation, sequence, sentAt, body, attachments })}\n`,
	);
	const whole = new Uint8Array(head.length + contents.reduce((sum, { length }) => sum + length, 0));
	whole.set(head);
	let at = head.length;
	for (const content of contents) {
		whole.set(content, at);
		at += content.length;
	}
	return whole;
};

const isText = (value: unknown, most: number): value is string =>
	typeof value === 'string' && value.length <= most;
const isAttachment = (value: unknown): value is AttachmentFacts => {
	const { name, sha256, bytes } = (value ?? {}) as Record<string, unknown>;
	return isText(name, 300) && isText(sha256, 64) && Number.isSafeInteger(bytes) && (bytes as number) >= 0;
};

const isEnvelope = (value: unknown): value is Envelope & { version: number } => {
	const one = (value ?? {}) as Record<string, unknown>;
	return (
		one['version'] === 1 &&
		isText(one['id'], 36) &&
		isText(one['kind'], 100) &&
		isText(one['conversation'], 200) &&
		Number.isSafeInteger(one['sequence']) &&
		(one['sequence'] as number) >= 1 &&
		isText(one['sentAt'], 40) &&
		!Number.isNaN(Date.parse(one['sentAt'])) &&
		'body' in one &&
		Array.isArray(one['attachments']) &&
		one['attachments'].length <= 200 &&
		one['attachments'].every(isAttachment)
	);
};

/** Reads a parcel; null when the bytes are none. Whether the attachments bear the hashes that they should is for the caller. */
export const unpackParcel = (bytes: Uint8Array): Unpacked | null => {
	const end = bytes.indexOf(NEWLINE);
	if (end < 0) return null;
	let told: unknown;
	try {
		told = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end)));
	} catch {
		return null;
	}
	if (!isEnvelope(told)) return null;
	const contents: Uint8Array[] = [];
	let at = end + 1;
	for (const { bytes: length } of told.attachments) {
		if (at + length > bytes.length) return null;
		contents.push(bytes.subarray(at, at + length));
		at += length;
	}
	return at === bytes.length ? { ...told, contents } : null;
};

/** May this message be taken now? Those before it in its conversation have been, or were refused. */
export const isItsTurn = (sequence: number, settledBefore: number): boolean => settledBefore === sequence - 1;
