import type { CommandContext } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { type KnownRound, type KnownSession, roundFacts, sessionFacts } from './facts.server.ts';
import { maySeeRound } from './policy.ts';

/** A round that the actor may know of, locked. */
export const seenRound = async ({ tx, actor }: CommandContext, roundId: string): Promise<KnownRound> => {
	const round = await roundFacts(tx, actor, roundId, true);
	if (!maySeeRound(actor, round).allowed) throw missing('failure_not_found');
	return round;
};

/** The session with its round, locked. */
export const seenSession = async (
	context: CommandContext,
	sessionId: string,
): Promise<{ session: KnownSession; round: KnownRound }> => {
	const session = await sessionFacts(context.tx, context.actor.tenantId, sessionId);
	return { session, round: await seenRound(context, session.roundId) };
};

/** What an event of a round is about. */
export const subjectOf = (round: Pick<KnownRound, 'id' | 'unitId'>) => ({
	subject: { type: 'study_round', id: round.id },
	unitId: round.unitId,
});
