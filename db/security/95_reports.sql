-- Which reports are asked is known to everybody of the organisation; who may ask is decided by features/reports/policy.ts, of units
-- of one's own alone.
call meta.fence('report_kind', 'select, insert');
grant update (valid_to) on report_kind to thuctien_app;
drop policy if exists asked_by on report_kind;
create policy asked_by on report_kind as restrictive for insert to thuctien_app
	with check ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[]) or unit_id = any ((select meta.offices())::uuid[]));
drop policy if exists ended_by on report_kind;
create policy ended_by on report_kind as restrictive for update to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[]) or unit_id = any ((select meta.offices())::uuid[]));

-- That there is a report, and how far it has come: its unit and the office directly above. What it is about stays as it was.
call meta.fence('periodic_report', 'select, insert');
grant update (state, version, counted_at, mark, number, issued_on, reason) on periodic_report to thuctien_app;
drop policy if exists of_the_report on periodic_report;
create policy of_the_report on periodic_report as restrictive for all to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[])
		or above_unit_id = any ((select meta.offices())::uuid[]) or above_unit_id = any ((select meta.units())::uuid[]));
drop policy if exists opened_by on periodic_report;
create policy opened_by on periodic_report as restrictive for insert to thuctien_app
	with check ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[]));

-- What is being written is the unit's own.
call meta.fence('report_section', 'select, insert, update');
drop policy if exists of_the_unit on report_section;
create policy of_the_unit on report_section as restrictive for all to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[]));
call meta.fence('report_figure', 'select, insert, update');
drop policy if exists of_the_unit on report_figure;
create policy of_the_unit on report_figure as restrictive for all to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[]));

-- A signed report is the unit's; once it was sent also the office's above. What was signed stays as it was.
call meta.fence('report_version', 'select, insert');
grant update (sent_by, sent_at, returned_by, returned_at, remarks, accepted_by, accepted_at) on report_version to thuctien_app;
drop policy if exists as_far_as_sent on report_version;
create policy as_far_as_sent on report_version as restrictive for all to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[])
		or (sent_at is not null and (above_unit_id = any ((select meta.offices())::uuid[]) or above_unit_id = any ((select meta.units())::uuid[]))));
drop policy if exists signed_by on report_version;
create policy signed_by on report_version as restrictive for insert to thuctien_app
	with check ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[]));

call meta.fence('report_urge', 'select, insert');
drop policy if exists of_the_urge on report_urge;
create policy of_the_urge on report_urge as restrictive for all to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[])
		or above_unit_id = any ((select meta.offices())::uuid[]) or above_unit_id = any ((select meta.units())::uuid[]));

-- Every report that is owed for a period that has begun by `until` and ended on `since` or later: kind, unit, period, day. Which units
-- owe follows from the kind (`due`) and from the tree; a unit that was not there yet, or no more, owes none. Its id follows from kind,
-- unit and period, so that a report is the same thing before and after somebody begins it. It reads what anybody of
-- the organisation may read, so it runs with the rights of whoever asks and the planner sees into it.
drop function if exists public.reports_owed(date, date);
create function public.reports_owed(since date, until date)
	returns table (tenant_id uuid, id uuid, kind_id uuid, kind_key uuid, asked_by uuid, unit_id uuid, above_unit_id uuid, period_from date, period_to date, due_on date)
	language sql stable as $$
	select k.tenant_id, overlay(overlay(md5(concat_ws(' ', k.key, u.id, p.period_from)) placing '8' from 13) placing 'a' from 17)::uuid,
		k.id, k.key, k.unit_id, u.id, u.parent_id, p.period_from, p.period_to, p.period_to + (k.due ->> u.kind)::int
	from public.report_kind k
	join public.unit a on a.tenant_id = k.tenant_id and a.id = k.unit_id
	cross join lateral (
		select s.begins::date as period_from, (s.begins + case k.period when 'month' then interval '1 month' when 'quarter' then interval '3 months'
				when 'half' then interval '6 months' else interval '1 year' end - interval '1 day')::date as period_to
			from generate_series(date_trunc(case k.period when 'month' then 'month' when 'quarter' then 'quarter' else 'year' end, (since - 366)::timestamp),
				until::timestamp, case k.period when 'month' then interval '1 month' when 'quarter' then interval '3 months' else interval '1 year' end) s(begins)
			where k.period <> 'once'
		union all
		select k.period_from, k.period_to where k.period = 'once'
	) p
	join public.unit u on u.tenant_id = k.tenant_id and u.path <@ a.path and k.due ? u.kind
		and u.founded_on <= p.period_to and (u.dissolved_on is null or u.dissolved_on > p.period_to)
	where p.period_to >= since and p.period_from <= until and p.period_to >= k.valid_from and (k.valid_to is null or p.period_to < k.valid_to)
