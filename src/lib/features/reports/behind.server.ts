import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type FigureKey, figureOf, isFigure } from './domain/figures.ts';
import type { SignedFigure } from './domain/signed.ts';
import { type KnownReport, seenReport } from './facts.server.ts';
import { figuresOf } from './filling.server.ts';
import { mayReadReports } from './policy.ts';

/** A record that was counted; `have` of `of` where the figure counts what stands within it. */
export type Counted = {
	id: string;
	title: string;
	day: Day;
	href: string;
	have: number | null;
	of: number | null;
};
type Row = Omit<Counted, 'href'>;
type Source = { href: string; rows: (report: KnownReport, tenantId: string) => RawBuilder<unknown> };

const dayOf = (moment: RawBuilder<unknown>): RawBuilder<unknown> =>
	sql`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`;
const none = sql`null::int as have, null::int as of`;
const within = (day: RawBuilder<unknown>, report: KnownReport): RawBuilder<unknown> =>
	sql`${day} between ${report.periodFrom} and ${report.periodTo}`;

const meetings = (kinds: string, counts: boolean): Source => ({
	href: '/hop',
	rows: (report, tenantId) => sql`
		select m.id, m.title, ${dayOf(sql`m.starts_at`)} as day, ${
			counts
				? sql`(select count(*) filter (where a.state = 'present') from attendance a where a.tenant_id = m.tenant_id and a.meeting_id = m.id and a.standing in ('official', 'probationary'))::int as have,
			(select count(*) from attendance a where a.tenant_id = m.tenant_id and a.meeting_id = m.id and a.standing in ('official', 'probationary'))::int as of`
				: none
		}
		from meeting m where m.tenant_id = ${tenantId} and m.unit_id = ${report.unitId} and m.state = 'closed' and m.kind = any(${kinds}::text[])
			and ${within(dayOf(sql`m.starts_at`), report)}`,
});
const tasks = (more: RawBuilder<unknown>): Source => ({
	href: '/nhiem-vu',
	rows: (report, tenantId) => sql`
		select t.id, t.title, t.due_on as day, ${none} from task t join programme g on g.tenant_id = t.tenant_id and g.id = t.programme_id and g.state <> 'draft'
		where t.tenant_id = ${tenantId} and t.unit_id = ${report.unitId} and t.state <> 'cancelled' and ${within(sql`t.due_on`, report)} and ${more}`,
});
const documents: Source = {
	href: '/van-ban',
	rows: (report, tenantId) => sql`
		select d.id, concat_ws(' ', d.type_name, d.number, d.title) as title, p.day, c.studied as have, c.assigned as of
		from document_reach c join document d on d.tenant_id = c.tenant_id and d.id = c.document_id
		cross join lateral (select ${dayOf(sql`min(b.published_at)`)} as day from publication b where b.tenant_id = c.tenant_id and b.unit_id = c.unit_id
			and b.document_id = c.document_id and b.withdrawn_at is null) p
		where c.tenant_id = ${tenantId} and c.unit_id = ${report.unitId} and ${within(sql`p.day`, report)}`,
};
const rounds: Source = {
	href: '/hoc-tap',
	rows: (report, tenantId) => sql`
		select r.id, r.title, r.starts_on as day, ${none} from study_round r
		where r.tenant_id = ${tenantId} and r.unit_id = ${report.unitId} and r.state <> 'preparing' and ${within(sql`r.starts_on`, report)}`,
};
const resolutions: Source = {
	href: '/nghi-quyet',
	rows: (report, tenantId) => sql`
		select r.id, r.title, r.issued_on as day, ${none} from resolution r
		where r.tenant_id = ${tenantId} and r.unit_id = ${report.unitId} and r.state = 'issued' and ${within(sql`r.issued_on`, report)}`,
};
const programmes: Source = {
	href: '/chuong-trinh',
	rows: (report, tenantId) => sql`
		select g.id, g.title, ${dayOf(sql`g.issued_at`)} as day, ${none} from programme g
		where g.tenant_id = ${tenantId} and g.unit_id = ${report.unitId} and g.state <> 'draft' and ${within(dayOf(sql`g.issued_at`), report)}`,
};
const cellMeetings = '{regular,thematic,combined}';

/** Records of the unit's work, in the same words as public.report_counts; what is about people opens in its own part of the application. */
const sources: Partial<Record<FigureKey, Source>> = {
	meetings: meetings(cellMeetings, false),
	meetings_thematic: meetings('{thematic,combined}', false),
	meetings_committee: meetings('{committee}', false),
	attendance_asked: meetings(cellMeetings, true),
	attendance: meetings(cellMeetings, true),
	resolutions,
	documents,
	reading_asked: documents,
	reading: documents,
	rounds,
	study_asked: rounds,
	study: rounds,
	papers_asked: rounds,
	papers: rounds,
	programmes,
	tasks: tasks(sql`true`),
	tasks_done: tasks(sql`t.state = 'accepted'`),
	tasks_on_time: tasks(sql`t.state = 'accepted' and ${dayOf(sql`t.reported_at`)} <= t.due_on`),
	tasks_proved: tasks(
		sql`t.state = 'accepted' and exists (select from evidence e where e.tenant_id = t.tenant_id and e.task_id = t.id)`,
	),
	tasks_late: tasks(sql`t.state in ('assigned', 'in_progress') and t.due_on < current_date`),
};

export type BehindPage = {
	report: Pick<KnownReport, 'id' | 'title' | 'unitName'>;
	figure: SignedFigure;
	/** Null: it is about people; it opens in the part of the application to which it belongs. */
	records: Counted[] | null;
	href: string;
};

/** What was counted for a figure of a report: the records, for those of the unit. @throws Failure missing */
export const behindPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { reportId: string; key: string },
): Promise<BehindPage> => {
	const report = await seenReport(tx, actor, wanted.reportId);
	if (!isFigure(wanted.key) || !mayReadReports(actor, report.unitId)) throw missing('failure_not_found');
	const figure = (await figuresOf(tx, actor.tenantId, report.id)).find(({ key }) => key === wanted.key);
	if (!figure) throw missing('failure_not_found');
	const source = sources[figure.key];
	const found = source
		? await sql<Row>`select * from (${source.rows(report, actor.tenantId)}) x order by x.day, x.title limit 500`.execute(
				tx,
			)
		: null;
	return {
		report: { id: report.id, title: report.title, unitName: report.unitName },
		figure,
		records: found && source ? found.rows.map((row) => ({ ...row, href: `${source.href}/${row.id}` })) : null,
		href: figureOf(figure.key).href,
	};
};
