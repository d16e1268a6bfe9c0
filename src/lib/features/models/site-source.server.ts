import { sql } from 'kysely';
import { registerSiteSource, type SiteBlock, type SiteCandidate } from '#lib/features/site/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';

type Row = {
	sourceId: string;
	unitId: string;
	title: string;
	theme: string;
	at: Date;
	problem: string;
	steps: string;
	conditions: string;
	results: string;
};

const lines = (text: string): SiteBlock[] =>
	text
		.split(/\n+/)
		.filter(Boolean)
		.map((line): SiteBlock => ({ kind: 'paragraph', text: line }));

// Headings of what is published are Vietnamese, as the text below them.
const part = (heading: string, text: string): SiteBlock[] =>
	text ? [{ kind: 'heading', text: heading }, ...lines(text)] : [];

const candidateOf = (row: Row): SiteCandidate => ({
	kind: 'model',
	sourceId: row.sourceId,
	unitId: row.unitId,
	title: row.title,
	theme: row.theme,
	day: dayOf(row.at) as Day,
	// Who is named has agreed before it was proposed; without their word it is approved no longer.
	author: null,
	blocks: [
		...part('Vấn đề đặt ra', row.problem),
		...part('Cách làm', row.steps),
		...part('Điều kiện áp dụng', row.conditions),
		...part('Kết quả', row.results),
	],
});

/** Approved models that their unit lets stand on the site. */
const shown = async (tx: Tx, which: ReturnType<typeof sql>, limit: number): Promise<SiteCandidate[]> => {
	const found = await sql<Row>`
		select m.id as "sourceId", m.unit_id as "unitId", m.title, m.theme, m.decided_at as at, m.problem, m.steps, m.conditions, m.results from model m
		where m.tenant_id = meta.tenant() and m.state = 'approved' and m.is_shown and ${which} order by m.decided_at desc, m.id desc limit ${limit}`.execute(
		tx,
	);
	return found.rows.map(candidateOf);
};

registerSiteSource({
	kind: 'model',
	ready: (tx, { unitIds, limit }) =>
		shown(tx, sql`m.unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[])`, limit),
	find: async (tx, sourceId) => (await shown(tx, sql`m.id = ${sourceId}`, 1))[0] ?? null,
});
