import { type RawBuilder, sql } from 'kysely';
import { rootUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type Figures, leanCounts, MOST_DAYS, MOST_ROWS } from './domain/figures.ts';
import { EVERY_DOCUMENT, type Measure, measures } from './domain/measures.ts';

const every = sql`${EVERY_DOCUMENT}::text::uuid`;
const list = (say: (measure: Measure) => RawBuilder<unknown>, by: RawBuilder<unknown> = sql`, `) =>
	sql.join(measures.map(say), by);

type Row = { number: string | null; issuedOn: Day | null; year: number; quarter: number } & Record<
	Measure,
	number
>;
type Whole = { countedAt: Date; people: number; rows: Row[]; due: Figures['due'] };

/**
 * The sums at the root of an organisation, read in one statement, so that they are of one moment. Documents are named by number and day of
 * issue, as another organisation knows them; one that has neither is in the sums of all.
 * @returns null where nothing was counted yet
 */
export const wholeFigures = async (
	tx: Tx,
	tenantId: string,
): Promise<{ countedAt: Date; figures: Figures } | null> => {
	const root = await rootUnit(tx, tenantId);
	const found = await sql<Whole>`
		select o.counted_at as "countedAt",
			coalesce((select x.below from unit_people x where x.tenant_id = ${tenantId} and x.unit_id = ${root.id}), 0) as people,
			(select coalesce(json_agg(r), '[]') from (
				select case when p.document_id = ${every} then null else d.number_key end as number,
					case when p.document_id = ${every} then null else d.issued_on end as "issuedOn", p.year, p.quarter,
					${list((one) => sql`sum(${sql.ref(`p.${one}`)})::int as ${sql.ref(one)}`)}
				from unit_progress p left join document d on d.tenant_id = p.tenant_id and d.id = p.document_id
				where p.tenant_id = ${tenantId} and p.unit_id = ${root.id} and (p.document_id = ${every} or (d.number_key <> '' and d.issued_on is not null))
				group by 1, 2, 3, 4 having ${list((one) => sql`sum(${sql.ref(`p.${one}`)}) <> 0`, sql` or `)}
				order by 2 desc nulls first, 1, 3, 4 limit ${MOST_ROWS}) r) as rows,
			(select coalesce(json_agg(t), '[]') from (
				select x.due_on as on, x.below as open from unit_due x
				where x.tenant_id = ${tenantId} and x.unit_id = ${root.id} and x.document_id = ${every} and x.below > 0
				order by x.due_on desc limit ${MOST_DAYS}) t) as due
		from progress_position o where o.tenant_id = ${tenantId}`.execute(tx);
	const [whole] = found.rows;
	if (!whole) return null;
	const rows = whole.rows.map(({ number, issuedOn, year, quarter, ...counts }) => ({
		document: number && issuedOn ? { number, issuedOn } : null,
		year,
		quarter,
		counts: leanCounts(counts),
	}));
	return { countedAt: whole.countedAt, figures: { people: whole.people, rows, due: whole.due } };
};

/** Rows of figures as a relation, each with the document that this organisation knows by the number and the day; null for all together. */
const laidRows = (tenantId: string, { rows }: Pick<Figures, 'rows'>): RawBuilder<unknown> => sql`
	select coalesce(k.id, ${every}) as document_id, r.year, r.quarter, ${list((one) => sql`coalesce(${sql.ref(`r.${one}`)}, 0) as ${sql.ref(one)}`)}
	from jsonb_to_recordset(${JSON.stringify(rows.map(({ document, year, quarter, counts }) => ({ ...counts, ...document, year, quarter })))}::text::jsonb)
		as r(number text, "issuedOn" date, year smallint, quarter smallint, ${list((one) => sql`${sql.ref(one)} integer`)})
	left join lateral (
		select d.id from document d where d.tenant_id = ${tenantId} and d.number_key = r.number and d.issued_on = r."issuedOn" order by d.id limit 1
	) k on true
	where r.number is null or k.id is not null`;

/**
 * Puts figures in the place of those that were delivered for a unit before; what is the same is not written. Of documents those that
 * are known here by number and day of issue.
 */
export const layFigures = async (
	tx: Tx,
	{ tenantId, unitId }: { tenantId: string; unitId: string },
	figures: Figures,
): Promise<void> => {
	const columns = list((one) => sql.ref(one));
	const excluded = (prefix: string) => list((one) => sql.ref(`${prefix}.${one}`));
	await sql`
		with fresh as materialized (${laidRows(tenantId, figures)}),
		gone as (delete from delivered_progress o where o.tenant_id = ${tenantId} and o.unit_id = ${unitId} and not exists (
			select from fresh f where f.document_id = o.document_id and f.year = o.year and f.quarter = o.quarter))
		insert into delivered_progress as o (tenant_id, unit_id, document_id, year, quarter, ${columns})
			select ${tenantId}::text::uuid, ${unitId}::text::uuid, document_id, year, quarter, ${columns} from fresh
			on conflict (tenant_id, unit_id, document_id, year, quarter) do update set ${list((one) => sql`${sql.ref(one)} = ${sql.ref(`excluded.${one}`)}`)}
			where (${excluded('o')}) is distinct from (${excluded('excluded')})`.execute(tx);
	await sql`
		with fresh as materialized (select r.on as due_on, r.open from jsonb_to_recordset(${JSON.stringify(figures.due)}::text::jsonb) as r("on" date, open integer)),
		gone as (delete from delivered_due o where o.tenant_id = ${tenantId} and o.unit_id = ${unitId} and not exists (
			select from fresh f where o.document_id = ${every} and f.due_on = o.due_on))
		insert into delivered_due as o (tenant_id, unit_id, document_id, due_on, open)
			select ${tenantId}::text::uuid, ${unitId}::text::uuid, ${every}, due_on, open from fresh
			on conflict (tenant_id, unit_id, document_id, due_on) do update set open = excluded.open where o.open <> excluded.open`.execute(
		tx,
	);
};

/** Takes away what was delivered for a unit. */
export const takeAwayFigures = async (
	tx: Tx,
	{ tenantId, unitId }: { tenantId: string; unitId: string },
): Promise<void> => {
	for (const table of ['delivered_progress', 'delivered_due'])
		await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId} and unit_id = ${unitId}`.execute(
			tx,
		);
};

/** As of when the figures of the organisation for which a unit stands were counted: null for a unit that stands for none. */
export const deliveredOf = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
): Promise<{ countedAt: Date | null } | null> => {
	const found = await sql<{ countedAt: Date | null }>`
		select coalesce(counted_at, delivered_at) as "countedAt" from tenant_link where tenant_id = ${tenantId} and unit_id = ${unitId}`.execute(
		tx,
	);
	return found.rows[0] ?? null;
};
