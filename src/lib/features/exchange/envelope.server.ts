import { type Components, contentDigest } from '#lib/platform/signing/message-signature.ts';
import { PARCEL_TYPE } from './domain/parcel.ts';

/** What of a request is signed: to whom and from whom, which parcel, and its bytes through their digest. */
export const requestComponents = (request: {
	path: string;
	digest: string;
	messageId: string;
	from: string;
	to: string;
}): Components => [
	['@method', 'POST'],
	['@path', request.path],
	['content-digest', request.digest],
	['content-type', PARCEL_TYPE],
	['exchange-message', request.messageId],
	['exchange-from', request.from],
	['exchange-to', request.to],
];

/** What of a receipt is signed. */
export const receiptComponents = (messageId: string, receipt: string): Components => [
	['@status', '200'],
	['content-digest', contentDigest(receipt)],
	['exchange-message', messageId],
];

/** What a partner says of a parcel: it has it, or why it does not take it. Signed, and the same however often it is asked. */
export type Receipt = {
	version: 1;
	message: string;
	/** Of the request whose parcel this answers. */
	digest: string;
	outcome: 'received' | 'refused';
	reason: string;
	at: string;
};

/** Reads a receipt; null when it is none. */
export const readReceipt = (told: string): Receipt | null => {
	try {
		const receipt = JSON.parse(told) as Partial<Receipt> | null;
		if (receipt?.version !== 1 || typeof receipt.message !== 'string' || typeof receipt.digest !== 'string')
			return null;
		if (receipt.outcome !== 'received' && receipt.outcome !== 'refused') return null;
		return { reason: '', at: '', ...receipt } as Receipt;
	} catch {
		return null;
	}
};

/** Why a parcel could not be handed over: said without a signature, tried again later. */
export type DoorProblem =
	| 'unknown'
	| 'unconfirmed'
	| 'suspended'
	| 'signature'
	| 'clock'
	| 'digest'
	| 'shape'
	| 'large';
export const doorStatus: Record<DoorProblem, number> = {
	unknown: 403,
	unconfirmed: 403,
	suspended: 403,
	signature: 401,
	clock: 401,
	digest: 400,
	shape: 400,
	large: 413,
};
export const isDoorProblem = (told: unknown): told is DoorProblem =>
	typeof told === 'string' && Object.hasOwn(doorStatus, told);
