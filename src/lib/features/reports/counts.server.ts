import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Below } from './domain/consolidate.ts';
import { sumBelow } from './domain/consolidate.ts';
import { type FigureKey, type Figures, figureKeys, isFigure } from './domain/figures.ts';
import type { SignedContent } from './domain/signed.ts';

type Span = { from: Day; to: Day };

/** What the records of a unit give for a period; counts alone, whoever of the unit asks (public.report_counts). */
export const countsOf = async (tx: Tx, unitId: string, { from, to }: Span): Promise<Figures> => {
	const found = await sql<{ key: string; value: number }>`
		select key, value from public.report_counts(${unitId}::uuid, ${from}::date, ${to}::date)`.execute(tx);
	return Object.fromEntries(
		found.rows.filter(({ key }) => isFigure(key)).map(({ key, value }) => [key, value]),
	);
};

export type SentBelow = Below & {
	reportId: string;
	name: string;
	version: number;
	sentAt: Date;
	content: SignedContent;
};

/** The reports of the units directly below for a period, as they were last sent; one that was given back does not count. */
export const sentBelow = async (
	tx: Tx,
	tenantId: string,
	wanted: { aboveUnitId: string; kindKey: string; periodFrom: Day },
): Promise<SentBelow[]> => {
	const found = await sql<Omit<SentBelow, 'figures' | 'people'>>`
		select u.id, u.short_name as name, r.id as "reportId", v.version, v.sent_at as "sentAt", v.content
		from periodic_report r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		join lateral (select x.version, x.sent_at, x.returned_at, x.content from report_version x
			where x.tenant_id = r.tenant_id and x.report_id = r.id and x.sent_at is not null order by x.version desc limit 1) v on v.returned_at is null
		where r.tenant_id = ${tenantId} and r.above_unit_id = ${wanted.aboveUnitId} and r.kind_key = ${wanted.kindKey} and r.period_from = ${wanted.periodFrom}
		order by u.path`.execute(tx);
	return found.rows.map((row) => ({
		...row,
		people: row.content.people,
		figures: Object.fromEntries(row.content.figures.map(({ key, value }) => [key, value])),
	}));
};

/** What the signed reports of the units below give together. */
export const belowSums = async (
	tx: Tx,
	tenantId: string,
	wanted: { aboveUnitId: string; kindKey: string; periodFrom: Day },
): Promise<Figures> => sumBelow(figureKeys, await sentBelow(tx, tenantId, wanted));

/** An earlier period: as it was signed, else as the records give it now. */
export const earlierFigures = async (
	tx: Tx,
	tenantId: string,
	wanted: { unitId: string; kindKey: string; span: Span | null },
): Promise<Figures> => {
	if (!wanted.span) return {};
	const { unitId, kindKey, span } = wanted;
	const signed = await sql<{ content: SignedContent }>`
		select v.content from periodic_report r join report_version v on v.tenant_id = r.tenant_id and v.report_id = r.id and v.version = r.version
		where r.tenant_id = ${tenantId} and r.unit_id = ${unitId} and r.kind_key = ${kindKey} and r.period_from = ${span.from}`.execute(
		tx,
	);
	const [last] = signed.rows;
	if (last) return Object.fromEntries(last.content.figures.map(({ key, value }) => [key, value]));
	// Before a unit was there is not nought: there is nothing to compare with.
	const there =
		await sql`select from unit where tenant_id = ${tenantId} and id = ${unitId} and founded_on <= ${span.to}`.execute(
			tx,
		);
	if (there.rows.length === 0) return {};
	return plus(
		await countsOf(tx, unitId, span),
		await belowSums(tx, tenantId, { aboveUnitId: unitId, kindKey, periodFrom: span.from }),
	);
};

const plus = (own: Figures, below: Figures): Figures => {
	const both: Figures = { ...own };
	for (const [key, value] of Object.entries(below) as [FigureKey, number][])
		both[key] = (both[key] ?? 0) + value;
	return both;
};
