-- The inspections of which the person of the transaction is an inspector, and those of them whose records may be taken and opened.
create or replace function meta.inspections() returns uuid[] language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select coalesce(array_agg(n.inspection_id), '{}') from inspection_inspector n where n.tenant_id = meta.tenant() and n.person_id = meta.person();
	end;
create or replace function meta.inspecting() returns uuid[] language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select coalesce(array_agg(i.id), '{}') from inspection i
		where i.tenant_id = meta.tenant() and i.id = any (meta.inspections()) and i.state = 'open'
			and meta.inspection_day() between i.starts_on and i.ends_on;
	end;
alter function meta.inspections() owner to thuctien_definer;
alter function meta.inspecting() owner to thuctien_definer;
revoke execute on function meta.inspections(), meta.inspecting() from public;
grant execute on function meta.inspections(), meta.inspecting() to thuctien_app, thuctien_definer;

-- That there is an inspection is known to the committee that ordered it, to its inspectors and to the people of the unit.
-- Decision, scope and days stay as they were.
call meta.fence('inspection', 'select, insert');
grant update (state, notes, reported_by, reported_at, answer_by, conclusion, concluded_on, concluded_by, concluded_at) on inspection to thuctien_app;
drop policy if exists of_the_inspection on inspection;
create policy of_the_inspection on inspection as restrictive for all to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.offices())::uuid[]) or id = any ((select meta.inspections())::uuid[])
		or inspected_unit_id = any ((select meta.places())::uuid[]))
	with check ((select meta.is_system()) or unit_id = any ((select meta.offices())::uuid[]) or id = any ((select meta.inspections())::uuid[]));

-- Who inspects is named by whoever opens the inspection, and never of the unit.
call meta.fence('inspection_inspector', 'select, insert');
drop policy if exists named_by_the_decision on inspection_inspector;
create policy named_by_the_decision on inspection_inspector as restrictive for insert to thuctien_app
	with check ((select meta.is_system()) or exists (select from inspection i where i.tenant_id = inspection_inspector.tenant_id
		and i.id = inspection_inspector.inspection_id and i.opened_by = (select meta.person()) and i.state = 'open'
		and not exists (select from membership m where m.tenant_id = i.tenant_id and m.unit_id = i.inspected_unit_id and m.person_id = inspection_inspector.person_id
			and (m.valid_to is null or m.valid_to > current_date))));

-- How records were taken is for whom the inspection is there; an inspector takes them.
call meta.fence('inspection_sample', 'select, insert');
drop policy if exists of_the_inspection on inspection_sample;
create policy of_the_inspection on inspection_sample as restrictive for select to thuctien_app
	using ((select meta.is_system()) or exists (select from inspection i where i.tenant_id = inspection_sample.tenant_id and i.id = inspection_sample.inspection_id));
drop policy if exists taken_by on inspection_sample;
create policy taken_by on inspection_sample as restrictive for insert to thuctien_app
	with check (taken_by = (select meta.person()) and inspection_id = any ((select meta.inspections())::uuid[]));

-- Which records: the inspectors and the committee that ordered it; those who answer for the unit (of records about people those
-- who lead it); and whose record it is. They come in by public.take_into_inspection alone, which takes nothing beyond the scope.
call meta.fence('inspection_record', 'select');
grant insert on inspection_record to thuctien_definer;
drop policy if exists of_the_inspection on inspection_record;
create policy of_the_inspection on inspection_record as restrictive for all to thuctien_app
	using ((select meta.is_system()) or inspection_id = any ((select meta.inspections())::uuid[]) or above_unit_id = any ((select meta.offices())::uuid[])
		or person_id = (select meta.person()) or unit_id = any ((select meta.led_units())::uuid[])
		or (not is_personal and unit_id = any ((select meta.units())::uuid[])));

