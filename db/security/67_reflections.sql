call meta.fence('reflection_form', 'select, insert, update');

-- How far a paper has come is known to the author, to who reviews it and to those who answer for the unit; one that its
-- author shares, to the people of the unit.
call meta.fence('reflection', 'select, insert, update');
drop policy if exists person_range on reflection;
create policy person_range on reflection as restrictive for all to thuctien_app
	using (author_id = (select meta.person()) or reviewer_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
		or (shared_at is not null and unit_id = any ((select meta.places())::uuid[])) or (select meta.is_system()))
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
revoke update on reflection_version, reflection_remark, reflection_review from thuctien_app;
