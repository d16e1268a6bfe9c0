import { ANSWER_FORMAT, type Answer } from './domain/letter.ts';
import type { KnownIncoming } from './facts.server.ts';

/** What is answered to the sender of a letter; null while it is not dealt with. */
export const answerOf = (incoming: KnownIncoming): Answer | null => {
	const on = incoming.receivedOn ?? incoming.declinedOn;
	if ((incoming.state !== 'received' && incoming.state !== 'declined') || !on) return null;
	return {
		format: ANSWER_FORMAT,
		transferId: incoming.transferId,
		outcome: incoming.state,
		on,
		byName: incoming.receivedName,
		unit: incoming.takenUnitName ?? '',
		reason: incoming.declineReason,
		code: incoming.answerCode,
	};
};
