import { keepSending, postTyped, type Sent } from '#lib/ui/keep-sending.ts';
import type { KeepState } from '#lib/ui/keep-state.ts';
import { fromDevice, toDevice } from '#lib/ui/on-device.ts';

export type Parts = { title: string; results: string; direction: string; implementation: string };
export type Kept = Parts & { revision: number; isMerged: boolean; savedAt: string };
type Written = Parts & { revision: number };

/**
 * Keeps a draft as it is typed: on the device with every stroke, on the server after a short pause. What the server has
 * not answered stays on the device and goes out when the page is opened again.
 * @param of.parts what stands in the fields now, with the revision on which it was written
 * @param of.taken what the server keeps; merged, it holds what another device wrote too
 */
export const keepDraft = (of: {
	resolutionId: string;
	parts: () => Written;
	taken: (kept: Kept, isLatest: boolean) => void;
	told: (state: KeepState) => void;
}): { left: Written | null; typed: () => void; stop: () => void } => {
	const storage = `nghi-quyet ${of.resolutionId}`;
	let strokes = 0;
	const send = async (isLeaving: boolean): Promise<Sent> => {
		const sentAt = strokes;
		const said = await postTyped<Kept>(`/nghi-quyet/${of.resolutionId}/luu`, of.parts(), isLeaving);
		if ('refused' in said) return { is: 'refused', message: said.refused };
		const isLatest = sentAt === strokes;
		of.taken(said.answer, isLatest);
		if (isLatest) toDevice(storage, null);
		return { is: 'taken', at: new Date(said.answer.savedAt) };
	};
	const sending = keepSending({ send, told: of.told });
	return {
		left: fromDevice<Written>(storage),
		typed: () => {
			strokes++;
			toDevice(storage, of.parts());
			sending.typed();
		},
		stop: sending.stop,
	};
};
