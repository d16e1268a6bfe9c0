import { m } from '#lib/paraglide/messages.js';
import { sayKey } from '#lib/platform/failure-words.ts';
import { readErrorMessage } from '#lib/platform/file-readers/messages.ts';
import type { Received } from './receive.server.ts';

/** What the person who dropped a file is told of it. */
export type ToldFile = {
	name: string;
	state: Received['state'] | 'problem';
	intakeId: string | null;
	words: string;
};

/** What became of a file, in words. */
export const tellReceived = (name: string, received: Received, language: 'vi' | 'en'): ToldFile => {
	const words = received.key ? sayKey(received.key, received.detail) : wordsOf(received, language);
	return { name, state: received.state, intakeId: received.intakeId, words };
};

const wordsOf = (received: Received, language: 'vi' | 'en'): string =>
	({
		reading: () => m.intake_scan_received(),
		waiting: () => (received.again ? m.intake_again_waiting() : m.intake_received()),
		confirmed: () => m.intake_again_confirmed(),
		failed: () => (received.error ? readErrorMessage(received.error, received.detail, language) : ''),
		refused_secret: () => m.intake_refused_secret(),
	})[received.state]();
