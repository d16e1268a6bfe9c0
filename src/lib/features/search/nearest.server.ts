import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { foldWord, tokensOf } from '#lib/text/search-tokens.ts';
import { type Known, nearestTo } from './domain/nearest.ts';
import { vocabularyOf } from './find.server.ts';

/**
 * The query with every word that occurs nowhere put right, or null when there is nothing to put right. Asked for only when
 * nothing was found: it looks through all words of the tenant that begin alike or are about as long.
 */
export const nearestQuery = async (tx: Tx, tenantId: string, text: string): Promise<string | null> => {
	const plain = text.normalize('NFC');
	const tokens = tokensOf(plain);
	const vocabulary = await vocabularyOf(tx, tenantId, [...new Set(tokens.map(({ word }) => foldWord(word)))]);
	const unknown = tokens.filter(({ word }) => !vocabulary.has(foldWord(word)));
	if (unknown.length === 0) return null;
	const found = await sql<Known>`
		select term, share from search_term
		where tenant_id = ${tenantId} and position(' ' in term) = 0 and left(term, 1) <> '@' and term !~ '[0-9]'
			and length(folded) between ${Math.min(...unknown.map(({ word }) => word.length)) - 2} and ${Math.max(...unknown.map(({ word }) => word.length)) + 2}
		order by share desc nulls last limit 20000`.execute(tx);
	let mended = plain;
	let isMended = false;
	for (const token of [...unknown].reverse()) {
		const nearest = nearestTo(token.word, found.rows);
		if (!nearest) continue;
		isMended = true;
		mended = mended.slice(0, token.start) + nearest + mended.slice(token.end);
	}
	return isMended ? mended : null;
};
