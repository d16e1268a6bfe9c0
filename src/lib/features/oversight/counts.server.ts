import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#lib/shared/calendar.ts';
import { agesOf, membersOf } from './counts-members.server.ts';
import { EVERY_DOCUMENT, type Measure } from './domain/measures.ts';
import { among, yearAndQuarter } from './pieces.server.ts';

/** What a count is made for: a tenant, some units of it (null: all of them, for a recount), and the day on which it is made. */
export type CountedFor = { tenantId: string; unitIds: readonly string[] | null; day: Day };

/** A part of the counts that comes from the records of one feature. */
export type Part = {
	name: PartName;
	measures: readonly Measure[];
	/** Rows (unit_id, document_id, year, quarter, the measures …) of the units, for all documents together and for each. */
	rows: (wanted: CountedFor) => RawBuilder<unknown>;
};
export type PartName =
	| 'reading'
	| 'study'
	| 'tasks'
	| 'registrations'
	| 'checks'
	| 'examples'
	| 'ratings'
	| 'members'
	| 'ages';

const every = sql`${EVERY_DOCUMENT}::text::uuid`;
/** The day of a moment in Viet Nam, as `dayOf` has it. */
const dayIn = (moment: RawBuilder<unknown>): RawBuilder<unknown> =>
	sql`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`;
const reading = (of: CountedFor): RawBuilder<unknown> => sql`
	select r.unit_id, x.document_id, ${yearAndQuarter(sql`r.day`)}, count(*)::int as documents, sum(r.assigned)::int as asked, sum(r.studied)::int as studied,
		(count(*) filter (where r.carried_out))::int as with_programme
	from (
		select c.unit_id, c.document_id, c.assigned, c.studied, p.day, exists (
			select from programme_document pd join programme g on g.tenant_id = pd.tenant_id and g.id = pd.programme_id
			where pd.tenant_id = c.tenant_id and pd.document_id = c.document_id and g.unit_id = c.unit_id and g.state <> 'draft') as carried_out
		from document_reach c
		cross join lateral (select ${dayIn(sql`min(b.published_at)`)} as day from publication b
			where b.tenant_id = c.tenant_id and b.unit_id = c.unit_id and b.document_id = c.document_id and b.withdrawn_at is null) p
		where c.tenant_id = ${of.tenantId} and ${among(sql`c.unit_id`, of)} and p.day is not null
	) r cross join lateral (values (${every}), (r.document_id)) x(document_id) group by 1, 2, 3, 4`;

const study = (of: CountedFor): RawBuilder<unknown> => sql`
	select s.unit_id, d.document_id, ${yearAndQuarter(sql`s.starts_on`)}, count(*)::int as study_asked, (count(*) filter (where s.took_part))::int as study_done,
		(count(*) filter (where s.paper_due_on is not null))::int as papers_asked, (count(*) filter (where s.paper_due_on is not null and s.wrote))::int as papers
	from (
		select p.home_unit_id as unit_id, r.id as round_id, r.starts_on, r.paper_due_on,
			exists (select from study_attendance a where a.tenant_id = p.tenant_id and a.round_id = p.round_id and a.person_id = p.person_id and a.state = 'present')
				or exists (select from study_make_up k where k.tenant_id = p.tenant_id and k.round_id = p.round_id and k.person_id = p.person_id and k.done_on is not null) as took_part,
			exists (select from reflection f where f.tenant_id = p.tenant_id and f.round_id = p.round_id and f.author_id = p.person_id and f.version > 0 and f.state <> 'draft') as wrote
		from study_participant p join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state <> 'preparing'
		where p.tenant_id = ${of.tenantId} and ${among(sql`p.home_unit_id`, of)} and p.is_required
	) s cross join lateral (select ${every} as document_id union all
		select t.document_id from study_round_document t where t.tenant_id = ${of.tenantId} and t.round_id = s.round_id) d group by 1, 2, 3, 4`;

const tasks = (of: CountedFor): RawBuilder<unknown> => sql`
	select s.unit_id, d.document_id, ${yearAndQuarter(sql`s.due_on`)}, count(*)::int as tasks, (count(*) filter (where s.done))::int as tasks_done,
		(count(*) filter (where s.done and s.on_time))::int as tasks_on_time, (count(*) filter (where s.proved))::int as tasks_proved, (count(*) filter (where s.open))::int as tasks_open
	from (
		select t.id, t.unit_id, t.due_on, t.state = 'accepted' as done, t.state in ('assigned', 'in_progress') as open, coalesce(${dayIn(sql`t.reported_at`)} <= t.due_on, false) as on_time,
			t.state = 'accepted' and exists (select from evidence e where e.tenant_id = t.tenant_id and e.task_id = t.id) as proved
		from task t join programme g on g.tenant_id = t.tenant_id and g.id = t.programme_id and g.state <> 'draft'
		where t.tenant_id = ${of.tenantId} and ${among(sql`t.unit_id`, of)} and t.state <> 'cancelled'
	) s cross join lateral (select ${every} as document_id union all
		select distinct k.document_id from task_clause k where k.tenant_id = ${of.tenantId} and k.task_id = s.id) d group by 1, 2, 3, 4`;

const registrations = (of: CountedFor): RawBuilder<unknown> => sql`
	select s.unit_id, x.document_id, ${yearAndQuarter(sql`s.starts_on`)}, count(*)::int as register_asked, (count(*) filter (where s.done))::int as registered
	from (
		select p.unit_id, c.starts_on, c.document_id, exists (select from registration g where g.tenant_id = p.tenant_id and g.campaign_id = p.campaign_id
			and g.person_id = p.person_id and (g.state in ('handed_in', 'confirmed') or g.confirmed_version is not null)) as done
		from campaign_person p join campaign c on c.tenant_id = p.tenant_id and c.id = p.campaign_id and c.state <> 'draft'
		where p.tenant_id = ${of.tenantId} and ${among(sql`p.unit_id`, of)}
	) s cross join lateral (values (${every}), (s.document_id)) x(document_id) group by 1, 2, 3, 4`;

