import { bearsSecretMark } from '#lib/features/library/public.server.ts';
import { type CommandContext, command, type Door, look } from '#lib/platform/command/command.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { mediaTypeOf, safeFileName } from '#lib/shared/file-kind.ts';
import { completionLacks, percentAfterReturn } from './domain/completion.ts';
import { proposedOutcome } from './domain/indicators.ts';
import { canMove } from './domain/task-states.ts';
import { taskFacts } from './facts.server.ts';
import { measuredOf } from './indicators.server.ts';
import { refuseWhileWaiting } from './order.server.ts';
import { mayDecide, mayReport, maySeeTask } from './policy.ts';
import { insertEvidence, type NewEvidence } from './records.server.ts';
import { DecideReportInput, type ReportTask, ReportTaskInput } from './schema.ts';
import { issue, seenTask } from './seen.server.ts';

/** Evidence of a report; files are on disk when this returns. */
const takeEvidence = async ({ files }: CommandContext, input: ReportTask): Promise<NewEvidence[]> => {
	const evidence: NewEvidence[] = [
		...input.links.map(({ title, url }): NewEvidence => ({ kind: 'link', title: title || url, url })),
		...input.texts.map(
			({ title, body }): NewEvidence => ({ kind: 'text', title: title || body.slice(0, 80), body }),
		),
	];
	for (const { name, bytes } of input.files) {
		const stored = await files.put(bytes);
		const fileName = safeFileName(name, 'minh-chung');
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

const recordReport = command('task.report', ReportTaskInput, async (context, input) => {
	const { tx, actor, now } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayReport(actor, task, input.kind));
	await refuseWhileWaiting(context, task.id);
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
			difficulty: input.difficulty || null,
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

/**
 * Reports on a task: progress, or that it is done, with its evidence. Files are looked at first, before a transaction is
 * open: one that bears a mark of secrecy, in its name or its text, is never written.
 * @throws Failure as a command does
 */
export const reportTask = Object.assign(async (door: Door, raw: unknown): Promise<{ reportId: string }> => {
	const input = ReportTaskInput.safeParse(raw);
	// What is wrong otherwise, the command says in its own words.
	if (input.success && input.data.files.length > 0) {
		const task = await look(door, (tx) => taskFacts(tx, door.actor.tenantId, input.data.taskId));
		if (maySeeTask(door.actor, task).allowed)
			for (const { name, bytes } of input.data.files)
				if (await bearsSecretMark(name, bytes)) throw invalid([issue('files', 'issue_file_secret')]);
	}
	return recordReport(door, raw);
}, recordReport);

/**
 * The supervisor accepts a result, saying how it stands against the target, or returns it with the reason. Where the
 * supervisor says nothing, what was measured speaks.
 */
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
	const outcome = accepted
		? (input.outcome ?? proposedOutcome(await measuredOf(tx, task.id)) ?? 'reached')
		: null;
	if (accepted) {
		await tx
			.updateTable('task')
			.set({ state: 'accepted', accepted_at: now, outcome })
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
		after: { reportId: report.id, title: task.title, ...(outcome ? { outcome } : {}) },
	});
});
