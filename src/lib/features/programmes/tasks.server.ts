import { sql } from 'kysely';
import { documentForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { indexRecords } from '#lib/features/search/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { clausesAmong, type KnownProgramme, programmeFacts } from './facts.server.ts';
import { setTaskLinks, takeUpClauses } from './records.server.ts';
import { issue } from './seen.server.ts';

export type TaskWords = {
	ownerId: string;
	supervisorId: string;
	helperIds: readonly string[];
	dueOn: Day;
	clauseIds: readonly string[];
};

type NamedClause = { id: string; documentId: string };

/** The clauses that a task may name: of its programme's documents; outside of a programme of any that the actor may read. */
const clausesFor = async (
	{ tx, actor }: CommandContext,
	programme: KnownProgramme,
	clauseIds: readonly string[],
): Promise<NamedClause[]> => {
	if (programme.kind === 'action') return clausesAmong(tx, actor.tenantId, clauseIds, programme.documentIds);
	if (clauseIds.length === 0) return [];
	const found = await sql<NamedClause>`
		select id, document_id as "documentId" from clause
		where tenant_id = ${actor.tenantId} and id = any(${`{${clauseIds.join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	for (const documentId of new Set(found.rows.map((clause) => clause.documentId)))
		await documentForReading(tx, actor, documentId);
	return found.rows;
};

/** Who may carry a task and what it may name; every problem at its own field. @returns its clauses */
export const checkTask = async (
	context: CommandContext,
	programme: KnownProgramme,
	task: TaskWords,
): Promise<NamedClause[]> => {
	const members = await peopleOfUnit(context.tx, programme.unitId, context.today);
	const people = new Set(members.map(({ personId }) => personId));
	if (![task.ownerId, task.supervisorId, ...task.helperIds].every((id) => people.has(id)))
		throw missing('failure_not_found');
	const clauses = await clausesFor(context, programme, task.clauseIds);
	if (clauses.length !== new Set(task.clauseIds).size) throw missing('failure_not_found');
	const issues = [
		...(task.ownerId === task.supervisorId ? [issue('supervisorId', 'issue_supervisor_is_owner')] : []),
		...(task.helperIds.includes(task.ownerId) ? [issue('helperIds', 'issue_helper_is_owner')] : []),
		...(task.dueOn < programme.startsOn ? [issue('dueOn', 'issue_due_before_start')] : []),
		...(clauses.length === 0 && programme.kind === 'action'
			? [issue('clauseIds', 'issue_clauses_needed')]
			: []),
	];
	if (issues.length > 0) throw invalid(issues);
	return clauses;
};

export type NewTask = TaskWords & {
	title: string;
	resultExpected: string;
	startsOn?: Day | undefined;
	recurrence?: { id: string; occurrence: number };
	origin?: { type: string; id: string } | undefined;
};

/** Writes a task of a programme, with its links and the event. Who may give it was asked before. @returns its id */
export const insertTask = async (
	context: CommandContext,
	programme: KnownProgramme,
	given: NewTask,
): Promise<string> => {
	const { tx, actor, now } = context;
	const clauses = await checkTask(context, programme, given);
	const taskId = context.newId();
	await tx
		.insertInto('task')
		.values({
			tenant_id: actor.tenantId,
			id: taskId,
			programme_id: programme.id,
			unit_id: programme.unitId,
			title: given.title,
			result_expected: given.resultExpected,
			owner_id: given.ownerId,
			supervisor_id: given.supervisorId,
			due_on: given.dueOn,
			starts_on: given.startsOn ?? null,
			recurrence_id: given.recurrence?.id ?? null,
			occurrence: given.recurrence?.occurrence ?? null,
			origin_type: given.origin?.type ?? null,
			origin_id: given.origin?.id ?? null,
			state: 'assigned',
			// A recurring task is made by a job: then it is the supervisor who gives it.
			created_by: actor.personId ?? given.supervisorId,
			created_at: now,
		})
		.execute();
	await setTaskLinks(context, taskId, { clauses, helperIds: given.helperIds });
	await takeUpClauses(context, programme.id, clauses);
	await indexRecords(tx, actor.tenantId, 'task', [taskId]);
	const documents = new Set<string | null>(clauses.map((clause) => clause.documentId));
	for (const documentId of documents.size > 0 ? documents : [null])
		await context.emit('task.assigned', {
			subject: { type: 'task', id: taskId },
			unitId: programme.unitId,
			documentId,
			personId: given.ownerId,
			after: { title: given.title, dueOn: given.dueOn },
		});
	return taskId;
};

/** The programme in which a unit keeps its work outside of action programmes: one a year, made when first needed. */
const standingProgramme = async (context: CommandContext, unitId: string): Promise<KnownProgramme> => {
	const { tx, actor, now, today } = context;
	const year = today.slice(0, 4);
	const programmeId = context.newId();
	const made = await sql<{ id: string }>`
		insert into programme (tenant_id, id, unit_id, kind, title, starts_on, ends_on, state, created_by, created_at, issued_at)
		values (${actor.tenantId}, ${programmeId}, ${unitId}, 'standing', ${`Công việc ngoài chương trình, năm ${year}`}, ${`${year}-01-01`}, ${`${year}-12-31`},
			'issued', ${context.personId}, ${now}, ${now})
		on conflict (tenant_id, unit_id, starts_on) where kind = 'standing' do nothing returning id`.execute(tx);
	if (made.rows.length > 0)
		await context.emit('programme.issued', {
			subject: { type: 'programme', id: programmeId },
			unitId,
			after: { kind: 'standing', year },
		});
	const found = await sql<{ id: string }>`
		select id from programme where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and kind = 'standing' and starts_on = ${`${year}-01-01`}`.execute(
		tx,
	);
	return programmeFacts(tx, actor.tenantId, found.rows[0]?.id ?? programmeId, true);
};

/** Somebody who can follow the work: whoever gives it, unless they carry it out; then the secretary or the deputy. */
export const supervisorFor = async (
	{ tx, actor, today }: CommandContext,
	unitId: string,
	ownerId: string,
): Promise<string> => {
	const people = await peopleOfUnit(tx, unitId, today);
	const holding = (role: string) =>
		people.find(({ personId, roles }) => personId !== ownerId && roles.some((held) => held.role === role));
	const self = people.find(({ personId }) => personId === actor.personId && personId !== ownerId);
	const found = self ?? holding('secretary') ?? holding('deputy') ?? holding('committee_member');
	if (!found) throw invalid([issue('supervisorId', 'issue_supervisor_needed')]);
	return found.personId;
};

/** A task as it is given on the spot: who, what, by when; the rest where it is known. */
export type GivenTask = {
	unitId: string;
	title: string;
	ownerId: string;
	dueOn: Day;
	/** Of an issued or draft action programme; left out: work outside of programmes. */
	programmeId?: string | undefined;
	clauseIds?: readonly string[] | undefined;
	resultExpected?: string | undefined;
	supervisorId?: string | undefined;
	helperIds?: readonly string[] | undefined;
	startsOn?: Day | undefined;
	/** Where it was given, so that both pages know of one another. */
	origin?: { type: string; id: string } | undefined;
};

/**
 * Gives a task inside the command of another feature, in its transaction (a meeting that ends with "who, what, by when").
 * It asks no policy: the command that calls it has asked its own who may do so there.
 * @throws Failure missing for people, clauses or a programme that are not the unit's; invalid with the field
 */
export const createTask = async (context: CommandContext, given: GivenTask): Promise<{ taskId: string }> => {
	const programme = given.programmeId
		? await programmeFacts(context.tx, context.actor.tenantId, given.programmeId, true)
		: await standingProgramme(context, given.unitId);
	if (programme.unitId !== given.unitId || programme.state === 'closed') throw missing('failure_not_found');
	const taskId = await insertTask(context, programme, {
		title: given.title,
		resultExpected: given.resultExpected ?? given.title,
		ownerId: given.ownerId,
		supervisorId: given.supervisorId ?? (await supervisorFor(context, given.unitId, given.ownerId)),
		helperIds: given.helperIds ?? [],
		dueOn: given.dueOn,
		startsOn: given.startsOn,
		clauseIds: given.clauseIds ?? [],
		origin: given.origin,
	});
	return { taskId };
};

/** Says of a task that is there which further clauses it carries out, inside the command of another feature. */
export const addClauses = async (
	context: CommandContext,
	taskId: string,
	clauses: readonly NamedClause[],
): Promise<void> => {
	const { tx, actor } = context;
	for (const clause of clauses)
		await tx
			.insertInto('task_clause')
			.values({
				tenant_id: actor.tenantId,
				task_id: taskId,
				clause_id: clause.id,
				document_id: clause.documentId,
			})
			.onConflict((known) => known.doNothing())
			.execute();
};

/** Says of clauses that no task comes from them, and why, inside the command of another feature. */
export const setAsideWithin = async (
	context: CommandContext,
	said: { unitId: string; clauses: readonly NamedClause[]; reason: string },
): Promise<void> => {
	if (said.clauses.length === 0) return;
	const programme = await standingProgramme(context, said.unitId);
	await context.tx
		.insertInto('clause_not_applicable')
		.values(
			said.clauses.map((clause) => ({
				tenant_id: context.actor.tenantId,
				programme_id: programme.id,
				clause_id: clause.id,
				document_id: clause.documentId,
				reason: said.reason,
				decided_by: context.personId,
				decided_at: context.now,
			})),
		)
		.onConflict((known) => known.doNothing())
		.execute();
};
