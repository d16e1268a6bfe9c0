import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** Confirming, refusing and adding relations, correcting the days of effect: whoever files the documents of the unit. */
export const mayRelate = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'clerk', 'secretary', 'deputy'), 'refused_relate_documents');

/** Reading the text of a document for citations is the system's own work, or follows from filing. */
export const mayReadText = (actor: Actor): Decision =>
	when(actor.kind === 'system', 'refused_relate_documents');
