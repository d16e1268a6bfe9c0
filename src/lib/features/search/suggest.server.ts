import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { foldWord, wordsOf } from '#lib/text/search-tokens.ts';
import { completionPlan } from './domain/completion.ts';
import { vocabularyOf } from './find.server.ts';

/** What a field offers while one types: where it leads, and the words of it. */
export type Suggestion = { kind: 'document' | 'person'; href: string; lead: string | null; text: string };

const MOST_DOCUMENTS = 6;
const MOST_PEOPLE = 3;

/** Words that begin like the one that is being typed, the commonest first. */
const completionsOf = async (tx: Tx, tenantId: string, begun: string): Promise<string[]> => {
	const folded = foldWord(begun);
	const found = await sql<{ term: string }>`
		select term from search_term
		where tenant_id = ${tenantId} and folded >= ${folded} and folded < ${`${folded}\uffff`} and position(' ' in folded) = 0
		order by share desc nulls last, term limit 12`.execute(tx);
	const hasMarks = begun !== folded;
	return found.rows.map(({ term }) => term).filter((term) => !hasMarks || term.startsWith(begun));
};

/**
 * Documents by title or number, and people, that may be meant by what has been typed so far. The last word may be
 * unfinished.
 */
export const suggestionsFor = async (
	tx: Tx,
	actor: Actor,
	text: string,
	today: Day,
): Promise<Suggestion[]> => {
	const words = wordsOf(text).slice(0, 12);
	const begun = words.at(-1);
	if (!begun || text.trim().length < 2) return [];
	const vocabulary = await vocabularyOf(tx, actor.tenantId, [...new Set(words.map(foldWord))]);
	const completions = /[\s/-]$/.test(text) ? [] : await completionsOf(tx, actor.tenantId, begun);
	const plan = completionPlan(words, completions, vocabulary);
	if (!plan) return [];
	const documents = await sql<{ id: string; typeName: string; number: string | null; title: string }>`
		select d.id, d.type_name as "typeName", d.number, d.title
		from public.search_passages(${sql.val([plan.head])}::text[], array[${plan.share}]::real[], '{}', '{}', '{}', '{}', null, ${sql.val(plan.terms)}::text[], ${sql.val(plan.weights)}::real[],
			'{}', null, false, ${today}::date, 0, ${MOST_DOCUMENTS}::integer) with ordinality as s(document_id, part, a, b, day, facets, score, found, passages, more, place)
		join document d on d.tenant_id = ${actor.tenantId} and d.id = s.document_id
		order by s.place`.execute(tx);
	const people = await sql<{ id: string; fullName: string; jobTitle: string }>`
		select p.id, p.full_name as "fullName", p.job_title as "jobTitle"
		from public.search_people(${sql.val([plan.head])}::text[], ${sql.val(plan.terms)}::text[], ${sql.val(plan.weights)}::real[], ${today}::date, ${MOST_PEOPLE}::integer) s
		join person p on p.tenant_id = ${actor.tenantId} and p.id = s.record_id
		order by s.score desc, p.sort_key collate "vi-x-icu"`.execute(tx);
	return [
		...documents.rows.map(
			({ id, typeName, number, title }): Suggestion => ({
				kind: 'document',
				href: `/van-ban/${id}`,
				lead: documentName({ typeName, number }),
				text: title,
			}),
		),
		...people.rows.map(
			({ id, fullName, jobTitle }): Suggestion => ({
				kind: 'person',
				href: `/to-chuc/nguoi/${id}`,
				lead: null,
				text: [fullName, jobTitle].filter(Boolean).join(', '),
			}),
		),
	];
};
