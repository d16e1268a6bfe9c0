import { type RawBuilder, sql } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import {
	type FiguresWanted,
	type CountedRow as Row,
	registerCountedFigure,
} from './figure-sources.server.ts';

const people = ({ personIds }: FiguresWanted): string => `{${personIds.join(',')}}`;
const dayIn = (column: RawBuilder<unknown>, { from, to }: FiguresWanted) =>
	sql`(${column} at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}`;

/** Tasks of programmes and besides that were due in the period; done in time, or late. */
const tasks = async (tx: Tx, wanted: FiguresWanted): Promise<Row[]> =>
	(
		await sql<Row>`
			select t.owner_id as "personId", t.title, to_char(t.due_on, 'DD/MM/YYYY') as note, '/nhiem-vu/' || t.id as href,
				t.state = 'accepted' and (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date <= t.due_on as counts,
				t.state = 'accepted' and (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date > t.due_on as late
			from task t where t.tenant_id = ${wanted.tenantId} and t.unit_id = ${wanted.unitId} and t.owner_id = any(${people(wanted)}::text::uuid[])
				and t.state <> 'cancelled' and t.due_on between ${wanted.from} and least(${wanted.to}::date, ${wanted.today}::date)
			order by t.due_on, t.id`.execute(tx)
	).rows;

/** Papers that were wanted after study rounds of the period. */
const papers = async (tx: Tx, wanted: FiguresWanted): Promise<Row[]> =>
	(
		await sql<Row>`
			select p.person_id as "personId", r.title, to_char(r.paper_due_on, 'DD/MM/YYYY') as note, '/hoc-tap/' || r.id as href,
				coalesce(f.state in ('handed_in', 'accepted'), false) as counts
			from study_participant p
			join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state <> 'preparing'
			left join reflection f on f.tenant_id = p.tenant_id and f.round_id = p.round_id and f.author_id = p.person_id
			where p.tenant_id = ${wanted.tenantId} and p.home_unit_id = ${wanted.unitId} and p.person_id = any(${people(wanted)}::text::uuid[]) and p.is_required
				and r.paper_due_on between ${wanted.from} and ${wanted.to}
			order by r.paper_due_on, r.id`.execute(tx)
	).rows;

/** Meetings of the unit that were held in the period, for those who were called to them. */
const meetings = async (tx: Tx, wanted: FiguresWanted): Promise<Row[]> =>
	(
		await sql<Row>`
			select a.person_id as "personId", m.title, to_char(m.starts_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') as note, '/hop/' || m.id as href,
				a.state = 'present' as counts
			from attendance a join meeting m on m.tenant_id = a.tenant_id and m.id = a.meeting_id and m.state = 'closed'
			where a.tenant_id = ${wanted.tenantId} and m.unit_id = ${wanted.unitId} and a.person_id = any(${people(wanted)}::text::uuid[])
				and m.kind in ('regular', 'thematic', 'combined') and ${dayIn(sql`m.starts_at`, wanted)}
			order by m.starts_at, m.id`.execute(tx)
	).rows;

/** Documents that were to be read by a day of the period. */
const documents = async (tx: Tx, wanted: FiguresWanted): Promise<Row[]> =>
	(
		await sql<Row>`
			select r.person_id as "personId", concat_ws(' ', d.type_name, d.number) || ': ' || d.title as title, to_char(r.read_by, 'DD/MM/YYYY') as note,
				'/van-ban/' || d.id as href, r.studied_at is not null as counts
			from reading r join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
			where r.tenant_id = ${wanted.tenantId} and r.unit_id = ${wanted.unitId} and r.person_id = any(${people(wanted)}::text::uuid[])
				and r.read_by between ${wanted.from} and ${wanted.to}
			order by r.read_by, d.id`.execute(tx)
	).rows;

registerCountedFigure('tasks', 10, tasks, m.review_figure_tasks);
registerCountedFigure('papers', 20, papers, m.review_figure_papers);
registerCountedFigure('meetings', 30, meetings, m.review_figure_meetings);
registerCountedFigure('documents', 40, documents, m.review_figure_documents);
