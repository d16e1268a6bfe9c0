-- What is studied and when is the unit's; who was there and who makes it up is for the person, for those who answer for the
-- unit that holds the round, and for those who answer for the unit that the person comes from.
call meta.fence('study_round', 'select, insert, update');
call meta.fence('study_round_document', 'select, insert, delete');
call meta.fence('study_round_clause', 'select, insert, delete');
call meta.fence('study_session', 'select, insert, update, delete');
call meta.fence('study_partaking_unit', 'select, insert');
call meta.fence('study_slide', 'select, insert, delete');
call meta.fence('study_participant', 'select, insert, update');
call meta.fence('study_attendance', 'select, insert, update');
call meta.fence('study_make_up', 'select, insert, update');
do $$
declare
	t text;
begin
	foreach t in array array['study_participant', 'study_attendance', 'study_make_up'] loop
		execute format('drop policy if exists person_range on %I', t);
		execute format('create policy person_range on %I as restrictive for all to thuctien_app
			using (person_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
				or home_unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()))
			with check (person_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
				or home_unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()))', t);
	end loop;
end $$;

-- A report names those who were away: it is there for those who answer for the unit.
call meta.fence('study_report', 'select, insert');
drop policy if exists unit_range on study_report;
create policy unit_range on study_report as restrictive for all to thuctien_app
	using (unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()))
	with check (unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()));

-- Who has studied the documents of a round, of those who take part and whom the actor may see as participants: the readings of
-- the people of another unit are not there otherwise.
create or replace function public.studied_in_round(asked uuid) returns table (person_id uuid, document_id uuid)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select p.person_id, d.document_id
		from study_participant p
		join study_round_document d on d.tenant_id = p.tenant_id and d.round_id = p.round_id
		join reading r on r.tenant_id = p.tenant_id and r.document_id = d.document_id and r.person_id = p.person_id and r.studied_at is not null
		where p.tenant_id = meta.tenant() and p.round_id = asked
			and (p.person_id = meta.person() or p.unit_id = any (meta.units()) or p.home_unit_id = any (meta.units()) or meta.is_system());
	end;
alter function public.studied_in_round(uuid) owner to thuctien_definer;
revoke execute on function public.studied_in_round(uuid) from public;
grant execute on function public.studied_in_round(uuid) to thuctien_app;

-- Answers to the questions of a check are for whoever gave them, and for nobody else: no secretary, no job of the system.
call meta.fence('study_question', 'select, insert, update');
call meta.fence('study_answer', 'select, insert, update');
drop policy if exists own_only on study_answer;
create policy own_only on study_answer as restrictive for all to thuctien_app
	using (person_id = (select meta.person())) with check (person_id = (select meta.person()));

-- How many answered a question and how many were right the first time: for those who answer for the unit that holds the round, and
-- only once five people have answered, so that no figure tells what one of them chose.
create or replace function public.study_question_counts(asked uuid) returns table (question_id uuid, answered integer, right_first integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select q.id, count(*)::int, count(*) filter (where a.first_right)::int
		from study_question q
		join study_round r on r.tenant_id = q.tenant_id and r.id = q.round_id
		join study_answer a on a.tenant_id = q.tenant_id and a.question_id = q.id
		where q.tenant_id = meta.tenant() and q.round_id = asked and r.unit_id = any (meta.units())
		group by q.id having count(*) >= 5;
	end;
alter function public.study_question_counts(uuid) owner to thuctien_definer;
revoke execute on function public.study_question_counts(uuid) from public;
grant execute on function public.study_question_counts(uuid) to thuctien_app;

call meta.fence('study_guess', 'select, insert, update');
drop policy if exists own_only on study_guess;
create policy own_only on study_guess as restrictive for all to thuctien_app
	using (person_id = (select meta.person())) with check (person_id = (select meta.person()));
