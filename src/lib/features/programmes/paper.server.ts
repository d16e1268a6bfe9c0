import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { programmeFacts } from './facts.server.ts';
import { maySeeProgramme } from './policy.ts';

/** What a programme says when it is printed. */
export type PrintedProgramme = {
	id: string;
	unitId: string;
	facts: {
		title: string;
		startsOn: Day;
		endsOn: Day;
		documents: {
			typeName: string;
			number: string | null;
			issuedOn: Day | null;
			issuer: string | null;
			title: string;
		}[];
		tasks: { title: string; owner: string; helpers: string[]; dueOn: Day; result: string }[];
	};
};

/** A programme with all that its paper says: the documents in full, the tasks by deadline. @throws Failure missing */
export const printedProgramme = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
): Promise<PrintedProgramme> => {
	const known = await programmeFacts(tx, actor.tenantId, programmeId);
	if (!maySeeProgramme(actor, known).allowed) throw missing('failure_not_found');
	const documents = await sql<PrintedProgramme['facts']['documents'][number]>`
		select d.type_name as "typeName", d.number, d.issued_on as "issuedOn", d.issuer, d.title
		from programme_document x join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.programme_id = ${known.id} order by d.issued_on nulls last, d.title`.execute(
		tx,
	);
	const tasks = await sql<PrintedProgramme['facts']['tasks'][number]>`
		select t.title, o.full_name as owner, t.due_on as "dueOn", t.result_expected as result,
			coalesce((select jsonb_agg(x.full_name order by x.sort_key) from task_helper h join person x on x.tenant_id = h.tenant_id and x.id = h.person_id
				where h.tenant_id = t.tenant_id and h.task_id = t.id), '[]') as helpers
		from task t join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		where t.tenant_id = ${actor.tenantId} and t.programme_id = ${known.id} and t.state <> 'cancelled' order by t.due_on, t.id`.execute(
		tx,
	);
	const { title, startsOn, endsOn } = known;
	return {
		id: known.id,
		unitId: known.unitId,
		facts: { title, startsOn, endsOn, documents: documents.rows, tasks: tasks.rows },
	};
};
