import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { belowSums, countsOf, earlierFigures } from './counts.server.ts';
import { draftOf } from './domain/draft.ts';
import { type FigureKey, type Figures, figureKeys } from './domain/figures.ts';
import type { Gathers } from './domain/kinds.ts';
import { periodBefore, periodName, sameLastYear } from './domain/periods.ts';
import type { SignedFigure } from './domain/signed.ts';
import type { KnownReport } from './facts.server.ts';

export type Section = {
	key: string;
	part: string;
	title: string;
	prompt: string;
	figures: FigureKey[];
	gathers: Gathers | null;
	draft: string;
	body: string;
	revision: number;
	editedBy: string | null;
	editedAt: Date | null;
};

/** The sections of a report that is being written, in their order (row level security: of the own unit). */
export const sectionsOf = async (tx: Tx, tenantId: string, reportId: string): Promise<Section[]> => {
	const found = await sql<Section>`
		select s.key, s.part, s.title, s.prompt, s.figures, s.gathers, s.draft, s.body, s.revision, p.full_name as "editedBy", s.edited_at as "editedAt"
		from report_section s left join person p on p.tenant_id = s.tenant_id and p.id = s.edited_by
		where s.tenant_id = ${tenantId} and s.report_id = ${reportId} order by s.place`.execute(tx);
	return found.rows;
};

/** Its figures, in the order of the catalogue. */
export const figuresOf = async (tx: Tx, tenantId: string, reportId: string): Promise<SignedFigure[]> => {
	const found = await sql<SignedFigure>`
		select f.key, f.value, f.counted, f.below, f.reason, f.before, f.year_ago as "yearAgo" from report_figure f
		where f.tenant_id = ${tenantId} and f.report_id = ${reportId}`.execute(tx);
	return found.rows.sort((one, other) => figureKeys.indexOf(one.key) - figureKeys.indexOf(other.key));
};

const asked = (sections: readonly Section[]): FigureKey[] => {
	const named = new Set(sections.flatMap(({ figures }) => figures));
	return figureKeys.filter((key) => named.has(key));
};

/** The figures of the sections anew from the records and from the signed reports below; what was changed by hand stays. */
const countAnew = async (context: CommandContext, report: KnownReport, keys: FigureKey[]): Promise<void> => {
	const { tx, actor } = context;
	const { unitId, kindKey, periodFrom, periodTo } = report;
	const span = { period: report.period, from: periodFrom, to: periodTo };
	const own = await countsOf(tx, unitId, span);
	const below = await belowSums(tx, actor.tenantId, { aboveUnitId: unitId, kindKey, periodFrom });
	const earlier = (of: { from: string; to: string } | null) =>
		earlierFigures(tx, actor.tenantId, { unitId, kindKey, span: of });
	const before = await earlier(periodBefore(span));
	const yearAgo = await earlier(sameLastYear(span));
	const rows = keys.map((key) => ({
		key,
		counted: own[key] ?? 0,
		below: below[key] ?? null,
		before: before[key] ?? null,
		year_ago: yearAgo[key] ?? null,
	}));
	await sql`
		insert into report_figure as f (tenant_id, report_id, unit_id, key, counted, below, value, before, year_ago)
		select ${actor.tenantId}::uuid, ${report.id}::uuid, ${unitId}::uuid, n.key, n.counted, n.below, n.counted + coalesce(n.below, 0), n.before, n.year_ago
			from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as n(key text, counted int, below int, before int, year_ago int)
		on conflict (tenant_id, report_id, key) do update set counted = excluded.counted, below = excluded.below, before = excluded.before, year_ago = excluded.year_ago,
			value = case when f.reason = '' then excluded.value else f.value end`.execute(tx);
};

/** The words that the figures give; a section that nobody has touched takes them, in another they stay beside it. */
export const draftAnew = async ({ tx, actor }: CommandContext, report: KnownReport): Promise<void> => {
	const sections = await sectionsOf(tx, actor.tenantId, report.id);
	const figures = await figuresOf(tx, actor.tenantId, report.id);
	const now: Figures = Object.fromEntries(figures.map(({ key, value }) => [key, value]));
	const before: Figures = Object.fromEntries(
		figures.flatMap((one) => (one.before === null ? [] : [[one.key, one.before]])),
	);
	const period = periodName({ period: report.period, from: report.periodFrom, to: report.periodTo });
	for (const section of sections) {
		const draft = draftOf(section.figures, { period, now, before });
		if (draft === section.draft) continue;
		await tx
			.updateTable('report_section')
			.set({
				draft,
				...(section.body === section.draft ? { body: draft, revision: section.revision + 1 } : {}),
			})
			.where('tenant_id', '=', actor.tenantId)
			.where('report_id', '=', report.id)
			.where('key', '=', section.key)
			.execute();
	}
};

/** Fills a report from the records as they are now: figures, and the words that they give. */
export const fill = async (context: CommandContext, report: KnownReport): Promise<void> => {
	const sections = await sectionsOf(context.tx, context.actor.tenantId, report.id);
	await countAnew(context, report, asked(sections));
	await draftAnew(context, report);
	await context.tx
		.updateTable('periodic_report')
		.set({ counted_at: context.now })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', report.id)
		.execute();
};
