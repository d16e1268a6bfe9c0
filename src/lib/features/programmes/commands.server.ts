import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { indexRecords } from '#lib/features/search/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { type Issue, invalid } from '#lib/shared/failures.ts';
import { draftProgramme, requireDocuments } from './draft.server.ts';
import { type KnownTask, programmeFacts } from './facts.server.ts';
import {
	mayAssign,
	mayCancelTask,
	mayChangeProgramme,
	mayChangeTask,
	mayClose,
	mayGive,
	mayIssue,
	mayPrepare,
} from './policy.ts';
import { setDocuments, setTaskLinks, takeUpClauses } from './records.server.ts';
import {
	AddTaskInput,
	CancelTaskInput,
	ChangeProgrammeInput,
	ChangeTaskInput,
	CloseProgrammeInput,
	CreateProgrammeInput,
	GiveTaskInput,
	IssueProgrammeInput,
} from './schema.ts';
import { issue, seenProgramme, seenTask } from './seen.server.ts';
import { checkTask, createTask, insertTask, type TaskWords } from './tasks.server.ts';

/** Begins an action programme for documents: a draft that only those who prepare it see. */
export const createProgramme = command('programme.create', CreateProgrammeInput, async (context, input) => {
	const unit = await requireUnit(context.tx, input.unitId);
	context.permit(mayPrepare(context.actor, { unitId: unit.id, path: unit.path }));
	return draftProgramme(context, input);
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

/** Closes a programme: nothing more is given in it, its recurring work ends; what is owed stays owed. */
export const closeProgramme = command('programme.close', CloseProgrammeInput, async (context, input) => {
	const { tx, actor, now } = context;
	const programme = await seenProgramme(context, input.programmeId);
	context.permit(mayClose(actor, programme));
	await tx.updateTable('programme').set({ state: 'closed' }).where('id', '=', programme.id).execute();
	await tx
		.updateTable('recurrence')
		.set({ stopped_at: now, stopped_by: context.personId })
		.where('programme_id', '=', programme.id)
		.where('stopped_at', 'is', null)
		.execute();
	await context.emit('programme.closed', {
		subject: { type: 'programme', id: programme.id },
		unitId: programme.unitId,
		documentId: programme.documentIds[0] ?? null,
		after: { title: programme.title },
	});
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
	const fixed = [
		...(task.state === 'reported' ? fixedWhileReported(task, input) : []),
		// Once it binds, a deadline moves with a reason only: see `moveDeadline`.
		...(task.state !== 'reported' && task.programmeState === 'issued' && input.dueOn !== task.dueOn
			? [issue('dueOn', 'issue_due_moves_with_reason')]
			: []),
	];
	if (fixed.length > 0) throw invalid(fixed);
	await tx
		.updateTable('task')
		.set({
			title: input.title,
			result_expected: input.resultExpected,
			owner_id: input.ownerId,
			supervisor_id: input.supervisorId,
			due_on: input.dueOn,
			starts_on: input.startsOn ?? null,
		})
		.where('id', '=', task.id)
		.execute();
	await setTaskLinks(context, task.id, { clauses, helperIds: input.helperIds });
	await takeUpClauses(context, task.programmeId, clauses);
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
