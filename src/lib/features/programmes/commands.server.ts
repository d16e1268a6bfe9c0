import { documentForReading } from '#lib/features/library/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { indexRecords } from '#lib/features/search/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { conflict, type Issue, invalid, missing } from '#lib/shared/failures.ts';
import { secretMarkOfName } from '#lib/text/secret-mark.ts';
import { completionLacks, percentAfterReturn } from './domain/completion.ts';
import { mediaTypeOf, safeFileName } from './domain/evidence.ts';
import { canMove } from './domain/task-states.ts';
import { type KnownTask, programmeFacts } from './facts.server.ts';
import {
	mayAssign,
	mayCancelTask,
	mayChangeProgramme,
	mayChangeTask,
	mayDecide,
	mayGive,
	mayIssue,
	mayPrepare,
	mayReport,
} from './policy.ts';
import { insertEvidence, type NewEvidence, setDocuments, setTaskLinks } from './records.server.ts';
import {
	AddTaskInput,
	CancelTaskInput,
	ChangeProgrammeInput,
	ChangeTaskInput,
	CreateProgrammeInput,
	DecideReportInput,
	GiveTaskInput,
	IssueProgrammeInput,
	type ReportTask,
	ReportTaskInput,
} from './schema.ts';
import { issue, seenProgramme, seenTask } from './seen.server.ts';
import { checkTask, createTask, insertTask, type TaskWords } from './tasks.server.ts';

/** The documents of a programme are such as its maker may read. */
const requireDocuments = async (
	{ tx, actor }: CommandContext,
	documentIds: readonly string[],
): Promise<void> => {
	for (const documentId of documentIds) await documentForReading(tx, actor, documentId);
};

