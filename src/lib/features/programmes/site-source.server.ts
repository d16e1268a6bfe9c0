import { type RawBuilder, sql } from 'kysely';
import { registerSiteSource, type SiteBlock, type SiteCandidate } from '#lib/features/site/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, dayOf, longDate } from '#lib/shared/calendar.ts';

type Row = {
	id: string;
	unitId: string;
	title: string;
	startsOn: Day;
	endsOn: Day;
	issuedAt: Date;
	tasks: number;
	assigned: number;
	inProgress: number;
	reported: number;
	accepted: number;
};

/** How far a programme is, in figures by the state of its tasks: no task by its title, nobody by name. */
const blocksOf = (row: Row): SiteBlock[] => {
	const done = m.programme_site_accepted({ count: row.accepted, of: row.tasks });
	const period = m.programme_site_period({ from: longDate(row.startsOn), to: longDate(row.endsOn) });
	const rest = [
		[row.reported, m.programme_site_reported],
		[row.inProgress, m.programme_site_in_progress],
		[row.assigned, m.programme_site_assigned],
	] as const;
	return [
		{ kind: 'paragraph', text: `${period} ${done}` },
		...rest
			.filter(([count]) => count > 0)
			.map(([count, say]) => ({ kind: 'paragraph' as const, text: say({ count }) })),
	];
};

const programmes = async (tx: Tx, which: RawBuilder<unknown>, limit: number): Promise<SiteCandidate[]> => {
	const state = (name: string): RawBuilder<number> =>
		sql<number>`(select count(*)::int from task t where t.tenant_id = p.tenant_id and t.programme_id = p.id and t.state = ${name})`;
	const found = await sql<Row>`
		select p.id, p.unit_id as "unitId", p.title, p.starts_on as "startsOn", p.ends_on as "endsOn", p.issued_at as "issuedAt",
			(select count(*)::int from task t where t.tenant_id = p.tenant_id and t.programme_id = p.id and t.state <> 'cancelled') as tasks,
			${state('assigned')} as assigned, ${state('in_progress')} as "inProgress", ${state('reported')} as reported, ${state('accepted')} as accepted
		from programme p
		where p.tenant_id = (select meta.tenant()) and p.kind = 'action' and p.state in ('issued', 'closed') and p.issued_at is not null and ${which}
		order by p.issued_at desc, p.id desc limit ${limit}`.execute(tx);
	return found.rows.map((row) => ({
		kind: 'programme',
		sourceId: row.id,
		unitId: row.unitId,
		title: row.title,
		theme: '',
		day: dayOf(row.issuedAt),
		author: null,
		blocks: blocksOf(row),
	}));
};

registerSiteSource({
	kind: 'programme',
	ready: (tx, { unitIds, limit }) =>
		programmes(tx, sql`p.unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[])`, limit),
	find: async (tx, sourceId) => (await programmes(tx, sql`p.id = ${sourceId}`, 1))[0] ?? null,
});
