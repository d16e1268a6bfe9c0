import type { KeepState } from './keep-state.ts';

const PAUSE_MS = 1_000;
const LONGEST_MS = 5_000;
const AGAIN_MS = 15_000;

/** What became of a try: taken (with the moment); to be sent again at once, merged; or refused in words. */
export type Sent = { is: 'taken'; at: Date } | { is: 'again' } | { is: 'refused'; message: string };

/**
 * Posts what is typed as JSON.
 * @returns the answer; or, when it was refused, the words of it
 * @throws Error without a network, with the sign-in page instead of an answer, or with too much going on: it is tried again
 */
export const postTyped = async <Answer>(
	address: string,
	body: unknown,
	isLeaving: boolean,
): Promise<{ answer: Answer } | { refused: string }> => {
	const response = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json', accept: 'application/json' },
		body: JSON.stringify(body),
		redirect: 'manual',
		keepalive: isLeaving,
	});
	if (response.ok) return { answer: (await response.json()) as Answer };
	if (response.type === 'opaqueredirect' || response.status >= 500 || response.status === 429)
		throw new Error(String(response.status));
	const said = (await response.json().catch(() => null)) as { message?: string } | null;
	return { refused: said?.message ?? '' };
};

/**
 * Sends what is being typed: after a short pause, at least every five seconds, when the network comes back, and when the page
 * is left. What the server did not answer for stays changed and goes out later. What is kept on the device is the caller's.
 * @param of.send sends all that is changed now; throws when there is no network or no answer
 */
export const keepSending = (of: {
	send: (isLeaving: boolean) => Promise<Sent>;
	told: (state: KeepState) => void;
}): { typed: () => void; flush: () => Promise<boolean>; stop: () => void } => {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let running: Promise<void> | null = null;
	let isChanged = false;
	let changedAt = 0;
	const later = (pause: number): void => {
		clearTimeout(timer);
		timer = setTimeout(() => void run(), pause);
	};
	const once = async (): Promise<void> => {
		isChanged = false;
		try {
			const sent = await of.send(document.visibilityState === 'hidden');
			if (sent.is === 'refused') {
				isChanged = true;
				of.told({ at: 'stopped', moment: null, message: sent.message });
			} else if (sent.is === 'again' || isChanged) {
				changedAt = Date.now();
				isChanged = true;
				later(sent.is === 'again' ? 0 : PAUSE_MS);
			} else of.told({ at: 'server', moment: sent.at, message: '' });
		} catch {
			isChanged = true;
			of.told({ at: 'waiting', moment: new Date(), message: '' });
			later(AGAIN_MS);
		}
	};
	const run = (): Promise<void> => {
		if (running) return running;
		if (!isChanged) return Promise.resolve();
		running = once().finally(() => (running = null));
		return running;
	};
	const again = (): void => later(0);
	const shown = (): void => {
		// Leaving the page, and coming back to it (signed in again in another window, perhaps): both are moments to try.
		void run();
	};
	addEventListener('online', again);
	document.addEventListener('visibilitychange', shown);
	return {
		typed: () => {
			if (!isChanged) changedAt = Date.now();
			isChanged = true;
			of.told({ at: 'device', moment: new Date(), message: '' });
			later(Math.max(0, Math.min(PAUSE_MS, changedAt + LONGEST_MS - Date.now())));
		},
		/** Sends what is left. @returns whether the server has all of it */
		flush: async () => {
			for (let tries = 0; tries < 5 && (isChanged || running); tries++) await run();
			return !isChanged;
		},
		stop: () => {
			clearTimeout(timer);
			void run();
			removeEventListener('online', again);
			document.removeEventListener('visibilitychange', shown);
		},
	};
};
