import { sql } from 'kysely';
import { clausesOf } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { refused } from '#lib/shared/failures.ts';
import { cutAtWord } from '#lib/text/cut-at-word.ts';
import { type Choice, hasSeveral, isRightAnswer } from './domain/check.ts';
import type { KnownRound } from './facts.server.ts';
import { mayAnswer, mayArrange, maySeePeople } from './policy.ts';
import { documentsOfRound, seen } from './queries.server.ts';

type Row = {
	id: string;
	body: string;
	choices: Choice[];
	explanation: string;
	clauseId: string;
	documentId: string;
	anchor: string;
	label: string;
	typeName: string;
	number: string | null;
	chosen: number[] | null;
};

/** A clause by its label and the beginning of its words. */
const placeOf = (clause: { label: string; words: string }): string =>
	[clause.label, cutAtWord(clause.words, 80)].filter(Boolean).join(' ');

const questionsOf = async (tx: Tx, actor: Actor, roundId: string): Promise<Row[]> =>
	(
		await sql<Row & { words: string }>`
			select q.id, q.body, q.choices, q.explanation, q.clause_id as "clauseId", c.document_id as "documentId", c.anchor, c.label, coalesce(c.heading, c.text) as words,
				d.type_name as "typeName", d.number, a.chosen
			from study_question q
			join clause c on c.tenant_id = q.tenant_id and c.id = q.clause_id
			join document d on d.tenant_id = c.tenant_id and d.id = c.document_id
			left join study_answer a on a.tenant_id = q.tenant_id and a.question_id = q.id and a.person_id = ${actor.personId}
			where q.tenant_id = ${actor.tenantId} and q.round_id = ${roundId} and q.dropped_at is null order by q.position, q.id`.execute(
			tx,
		)
	).rows.map(({ words, ...row }) => ({ ...row, label: placeOf({ label: row.label, words }) }));

export type AskedQuestion = {
	id: string;
	body: string;
	choices: string[];
	several: boolean;
	/** What one answered last, and with it what is right and why; null before. */
	answer: {
		chosen: number[];
		isRight: boolean;
		right: number[];
		explanation: string;
		clause: { href: string; label: string; document: string };
	} | null;
};

const asked = (row: Row): AskedQuestion => ({
	id: row.id,
	body: row.body,
	choices: row.choices.map(({ body }) => body),
	several: hasSeveral(row.choices),
	answer: row.chosen && {
		chosen: row.chosen,
		isRight: isRightAnswer(row.choices, row.chosen),
		right: row.choices.flatMap(({ isRight }, at) => (isRight ? [at] : [])),
		explanation: row.explanation,
		clause: {
			href: `/van-ban/${row.documentId}#${row.anchor}`,
			label: row.label,
			document: documentName(row),
		},
	},
});

/** The check of a round as one answers it; what is right is told with the answer and not before. @throws Failure missing */
export const checkPage = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
): Promise<{ round: KnownRound; questions: AskedQuestion[]; mayAnswer: boolean; mayArrange: boolean }> => {
	const round = await seen(tx, actor, roundId);
	return {
		round,
		questions: (await questionsOf(tx, actor, round.id)).map(asked),
		mayAnswer: mayAnswer(round).allowed,
		mayArrange: mayArrange(actor, round).allowed,
	};
};

/** How many questions a round asks, and how many of them one has answered. Who may see the round is the caller's to ask. */
export const checkFigures = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
): Promise<{ questions: number; answered: number }> => {
	const rows = await questionsOf(tx, actor, roundId);
	return { questions: rows.length, answered: rows.filter(({ chosen }) => chosen !== null).length };
};

export type WrittenQuestion = {
	id: string;
	body: string;
	choices: Choice[];
	explanation: string;
	clauseId: string;
	place: string;
	/** Null until five people have answered. */
	counts: { answered: number; rightFirst: number } | null;
};

/** The questions of a round for who leads its unit: how they are put, and how many were right; never who. @throws Failure missing, refused */
export const questionsPage = async (tx: Tx, actor: Actor, roundId: string) => {
	const round = await seen(tx, actor, roundId);
	const may = maySeePeople(actor, round.unitId);
	if (!may.allowed) throw refused(may.key);
	const counted = await sql<{ questionId: string; answered: number; rightFirst: number }>`
		select question_id as "questionId", answered, right_first as "rightFirst" from public.study_question_counts(${round.id})`.execute(
		tx,
	);
	const counts = new Map(counted.rows.map(({ questionId, ...figures }) => [questionId, figures]));
	const rows = await questionsOf(tx, actor, round.id);
	const arranges = mayArrange(actor, round).allowed;
	const documents = arranges ? await documentsOfRound(tx, actor, round) : [];
	const clauses = [];
	for (const { id, name } of documents)
		clauses.push({
			group: name,
			options: (await clausesOf(tx, actor.tenantId, id)).map((clause) => ({
				value: clause.id,
				label: `${'\u00a0'.repeat(2 * (clause.depth - 1))}${placeOf({ label: clause.label, words: clause.heading ?? clause.text })}`,
			})),
		});
	return {
		round,
		mayArrange: arranges,
		clauses,
		questions: rows.map(
			(row): WrittenQuestion => ({
				id: row.id,
				body: row.body,
				choices: row.choices,
				explanation: row.explanation,
				clauseId: row.clauseId,
				place: `${documentName(row)}, ${row.label}`,
				counts: counts.get(row.id) ?? null,
			}),
		),
	};
};
