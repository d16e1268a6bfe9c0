-- Units that the person leads on this day: what their people registered is for the secretary, the deputy and the committee, and
-- not for the clerk. It holds for the whole statement: asked once.
create or replace function meta.led_units() returns uuid[] language sql stable parallel safe as $$
	select coalesce(array_agg(distinct r.unit_id), '{}') from public.role_assignment r
		where r.tenant_id = meta.tenant() and r.person_id = meta.person() and r.role in ('secretary', 'deputy', 'committee_member')
			and (r.valid_to is null or r.valid_to > (now() at time zone 'Asia/Ho_Chi_Minh')::date)
$$;
grant execute on function meta.led_units() to thuctien_app, thuctien_definer;

call meta.fence('commitment_form', 'select, insert, update');
call meta.fence('campaign', 'select, insert, update');
call meta.fence('campaign_item', 'select, insert, delete');
call meta.fence('campaign_quarter', 'select, insert, update, delete');
call meta.fence('campaign_unit', 'select, insert, update, delete');
call meta.fence('campaign_person', 'select, insert, update, delete');

-- How far a registration has come, without a word of it: the person, who checks it, who leads the unit, and jobs that remind.
call meta.fence('registration', 'select, insert, update');
drop policy if exists person_range on registration;
create policy person_range on registration as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or checker_id = (select meta.person()) or unit_id = any ((select meta.led_units())::uuid[]) or (select meta.is_system())
		or id = any ((select meta.inspected('registration'))::uuid[])) -- 15_inspected.sql
	with check (person_id = (select meta.person()) or checker_id = (select meta.person()) or unit_id = any ((select meta.led_units())::uuid[]));

-- What is being written is its author's alone; that of a unit is written by who leads it.
call meta.fence('registration_text', 'select, insert, update');
drop policy if exists own_rows on registration_text;
create policy own_rows on registration_text as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or (person_id is null and unit_id = any ((select meta.led_units())::uuid[])))
	with check (person_id = (select meta.person()) or (person_id is null and unit_id = any ((select meta.led_units())::uuid[])));
revoke all on registration_text from thuctien_definer;

-- Who reads what was handed in and checked: the person, who checks it, who leads the unit. No job of the system.
create or replace function meta.reads_registration(tenant uuid, registration uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.registration r where r.tenant_id = tenant and r.id = registration
		and (r.person_id = meta.person() or r.checker_id = meta.person() or r.unit_id = any (meta.led_units())))
$$;
-- Whose own it is: the person's, or that of the unit for who leads it and neither checks it.
create or replace function meta.owns_registration(tenant uuid, registration uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.registration r where r.tenant_id = tenant and r.id = registration
		and (r.person_id = meta.person() or (r.person_id is null and r.unit_id = any (meta.led_units()) and r.checker_id is distinct from meta.person())))
$$;
-- Who may confirm or return: who leads the unit, never the person, never who handed it in.
create or replace function meta.judges_registration(tenant uuid, registration uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.registration r where r.tenant_id = tenant and r.id = registration
		and r.unit_id = any (meta.led_units()) and r.person_id is distinct from meta.person() and r.handed_in_by is distinct from meta.person())
$$;
-- Who may check: the member of the committee who is named for it, never the person.
create or replace function meta.checks_registration(tenant uuid, registration uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.registration r where r.tenant_id = tenant and r.id = registration
		and r.checker_id = meta.person() and r.person_id is distinct from meta.person())
$$;
grant execute on function meta.reads_registration(uuid, uuid), meta.owns_registration(uuid, uuid), meta.judges_registration(uuid, uuid),
	meta.checks_registration(uuid, uuid) to thuctien_app;
do $$
declare
	t text;
	writer text;
