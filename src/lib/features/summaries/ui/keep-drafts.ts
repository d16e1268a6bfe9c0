import { keepSending, postTyped, type Sent } from '#lib/ui/keep-sending.ts';
import type { KeepState } from '#lib/ui/keep-state.ts';
import { fromDevice, toDevice } from '#lib/ui/on-device.ts';
import type { PointKind } from '../domain/kinds.ts';

export type Draft = { clauseId: string; kind: PointKind; body: string; revision: number };

type Told = (state: KeepState) => void;
type Answer = { points: (Draft & { isMerged: boolean })[]; savedAt: string };

const keyOf = ({ clauseId, kind }: Pick<Draft, 'clauseId' | 'kind'>): string => `${clauseId} ${kind}`;

const readKept = (storage: string): Map<string, Draft> => {
	const kept = fromDevice<Draft[]>(storage);
	return new Map(Array.isArray(kept) ? kept.map((draft) => [keyOf(draft), draft]) : []);
};

/**
 * Keeps what is typed: on the device with every stroke, on the server after a short pause. What the server has not
 * answered stays on the device, over a closed page and an empty battery, and goes out when the page is opened again.
 * @param of.merged a text that was changed on another device too: both are in it now
 */
export const keepDrafts = (of: {
	address: string;
	assignmentId: string;
	told: Told;
	merged: (draft: Draft) => void;
}): { waiting: Draft[]; typed: (draft: Draft) => void; stop: () => void } => {
	const storage = `tom-luoc ${of.assignmentId}`;
	const waiting = readKept(storage);
	const keep = (): void => toDevice(storage, waiting.size === 0 ? null : [...waiting.values()]);
	const take = (answer: Answer, sent: Draft[]): void => {
		for (const point of answer.points) {
			const key = keyOf(point);
			const now = waiting.get(key);
			const before = sent.find((draft) => keyOf(draft) === key);
			// Typed on while it was on its way: it goes out once more. On a merged text it keeps its old revision, so that the
			// server lays it beside the other again.
			if (now && now.body !== before?.body) {
				if (!point.isMerged) waiting.set(key, { ...now, revision: point.revision });
			} else waiting.delete(key);
			of.merged(point);
		}
		keep();
	};
	const send = async (isLeaving: boolean): Promise<Sent> => {
		const sent = [...waiting.values()];
		const body = { assignmentId: of.assignmentId, points: sent };
		const said = await postTyped<Answer>(of.address, body, isLeaving);
		if ('refused' in said) return { is: 'refused', message: said.refused };
		take(said.answer, sent);
		return { is: 'taken', at: new Date(said.answer.savedAt) };
	};
	const sending = keepSending({ send, told: of.told });
	if (waiting.size > 0) sending.typed();
	return {
		waiting: [...waiting.values()],
		typed: (draft) => {
			waiting.set(keyOf(draft), draft);
			keep();
			sending.typed();
		},
		stop: sending.stop,
	};
};
