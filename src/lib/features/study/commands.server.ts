import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { sessionsOf } from './facts.server.ts';
import { mayCloseRound, mayOrganise, mayPrepare } from './policy.ts';
import { seenRound, subjectOf } from './records.server.ts';
import { BeginInput, ChangeInput, RoundInput } from './schema.ts';

const checkDays = ({ startsOn, paperDueOn }: { startsOn: string; paperDueOn?: string | undefined }): void => {
	if (paperDueOn && paperDueOn < startsOn) throw invalidAt('paperDueOn', 'issue_study_paper_day');
};

/** What is studied, in place of what was there: documents that the actor may read, and sections of them. */
const setDocuments = async (
	{ tx, actor }: CommandContext,
	roundId: string,
	documentIds: readonly string[],
	clauseIds: readonly string[],
): Promise<void> => {
	const documents = await documentsForReading(tx, actor, documentIds);
	if (documents.length !== new Set(documentIds).size) throw invalidAt('documentIds', 'issue_study_documents');
	const tenant_id = actor.tenantId;
	await tx
		.deleteFrom('study_round_clause')
		.where('tenant_id', '=', tenant_id)
		.where('round_id', '=', roundId)
		.execute();
	await tx
		.deleteFrom('study_round_document')
		.where('tenant_id', '=', tenant_id)
		.where('round_id', '=', roundId)
		.execute();
	await tx
		.insertInto('study_round_document')
		.values(
			documents.map(({ id }, position) => ({ tenant_id, round_id: roundId, document_id: id, position })),
		)
		.execute();
	if (clauseIds.length === 0) return;
	const ids = (list: readonly string[]): string => `{${list.join(',')}}`;
	await sql`insert into study_round_clause (tenant_id, round_id, document_id, clause_id)
		select tenant_id, ${roundId}::uuid, document_id, id from clause
		where tenant_id = ${tenant_id} and id = any(${ids(clauseIds)}::text::uuid[]) and document_id = any(${ids(documentIds)}::text::uuid[])`.execute(
		tx,
	);
};

/** Begins to prepare a study round of documents. @throws Failure refused, invalid (days, documents) */
export const beginRound = command('study.begin', BeginInput, async (context, input) => {
	const { tx, actor, now } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayOrganise(actor, input.unitId));
	checkDays(input);
	const roundId = context.newId();
	await tx
		.insertInto('study_round')
		.values({
			tenant_id: actor.tenantId,
			id: roundId,
			unit_id: input.unitId,
			title: input.title,
			purpose: input.purpose,
			guidance: input.guidance,
			state: 'preparing',
			starts_on: input.startsOn,
			paper_due_on: input.paperDueOn ?? null,
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await setDocuments(context, roundId, input.documentIds, []);
	await context.emit('study.begun', {
		...subjectOf({ id: roundId, unitId: input.unitId }),
		after: { title: input.title },
	});
	return { roundId };
});

/** Changes what a round is about, until it is published. */
export const changeRound = command('study.change', ChangeInput, async (context, input) => {
	const { tx, actor } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayPrepare(actor, round));
	checkDays(input);
	await tx
		.updateTable('study_round')
		.set({
			title: input.title,
			purpose: input.purpose,
			guidance: input.guidance,
			starts_on: input.startsOn,
			paper_due_on: input.paperDueOn ?? null,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', round.id)
		.execute();
	await setDocuments(context, round.id, input.documentIds, input.clauseIds);
	await context.emit('study.changed', {
		...subjectOf(round),
		before: {
			title: round.title,
			startsOn: round.startsOn,
			paperDueOn: round.paperDueOn,
			documentIds: round.documentIds,
		},
		after: {
			title: input.title,
			startsOn: input.startsOn,
			paperDueOn: input.paperDueOn ?? null,
			documentIds: input.documentIds,
		},
	});
});

/** Ends a round; what was noted is fixed. */
export const closeRound = command('study.close', RoundInput, async (context, input) => {
	const { tx, actor, now } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayCloseRound(actor, round));
	await tx
		.updateTable('study_round')
		.set({ state: 'closed', closed_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', round.id)
		.execute();
	const sessions = await sessionsOf(tx, actor.tenantId, round.id);
	for (const documentId of round.documentIds)
		await context.emit('study.closed', {
			...subjectOf(round),
			documentId,
			after: { title: round.title, sessions: sessions.length },
		});
});
