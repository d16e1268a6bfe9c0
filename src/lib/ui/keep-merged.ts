import { keepSending, postTyped, type Sent } from './keep-sending.ts';
import type { KeepState } from './keep-state.ts';
import { fromDevice, toDevice } from './on-device.ts';

/** A text in named fields; an empty field is one that is not there. */
type Fields = Readonly<Record<string, string>>;
/** What the server keeps, as far as this device knows. */
export type Known<Text = Fields> = { revision: number; fields: Text };
/** On the device: what is written now, and on which text of the server. */
type OnDevice<Text> = { base: Known<Text>; now: Text };
type Answer<Text> =
	| { isKept: true; revision: number; savedAt: string }
	| { isKept: false; theirs: Known<Text> };
/** Lays what two wrote on one base together, so that no word is missing. */
type Merge<Text> = (base: Text, own: Text, other: Text) => Text;

/**
 * Which text is gone on with when the page is opened: what the device has, laid together with what the server has meanwhile
 * from another device. A page that was kept for times without a network may be older than the device: then the device is right.
 */
export const textToGoOnWith = <Text>(
	server: Known<Text>,
	device: OnDevice<Text> | null,
	merge: Merge<Text>,
): OnDevice<Text> => {
	if (!device) return { base: server, now: server.fields };
	if (device.base.revision >= server.revision) return device;
	return { base: server, now: merge(device.base.fields, device.now, server.fields) };
};

/**
 * Keeps a text as it is written: on the device with every stroke, on the server after a short pause. Two devices that write
 * at one time are merged here, where both texts and their base are; no word is lost.
 * @param of.storage under which it is kept on the device, one for each text and person
 * @param of.body what is posted for a text: all of it, or what is new since the base; and the text as the server will keep it
 * @param of.merged what stands now, after another device's words came in   @param of.kept the revision that the server keeps now
 */
export const keepMerged = <Text extends Readonly<Record<string, string>>>(of: {
	address: string;
	storage: string;
	server: Known<Text>;
	merge: Merge<Text>;
	same: (one: Text, other: Text) => boolean;
	body: (base: Known<Text>, now: Text) => { sent: Text; body: unknown };
	told: (state: KeepState) => void;
	merged: (fields: Text) => void;
	kept?: (revision: number) => void;
}): {
	start: Text;
	typed: (fields: Text) => void;
	flush: () => Promise<boolean>;
	revision: () => number;
	stop: () => void;
} => {
	let { base, now } = textToGoOnWith(of.server, fromDevice<OnDevice<Text>>(of.storage), of.merge);
	const store = (): void => toDevice(of.storage, { base, now });

	const send = async (isLeaving: boolean): Promise<Sent> => {
		const { sent, body } = of.body(base, now);
		const said = await postTyped<Answer<Text>>(of.address, body, isLeaving);
		if ('refused' in said) return { is: 'refused', message: said.refused };
		const { answer } = said;
		if (answer.isKept) {
			base = { revision: answer.revision, fields: sent };
			store();
			of.kept?.(base.revision);
			return { is: 'taken', at: new Date(answer.savedAt) };
		}
		now = of.merge(base.fields, now, answer.theirs.fields);
		base = answer.theirs;
		store();
		of.merged(now);
		return { is: 'again' };
	};
	const sending = keepSending({ send, told: of.told });
	of.kept?.(base.revision);
	if (!of.same(now, base.fields)) sending.typed();
	store();
	return {
		start: now,
		typed: (fields) => {
			now = fields;
			store();
			sending.typed();
		},
		flush: sending.flush,
		revision: () => base.revision,
		stop: sending.stop,
	};
};

/** Nothing of it is left on the device: it was handed in. */
export const forgetMerged = (storage: string): void => toDevice(storage, null);
