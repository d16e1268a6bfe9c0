import { sql } from 'kysely';
import { titlesNotShared } from '#lib/features/recognition/public.server.ts';
import { registerSiteSource, type SiteCandidate } from '#lib/features/site/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { siteBlocksOf } from './domain/site-blocks.ts';

type Row = {
	sourceId: string;
	unitId: string;
	title: string;
	theme: string;
	day: Day;
	personId: string;
	name: string;
	consentedAt: Date;
	body: string;
};

/** Talks that were presented and whose speaker agrees, with the accepted text. `wanted` narrows `talk t`. */
const published = async (tx: Tx, wanted: ReturnType<typeof sql>): Promise<SiteCandidate[]> => {
	const found = await sql<Row>`
		select t.id as "sourceId", t.unit_id as "unitId", n.title, t.theme, t.held_on as day, t.speaker_id as "personId", s.full_name as name,
			t.consent_at as "consentedAt", n.body
		from talk t
		join talk_version n on n.tenant_id = t.tenant_id and n.talk_id = t.id and n.version = t.final_version
		join person s on s.tenant_id = t.tenant_id and s.id = t.speaker_id
		where t.tenant_id = (select meta.tenant()) and t.state = 'presented' and t.consent ${wanted}`.execute(tx);
	const units = [...new Set(found.rows.map(({ unitId }) => unitId))];
	const withheld = units.length > 0 ? await titlesNotShared(tx, units) : [];
	return found.rows.map(({ personId, name, consentedAt, body, ...talk }) => ({
		kind: 'talk',
		...talk,
		author: { personId, name, consentedAt },
		blocks: siteBlocksOf(body, withheld),
	}));
};

registerSiteSource({
	kind: 'talk',
	ready: (tx, { unitIds, today, limit }) =>
		published(
			tx,
			sql`and t.unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[]) and t.held_on <= ${today} order by t.held_on desc, t.id limit ${limit}`,
		),
	find: async (tx, sourceId) =>
		uuidPattern.test(sourceId) ? ((await published(tx, sql`and t.id = ${sourceId}`))[0] ?? null) : null,
});
