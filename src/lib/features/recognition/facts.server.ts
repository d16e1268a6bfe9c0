import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type DatedRule, type PraiseForm, type RecognitionRule, ruleOn } from './domain/rules.ts';
import type { RecognitionKind } from './domain/states.ts';
import { mayRead, type RecognitionFacts } from './policy.ts';

export type KnownRecognition = RecognitionFacts & {
	id: string;
	kind: RecognitionKind;
	collective: string | null;
	title: string;
	deed: string;
	field: string;
	form: PraiseForm | null;
	campaignId: string | null;
	documentId: string | null;
	clauseId: string | null;
	decisionNumber: string;
	decisionOn: Day | null;
	givenBy: string;
	proposedAt: Date;
	committeeOn: Day | null;
	decidedBy: string | null;
	decidedAt: Date | null;
	reason: string;
	honouredOn: Day | null;
	consent: boolean | null;
	consentAt: Date | null;
	/** Of the person, and of the unit: for pages and papers. */
	personName: string | null;
	unitName: string;
};

/** The columns of `recognition r` that policies and pages ask for. */
export const recognitionColumns = sql`r.id, r.unit_id as "unitId", r.above_unit_id as "aboveUnitId", r.kind, r.person_id as "personId", r.collective, r.title, r.deed, r.field,
	r.form, r.campaign_id as "campaignId", r.document_id as "documentId", r.clause_id as "clauseId", r.decision_number as "decisionNumber", r.decision_on as "decisionOn",
	r.given_by as "givenBy", r.state, r.proposer_id as "proposerId", r.proposed_at as "proposedAt", r.committee_on as "committeeOn", r.first_agreed_by as "firstAgreedBy",
	r.decided_by as "decidedBy", r.decided_at as "decidedAt", r.reason, r.honoured_on as "honouredOn", r.is_named as "isNamed", r.consent, r.consent_at as "consentAt",
	h.full_name as "personName", u.short_name as "unitName",
	coalesce((select jsonb_agg(m.person_id) from recognition_member m where m.tenant_id = r.tenant_id and m.recognition_id = r.id), '[]') as "memberIds"`;
export const recognitionTables = sql`recognition r
	join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
	left join person h on h.tenant_id = r.tenant_id and h.id = r.person_id`;

/** A recognition with what its policies ask for. @throws Failure missing */
export const recognitionFacts = async (
	tx: Tx,
	tenantId: string,
	recognitionId: string,
	lock = false,
): Promise<KnownRecognition> => {
	if (!uuidPattern.test(recognitionId)) throw missing('failure_not_found');
	const found = await sql<KnownRecognition>`
		select ${recognitionColumns} from ${recognitionTables} where r.tenant_id = ${tenantId} and r.id = ${recognitionId} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The recognition for whoever may know of it, locked; to everybody else it is not there. */
export const seenRecognition = async (
	{ tx, actor }: CommandContext,
	recognitionId: string,
): Promise<KnownRecognition> => {
	const one = await recognitionFacts(tx, actor.tenantId, recognitionId, true);
	if (!mayRead(actor, one).allowed) throw missing('failure_not_found');
	return one;
};

/** The rule of a unit on a day. */
export const ruleOf = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	day: Day,
): Promise<RecognitionRule> => {
	const found = await sql<DatedRule>`
		select unit_id as "unitId", valid_from as "validFrom", forms, advanced from recognition_rule
		where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId}`.execute(tx);
	return ruleOn(found.rows, unit.unitId, day);
};