begin
	for t, writer in values ('registration_version', 'owns'), ('registration_verdict', 'judges'), ('registration_entry', 'judges'), ('self_check', 'owns'),
		('check_mark', 'checks'), ('check_file', 'owns') loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, update');
		execute format('drop policy if exists of_the_registration on %I', t);
		execute format('create policy of_the_registration on %I as restrictive for select to thuctien_app using (meta.reads_registration(tenant_id, registration_id)%s)', t,
			-- An inspector reads what is in force and how it was checked, not the versions before it nor what was said of them.
			case when t in ('registration_version', 'registration_verdict') then '' else ' or registration_id = any ((select meta.inspected(''registration''))::uuid[])' end);
		execute format('drop policy if exists written_by on %I', t);
		execute format('create policy written_by on %I as restrictive for insert to thuctien_app with check (meta.%s_registration(tenant_id, registration_id))', t, writer);
		execute format('drop policy if exists changed_by on %I', t);
		execute format('create policy changed_by on %I as restrictive for update to thuctien_app using (meta.%2$s_registration(tenant_id, registration_id))
			with check (meta.%2$s_registration(tenant_id, registration_id))', t, writer);
	end loop;
end $$;
revoke update on registration_version, registration_verdict, check_file from thuctien_app;
grant delete on check_file to thuctien_app;
drop policy if exists dropped_by on check_file;
create policy dropped_by on check_file as restrictive for delete to thuctien_app using (meta.owns_registration(tenant_id, registration_id));
revoke all on registration_version, registration_verdict, self_check, check_file from thuctien_definer;

-- How far a check has come: as the registration.
call meta.fence('quarter_check', 'select, insert, update');
drop policy if exists person_range on quarter_check;
create policy person_range on quarter_check as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or unit_id = any ((select meta.led_units())::uuid[]) or (select meta.is_system())
		or meta.checks_registration(tenant_id, registration_id) or registration_id = any ((select meta.inspected('registration'))::uuid[]))
	with check (person_id = (select meta.person()) or unit_id = any ((select meta.led_units())::uuid[]) or meta.checks_registration(tenant_id, registration_id));

