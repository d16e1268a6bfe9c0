import type { KeepState } from '#lib/ui/keep-state.ts';
import { fromDevice, toDevice } from '#lib/ui/on-device.ts';
import type { PointKind } from '../domain/kinds.ts';

export type Draft = { clauseId: string; kind: PointKind; body: string; revision: number };

type Told = (state: KeepState) => void;
type Answer = { points: (Draft & { isMerged: boolean })[]; savedAt: string };

const PAUSE_MS = 1_000;
const AGAIN_MS = 15_000;
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
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isSending = false;

	const keep = (): void => toDevice(storage, waiting.size === 0 ? null : [...waiting.values()]);
	const later = (pause: number): void => {
		clearTimeout(timer);
		timer = setTimeout(() => void send(), pause);
	};
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
		if (waiting.size > 0) later(PAUSE_MS);
		else of.told({ at: 'server', moment: new Date(answer.savedAt), message: '' });
	};
	const send = async (): Promise<void> => {
		if (isSending || waiting.size === 0) return;
		isSending = true;
		const sent = [...waiting.values()];
		try {
			const response = await fetch(of.address, {
				method: 'POST',
				headers: { 'content-type': 'application/json', accept: 'application/json' },
				body: JSON.stringify({ assignmentId: of.assignmentId, points: sent }),
				redirect: 'manual',
				keepalive: document.visibilityState === 'hidden',
			});
			if (response.ok) take((await response.json()) as Answer, sent);
			else if (response.status >= 400 && response.status < 500 && response.status !== 429) {
				const said = (await response.json().catch(() => null)) as { message?: string } | null;
				of.told({ at: 'stopped', moment: null, message: said?.message ?? '' });
			} else throw new Error(String(response.status));
		} catch {
			of.told({ at: 'waiting', moment: new Date(), message: '' });
			later(AGAIN_MS);
		} finally {
			isSending = false;
		}
	};
	const online = (): void => later(0);
	const hidden = (): void => {
		if (document.visibilityState === 'hidden') void send();
	};
	addEventListener('online', online);
	document.addEventListener('visibilitychange', hidden);
	if (waiting.size > 0) later(0);
	return {
		waiting: [...waiting.values()],
		typed: (draft) => {
			waiting.set(keyOf(draft), draft);
			keep();
			of.told({ at: 'device', moment: new Date(), message: '' });
			later(PAUSE_MS);
		},
		stop: () => {
			clearTimeout(timer);
			void send();
			removeEventListener('online', online);
			document.removeEventListener('visibilitychange', hidden);
		},
	};
};
