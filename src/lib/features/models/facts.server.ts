import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type ModelFacts, mayRead } from './policy.ts';

export type KnownModel = ModelFacts & {
	id: string;
	unitName: string;
	title: string;
	theme: string;
	problem: string;
	steps: string;
	conditions: string;
	results: string;
	programmeId: string | null;
	campaignId: string | null;
	isShown: boolean;
	reason: string;
	decidedAt: Date | null;
};
export type Named = { personId: string; name: string; consent: boolean | null; consentAt: Date | null };

/** The columns of `model m` that policies and pages ask for. */
export const modelColumns = sql`m.id, m.unit_id as "unitId", m.above_unit_id as "aboveUnitId", u.name as "unitName", m.title, m.theme, m.problem, m.steps, m.conditions, m.results,
	m.programme_id as "programmeId", m.campaign_id as "campaignId", m.state, m.is_shown as "isShown", m.reason, m.decided_at as "decidedAt",
	(select coalesce(jsonb_agg(p.person_id), '[]') from model_person p where p.tenant_id = m.tenant_id and p.model_id = m.id) as "namedIds"`;

/** The model for whoever may read it; to everybody else it is not there. @throws Failure missing */
export const seenModel = async (tx: Tx, actor: Actor, modelId: string, lock = false): Promise<KnownModel> => {
	if (!uuidPattern.test(modelId)) throw missing('failure_not_found');
	const found = await sql<KnownModel>`
		select ${modelColumns} from model m join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id
		where m.tenant_id = ${actor.tenantId} and m.id = ${modelId} ${lock ? sql`for update of m` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row || !mayRead(actor, row).allowed) throw missing('failure_not_found');
	return row;
};

/** Whose names stand in a model, as far as the actor may know what they said, by given name. */
export const namedIn = async (tx: Tx, tenantId: string, modelId: string): Promise<Named[]> => {
	const found = await sql<Named>`
		select p.person_id as "personId", h.full_name as name, p.consent, p.consent_at as "consentAt" from model_person p
		join person h on h.tenant_id = p.tenant_id and h.id = p.person_id
		where p.tenant_id = ${tenantId} and p.model_id = ${modelId} order by h.sort_key collate "vi-x-icu"`.execute(
		tx,
	);
	return found.rows;
};
