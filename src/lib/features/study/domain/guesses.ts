/** Wrong codes within a window of time. */
export type Guesses = { guesses: number; windowEndsAt: Date };

const MOST_GUESSES = 5;
const WINDOW_MS = 60_000;

/** May somebody try another code? After five wrong ones not before the minute is over: a code of six figures can't be found by trying. */
export const mayGuess = (known: Guesses | null, now: Date): boolean =>
	known === null || known.windowEndsAt <= now || known.guesses < MOST_GUESSES;

/** One more wrong code; a new minute begins when the last one is over. */
export const afterGuess = (known: Guesses | null, now: Date): Guesses =>
	known && known.windowEndsAt > now
		? { ...known, guesses: known.guesses + 1 }
		: { guesses: 1, windowEndsAt: new Date(now.getTime() + WINDOW_MS) };
