call meta.fence('reflection_form', 'select, insert, update');

-- How far a paper has come is known to the author, to who reviews it and to those who answer for the unit; one that its
-- author shares, to the people of the unit.
call meta.fence('reflection', 'select, insert, update');
drop policy if exists person_range on reflection;
create policy person_range on reflection as restrictive for all to thuctien_app
	using (author_id = (select meta.person()) or reviewer_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
		or (shared_at is not null and unit_id = any ((select meta.places())::uuid[])) or (select meta.is_system())
		-- In the round of a committee the papers belong to units below; who called it sees how far they have come.
		or exists (select from study_round r where r.tenant_id = reflection.tenant_id and r.id = reflection.round_id and r.unit_id = any ((select meta.units())::uuid[])))
	with check (author_id = (select meta.person()) or reviewer_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()));

-- What is being written is the author's alone: not the secretary's, not a job's. No function that looks past the fence reads it.
call meta.fence('reflection_text', 'select, insert, update');
drop policy if exists own_rows on reflection_text;
create policy own_rows on reflection_text as restrictive for all to thuctien_app
	using (author_id = (select meta.person())) with check (author_id = (select meta.person()));
revoke all on reflection_text from thuctien_definer;

-- What was handed in is for the author and who reviews it, not for whoever else answers for the unit; what its author shares,
-- for the people of the unit. Rows are read by the id of a paper, so that the look is one by key.
create or replace function meta.reads_reflection(tenant uuid, reflection uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.reflection r where r.tenant_id = tenant and r.id = reflection
		and (r.author_id = meta.person() or r.reviewer_id = meta.person() or (r.shared_at is not null and r.unit_id = any (meta.places()))))
$$;
grant execute on function meta.reads_reflection(uuid, uuid) to thuctien_app;
do $$
declare t text;
begin
	foreach t in array array['reflection_version', 'reflection_file', 'reflection_remark', 'reflection_review'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, update');
		execute format('drop policy if exists of_the_paper on %I', t);
		execute format('create policy of_the_paper on %I as restrictive for all to thuctien_app
			using (meta.reads_reflection(tenant_id, reflection_id)) with check (meta.reads_reflection(tenant_id, reflection_id))', t);
		execute format('revoke all on %I from thuctien_definer', t);
	end loop;
end $$;
-- How many papers of a round each of the committee reviews: for choosing who reviews the next one, when somebody hands in who may
-- not see the papers of others. No more than counts, and only to who takes part in the round.
create or replace function public.reflection_loads(asked uuid) returns table (person_id uuid, papers integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select p.reviewer_id, count(*)::integer from reflection p
		where p.tenant_id = meta.tenant() and p.round_id = asked and p.reviewer_id is not null
			and exists (select from study_participant m where m.tenant_id = p.tenant_id and m.round_id = asked and m.person_id = meta.person())
		group by p.reviewer_id;
	end;
alter function public.reflection_loads(uuid) owner to thuctien_definer;
revoke execute on function public.reflection_loads(uuid) from public;
grant execute on function public.reflection_loads(uuid) to thuctien_app;

-- Keeps what several people are typing, in one transaction, so that one writing to the disk serves them all. It does not look past
-- the fence: for each text the transaction takes the name of its author, as if it had come alone. Only a text on the kept
-- revision of a paper that may be written on is taken (features/reflections/policy.ts, mayWrite); of the others nothing is told.
create or replace function public.keep_reflections(saves jsonb) returns table (nth integer, revision integer)
	language plpgsql volatile set search_path = public, pg_temp
as $body$
#variable_conflict use_column
declare
	one record;
begin
	for one in select * from jsonb_to_recordset(saves) as s(nth integer, tenant text, person text, reflection uuid, revision integer, fields jsonb, at timestamptz) loop
		perform set_config('app.tenant', one.tenant, true), set_config('app.person', one.person, true), set_config('app.units', '', true),
			set_config('app.places', '', true), set_config('app.offices', '', true), set_config('app.system', '', true);
		return query
			update reflection_text t set fields = one.fields, revision = t.revision + 1, saved_at = one.at
				from reflection p
				join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state = 'open' and r.paper_due_on is not null
				join study_participant m on m.tenant_id = p.tenant_id and m.round_id = p.round_id and m.person_id = p.author_id
				where t.tenant_id = one.tenant::uuid and t.reflection_id = one.reflection and t.revision = one.revision
					and p.tenant_id = t.tenant_id and p.id = t.reflection_id and p.author_id = one.person::uuid and p.state in ('draft', 'returned')
				returning one.nth, t.revision;
	end loop;
end $body$;
revoke execute on function public.keep_reflections(jsonb) from public;
grant execute on function public.keep_reflections(jsonb) to thuctien_app;

revoke update on reflection_version, reflection_remark, reflection_review from thuctien_app;
