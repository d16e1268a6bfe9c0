import { command } from '#lib/platform/command/command.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { clausesAmong } from './facts.server.ts';
import { mayAnswerClauses } from './policy.ts';
import { sectionsWithTasks } from './queries-coverage.server.ts';
import { ApplicableInput, NotApplicableInput } from './schema.ts';
import { issue, seenProgramme } from './seen.server.ts';

/** Says of clauses that they do not apply to the unit, and why. Clauses that tasks carry out do apply. */
export const setNotApplicable = command('clause.set_aside', NotApplicableInput, async (context, input) => {
	const { tx, actor, now } = context;
	const programme = await seenProgramme(context, input.programmeId);
	context.permit(mayAnswerClauses(actor, programme));
	const clauses = await clausesAmong(tx, actor.tenantId, input.clauseIds, programme.documentIds);
	if (clauses.length !== input.clauseIds.length) throw missing('failure_not_found');
	const carried = await sectionsWithTasks(tx, actor.tenantId, programme.id);
	if (clauses.some(({ id }) => carried.has(id)))
		throw invalid([issue('clauseIds', 'issue_clause_has_tasks')]);
	for (const clause of clauses) {
		const row = { reason: input.reason, decided_by: context.personId, decided_at: now };
		await tx
			.insertInto('clause_not_applicable')
			.values({
				tenant_id: actor.tenantId,
				programme_id: programme.id,
				clause_id: clause.id,
				document_id: clause.documentId,
				...row,
			})
			.onConflict((found) => found.columns(['tenant_id', 'programme_id', 'clause_id']).doUpdateSet(row))
			.execute();
	}
	for (const documentId of new Set(clauses.map((clause) => clause.documentId)))
		await context.emit('clause.not_applicable', {
			subject: { type: 'programme', id: programme.id },
			unitId: programme.unitId,
			documentId,
			after: {
				title: programme.title,
				reason: input.reason,
				clauseIds: clauses.filter((clause) => clause.documentId === documentId).map(({ id }) => id),
			},
		});
	return { count: clauses.length };
});

/** Takes back that a clause does not apply: it waits for its answer again. */
export const setApplicable = command('clause.take_up', ApplicableInput, async (context, input) => {
	const { tx, actor } = context;
	const programme = await seenProgramme(context, input.programmeId);
	context.permit(mayAnswerClauses(actor, programme));
	const gone = await tx
		.deleteFrom('clause_not_applicable')
		.where('programme_id', '=', programme.id)
		.where('clause_id', '=', input.clauseId)
		.returning(['document_id', 'reason'])
		.executeTakeFirst();
	if (!gone) throw missing('failure_not_found');
	await context.emit('clause.applicable', {
		subject: { type: 'programme', id: programme.id },
		unitId: programme.unitId,
		documentId: gone.document_id,
		before: { reason: gone.reason, clauseIds: [input.clauseId] },
		after: { title: programme.title },
	});
});
