import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { formFor } from './facts.server.ts';
import { maySetForm } from './policy.ts';

export type KeptForm = { validFrom: Day; titles: string[]; levels: string[]; setBy: string; setAt: Date };

/** How the unit wants its papers today, and how it did before. @throws Failure refused */
export const formPage = async (tx: Tx, actor: Actor, unitId: string, today: Day) => {
	const may = maySetForm(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const found = await sql<KeptForm>`
		select f.valid_from as "validFrom", (select array_agg(part ->> 'title') from jsonb_array_elements(f.parts) part) as titles, f.levels,
			n.full_name as "setBy", f.set_at as "setAt"
		from reflection_form f join person n on n.tenant_id = f.tenant_id and n.id = f.set_by
		where f.tenant_id = ${actor.tenantId} and f.unit_id = ${unitId} order by f.valid_from desc`.execute(tx);
	return { form: await formFor(tx, { tenantId: actor.tenantId, unitId }, today), history: found.rows };
};