/** Begins an action programme for documents: a draft that only those who prepare it see. */
export const createProgramme = command('programme.create', CreateProgrammeInput, async (context, input) => {
	const { tx, actor, now } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayPrepare(actor, { unitId: unit.id, path: unit.path }));
	await requireDocuments(context, input.documentIds);
	const programmeId = context.newId();
	await tx
		.insertInto('programme')
		.values({
			tenant_id: actor.tenantId,
			id: programmeId,
			unit_id: unit.id,
			title: input.title,
			starts_on: input.startsOn,
			ends_on: input.endsOn,
			state: 'draft',
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await setDocuments(context, programmeId, input.documentIds);
	for (const documentId of input.documentIds)
		await context.emit('programme.created', {
			subject: { type: 'programme', id: programmeId },
			unitId: unit.id,
			documentId,
			after: { title: input.title, startsOn: input.startsOn, endsOn: input.endsOn },
		});
	return { programmeId };
});

/** Changes a programme's title, period and documents. Documents that tasks carry out can not be left out. */
export const changeProgramme = command('programme.change', ChangeProgrammeInput, async (context, input) => {
	const { tx, actor } = context;
	const programme = await seenProgramme(context, input.programmeId);
	context.permit(mayChangeProgramme(actor, programme));
	if (input.documentIds) {
		const added = input.documentIds.filter((documentId) => !programme.documentIds.includes(documentId));
		await requireDocuments(context, added);
		const used = await tx
			.selectFrom('task_clause as c')
			.innerJoin('task as t', (join) =>
				join.onRef('t.tenant_id', '=', 'c.tenant_id').onRef('t.id', '=', 'c.task_id'),
			)
			.select('c.document_id as id')
			.distinct()
			.where('t.programme_id', '=', programme.id)
			.where('t.state', '<>', 'cancelled')
			.execute();
		const kept = new Set(input.documentIds);
		if (used.some(({ id }) => !kept.has(id))) throw invalid([issue('documentIds', 'issue_document_in_use')]);
		await setDocuments(context, programme.id, input.documentIds);
	}
	const due = await tx
		.selectFrom('task')
		.select('id')
		.where('programme_id', '=', programme.id)
		.where('state', '<>', 'cancelled')
		.where('due_on', '<', input.startsOn)
		.limit(1)
		.executeTakeFirst();
	if (due && input.startsOn > programme.startsOn) throw invalid([issue('startsOn', 'issue_start_after_due')]);
	await tx
		.updateTable('programme')
		.set({ title: input.title, starts_on: input.startsOn, ends_on: input.endsOn })
		.where('id', '=', programme.id)
		.execute();
	await context.emit('programme.changed', {
		subject: { type: 'programme', id: programme.id },
		unitId: programme.unitId,
		documentId: programme.documentIds[0] ?? null,
		before: { title: programme.title, startsOn: programme.startsOn, endsOn: programme.endsOn },
		after: { title: input.title, startsOn: input.startsOn, endsOn: input.endsOn },
	});
});

/** Issues a programme: from now on its tasks bind. */
export const issueProgramme = command('programme.issue', IssueProgrammeInput, async (context, input) => {
	const { tx, actor, now } = context;
	const programme = await seenProgramme(context, input.programmeId);
	context.permit(mayIssue(actor, programme));
	await tx
		.updateTable('programme')
		.set({ state: 'issued', issued_at: now })
		.where('id', '=', programme.id)
		.execute();
	for (const documentId of programme.documentIds)
		await context.emit('programme.issued', {
			subject: { type: 'programme', id: programme.id },
			unitId: programme.unitId,
			documentId,
			after: { title: programme.title },
		});
});

/** Adds a task that carries out clauses: one owner, a deadline, a result that can be checked. */
export const addTask = command('task.add', AddTaskInput, async (context, input) => {
	const programme = await seenProgramme(context, input.programmeId);
	context.permit(mayAssign(context.actor, programme));
	return { taskId: await insertTask(context, programme, input) };
});

/** Gives a task outside of any action programme: kept in the unit's programme of standing work. */
export const giveTask = command('task.give', GiveTaskInput, async (context, input) => {
	const unit = await requireUnit(context.tx, input.unitId);
	context.permit(mayGive(context.actor, { unitId: unit.id, path: unit.path }));
	return createTask(context, input);
});

type TaskTexts = { title: string; resultExpected: string };

/** Forms send the end of a line as two characters. */
const plainLines = (text: string): string => text.replaceAll('\r\n', '\n');

/** What may not change under a result that waits for its decision. */
const fixedWhileReported = (task: KnownTask, input: TaskWords & TaskTexts): Issue[] => {
	const sameClauses =
		task.clauseIds.length === input.clauseIds.length &&
		task.clauseIds.every((id) => input.clauseIds.includes(id));
	return [
		...(input.title === task.title ? [] : ['title']),
		...(plainLines(input.resultExpected) === plainLines(task.resultExpected) ? [] : ['resultExpected']),
		...(input.ownerId === task.ownerId ? [] : ['ownerId']),
		...(input.dueOn === task.dueOn ? [] : ['dueOn']),
		...(sameClauses ? [] : ['clauseIds']),
	].map((path) => issue(path, 'issue_while_reported'));
};

/** Changes a task. While a result waits for its decision only the supervisor and the helpers may be replaced. */
export const changeTask = command('task.change', ChangeTaskInput, async (context, input) => {
	const { tx, actor } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayChangeTask(actor, task));
	const programme = await programmeFacts(tx, actor.tenantId, task.programmeId);
	const clauses = await checkTask(context, programme, input);
	const fixed = task.state === 'reported' ? fixedWhileReported(task, input) : [];
	if (fixed.length > 0) throw invalid(fixed);
	await tx
		.updateTable('task')
		.set({
			title: input.title,
			result_expected: input.resultExpected,
			owner_id: input.ownerId,
			supervisor_id: input.supervisorId,
			due_on: input.dueOn,
		})
		.where('id', '=', task.id)
		.execute();
	await setTaskLinks(context, task.id, { clauses, helperIds: input.helperIds });
	await indexRecords(tx, actor.tenantId, 'task', [task.id]);
	await context.emit('task.changed', {
		subject: { type: 'task', id: task.id },
		unitId: task.unitId,
		documentId: task.documentId,
		personId: input.ownerId,
		before: { title: task.title, dueOn: task.dueOn, ownerId: task.ownerId, supervisorId: task.supervisorId },
		after: {
			title: input.title,
			dueOn: input.dueOn,
			ownerId: input.ownerId,
			supervisorId: input.supervisorId,
		},
	});
});

/** Calls a task off, with the reason. */
export const cancelTask = command('task.cancel', CancelTaskInput, async (context, input) => {
	const { tx, actor } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayCancelTask(actor, task));
	await tx.updateTable('task').set({ state: 'cancelled' }).where('id', '=', task.id).execute();
	await context.emit('task.cancelled', {
		subject: { type: 'task', id: task.id },
		unitId: task.unitId,
		documentId: task.documentId,
		personId: task.ownerId,
		before: { state: task.state },
		after: { reason: input.reason, title: task.title },
	});
});

