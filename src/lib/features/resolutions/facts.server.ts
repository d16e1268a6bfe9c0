import { sql } from 'kysely';
import { type Outcome, outcomeOf, seenMeeting } from '#lib/features/meetings/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type ResolutionKind, type ResolutionState, type Standing, standingOf } from './domain/states.ts';
import { maySeeDrafts } from './policy.ts';

type Row = {
	id: string;
	unitId: string;
	kind: ResolutionKind;
	title: string;
	forMonth: Day | null;
	meetingId: string | null;
	results: string;
	direction: string;
	implementation: string;
	revision: number;
	state: ResolutionState;
	ballotId: string | null;
	sha256: string | null;
	documentId: string | null;
	mark: string | null;
	dropReason: string;
	issuedOn: Day | null;
};
export type KnownResolution = Row & { standing: Standing; vote: Outcome | null };

/** A resolution and how it stands. @throws Failure missing */
export const resolutionFacts = async (
	tx: Tx,
	tenantId: string,
	resolutionId: string,
	lock = false,
): Promise<KnownResolution> => {
	if (!uuidPattern.test(resolutionId)) throw missing('failure_not_found');
	const found = await sql<Row>`
		select id, unit_id as "unitId", kind, title, for_month as "forMonth", meeting_id as "meetingId", results, direction, implementation, revision, state,
			ballot_id as "ballotId", sha256, document_id as "documentId", mark, drop_reason as "dropReason", issued_on as "issuedOn"
		from resolution where tenant_id = ${tenantId} and id = ${resolutionId} ${lock ? sql`for update` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	const vote = row.ballotId ? await outcomeOf(tx, tenantId, row.ballotId) : null;
	return { ...row, vote, standing: standingOf(row.state, vote) };
};

/** Those who lead the unit see it from the first word; the others when they have been called to its meeting. */
export const seenResolution = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	resolutionId: string,
	lock = true,
): Promise<KnownResolution> => {
	const resolution = await resolutionFacts(tx, actor.tenantId, resolutionId, lock);
	if (maySeeDrafts(actor, resolution.unitId).allowed) return resolution;
	if (!resolution.meetingId || resolution.standing === 'dropped') throw missing('failure_not_found');
	await seenMeeting({ tx, actor }, resolution.meetingId, false);
	return resolution;
};

export type PlannedTask = {
	id: string;
	position: number;
	title: string;
	resultExpected: string;
	ownerId: string;
	ownerName: string;
	dueOn: Day;
	clauseId: string | null;
	/** The document of that clause, as it is cited in short; null where no clause is named. */
	carriesOut: string | null;
	clauseDocumentId: string | null;
	taskId: string | null;
};

/** "II.1", "Điều 5": a clause as it is cited, without the marks at its end. */
const citedLabel = sql`(case when c.kind = 'clause' and o.label <> '' and o.kind in ('section', 'part')
	then regexp_replace(o.label, '[^[:alnum:]]+$', '') || '.' else '' end) || regexp_replace(c.label, '[^[:alnum:]]+$', '')`;

/** The tasks that a resolution sets, in their order. */
export const plannedTasks = async (
	tx: Tx,
	tenantId: string,
	resolutionId: string,
): Promise<PlannedTask[]> => {
	const found = await sql<PlannedTask>`
		select r.id, r.position, r.title, r.result_expected as "resultExpected", r.owner_id as "ownerId", p.full_name as "ownerName", r.due_on as "dueOn",
			r.clause_id as "clauseId", c.document_id as "clauseDocumentId", r.task_id as "taskId",
			case when d.id is not null then concat_ws(' ', case when c.label <> '' then (case when c.kind = 'article' then '' else 'mục ' end) || ${citedLabel} end,
				case when d.number is null then d.type_name else d.type_name || ' số ' || d.number end) end as "carriesOut"
		from resolution_task r
		join person p on p.tenant_id = r.tenant_id and p.id = r.owner_id
		left join clause c on c.tenant_id = r.tenant_id and c.id = r.clause_id
		left join clause o on o.tenant_id = c.tenant_id and o.id = c.parent_id
		left join document d on d.tenant_id = r.tenant_id and d.id = c.document_id
		where r.tenant_id = ${tenantId} and r.resolution_id = ${resolutionId} order by r.position, r.id`.execute(
		tx,
	);
	return found.rows;
};

/** A planned task and its resolution, locked. @throws Failure missing */
export const seenPlanned = async (
	context: Pick<CommandContext, 'tx' | 'actor'>,
	plannedTaskId: string,
): Promise<{ planned: { id: string; position: number; title: string }; resolution: KnownResolution }> => {
	const found = await context.tx
		.selectFrom('resolution_task')
		.select(['id', 'position', 'title', 'resolution_id as resolutionId'])
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', plannedTaskId)
		.executeTakeFirst();
	if (!found) throw missing('failure_not_found');
	const { resolutionId, ...planned } = found;
	return { planned, resolution: await seenResolution(context, resolutionId) };
};

/** The documents that a resolution carries out, in full. */
export const carriedOut = async (tx: Tx, actor: Pick<Actor, 'tenantId'>, resolutionId: string) => {
	const found = await sql<{
		id: string;
		typeName: string;
		number: string | null;
		issuedOn: Day | null;
		issuer: string | null;
		title: string;
	}>`
		select d.id, d.type_name as "typeName", d.number, d.issued_on as "issuedOn", d.issuer, d.title
		from resolution_document x join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.resolution_id = ${resolutionId} order by d.issued_on nulls last, d.title`.execute(
		tx,
	);
	return found.rows;
};
