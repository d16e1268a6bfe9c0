import { type RawBuilder, sql } from 'kysely';
import { registerSiteSource, type SiteCandidate } from '#lib/features/site/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';

type Row = {
	id: string;
	unitId: string;
	personId: string;
	personName: string;
	title: string;
	deed: string;
	field: string;
	honouredOn: Day;
	consentAt: Date;
};

/** What was announced of a person who lets it be shown beyond the unit, and does not ask to be unnamed within it. */
const shown = async (tx: Tx, which: RawBuilder<unknown>, limit: number): Promise<SiteCandidate[]> => {
	const found = await sql<Row>`
		select r.id, r.unit_id as "unitId", r.person_id as "personId", p.full_name as "personName", r.title, r.deed, r.field, r.honoured_on as "honouredOn",
			r.consent_at as "consentAt"
		from recognition r join person p on p.tenant_id = r.tenant_id and p.id = r.person_id
		where r.tenant_id = (select meta.tenant()) and r.state = 'announced' and r.consent and r.is_named and ${which}
		order by r.honoured_on desc, r.id desc limit ${limit}`.execute(tx);
	return found.rows.map((row) => ({
		kind: 'example',
		sourceId: row.id,
		unitId: row.unitId,
		title: row.title,
		theme: row.field,
		day: row.honouredOn,
		author: { personId: row.personId, name: row.personName, consentedAt: row.consentAt },
		blocks: row.deed
			.split(/\n+/)
			.map((text) => text.trim())
			.filter(Boolean)
			.map((text) => ({ kind: 'paragraph', text })),
	}));
};

registerSiteSource({
	kind: 'example',
	ready: (tx, { unitIds, limit }) =>
		shown(tx, sql`r.unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[])`, limit),
	find: async (tx, sourceId) => (await shown(tx, sql`r.id = ${sourceId}`, 1))[0] ?? null,
});
