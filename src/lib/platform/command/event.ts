import { uuidv7 } from '#lib/shared/ids.ts';
import type { Tx } from '../database/transaction.ts';
import type { Door } from './command.ts';

/** What an event says beyond who and when. */
export type EmittedEvent = {
	subject: { type: string; id: string | null };
	unitId?: string | null;
	documentId?: string | null;
	/** The person whom the change concerns, when it concerns one. */
	personId?: string | null;
	/** Seen by that person and by those who answer for the unit only. */
	personal?: boolean;
	before?: Record<string, unknown>;
	after?: Record<string, unknown>;
};

/** Appends one event in the transaction of its change. */
export const writeEvent = async (
	tx: Tx,
	door: Door,
	now: Date,
	verb: string,
	event: EmittedEvent,
): Promise<void> => {
	await tx
		.insertInto('event')
		.values({
			tenant_id: door.actor.tenantId,
			id: uuidv7(now.getTime()),
			at: now,
			verb,
			unit_id: event.unitId ?? null,
			actor_person_id: door.actor.personId,
			actor_kind: door.actor.kind,
			subject_type: event.subject.type,
			subject_id: event.subject.id,
			document_id: event.documentId ?? null,
			person_id: event.personId ?? null,
			is_personal: event.personal ?? false,
			before: event.before ? JSON.stringify(event.before) : null,
			after: event.after ? JSON.stringify(event.after) : null,
			request_id: door.requestId,
		})
		.execute();
};