-- Every opening, for whom the record is there. Only an inspector opens, within the days, and never a record of their own.
call meta.fence('inspection_opening', 'select, insert');
drop policy if exists of_the_record on inspection_opening;
create policy of_the_record on inspection_opening as restrictive for select to thuctien_app
	using ((select meta.is_system()) or exists (select from inspection_record r where r.tenant_id = inspection_opening.tenant_id and r.id = inspection_opening.record_id));
drop policy if exists opened_by on inspection_opening;
create policy opened_by on inspection_opening as restrictive for insert to thuctien_app
	with check (person_id = (select meta.person()) and exists (select from inspection_record r where r.tenant_id = inspection_opening.tenant_id
		and r.id = inspection_opening.record_id and r.inspection_id = any ((select meta.inspecting())::uuid[]) and r.person_id is distinct from (select meta.person())));

-- A finding is the inspectors' until the findings go to the unit.
call meta.fence('inspection_finding', 'select, insert, update');
drop policy if exists of_the_record on inspection_finding;
create policy of_the_record on inspection_finding as restrictive for all to thuctien_app
	using ((select meta.is_system()) or exists (select from inspection_record r join inspection i on i.tenant_id = r.tenant_id and i.id = r.inspection_id
		where r.tenant_id = inspection_finding.tenant_id and r.id = inspection_finding.record_id
			and (i.state <> 'open' or r.inspection_id = any ((select meta.inspections())::uuid[]))))
	with check (found_by = (select meta.person()) and exists (select from inspection_record r join inspection i on i.tenant_id = r.tenant_id and i.id = r.inspection_id and i.state = 'open'
		where r.tenant_id = inspection_finding.tenant_id and r.id = inspection_finding.record_id and r.inspection_id = any ((select meta.inspections())::uuid[])));

