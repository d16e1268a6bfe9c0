import type { Actor } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** A note is changed, removed and brought back by who wrote it; to everybody else it is not there. */
export const mayKeepNote = (actor: Actor, writerId: string | null): Decision =>
	when(
		actor.kind === 'person' && actor.personId !== null && actor.personId === writerId,
		'failure_not_found',
	);
