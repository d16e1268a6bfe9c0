import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { type Choice, isRightAnswer } from './domain/check.ts';
import type { KnownRound } from './facts.server.ts';
import { mayAnswer, mayArrange } from './policy.ts';
import { seenRound, subjectOf } from './records.server.ts';
import { AnswerInput, DropQuestionInput, QuestionInput } from './schema.ts';

type KnownQuestion = { id: string; roundId: string; position: number; body: string; choices: Choice[] };

/** A question that is asked, locked, with its round. @throws Failure missing */
const seenQuestion = async (
	context: CommandContext,
	questionId: string,
): Promise<{ question: KnownQuestion; round: KnownRound }> => {
	const found = await sql<KnownQuestion>`
		select id, round_id as "roundId", position, body, choices from study_question
		where tenant_id = ${context.actor.tenantId} and id = ${questionId} and dropped_at is null for update`.execute(
		context.tx,
	);
	const question = found.rows[0];
	if (!question) throw missing('failure_not_found');
	return { question, round: await seenRound(context, question.roundId) };
};

const drop = async ({ tx, actor, now }: CommandContext, questionId: string): Promise<void> => {
	await tx
		.updateTable('study_question')
		.set({ dropped_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', questionId)
		.execute();
};

/** Only a clause of what is studied may be asked about. */
const requireClause = async (
	{ tx, actor }: CommandContext,
	round: KnownRound,
	clauseId: string,
): Promise<void> => {
	const clause = await tx
		.selectFrom('clause')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', clauseId)
		.where('document_id', 'in', round.documentIds)
		.executeTakeFirst();
	if (!clause) throw invalidAt('clauseId', 'issue_study_clause');
};

const nextPosition = async ({ tx, actor }: CommandContext, roundId: string): Promise<number> => {
	const last = await tx
		.selectFrom('study_question')
		.select(({ fn }) => fn.max('position').as('position'))
		.where('tenant_id', '=', actor.tenantId)
		.where('round_id', '=', roundId)
		.executeTakeFirst();
	return (last?.position ?? 0) + 1;
};

/**
 * Asks a question in the check of a round, or asks one anew in other words: what was answered to the old words goes with them.
 * @throws Failure refused, missing, invalid (choices, a clause of something else)
 */
export const setQuestion = command('study.set_question', QuestionInput, async (context, input) => {
	const { tx, actor, now, personId } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayArrange(actor, round));
	await requireClause(context, round, input.clauseId);
	const before = input.questionId ? (await seenQuestion(context, input.questionId)).question : null;
	if (before && before.roundId !== round.id) throw missing('failure_not_found');
	if (before) await drop(context, before.id);
	const id = context.newId();
	await tx
		.insertInto('study_question')
		.values({
			tenant_id: actor.tenantId,
			id,
			round_id: round.id,
			position: before?.position ?? (await nextPosition(context, round.id)),
			clause_id: input.clauseId,
			body: input.body,
			choices: JSON.stringify(input.choices),
			explanation: input.explanation,
			written_by: personId,
			written_at: now,
		})
		.execute();
	await context.emit('study.question_set', {
		...subjectOf(round),
		...(before ? { before: { questionId: before.id, body: before.body } } : {}),
		after: { questionId: id, body: input.body },
	});
	return { questionId: id };
});

/** A question is no longer asked. */
export const dropQuestion = command('study.drop_question', DropQuestionInput, async (context, input) => {
	const { question, round } = await seenQuestion(context, input.questionId);
	context.permit(mayArrange(context.actor, round));
	await drop(context, question.id);
	await context.emit('study.question_dropped', {
		...subjectOf(round),
		before: { questionId: question.id, body: question.body },
	});
});

/**
 * Somebody answers a question for themselves, as often as they like. No event is written: what one answered is nobody else's.
 * @returns whether it was right
 */
export const answerQuestion = command(
	'study.answer',
	AnswerInput,
	async (context, input) => {
		const { tx, actor, now, personId } = context;
		const { question, round } = await seenQuestion(context, input.questionId);
		context.permit(mayAnswer(round));
		const chosen = [...new Set(input.chosen)].filter((at) => at < question.choices.length).sort();
		if (chosen.length === 0) throw invalidAt('chosen', 'issue_study_answer');
		const isRight = isRightAnswer(question.choices, chosen);
		const values = { chosen, answered_at: now };
		await tx
			.insertInto('study_answer')
			.values({
				tenant_id: actor.tenantId,
				question_id: question.id,
				person_id: personId,
				first_right: isRight,
				...values,
			})
			.onConflict((on) => on.columns(['tenant_id', 'question_id', 'person_id']).doUpdateSet(values))
			.execute();
		return { isRight };
	},
	{ silent: true },
);
