import type { KeepState } from '#lib/ui/keep-state.ts';
import { fromDevice, toDevice } from '#lib/ui/on-device.ts';

export type Parts = { title: string; results: string; direction: string; implementation: string };
export type Kept = Parts & { revision: number; isMerged: boolean; savedAt: string };
const PAUSE_MS = 1_000;
const AGAIN_MS = 15_000;

/**
 * Keeps a draft as it is typed: on the device with every stroke, on the server after a short pause. What the server has
 * not answered stays on the device and goes out when the page is opened again.
 * @param of.parts what stands in the fields now, with the revision on which it was written
 * @param of.taken what the server keeps; merged, it holds what another device wrote too
 */
export const keepDraft = (of: {
	resolutionId: string;
	parts: () => Parts & { revision: number };
	taken: (kept: Kept, isLatest: boolean) => void;
	told: (state: KeepState) => void;
}): { left: (Parts & { revision: number }) | null; typed: () => void; stop: () => void } => {
	const storage = `nghi-quyet ${of.resolutionId}`;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isSending = false;
	let isChanged = false;
	const read = (): (Parts & { revision: number }) | null => fromDevice(storage);
	const store = (parts: Parts | null): void => toDevice(storage, parts);
	const later = (pause: number): void => {
		clearTimeout(timer);
		timer = setTimeout(() => void send(), pause);
	};
	const send = async (): Promise<void> => {
		if (isSending || !isChanged) return;
		isSending = true;
		isChanged = false;
		try {
			const response = await fetch(`/nghi-quyet/${of.resolutionId}/luu`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', accept: 'application/json' },
				body: JSON.stringify(of.parts()),
				redirect: 'manual',
				keepalive: document.visibilityState === 'hidden',
			});
			if (response.ok) {
				const kept = (await response.json()) as Kept;
				of.taken(kept, !isChanged);
				if (isChanged) later(PAUSE_MS);
				else {
					store(null);
					of.told({ at: 'server', moment: new Date(kept.savedAt), message: '' });
				}
			} else if (response.status >= 400 && response.status < 500 && response.status !== 429) {
				const said = (await response.json().catch(() => null)) as { message?: string } | null;
				of.told({ at: 'stopped', moment: null, message: said?.message ?? '' });
			} else throw new Error(String(response.status));
		} catch {
			isChanged = true;
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
	const typed = (): void => {
		isChanged = true;
		store(of.parts());
		of.told({ at: 'device', moment: new Date(), message: '' });
		later(PAUSE_MS);
	};
	return {
		left: read(),
		typed,
		stop: () => {
			clearTimeout(timer);
			void send();
			removeEventListener('online', online);
			document.removeEventListener('visibilitychange', hidden);
		},
	};
};
