import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { ProgrammeState } from './domain/task-states.ts';
import { documentsOfUnit, programmeFacts, taskFacts } from './facts.server.ts';
import { mayAssign, mayChangeTask, mayPrepare, maySeeProgramme, maySeeTask } from './policy.ts';
import type { NamedDocument } from './queries.server.ts';

/** What the form of a new programme chooses from. */
export const documentsToCarryOut = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
): Promise<NamedDocument[]> => {
	if (!mayPrepare(actor, { unitId: unit.id, path: unit.path }).allowed) throw missing('failure_not_found');
	return documentsOfUnit(tx, actor.tenantId, unit.path, unit.id);
};

/** The programmes to which a task may be added: those that carry out a document, or all of the unit's. */
export const programmesForTask = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
	documentId: string | null,
): Promise<{ id: string; title: string; state: ProgrammeState }[]> => {
	if (documentId !== null && !uuidPattern.test(documentId)) throw missing('failure_not_found');
	const found = await sql<{ id: string; title: string; state: ProgrammeState }>`
		select p.id, p.title, p.state from programme p
		where p.tenant_id = ${actor.tenantId} and p.unit_id = ${unit.id} and p.state in ('draft', 'issued')
			and (${documentId}::uuid is null or exists (select from programme_document d where d.tenant_id = p.tenant_id and d.programme_id = p.id and d.document_id = ${documentId}))
		order by p.state, p.created_at desc`.execute(tx);
	return found.rows.filter(
		({ state }) => mayAssign(actor, { unitId: unit.id, path: unit.path, state }).allowed,
	);
};

export type ClauseChoice = {
	id: string;
	documentId: string;
	label: string;
	words: string;
	isSection: boolean;
};

/**
 * What the form of a task chooses from: the sections of the programme's documents, and the people of its unit.
 * @param extraClauses clauses below a section that are offered as well: those that the task already names
 */
export const taskFormOf = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
	today: Day,
	extraClauses: readonly string[],
) => {
	const facts = await programmeFacts(tx, actor.tenantId, programmeId);
	if (!maySeeProgramme(actor, facts).allowed || !mayAssign(actor, facts).allowed)
		throw missing('failure_not_found');
	const documents = await sql<NamedDocument>`
		select d.id, d.type_name as "typeName", d.number, d.title from programme_document x
		join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.programme_id = ${facts.id} order by d.title`.execute(tx);
	const extra = extraClauses.filter((id) => uuidPattern.test(id));
	const clauses = await sql<ClauseChoice>`
		select c.id, c.document_id as "documentId", c.label, left(coalesce(nullif(c.heading, ''), c.text), 160) as words, c.is_section as "isSection"
		from programme_document x join clause c on c.tenant_id = x.tenant_id and c.document_id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.programme_id = ${facts.id} and (c.is_section or c.id = any(${`{${extra.join(',')}}`}::text::uuid[]))
		order by c.document_id, c.ordinal`.execute(tx);
	const people = await peopleOfUnit(tx, facts.unitId, today);
	return {
		programme: {
			id: facts.id,
			title: facts.title,
			startsOn: facts.startsOn,
			endsOn: facts.endsOn,
			state: facts.state,
		},
		documents: documents.rows,
		clauses: clauses.rows,
		people: people.map(({ personId, fullName, jobTitle }) => ({ personId, fullName, jobTitle })),
	};
};

/** What a task says now, for its form. @throws Failure missing */
export const taskWords = async (tx: Tx, actor: Actor, taskId: string) => {
	const facts = await taskFacts(tx, actor.tenantId, taskId);
	if (!maySeeTask(actor, facts).allowed || !mayChangeTask(actor, facts).allowed)
		throw missing('failure_not_found');
	return {
		title: facts.title,
		resultExpected: facts.resultExpected,
		dueOn: facts.dueOn,
		startsOn: facts.startsOn ?? '',
		state: facts.state,
		programmeState: facts.programmeState,
		programmeId: facts.programmeId,
		ownerId: facts.ownerId,
		supervisorId: facts.supervisorId,
		helperIds: [...facts.helperIds],
		clauseIds: facts.clauseIds,
	};
};

/** The tasks that a task may wait for: the others of its programme that were not called off. @throws Failure missing */
export const orderChoices = async (
	tx: Tx,
	actor: Actor,
	taskId: string,
): Promise<{ value: string; label: string }[]> => {
	const facts = await taskFacts(tx, actor.tenantId, taskId);
	if (!maySeeTask(actor, facts).allowed) throw missing('failure_not_found');
	const found = await sql<{ value: string; label: string }>`
		select t.id as value, t.title as label from task t
		where t.tenant_id = ${actor.tenantId} and t.programme_id = ${facts.programmeId} and t.id <> ${facts.id} and t.state <> 'cancelled'
		order by t.due_on, t.id limit 200`.execute(tx);
	return found.rows;
};