-- Answers, follow-ups and their files: for whom the inspection is there and who answers for one side of it.
do $$
declare t text;
begin
	foreach t in array array['inspection_answer', 'inspection_follow_up', 'inspection_file'] loop
		execute format('call meta.fence(%L, %L)', t, case t when 'inspection_follow_up' then 'select, insert, update' else 'select, insert' end);
		execute format('drop policy if exists of_the_inspection on %I', t);
		execute format('create policy of_the_inspection on %1$I as restrictive for all to thuctien_app
			using ((select meta.is_system()) or exists (select from inspection i where i.tenant_id = %1$I.tenant_id and i.id = %1$I.inspection_id
				and (i.id = any ((select meta.inspections())::uuid[]) or i.unit_id = any ((select meta.offices())::uuid[])
					or i.inspected_unit_id = any ((select meta.led_units())::uuid[]))))
			with check ((select meta.is_system()) or exists (select from inspection i where i.tenant_id = %1$I.tenant_id and i.id = %1$I.inspection_id
				and (i.id = any ((select meta.inspections())::uuid[]) or i.unit_id = any ((select meta.offices())::uuid[])
					or i.inspected_unit_id = any ((select meta.led_units())::uuid[]))))', t);
	end loop;
end $$;
revoke update on inspection_follow_up from thuctien_app;
grant update (result, done_by, done_at) on inspection_follow_up to thuctien_app;

-- What there is to be looked at under a decision: the records of one kind, of the unit that is inspected, of the period, of the
-- programme, campaign or document that it names. For its inspectors, as long as it is open; nothing about an inspector.
create or replace function public.inspection_population(asked uuid, of_kind text)
	returns table (source_id uuid, person_id uuid, title text, stratum text, happened_on date)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	with i as (
		select i.tenant_id, i.id, i.inspected_unit_id as unit_id, i.period_from, i.period_to, i.programme_id, i.campaign_id, i.document_id from inspection i
			where i.tenant_id = meta.tenant() and i.id = asked and i.id = any (meta.inspections()) and i.state = 'open' and of_kind = any (i.kinds)
	), found as (
		select i.tenant_id, i.id as inspection_id, t.id as source_id, t.owner_id as person_id, t.title, p.title as stratum, t.due_on as happened_on
			from i join task t on t.tenant_id = i.tenant_id and t.unit_id = i.unit_id and t.state <> 'cancelled' and t.due_on between i.period_from and i.period_to
			join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
			where of_kind = 'task' and (i.programme_id is null or p.id = i.programme_id)
				and (i.document_id is null or exists (select from programme_document d where d.tenant_id = p.tenant_id and d.programme_id = p.id and d.document_id = i.document_id))
		union all
		select i.tenant_id, i.id, m.id, null::uuid, m.title, m.kind, (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
			from i join meeting m on m.tenant_id = i.tenant_id and m.unit_id = i.unit_id
				and (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date between i.period_from and i.period_to
			join meeting_minutes b on b.tenant_id = m.tenant_id and b.meeting_id = m.id
			where of_kind = 'minutes'
		union all
		select i.tenant_id, i.id, r.id, r.author_id, s.title, s.title, (r.handed_in_at at time zone 'Asia/Ho_Chi_Minh')::date
			from i join reflection r on r.tenant_id = i.tenant_id and r.unit_id = i.unit_id and r.version > 0
				and (r.handed_in_at at time zone 'Asia/Ho_Chi_Minh')::date between i.period_from and i.period_to
			join study_round s on s.tenant_id = r.tenant_id and s.id = r.round_id
			where of_kind = 'study_paper'
				and (i.document_id is null or exists (select from study_round_document d where d.tenant_id = s.tenant_id and d.round_id = s.id and d.document_id = i.document_id))
		union all
		select i.tenant_id, i.id, g.id, g.person_id, c.title, c.title, c.starts_on
			from i join registration g on g.tenant_id = i.tenant_id and g.unit_id = i.unit_id and g.confirmed_version is not null
			join campaign c on c.tenant_id = g.tenant_id and c.id = g.campaign_id and c.starts_on <= i.period_to and c.ends_on >= i.period_from
			where of_kind = 'registration' and (i.campaign_id is null or c.id = i.campaign_id) and (i.document_id is null or c.document_id = i.document_id)
	)
	select f.source_id, f.person_id, f.title, f.stratum, f.happened_on from found f
		where not exists (select from inspection_inspector n where n.tenant_id = f.tenant_id and n.inspection_id = f.inspection_id and n.person_id = f.person_id)
		order by f.happened_on, f.source_id;
	end;

-- Takes records into an inspection: [{"id", "source"}], each once, and none that is not of its population.
create or replace function public.take_into_inspection(asked uuid, of_kind text, wanted jsonb) returns integer
	language sql volatile security definer set search_path = public, pg_temp
	begin atomic
	with put as (
		insert into inspection_record (tenant_id, id, inspection_id, kind, source_id, person_id, is_personal, unit_id, above_unit_id, title, stratum, happened_on)
			select i.tenant_id, w.id, i.id, of_kind, p.source_id, p.person_id, of_kind in ('study_paper', 'registration'), i.inspected_unit_id, i.unit_id, p.title, p.stratum, p.happened_on
				from jsonb_to_recordset(wanted) as w(id uuid, source uuid)
				join inspection_population(asked, of_kind) p on p.source_id = w.source
				join inspection i on i.tenant_id = meta.tenant() and i.id = asked
			on conflict (tenant_id, inspection_id, kind, source_id) do nothing
			returning 1
	)
	select count(*)::integer from put;
	end;
alter function public.inspection_population(uuid, text) owner to thuctien_definer;
alter function public.take_into_inspection(uuid, text, jsonb) owner to thuctien_definer;
revoke execute on function public.inspection_population(uuid, text), public.take_into_inspection(uuid, text, jsonb) from public;
grant execute on function public.inspection_population(uuid, text), public.take_into_inspection(uuid, text, jsonb) to thuctien_app;
grant execute on function public.inspection_population(uuid, text) to thuctien_definer;
