import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';

/** So many passages tell how common a word is. */
const SAMPLE = 20_000;
/** A word met less often in the sample counts as rare. */
const LEAST = 4;

/**
 * Estimates from a sample in which share of the passages each word, pair and facet occurs. What is common is left out when
 * a search is narrowed, and weighs little; the estimate may be old without a result being wrong.
 */
export const countTerms = async (tx: Tx, tenantId: string): Promise<void> => {
	const counted = await sql<{ total: number }>`
		select count(*)::int as total from search_passage where tenant_id = ${tenantId}`.execute(tx);
	const total = counted.rows[0]?.total ?? 0;
	await sql`
		create temporary table search_count on commit drop as
		with sample as materialized (
			select words, facets from search_passage where tenant_id = ${tenantId}
				and (${total} <= ${SAMPLE} or random() < ${SAMPLE / Math.max(1, total)})
		), size as (select greatest(count(*), 1)::real as n from sample)
		select x.term collate "C" as term, (count(*) / max(n))::real as share
		from sample, size, lateral (
			select unnest(tsvector_to_array(words)) as term union all select '@' || f from unnest(facets) f) x
		where x.term !~ '^[tcn]:'
		group by x.term having count(*) >= ${LEAST}`.execute(tx);
	await sql`
		insert into search_term (tenant_id, folded, term)
		select ${tenantId}, term, term from search_count where term like '@%' on conflict do nothing`.execute(tx);
	await sql`
		update search_term t set share = c.share
		from search_count c where t.tenant_id = ${tenantId} and t.term = c.term
			and (t.share is null or abs(t.share - c.share) > 0.2 * c.share)`.execute(tx);
	await sql`
		update search_term t set share = null
		where t.tenant_id = ${tenantId} and t.share is not null and not exists (select from search_count c where c.term = t.term)`.execute(
		tx,
	);
	await sql`drop table search_count`.execute(tx);
	await sql`
		insert into search_state (tenant_id, rules, counted_passages, counted_at) values (${tenantId}, 0, ${total}, now())
		on conflict (tenant_id) do update set counted_passages = excluded.counted_passages, counted_at = excluded.counted_at`.execute(
		tx,
	);
};

/** So many passages count as recent; what is common is looked for among them first. */
const RECENT = 16_000;

/**
 * Draws the line anew between what is recent and what is not. Only rows that change sides are touched; while a tenant has few
 * passages all are recent.
 */
export const drawRecentLine = async (tx: Tx, tenantId: string): Promise<void> => {
	await sql`
		update search_state set recent_from = (
			select p.day from search_passage p where p.tenant_id = ${tenantId} order by p.day desc offset ${RECENT} limit 1)
		where tenant_id = ${tenantId}`.execute(tx);
	await sql`
		update search_passage p set is_recent = (s.recent_from is null or p.day >= s.recent_from)
		from search_state s
		where s.tenant_id = ${tenantId} and p.tenant_id = ${tenantId}
			and p.is_recent <> (s.recent_from is null or p.day >= s.recent_from)`.execute(tx);
};
