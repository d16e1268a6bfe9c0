import { sql } from 'kysely';
import { readableAmong } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';

/** A citation as a link in the text of a clause. */
export type CitationLink = {
	clauseId: string;
	inHeading: boolean;
	start: number;
	end: number;
	href: string;
	/** What one gets to know before following it: the cited document's title, or that it is not there yet. */
	title: string;
	isMissing: boolean;
};

type LinkRow = {
	clauseId: string;
	inHeading: boolean;
	start: number;
	end: number;
	wantedKey: string | null;
	targetId: string | null;
	targetAnchor: string | null;
	targetTitle: string | null;
};

/** The card of a document that is cited and not there. */
export const missingHref = (key: string): string =>
	`/van-ban/con-thieu?khoa=${encodeURIComponent(key)}#${encodeURIComponent(key)}`;

/** The links of a document's text: to cited documents that the actor may read, to clauses of its own, to cards that wait. */
export const citationLinksOf = async (tx: Tx, actor: Actor, documentId: string): Promise<CitationLink[]> => {
	const { rows } = await sql<LinkRow>`
		select c.clause_id as "clauseId", c.in_heading as "inHeading", c.starts as start, c.ends as end, c.wanted_key as "wantedKey",
			c.target_id as "targetId", c.target_anchor as "targetAnchor", t.title as "targetTitle"
		from citation c
		left join document t on t.tenant_id = c.tenant_id and t.id = c.target_id
		where c.tenant_id = ${actor.tenantId} and c.document_id = ${documentId} order by c.clause_id, c.starts`.execute(
		tx,
	);
	const readable = await readableAmong(
		tx,
		actor,
		rows.flatMap(({ wantedKey, targetId }) => (wantedKey && targetId ? [targetId] : [])),
	);
	return rows.flatMap(({ wantedKey, targetId, targetAnchor, targetTitle, ...place }): CitationLink[] => {
		const anchor = targetAnchor ? `#${targetAnchor}` : '';
		if (wantedKey === null) return anchor ? [{ ...place, href: anchor, title: '', isMissing: false }] : [];
		if (targetId === null) return [{ ...place, href: missingHref(wantedKey), title: '', isMissing: true }];
		// What one may not read is not pointed to.
		return readable.has(targetId)
			? [{ ...place, href: `/van-ban/${targetId}${anchor}`, title: targetTitle ?? '', isMissing: false }]
			: [];
	});
};
