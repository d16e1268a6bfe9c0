import { m } from '#lib/paraglide/messages.js';

const states: Record<string, () => string> = {
	waiting: m.letters_state_waiting,
	sending: m.letters_state_sending,
	sent: m.letters_state_sent,
	refused: m.letters_state_refused,
	given_up: m.letters_state_given_up,
	unknown: m.letters_state_unknown,
	dropped: m.letters_state_dropped,
};

/** What became of letters. */
export const sayLetterState = (state: string): string => states[state]?.() ?? state;