const checks = (of: CountedFor): RawBuilder<unknown> => sql`
	select g.unit_id, x.document_id, q.year::int as year, q.quarter::int as quarter, count(*)::int as checks_asked, (count(*) filter (where k.checked_at is not null))::int as checks_done
	from registration g
	join campaign c on c.tenant_id = g.tenant_id and c.id = g.campaign_id
	join campaign_quarter q on q.tenant_id = g.tenant_id and q.campaign_id = g.campaign_id and q.opened_at is not null
	left join quarter_check k on k.tenant_id = g.tenant_id and k.registration_id = g.id and k.quarter = q.quarter
	cross join lateral (values (${every}), (c.document_id)) x(document_id)
	where g.tenant_id = ${of.tenantId} and ${among(sql`g.unit_id`, of)} and g.person_id is not null and g.confirmed_version is not null
	group by 1, 2, 3, 4`;

const examples = (of: CountedFor): RawBuilder<unknown> => sql`
	select r.unit_id, x.document_id, ${yearAndQuarter(sql`r.honoured_on`)}, count(*)::int as examples
	from recognition r
	cross join lateral (select ${every} as document_id union all select r.document_id where r.document_id is not null) x
	where r.tenant_id = ${of.tenantId} and ${among(sql`r.unit_id`, of)} and r.kind = 'example' and r.state = 'announced'
	group by 1, 2, 3, 4`;

const ratings = (of: CountedFor): RawBuilder<unknown> => sql`
	select a.unit_id, ${every} as document_id, o.year::int as year, 4 as quarter, count(*)::int as rated,
		(count(*) filter (where a.level = o.rules #>> '{bands,0,key}'))::int as rated_best
	from review_announced a join review_round o on o.tenant_id = a.tenant_id and o.id = a.round_id
	where a.tenant_id = ${of.tenantId} and ${among(sql`a.unit_id`, of)} group by 1, 2, 3, 4`;

export const parts: readonly Part[] = [
	{ name: 'reading', measures: ['documents', 'asked', 'studied', 'with_programme'], rows: reading },
	{ name: 'study', measures: ['study_asked', 'study_done', 'papers_asked', 'papers'], rows: study },
	{
		name: 'tasks',
		measures: ['tasks', 'tasks_done', 'tasks_on_time', 'tasks_proved', 'tasks_open'],
		rows: tasks,
	},
	{ name: 'registrations', measures: ['register_asked', 'registered'], rows: registrations },
	{ name: 'checks', measures: ['checks_asked', 'checks_done'], rows: checks },
	{ name: 'examples', measures: ['examples'], rows: examples },
	{ name: 'ratings', measures: ['rated', 'rated_best'], rows: ratings },
	{
		name: 'members',
		measures: ['members', 'probationary', 'admitted', 'made_official', 'came', 'went', 'ended'],
		rows: membersOf,
	},
	{ name: 'ages', measures: ['aged_30', 'aged_40', 'aged_50', 'aged_60', 'aged_more'], rows: agesOf },
];

/** The rows of a part, with what was delivered for units that stand for another organisation. */
export const countedRows = (part: Part, of: CountedFor): RawBuilder<unknown> => {
	const columns = sql.join(part.measures.map((measure) => sql.ref(measure)));
	const sums = sql.join(
		part.measures.map((measure) => sql`sum(${sql.ref(measure)})::int as ${sql.ref(measure)}`),
	);
	return sql`select unit_id, document_id, year, quarter, ${sums} from (
		select unit_id, document_id, year, quarter, ${columns} from (${part.rows(of)}) counted
		union all
		select unit_id, document_id, year::int, quarter::int, ${columns} from delivered_progress
			where tenant_id = ${of.tenantId} and ${among(sql`unit_id`, of)}
	) both_kinds group by 1, 2, 3, 4`;
};

/** Open tasks by the day on which they are due. */
export const openByDay = (of: CountedFor): RawBuilder<unknown> => sql`
	select unit_id, document_id, due_on, sum(own)::int as own from (
		select t.unit_id, d.document_id, t.due_on, 1 as own
		from task t join programme g on g.tenant_id = t.tenant_id and g.id = t.programme_id and g.state <> 'draft'
		cross join lateral (select ${every} as document_id union all
			select distinct k.document_id from task_clause k where k.tenant_id = t.tenant_id and k.task_id = t.id) d
		where t.tenant_id = ${of.tenantId} and ${among(sql`t.unit_id`, of)} and t.state in ('assigned', 'in_progress')
		union all
		select unit_id, document_id, due_on, open from delivered_due where tenant_id = ${of.tenantId} and ${among(sql`unit_id`, of)}
	) both_kinds group by 1, 2, 3`;

/** Who belongs to a unit on the day of counting, and to the organisation that it stands for. */
export const peopleOn = (of: CountedFor): RawBuilder<unknown> => sql`
	select unit_id, sum(own)::int as own from (
		select m.unit_id, count(distinct m.person_id)::int as own from membership m
			where m.tenant_id = ${of.tenantId} and ${among(sql`m.unit_id`, of)} and m.valid_from <= ${of.day} and (m.valid_to is null or m.valid_to > ${of.day})
			group by m.unit_id
		union all
		select unit_id, people from tenant_link where tenant_id = ${of.tenantId} and ${among(sql`unit_id`, of)}
	) both_kinds group by 1 having sum(own) <> 0`;
