import { fileIssued, type IssuedClause } from '#lib/features/library/public.server.ts';
import { takeNumber, writePaper } from '#lib/features/papers/public.server.ts';
import { addClauses, createTask, setAsideWithin } from '#lib/features/programmes/public.server.ts';
import { publishWithin } from '#lib/features/reading/public.server.ts';
import { carryOutWithin } from '#lib/features/relations/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid } from '#lib/shared/failures.ts';
import { subjectOf, touch } from './commands.server.ts';
import { clausesOfTasks } from './domain/tie-clauses.ts';
import {
	carriedOut,
	type KnownResolution,
	type PlannedTask,
	plannedTasks,
	seenResolution,
} from './facts.server.ts';
import { fingerprintOf, paperOf, wordsOf } from './paper.server.ts';
import { mayIssueResolution } from './policy.ts';
import { IssueInput } from './schema.ts';

/** Why sections of a resolution that set no work ask for none. */
const NO_WORK = 'Phần đánh giá, tổ chức thực hiện chung; nhiệm vụ cụ thể giao tại các mục khác';

const fileName = (mark: string, format: 'docx' | 'pdf'): string =>
	`Nghị quyết ${mark.replace(/[/\\]/g, '-')}.${format}`;

/** Each planned task becomes a task of the clause that states it and of the one from above that it carries out. */
const setToWork = async (
	context: CommandContext,
	resolution: KnownResolution,
	tasks: readonly PlannedTask[],
	document: { documentId: string; clauses: readonly IssuedClause[] },
): Promise<void> => {
	const { tx, actor } = context;
	const places = clausesOfTasks(tasks, document.clauses);
	for (const [index, task] of tasks.entries()) {
		const own = document.clauses[places[index] ?? -1];
		const clauses = [
			...(own ? [{ id: own.id, documentId: document.documentId }] : []),
			...(task.clauseId && task.clauseDocumentId
				? [{ id: task.clauseId, documentId: task.clauseDocumentId }]
				: []),
		];
		if (task.taskId) {
			await addClauses(context, task.taskId, clauses);
			continue;
		}
		const { taskId } = await createTask(context, {
			unitId: resolution.unitId,
			title: task.title,
			resultExpected: task.resultExpected || task.title,
			ownerId: task.ownerId,
			dueOn: task.dueOn,
			clauseIds: clauses.map(({ id }) => id),
			origin: { type: 'resolution', id: resolution.id },
		});
		await tx
			.updateTable('resolution_task')
			.set({ task_id: taskId })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', task.id)
			.execute();
	}
	const atWork = new Set(places.map((place) => document.clauses[place ?? -1]?.id));
	await setAsideWithin(context, {
		unitId: resolution.unitId,
		clauses: document.clauses
			.filter(({ id, isSection }) => isSection && !atWork.has(id))
			.map(({ id }) => ({ id, documentId: document.documentId })),
		reason: NO_WORK,
	});
};

/**
 * Issues a resolution that was carried: it gets its number in the term's register, is written in the prescribed form,
 * filed as a document of the library with its clauses, linked to what it carries out, published, and its tasks are given.
 * @throws Failure refused before the vote is carried; conflict when its words are not those that were voted
 */
export const issueResolution = command('resolution.issue', IssueInput, async (context, input) => {
	const { tx, actor } = context;
	const resolution = await seenResolution(context, input.resolutionId);
	context.permit(mayIssueResolution(actor, resolution));
	if (input.issuedOn > context.today)
		throw invalid([{ path: 'issuedOn', message: sayKey('issue_issued_later') }]);
	const voted = await wordsOf(tx, actor, resolution, false);
	if (fingerprintOf(resolution.title, voted) !== resolution.sha256)
		throw conflict('refused_resolution_altered');
	const tasks = await plannedTasks(tx, actor.tenantId, resolution.id);
	const documents = await carriedOut(tx, actor, resolution.id);
	const given = await takeNumber(context, {
		unitId: resolution.unitId,
		side: 'party',
		type: 'resolution',
		title: resolution.title,
		day: input.issuedOn,
		subject: { type: 'resolution', id: resolution.id },
	});
	const { paper, layout } = await paperOf(tx, actor, resolution, {
		number: given.paperNumber,
		day: input.issuedOn,
		today: context.today,
	});
	const document = await fileIssued(context, {
		unitId: resolution.unitId,
		facts: {
			typeCode: 'NQ',
			number: given.mark,
			issuer: given.body.name,
			issuedOn: input.issuedOn,
			title: resolution.title,
		},
		docx: {
			bytes: await writePaper(paper, layout, 'docx'),
			fileName: fileName(given.mark, 'docx'),
		},
		pdf: {
			bytes: await writePaper(paper, layout, 'pdf'),
			fileName: fileName(given.mark, 'pdf'),
		},
	});
	await carryOutWithin(
		context,
		document.documentId,
		documents.map(({ id }) => id),
	);
	await publishWithin(context, {
		documentId: document.documentId,
		unitId: resolution.unitId,
		audience: input.audience,
		personIds: [],
		readBy: input.readBy,
		note: '',
	});
	await setToWork(context, resolution, tasks, document);
	await touch(context, resolution, {
		state: 'issued',
		document_id: document.documentId,
		mark: given.mark,
		issued_by: context.personId,
		issued_on: input.issuedOn,
	});
	await context.emit('resolution.issued', {
		...subjectOf(resolution),
		documentId: document.documentId,
		after: { mark: given.mark, title: resolution.title, tasks: tasks.length },
	});
	for (const { id } of documents)
		await context.emit('resolution.carries_out', {
			...subjectOf(resolution),
			documentId: id,
			after: { mark: given.mark, title: resolution.title, documentId: document.documentId },
		});
	return { documentId: document.documentId, mark: given.mark };
});
