/** Where a recognition stands. */
export const recognitionStates = ['proposed', 'announced', 'declined', 'withdrawn'] as const;
export type RecognitionState = (typeof recognitionStates)[number];

export const recognitionKinds = ['example', 'commendation'] as const;
export type RecognitionKind = (typeof recognitionKinds)[number];

export type RecognitionMove = 'agree' | 'decline' | 'withdraw' | 'consent' | 'name';

/** From which state a move begins. */
const moves: Record<RecognitionMove, RecognitionState> = {
	agree: 'proposed',
	decline: 'proposed',
	withdraw: 'proposed',
	consent: 'announced',
	name: 'announced',
};
export const canMove = (state: RecognitionState, move: RecognitionMove): boolean => moves[move] === state;

/** Who has part in a recognition, as far as its rules ask. */
export type Parts = {
	/** The person who is recognised; null for a collective. */
	personId: string | null;
	/** The people of the collective; the own person for one. */
	memberIds: readonly string[];
	proposerId: string;
	firstAgreedBy: string | null;
};

/**
 * What it needs before it is announced when this person agrees. Who is of the collective does not decide alone: another
 * who leads agrees as well.
 */
export const agreementOf = (parts: Parts, deciderId: string): 'announced' | 'first_agreed' => {
	if (parts.personId !== null || parts.firstAgreedBy !== null) return 'announced';
	return parts.memberIds.includes(deciderId) ? 'first_agreed' : 'announced';
};
