import { keepSending, type Sent } from '#lib/ui/keep-sending.ts';
import type { KeepState } from '#lib/ui/keep-state.ts';
import { fromDevice, toDevice } from '#lib/ui/on-device.ts';
import { type Fields, mergeFields, sameFields } from '../domain/fields.ts';

/** What the server keeps, as far as this device knows. */
export type Known = { revision: number; fields: Fields };
/** On the device: what is written now, and on which text of the server. */
type OnDevice = { base: Known; now: Fields };
type Answer = { isKept: true; revision: number; savedAt: string } | { isKept: false; theirs: Known };

const storageOf = (personId: string, roundId: string): string => `bai-thu-hoach ${personId} ${roundId}`;

/**
 * Which text is gone on with when the page is opened: what the device has, laid together with what the server has meanwhile
 * from another device. A page that was kept for times without a network may be older than the device: then the device is right.
 */
export const textToGoOnWith = (server: Known, device: OnDevice | null): OnDevice => {
	if (!device) return { base: server, now: server.fields };
	if (device.base.revision >= server.revision) return device;
	return { base: server, now: mergeFields(device.base.fields, device.now, server.fields) };
};

/** Nothing of it is left on the device: it was handed in. */
export const forgetFields = (personId: string, roundId: string): void =>
	toDevice(storageOf(personId, roundId), null);

/**
 * Keeps a paper as it is written: on the device with every stroke, on the server after a short pause. Two devices that write
 * at one time are merged here, where both texts and their base are; no word is lost.
 * @param of.merged what stands now, after another device's words came in
 */
export const keepFields = (of: {
	address: string;
	personId: string;
	roundId: string;
	server: Known;
	told: (state: KeepState) => void;
	merged: (fields: Fields) => void;
}): { start: Fields; typed: (fields: Fields) => void; flush: () => Promise<boolean>; stop: () => void } => {
	const storage = storageOf(of.personId, of.roundId);
	let { base, now } = textToGoOnWith(of.server, fromDevice<OnDevice>(storage));
	const store = (): void => toDevice(storage, { base, now });

	const send = async (isLeaving: boolean): Promise<Sent> => {
		const sent = now;
		const response = await fetch(of.address, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify({ revision: base.revision, fields: sent }),
			redirect: 'manual',
			keepalive: isLeaving,
		});
		if (response.ok) {
			const answer = (await response.json()) as Answer;
			if (answer.isKept) {
				base = { revision: answer.revision, fields: sent };
				store();
				return { is: 'taken', at: new Date(answer.savedAt) };
			}
			now = mergeFields(base.fields, now, answer.theirs.fields);
			base = answer.theirs;
			store();
			of.merged(now);
			return { is: 'again' };
		}
		// The sign-in page instead of an answer, or too many at once: it is tried again.
		if (response.type === 'opaqueredirect' || response.status >= 500 || response.status === 429)
			throw new Error(String(response.status));
		const said = (await response.json().catch(() => null)) as { message?: string } | null;
		return { is: 'refused', message: said?.message ?? '' };
	};
	const sending = keepSending({ send, told: of.told });
	if (!sameFields(now, base.fields)) sending.typed();
	store();
	return {
		start: now,
		typed: (fields) => {
			now = fields;
			store();
			sending.typed();
		},
		flush: sending.flush,
		stop: sending.stop,
	};
};