-- How many registrations of a campaign each of a unit's committee checks: for choosing who checks the next one. No more than
-- counts, and only to who takes part.
create or replace function public.registration_loads(asked uuid, unit uuid) returns table (person_id uuid, registrations integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select r.checker_id, count(*)::integer from registration r
		where r.tenant_id = meta.tenant() and r.campaign_id = asked and r.unit_id = unit and r.checker_id is not null
			and (exists (select from campaign_person p where p.tenant_id = r.tenant_id and p.campaign_id = asked and p.person_id = meta.person())
				or r.unit_id = any (meta.led_units()))
		group by r.checker_id;
	end;
alter function public.registration_loads(uuid, uuid) owner to thuctien_definer;
revoke execute on function public.registration_loads(uuid, uuid) from public;
grant execute on function public.registration_loads(uuid, uuid) to thuctien_app;

-- Who has registered, yes or no, for the people of the unit, and only where the campaign says so.
create or replace function public.registered_in(asked uuid) returns table (person_id uuid)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select r.person_id from registration r
		join campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id and c.shows_registered
		where r.tenant_id = meta.tenant() and r.campaign_id = asked and r.person_id is not null and r.version > 0 and r.unit_id = any (meta.places());
	end;
alter function public.registered_in(uuid) owner to thuctien_definer;
revoke execute on function public.registered_in(uuid) from public;
grant execute on function public.registered_in(uuid) to thuctien_app;

-- How far the units of a campaign have come, for who leads the unit that calls it and for who leads one of them. Above a unit a
-- group under five is hidden: the figures are null.
create or replace function public.campaign_counts(asked uuid) returns table (unit_id uuid, people integer, handed_in integer, confirmed integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select p.unit_id, count(*)::integer,
			case when count(*) >= 5 or p.unit_id = any (meta.led_units()) then count(r.id) filter (where r.version > 0)::integer end,
			case when count(*) >= 5 or p.unit_id = any (meta.led_units()) then count(r.id) filter (where r.confirmed_version is not null)::integer end
		from campaign_person p
		join campaign c on c.tenant_id = p.tenant_id and c.id = p.campaign_id
		left join registration r on r.tenant_id = p.tenant_id and r.campaign_id = p.campaign_id and r.person_id = p.person_id
		where p.tenant_id = meta.tenant() and p.campaign_id = asked and (c.unit_id = any (meta.led_units()) or p.unit_id = any (meta.led_units()))
		group by p.unit_id;
	end;
alter function public.campaign_counts(uuid) owner to thuctien_definer;
revoke execute on function public.campaign_counts(uuid) from public;
grant execute on function public.campaign_counts(uuid) to thuctien_app;

-- What the trace of a document tells: of each section (of none: of the document as a whole) how many people registered by the latest
-- campaign, and what the latest quarter that was checked found. Only counts. Who leads the units sees them all; to others a
-- group under five is hidden, save that the people of a unit know how many of them registered.
create or replace function public.commitment_counts(asked uuid, units uuid[]) returns table (section_id uuid, campaign_id uuid, registered integer,
		quarter integer, checked integer, met integer, partly integer, not_met integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	with latest as (
		select c.id, c.tenant_id from campaign c
			where c.tenant_id = meta.tenant() and c.document_id = asked and c.state <> 'draft'
				and exists (select from campaign_person p where p.tenant_id = c.tenant_id and p.campaign_id = c.id and p.unit_id = any (units))
			order by c.starts_on desc, c.id desc limit 1
	), own as (
		select r.tenant_id, r.id, r.campaign_id from latest l join registration r on r.tenant_id = l.tenant_id and r.campaign_id = l.id
			where r.person_id is not null and r.confirmed_version is not null and r.unit_id = any (units)
	), entry as (
		select e.tenant_id, e.registration_id, e.entry_key, x.section_id from own o
			join registration_entry e on e.tenant_id = o.tenant_id and e.registration_id = o.id and e.is_current
			join campaign_item i on i.tenant_id = e.tenant_id and i.id = e.content_id
			left join clause x on x.tenant_id = i.tenant_id and x.id = i.clause_id and x.document_id = asked
	), last as (
		select max(q.quarter) as quarter from own o join quarter_check q on q.tenant_id = o.tenant_id and q.registration_id = o.id and q.checked_at is not null
	), found as (
		select e.section_id, grouping(e.section_id) = 1 as is_whole, e.registration_id,
				case when bool_and(k.outcome is not null) then case when bool_and(k.outcome = 'met') then 'met' when bool_or(k.outcome = 'not_met') then 'not_met' else 'partly' end end as outcome
			from entry e cross join last
			left join check_mark k on k.tenant_id = e.tenant_id and k.registration_id = e.registration_id and k.entry_key = e.entry_key and k.quarter = last.quarter
			group by grouping sets ((e.section_id, e.registration_id), (e.registration_id))
	), counted as (
		select f.section_id, count(*)::integer as registered, count(f.outcome)::integer as checked, count(*) filter (where f.outcome = 'met')::integer as met,
				count(*) filter (where f.outcome = 'partly')::integer as partly, count(*) filter (where f.outcome = 'not_met')::integer as not_met
			from found f where f.is_whole or f.section_id is not null group by f.section_id, f.is_whole
	), asked_units as (
		-- Units below of which nobody takes part (a mass organisation) hide nothing.
		select coalesce(array_agg(distinct p.unit_id), units) as ids from latest l
			join campaign_person p on p.tenant_id = l.tenant_id and p.campaign_id = l.id and p.unit_id = any (units)
	), may as (
		select ids <@ meta.led_units() or meta.is_system() as leads, ids <@ meta.places() as belongs from asked_units
	)
	select c.section_id, l.id, case when may.leads or may.belongs or c.registered >= 5 then coalesce(c.registered, 0) end,
			case when c.checked > 0 then last.quarter::integer end,
			case when may.leads or c.checked >= 5 then c.checked end, case when may.leads or c.checked >= 5 then c.met end,
			case when may.leads or c.checked >= 5 then c.partly end, case when may.leads or c.checked >= 5 then c.not_met end
		from latest l cross join last cross join may left join counted c on true;
	end;
alter function public.commitment_counts(uuid, uuid[]) owner to thuctien_definer;
revoke execute on function public.commitment_counts(uuid, uuid[]) from public;
grant execute on function public.commitment_counts(uuid, uuid[]) to thuctien_app;
