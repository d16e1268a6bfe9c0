import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { InspectionRules } from './domain/rules.ts';
import type { Outcome, RecordKind } from './domain/states.ts';
import { type InspectionFacts, mayKnow, type RecordFacts } from './policy.ts';

export type KnownInspection = InspectionFacts & {
	id: string;
	title: string;
	unitName: string;
	inspectedUnitName: string;
	decisionNumber: string;
	decisionOn: Day;
	purpose: string;
	periodFrom: Day;
	periodTo: Day;
	kinds: RecordKind[];
	programmeId: string | null;
	campaignId: string | null;
	documentId: string | null;
	rules: InspectionRules;
	openedBy: string;
	notes: string;
	reportedAt: Date | null;
	conclusion: string;
	concludedOn: Day | null;
};

export type KnownRecord = RecordFacts & {
	id: string;
	kind: RecordKind;
	sourceId: string;
	title: string;
	stratum: string;
	happenedOn: Day;
	outcome: Outcome | null;
	words: string;
	/** Whether the actor opened it. */
	isOpened: boolean;
};

/** The columns of `inspection i` that policies and pages ask for. */
export const inspectionColumns = sql`i.id, i.unit_id as "unitId", i.inspected_unit_id as "inspectedUnitId", i.title, a.name as "unitName", u.name as "inspectedUnitName",
	i.decision_number as "decisionNumber", i.decision_on as "decisionOn", i.purpose, i.period_from as "periodFrom", i.period_to as "periodTo", i.kinds,
	i.programme_id as "programmeId", i.campaign_id as "campaignId", i.document_id as "documentId", i.starts_on as "startsOn", i.ends_on as "endsOn", i.rules, i.state,
	i.opened_by as "openedBy", case when i.state = 'open' then '' else i.notes end as notes, i.reported_at as "reportedAt", i.answer_by as "answerBy",
	i.conclusion, i.concluded_on as "concludedOn",
	exists (select from inspection_answer n where n.tenant_id = i.tenant_id and n.inspection_id = i.id and n.record_id is null) as "isAnswered",
	(select coalesce(jsonb_agg(n.person_id), '[]') from inspection_inspector n where n.tenant_id = i.tenant_id and n.inspection_id = i.id) as "inspectorIds"`;
export const inspectionTables = sql`inspection i
	join unit a on a.tenant_id = i.tenant_id and a.id = i.unit_id
	join unit u on u.tenant_id = i.tenant_id and u.id = i.inspected_unit_id`;

/** An inspection with what its policies ask for. @throws Failure missing */
export const inspectionFacts = async (
	tx: Tx,
	tenantId: string,
	inspectionId: string,
	lock = false,
): Promise<KnownInspection> => {
	if (!uuidPattern.test(inspectionId)) throw missing('failure_not_found');
	const found = await sql<KnownInspection>`
		select ${inspectionColumns} from ${inspectionTables} where i.tenant_id = ${tenantId} and i.id = ${inspectionId} ${lock ? sql`for update of i` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The inspection for whoever may know of it; to everybody else it is not there. @throws Failure missing */
export const seenInspection = async (
	tx: Tx,
	actor: Actor,
	inspectionId: string,
	lock = false,
): Promise<KnownInspection> => {
	const one = await inspectionFacts(tx, actor.tenantId, inspectionId, lock);
	if (!mayKnow(actor, one).allowed) throw missing('failure_not_found');
	return one;
};

/** The same for a change, locked. */
export const lockedInspection = ({ tx, actor }: CommandContext, inspectionId: string) =>
	seenInspection(tx, actor, inspectionId, true);

/** The records of an inspection that the actor may know of (row level security), each with what was found. */
export const recordsOf = async (
	tx: Tx,
	actor: Actor,
	inspectionId: string,
	recordId: string | null = null,
): Promise<KnownRecord[]> => {
	const found = await sql<KnownRecord>`
		select r.id, r.kind, r.source_id as "sourceId", r.person_id as "personId", r.is_personal as "isPersonal", r.title, r.stratum, r.happened_on as "happenedOn",
			f.outcome, coalesce(f.words, '') as words,
			exists (select from inspection_opening o where o.tenant_id = r.tenant_id and o.record_id = r.id and o.person_id = ${actor.personId}) as "isOpened"
		from inspection_record r left join inspection_finding f on f.tenant_id = r.tenant_id and f.record_id = r.id
		where r.tenant_id = ${actor.tenantId} and r.inspection_id = ${inspectionId} and (${recordId}::uuid is null or r.id = ${recordId}::uuid)
		order by r.kind, r.stratum, r.happened_on, r.id`.execute(tx);
	return found.rows;
};

/** One of them. @throws Failure missing */
export const recordOf = async (
	tx: Tx,
	actor: Actor,
	inspectionId: string,
	recordId: string,
): Promise<KnownRecord> => {
	if (!uuidPattern.test(recordId)) throw missing('failure_not_found');
	const [row] = await recordsOf(tx, actor, inspectionId, recordId);
	if (!row) throw missing('failure_not_found');
	return row;
};