$$;
revoke execute on function public.reports_owed(date, date) from public;
grant execute on function public.reports_owed(date, date) to thuctien_app;

-- What the records of a unit give for a period: counts alone, the same for whoever of the unit asks. Those who write its reports may
-- ask it of their own unit.
create or replace function public.report_counts(asked uuid, first date, last date) returns table (key text, value integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	with one as (select u.tenant_id, u.id from unit u where u.tenant_id = meta.tenant() and u.id = asked
			and (meta.is_system() or u.id = any ((meta.units())::uuid[]))),
	held as (select m.tenant_id, m.id, m.kind from one join meeting m on m.tenant_id = one.tenant_id and m.unit_id = one.id and m.state = 'closed'
			and (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date between first and last),
	present as (select (count(*))::int as expected, (count(*) filter (where a.state = 'present'))::int as came from held h
			join attendance a on a.tenant_id = h.tenant_id and a.meeting_id = h.id and a.standing in ('official', 'probationary')
			where h.kind in ('regular', 'thematic', 'combined')),
	members as (select m.tenant_id, m.person_id, m.standing, m.valid_from from one join membership m on m.tenant_id = one.tenant_id and m.unit_id = one.id
			and m.valid_from <= last and (m.valid_to is null or m.valid_to > last)),
	spread as (select c.assigned, c.studied from one join document_reach c on c.tenant_id = one.tenant_id and c.unit_id = one.id
			where (select (min(b.published_at) at time zone 'Asia/Ho_Chi_Minh')::date from publication b where b.tenant_id = c.tenant_id and b.unit_id = c.unit_id
				and b.document_id = c.document_id and b.withdrawn_at is null) between first and last),
	rounds as (select r.tenant_id, r.id, r.paper_due_on from one join study_round r on r.tenant_id = one.tenant_id and r.unit_id = one.id
			and r.state <> 'preparing' and r.starts_on between first and last),
	places as (select r.paper_due_on is not null as wants,
				exists (select from study_attendance a where a.tenant_id = p.tenant_id and a.round_id = p.round_id and a.person_id = p.person_id and a.state = 'present')
					or exists (select from study_make_up k where k.tenant_id = p.tenant_id and k.round_id = p.round_id and k.person_id = p.person_id and k.done_on is not null) as came,
				exists (select from reflection f where f.tenant_id = p.tenant_id and f.round_id = p.round_id and f.author_id = p.person_id and f.version > 0 and f.state <> 'draft') as wrote
			from rounds r join study_participant p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.is_required),
	work as (select t.state, t.due_on, t.tenant_id, t.id, (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as reported_on
			from one join task t on t.tenant_id = one.tenant_id and t.unit_id = one.id and t.state <> 'cancelled' and t.due_on between first and last
			join programme g on g.tenant_id = t.tenant_id and g.id = t.programme_id and g.state <> 'draft'),
	campaigns as (select p.tenant_id, p.campaign_id, p.person_id from one join campaign_person p on p.tenant_id = one.tenant_id and p.unit_id = one.id
			join campaign c on c.tenant_id = p.tenant_id and c.id = p.campaign_id and c.state <> 'draft' and c.starts_on <= last and c.ends_on >= first),
	checks as (select k.checked_at from one join registration g on g.tenant_id = one.tenant_id and g.unit_id = one.id and g.person_id is not null and g.confirmed_version is not null
			join campaign_quarter q on q.tenant_id = g.tenant_id and q.campaign_id = g.campaign_id and q.opened_at is not null
				and make_date(q.year, q.quarter * 3 - 2, 1) between first and last
			left join quarter_check k on k.tenant_id = g.tenant_id and k.registration_id = g.id and k.quarter = q.quarter),
	honours as (select r.kind from one join recognition r on r.tenant_id = one.tenant_id and r.unit_id = one.id and r.state = 'announced' and r.honoured_on between first and last),
	limits as (select l.given_at, l.closed_at, l.state from one join personal_limit l on l.tenant_id = one.tenant_id and l.unit_id = one.id and l.state <> 'withdrawn'),
	asks as (select p.state from one join proposal p on p.tenant_id = one.tenant_id and p.unit_id = one.id and p.state <> 'withdrawn'
			and (p.received_at at time zone 'Asia/Ho_Chi_Minh')::date between first and last)
	select c.key, c.value from one cross join lateral (values
		('members', (select count(*)::int from members where standing in ('official', 'probationary'))),
		('members_probationary', (select count(*)::int from members where standing = 'probationary')),
		('members_new', (select count(*)::int from members x where x.standing = 'probationary' and x.valid_from between first and last
			and not exists (select from membership e where e.tenant_id = x.tenant_id and e.person_id = x.person_id and e.standing in ('official', 'probationary') and e.valid_from < x.valid_from))),
		('non_party', (select count(*)::int from members where standing = 'non_party')),
		('meetings', (select count(*)::int from held where kind in ('regular', 'thematic', 'combined'))),
		('meetings_thematic', (select count(*)::int from held where kind in ('thematic', 'combined'))),
		('meetings_committee', (select count(*)::int from held where kind = 'committee')),
		('attendance_asked', (select expected from present)),
		('attendance', (select came from present)),
		('resolutions', (select count(*)::int from resolution r where r.tenant_id = one.tenant_id and r.unit_id = one.id and r.state = 'issued' and r.issued_on between first and last)),
		('documents', (select count(*)::int from spread)),
		('reading_asked', (select coalesce(sum(assigned), 0)::int from spread)),
		('reading', (select coalesce(sum(studied), 0)::int from spread)),
		('rounds', (select count(*)::int from rounds)),
		('study_asked', (select count(*)::int from places)),
		('study', (select count(*)::int from places where came)),
		('papers_asked', (select count(*)::int from places where wants)),
		('papers', (select count(*)::int from places where wants and wrote)),
		('programmes', (select count(*)::int from programme g where g.tenant_id = one.tenant_id and g.unit_id = one.id and g.state <> 'draft'
			and (g.issued_at at time zone 'Asia/Ho_Chi_Minh')::date between first and last)),
		('tasks', (select count(*)::int from work)),
		('tasks_done', (select count(*)::int from work where state = 'accepted')),
		('tasks_on_time', (select count(*)::int from work where state = 'accepted' and reported_on <= due_on)),
		('tasks_proved', (select count(*)::int from work w where w.state = 'accepted' and exists (select from evidence e where e.tenant_id = w.tenant_id and e.task_id = w.id))),
		('tasks_late', (select count(*)::int from work where state in ('assigned', 'in_progress') and due_on < current_date)),
		('register_asked', (select count(*)::int from campaigns)),
		('registered', (select count(*)::int from campaigns p where exists (select from registration g where g.tenant_id = p.tenant_id and g.campaign_id = p.campaign_id
			and g.person_id = p.person_id and (g.state in ('handed_in', 'confirmed') or g.confirmed_version is not null)))),
		('checks_asked', (select count(*)::int from checks)),
		('checks', (select count(*)::int from checks where checked_at is not null)),
		('examples', (select count(*)::int from honours where kind = 'example')),
		('commendations', (select count(*)::int from honours where kind = 'commendation')),
		('limits', (select count(*)::int from limits where (given_at at time zone 'Asia/Ho_Chi_Minh')::date between first and last)),
		('limits_closed', (select count(*)::int from limits where state = 'closed' and (closed_at at time zone 'Asia/Ho_Chi_Minh')::date between first and last)),
		('proposals', (select count(*)::int from asks)),
		('proposals_answered', (select count(*)::int from asks where state in ('answered', 'settled', 'closed'))
		)) c(key, value);
	end;
alter function public.report_counts(uuid, date, date) owner to thuctien_definer;
revoke execute on function public.report_counts(uuid, date, date) from public;
grant execute on function public.report_counts(uuid, date, date) to thuctien_app;
