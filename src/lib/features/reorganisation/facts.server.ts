import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Act } from './domain/acts.ts';
import type { ReorganisationFacts } from './policy.ts';

export type KnownReorganisation = ReorganisationFacts & {
	id: string;
	unitName: string;
	title: string;
	reason: string;
	decisionNumber: string;
	decidedOn: Day | null;
	effectiveOn: Day;
	template: string | null;
	createdByName: string;
	createdAt: Date;
	checkedAt: Date | null;
	decidedByName: string | null;
	decidedAt: Date | null;
	carriedOutAt: Date | null;
	figures: Record<string, number> | null;
	problem: string;
	cancelReason: string;
};

/** A reorganisation with what its policies ask for. @throws Failure missing */
export const reorganisationFacts = async (
	tx: Tx,
	tenantId: string,
	reorganisationId: string,
	lock = false,
): Promise<KnownReorganisation> => {
	if (!uuidPattern.test(reorganisationId)) throw missing('failure_not_found');
	const found = await sql<KnownReorganisation>`
		select r.id, r.unit_id as "unitId", u.path::text as path, u.name as "unitName", r.title, r.reason, r.decision_number as "decisionNumber", r.decided_on as "decidedOn",
			r.effective_on as "effectiveOn", r.state, r.template, c.full_name as "createdByName", r.created_at as "createdAt", r.checked_at as "checkedAt",
			d.full_name as "decidedByName", r.decided_at as "decidedAt", r.carried_out_at as "carriedOutAt", r.figures, r.problem, r.cancel_reason as "cancelReason"
		from reorganisation r
		join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		join person c on c.tenant_id = r.tenant_id and c.id = r.created_by
		left join person d on d.tenant_id = r.tenant_id and d.id = r.decided_by
		where r.tenant_id = ${tenantId} and r.id = ${reorganisationId} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

export type KnownAct = { id: string; act: Act; decisionNumber: string; decidedOn: Day | null };

/** The acts of a reorganisation in their order. */
export const actsOf = async (tx: Tx, tenantId: string, reorganisationId: string): Promise<KnownAct[]> => {
	const found = await sql<KnownAct>`
		select id, body as act, decision_number as "decisionNumber", decided_on as "decidedOn" from reorganisation_act
		where tenant_id = ${tenantId} and reorganisation_id = ${reorganisationId} order by place, id`.execute(tx);
	return found.rows;
};