/** Evidence of a report; files are on disk when this returns, and one that bears a mark of secrecy is never written. */
const takeEvidence = async ({ files }: CommandContext, input: ReportTask): Promise<NewEvidence[]> => {
	const secret = input.files.find(({ name }) => secretMarkOfName(name) !== null);
	if (secret) throw invalid([issue('files', 'issue_file_secret')]);
	const evidence: NewEvidence[] = [
		...input.links.map(({ title, url }): NewEvidence => ({ kind: 'link', title: title || url, url })),
		...input.texts.map(
			({ title, body }): NewEvidence => ({ kind: 'text', title: title || body.slice(0, 80), body }),
		),
	];
	for (const { name, bytes } of input.files) {
		const stored = await files.put(bytes);
		const fileName = safeFileName(name);
		evidence.push({
			kind: 'file',
			title: fileName,
			fileName,
			sha256: stored.sha256,
			bytes: stored.bytes,
			mediaType: mediaTypeOf(bytes),
		});
	}
	return evidence;
};

/** Reports on a task: progress, or that it is done, with its evidence. */
export const reportTask = command('task.report', ReportTaskInput, async (context, input) => {
	const { tx, actor, now } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayReport(actor, task, input.kind));
	const isCompletion = input.kind === 'completion';
	const count = input.links.length + input.texts.length + input.files.length;
	if (isCompletion && completionLacks({ body: input.body, evidence: count }).includes('evidence'))
		throw invalid([issue('evidence', 'issue_evidence_needed')]);
	const evidence = await takeEvidence(context, input);
	const percent = isCompletion ? 100 : Math.min(99, input.percent ?? task.percent);
	const reportId = context.newId();
	await tx
		.insertInto('task_report')
		.values({
			tenant_id: actor.tenantId,
			id: reportId,
			task_id: task.id,
			reporter_id: context.personId,
			kind: input.kind,
			percent,
			body: input.body,
			reported_at: now,
		})
		.execute();
	await insertEvidence(context, { taskId: task.id, reportId }, evidence);
	await tx
		.updateTable('task')
		.set({
			state: isCompletion ? 'reported' : 'in_progress',
			percent,
			...(isCompletion ? { result: input.body, reported_at: now } : {}),
		})
		.where('id', '=', task.id)
		.execute();
	await context.emit('task.reported', {
		subject: { type: 'task', id: task.id },
		unitId: task.unitId,
		documentId: task.documentId,
		personId: task.ownerId,
		after: { kind: input.kind, percent, evidence: evidence.length, reportId, title: task.title },
	});
	return { reportId };
});

/** The supervisor accepts a result, or returns it with the reason. */
export const decideReport = command('task.decide', DecideReportInput, async (context, input) => {
	const { tx, actor, now } = context;
	const report = await tx
		.selectFrom('task_report')
		.select(['id', 'task_id', 'kind', 'decision'])
		.where('id', '=', input.reportId)
		.executeTakeFirst();
	if (!report) throw missing('failure_not_found');
	const task = await seenTask(context, report.task_id);
	context.permit(mayDecide(actor, task));
	const latest = await tx
		.selectFrom('task_report')
		.select(['id', 'decision'])
		.where('task_id', '=', task.id)
		.where('kind', '=', 'completion')
		.orderBy('reported_at', 'desc')
		.orderBy('id', 'desc')
		.executeTakeFirst();
	if (latest?.id !== report.id || latest.decision !== null || !canMove(task.state, 'accept'))
		throw conflict('failure_changed_meanwhile');
	const accepted = input.decision === 'accepted';
	await tx
		.updateTable('task_report')
		.set({
			decision: input.decision,
			decided_by: context.personId,
			decided_at: now,
			reason: input.reason ?? null,
		})
		.where('id', '=', report.id)
		.execute();
	if (accepted) {
		await tx
			.updateTable('task')
			.set({ state: 'accepted', accepted_at: now })
			.where('id', '=', task.id)
			.execute();
	} else {
		const progress = await tx
			.selectFrom('task_report')
			.select('percent')
			.where('task_id', '=', task.id)
			.where('kind', '=', 'progress')
			.orderBy('reported_at')
			.execute();
		await tx
			.updateTable('task')
			.set({ state: 'in_progress', percent: percentAfterReturn(progress), result: null, reported_at: null })
			.where('id', '=', task.id)
			.execute();
	}
	await context.emit(accepted ? 'task.accepted' : 'task.returned', {
		subject: { type: 'task', id: task.id },
		unitId: task.unitId,
		documentId: task.documentId,
		personId: task.ownerId,
		after: { reportId: report.id, title: task.title },
	});
});
