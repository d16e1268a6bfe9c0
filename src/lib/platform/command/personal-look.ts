import { sql } from 'kysely';
import type { Actor } from '#lib/shared/actor.ts';
import { type Tx, transactionAs } from '../database/transaction.ts';
import type { Door } from './command.ts';
import { writeEvent } from './event.ts';

/** The event of somebody's look at a record about another person. */
export const LOOKED = 'person.looked_at';

/** One who goes back to a page within this time looked once. */
const SAME_LOOK_MINUTES = 30;

export type PersonalRecord = {
	/** What was opened: `reflection`, `commitment`, `limit`, `rating` … */
	type: string;
	id: string;
	/** Whose record it is. */
	personId: string;
	/** The unit in whose records it stands; null where not everybody who answers for the unit may know that there is one. */
	unitId: string | null;
};

export type LookAtMe = { type: string; id: string | null; at: Date; byId: string; byName: string };

/**
 * Tells the person that somebody else opened a record about them (domain: each look is an event that the person can read).
 * Called by a page after it found that the actor may read the record. Nothing is told of the own look, of the system's, or
 * of one who comes back within half an hour.
 */
export const tellOfLook = async (door: Door, record: PersonalRecord): Promise<void> => {
	const byId = door.actor.personId;
	if (!byId || byId === record.personId) return;
	const now = door.clock();
	await transactionAs(door.db, door.actor, 'write', async (tx) => {
		const since = new Date(now.getTime() - SAME_LOOK_MINUTES * 60_000);
		const told = await sql`select from event
			where tenant_id = ${door.actor.tenantId} and subject_id = ${record.id} and at > ${since} and verb = ${LOOKED} and actor_person_id = ${byId}
			limit 1`.execute(tx);
		if (told.rows.length > 0) return;
		await writeEvent(tx, door, now, LOOKED, {
			subject: { type: record.type, id: record.id },
			unitId: record.unitId,
			personId: record.personId,
			personal: true,
		});
	});
};

/** Who looked at records about the actor, the last first. */
export const looksAtMe = async (tx: Tx, actor: Actor, limit = 200): Promise<LookAtMe[]> => {
	if (!actor.personId) return [];
	const found = await sql<LookAtMe>`
		select e.subject_type as type, e.subject_id as id, e.at, e.actor_person_id as "byId", p.full_name as "byName" from event e
		join person p on p.tenant_id = e.tenant_id and p.id = e.actor_person_id
		where e.tenant_id = ${actor.tenantId} and e.person_id = ${actor.personId} and e.verb = 'person.looked_at'
		order by e.at desc limit ${limit}`.execute(tx);
	return found.rows;
};
