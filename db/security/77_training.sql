call meta.fence('training_rule', 'select, insert, update');
-- What is taught, when and where is the unit's; who takes part and with what result is a record about a person.
call meta.fence('training_course', 'select, insert, update');

-- A person's record is there for that person and for those who lead the unit: not for the clerk, nor for whoever follows it
-- from above. Jobs remind people of what is due.
do $$
declare
	t text;
begin
	foreach t in array array['training_participant', 'training_certificate', 'training_need'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, update');
		execute format('drop policy if exists person_range on %I', t);
		execute format('create policy person_range on %I as restrictive for select to thuctien_app
			using (person_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or (select meta.is_system()))', t);
	end loop;
end $$;

-- The system may look at rows and writes none of them.
-- Who leads puts people on a course, themselves too, and notes results, the own never.
drop policy if exists who_adds on training_participant;
create policy who_adds on training_participant as restrictive for insert to thuctien_app
	with check (unit_id = any ((select meta.led())::uuid[]) and result = 'asked');
drop policy if exists who_notes on training_participant;
create policy who_notes on training_participant as restrictive for update to thuctien_app
	using ((unit_id = any ((select meta.led())::uuid[]) and person_id <> (select meta.person())) or (select meta.is_system()))
	with check (unit_id = any ((select meta.led())::uuid[]) and person_id <> (select meta.person()));

-- One enters the own certificate, to be confirmed; the clerk and those who lead enter those of others and vouch for them. A clerk
-- writes and does not read.
drop policy if exists who_enters on training_certificate;
create policy who_enters on training_certificate as restrictive for insert to thuctien_app
	with check ((person_id = (select meta.person()) and state = 'entered' and decided_by is null)
		or (person_id <> (select meta.person()) and unit_id = any ((select meta.units())::uuid[])));
drop policy if exists who_decides on training_certificate;
create policy who_decides on training_certificate as restrictive for update to thuctien_app
	using (person_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or (select meta.is_system()))
	with check ((person_id = (select meta.person()) and state = 'withdrawn' and decided_by is null)
		or (person_id <> (select meta.person()) and unit_id = any ((select meta.led())::uuid[])));

drop policy if exists who_raises on training_need;
create policy who_raises on training_need as restrictive for insert to thuctien_app
	with check (state = 'open' and (person_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[])));
drop policy if exists who_answers on training_need;
create policy who_answers on training_need as restrictive for update to thuctien_app
	using (person_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or (select meta.is_system()))
	with check ((person_id = (select meta.person()) and state = 'withdrawn' and answered_by is null)
		or (person_id <> (select meta.person()) and unit_id = any ((select meta.led())::uuid[])));
-- Taking a person off a course before it was held.
grant delete on training_participant to thuctien_app;
drop policy if exists who_takes_off on training_participant;
create policy who_takes_off on training_participant as restrictive for delete to thuctien_app
	using (unit_id = any ((select meta.led())::uuid[]) and result = 'asked');

-- How many people of the units below lack what each requirement asks: for whoever's office receives from below, and no figure
-- about fewer than five people, so that none tells of one. It is the same rule as features/training/domain/gaps.ts; a test holds them together.
create or replace function public.training_gaps_below(root uuid, requirements jsonb, first_day date, last_day date, day date)
	returns table (unit_id uuid, unit_name text, key text, people integer, lacking integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	with of_units as (
		select u.tenant_id, u.id, u.name, u.path from unit u
		join unit r on r.tenant_id = u.tenant_id and r.id = root and u.path <@ r.path
		where u.tenant_id = meta.tenant() and u.dissolved_on is null and root = any (meta.offices())
	), asked as (
		select q->>'key' as key, q->>'strand' as strand, (q->>'hours')::numeric as hours, q->'certificates' as certificates,
			coalesce(q->'standings', '[]') as standings, coalesce(q->'roles', '[]') as roles
		from jsonb_array_elements(requirements) q
	), of_people as (
		select u.id as unit_id, u.name, m.person_id, m.standing,
			coalesce((select jsonb_agg(a.role) from role_assignment a where a.tenant_id = m.tenant_id and a.unit_id = m.unit_id and a.person_id = m.person_id
				and a.valid_from <= day and (a.valid_to is null or a.valid_to > day)), '[]') as roles
		from of_units u join membership m on m.tenant_id = u.tenant_id and m.unit_id = u.id and m.valid_from <= day and (m.valid_to is null or m.valid_to > day)
	), judged as (
		select p.unit_id, p.name, q.key,
			case when q.hours is not null then coalesce((
				select sum(c.hours) from training_participant t join training_course c on c.tenant_id = t.tenant_id and c.id = t.course_id
				where t.tenant_id = meta.tenant() and t.person_id = p.person_id and t.result = 'completed' and c.strand = q.strand
					and c.ends_on between first_day and last_day), 0) < q.hours
			else not exists (
				select from training_certificate f where f.tenant_id = meta.tenant() and f.person_id = p.person_id and f.state = 'confirmed'
					and (f.expires_on is null or f.expires_on >= day) and q.certificates ? f.kind) end as lacks
		from of_people p join asked q on (q.standings = '[]' or q.standings ? p.standing)
			and (q.roles = '[]' or exists (select from jsonb_array_elements_text(p.roles) held where q.roles ? held))
	)
	select j.unit_id, min(j.name), j.key, count(*)::integer, count(*) filter (where j.lacks)::integer
		from judged j group by j.unit_id, j.key having count(*) >= 5;
	end;
alter function public.training_gaps_below(uuid, jsonb, date, date, date) owner to thuctien_definer;
revoke execute on function public.training_gaps_below(uuid, jsonb, date, date, date) from public;
grant execute on function public.training_gaps_below(uuid, jsonb, date, date, date) to thuctien_app;
