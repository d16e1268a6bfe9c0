import type { Actor } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** My page and what it gives out are each person's own; nobody opens it for another, whatever they hold. */
export const mayHavePage = (actor: Actor): actor is Actor & { personId: string } =>
	actor.kind === 'person' && actor.personId !== null;

export const mayExport = (actor: Actor, personId: string): Decision =>
	when(mayHavePage(actor) && actor.personId === personId, 'refused_personal_export');
