import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { wayDownOn } from './as-of.server.ts';
import { mayOversee } from './policy.ts';

export type OverseenUnit = {
	id: string;
	shortName: string;
	kind: string;
	path: string;
	parentId: string | null;
};
export type Place = {
	unit: OverseenUnit;
	/** From the highest unit that the actor oversees down to the one above this. */
	above: { id: string; name: string; path: string }[];
};

const placeNow = async (tx: Tx, actor: Actor, unitId: string): Promise<Place> => {
	const found = await sql<OverseenUnit>`
		select id, short_name as "shortName", kind, path::text as path, parent_id as "parentId" from unit where tenant_id = ${actor.tenantId} and id = ${unitId}`.execute(
		tx,
	);
	const unit = found.rows[0];
	if (!unit || !mayOversee(actor, unit).allowed) throw missing('failure_not_found');
	const above = await sql<{ id: string; name: string; path: string }>`
		select id, short_name as name, path::text as path from unit
		where tenant_id = ${actor.tenantId} and id = any(string_to_array(${unit.path}::text, '.')::uuid[]) and id <> ${unit.id} order by nlevel(path)`.execute(
		tx,
	);
	return { unit, above: above.rows.filter((row) => mayOversee(actor, row).allowed) };
};

/**
 * A unit that the actor oversees, and where it stands: now, or on a day that is over. Whoever oversees it now reads its days before;
 * whoever oversees the unit below which it stood on that day reads that day.
 * @throws Failure missing for everybody else
 */
export const placeOf = async (tx: Tx, actor: Actor, unitId: string, asOf: Day | null): Promise<Place> => {
	if (!uuidPattern.test(unitId)) throw missing('failure_not_found');
	if (!asOf) return placeNow(tx, actor, unitId);
	const way = await wayDownOn(tx, actor.tenantId, unitId, asOf);
	const here = way.at(-1);
	if (!here) return placeNow(tx, actor, unitId);
	const above = way.slice(0, -1);
	if (!mayOversee(actor, here).allowed) await placeNow(tx, actor, unitId);
	return {
		unit: {
			id: here.id,
			shortName: here.name,
			kind: here.kind,
			path: here.path,
			parentId: above.at(-1)?.id ?? null,
		},
		above: above.filter((step) => mayOversee(actor, step).allowed),
	};
};
