call meta.fence('reflection_form', 'select, insert, update');

-- How far a paper has come is known to the author, to who reviews it and to those who answer for the unit; one that its
-- author shares, to the people of the unit.
call meta.fence('reflection', 'select, insert, update');
drop policy if exists person_range on reflection;
create policy person_range on reflection as restrictive for all to thuctien_app
	using (author_id = (select meta.person()) or reviewer_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
		or (shared_at is not null and unit_id = any ((select meta.places())::uuid[])) or (select meta.is_system())
		-- What an inspector opened under a decision (15_inspected.sql).
		or id = any ((select meta.inspected('study_paper'))::uuid[])
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
		-- An inspector reads what was handed in, and nothing that was said of it.
		execute format('create policy of_the_paper on %I as restrictive for all to thuctien_app
			using (meta.reads_reflection(tenant_id, reflection_id)%s) with check (meta.reads_reflection(tenant_id, reflection_id))', t,
			case when t in ('reflection_version', 'reflection_file') then ' or reflection_id = any ((select meta.inspected(''study_paper''))::uuid[])' else '' end);
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

-- How many papers the rounds of a document ask of the people of a unit, and how many came. No more than counts, and only for
-- who has a place in the unit or answers for it.
create or replace function public.reflections_of_document(asked_document uuid, asked_unit uuid) returns table (round_id uuid, required integer, handed_in integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select r.id, count(*)::integer, count(p.id)::integer from study_round_document d
		join study_round r on r.tenant_id = d.tenant_id and r.id = d.round_id and r.state in ('open', 'closed') and r.paper_due_on is not null
		join study_participant m on m.tenant_id = r.tenant_id and m.round_id = r.id and m.home_unit_id = asked_unit and m.is_required
		left join reflection p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.author_id = m.person_id and p.state in ('handed_in', 'accepted')
		where d.tenant_id = meta.tenant() and d.document_id = asked_document
			and (asked_unit = any (meta.places()) or asked_unit = any (meta.units()) or meta.is_system())
		group by r.id order by r.id;
	end;
alter function public.reflections_of_document(uuid, uuid) owner to thuctien_definer;
revoke execute on function public.reflections_of_document(uuid, uuid) from public;
grant execute on function public.reflections_of_document(uuid, uuid) to thuctien_app;

-- The fields of a paper after what was typed: by a field's name its whole text, or the stretch that is new as [start, gone, typed,
-- length before] in characters. src/lib/text/typed-changes.ts, withChanges, does the same. Fields that the form does not
-- have are left out; nothing when a stretch was typed on another text, or a field becomes longer than one may be (schema.ts).
create or replace function meta.reflection_changed(known jsonb, changes jsonb, parts jsonb) returns jsonb
	language plpgsql immutable parallel safe as $$
declare
	name text;
	change jsonb;
	words text;
	start integer;
	gone integer;
	fields jsonb := known;
begin
	for name, change in select c.key, c.value from jsonb_each(changes) c loop
		continue when name !~ '^(act|by|propose):[0-9a-z-]{1,40}$' and not parts @> jsonb_build_array(jsonb_build_object('key', name));
		if jsonb_typeof(change) = 'string' then
			words := change #>> '{}';
		else
			words := coalesce(known ->> name, '');
			start := change -> 0;
			gone := change -> 1;
			if char_length(words) <> (change -> 3)::integer or start + gone > char_length(words) then return null; end if;
			words := left(words, start) || (change ->> 2) || substr(words, start + gone + 1);
		end if;
		if char_length(words) > 40000 then return null; end if;
		fields := case when words = '' then fields - name else fields || jsonb_build_object(name, words) end;
	end loop;
	return fields;
end $$;
grant execute on function meta.reflection_changed(jsonb, jsonb, jsonb) to thuctien_app;

-- Keeps what several people are typing, in one transaction, so that one writing to the disk serves them all. It does not look past
-- the fence: for each text the transaction takes the name of its author, as if it had come alone. Only a text on the kept
-- revision of a paper that may be written on is taken (features/reflections/policy.ts, mayWrite); of the others nothing is told.
-- Handing in raises the revision, so that a text which comes at that moment is not taken behind its back.
create or replace function public.keep_reflections(saves jsonb) returns table (nth integer, revision integer)
	language plpgsql volatile set search_path = public, pg_temp
as $body$
#variable_conflict use_column
declare
	one record;
	kept record;
begin
	for one in select * from jsonb_to_recordset(saves) as s(nth integer, tenant text, person text, round uuid, revision integer, changes jsonb, at timestamptz) loop
		perform set_config('app.tenant', one.tenant, true), set_config('app.person', one.person, true), set_config('app.units', '', true),
			set_config('app.places', '', true), set_config('app.offices', '', true), set_config('app.system', '', true);
		select t.reflection_id, meta.reflection_changed(t.fields, one.changes, p.form -> 'parts') as fields into kept
			from reflection p
			join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state = 'open' and r.paper_due_on is not null
			join study_participant m on m.tenant_id = p.tenant_id and m.round_id = p.round_id and m.person_id = p.author_id
			join reflection_text t on t.tenant_id = p.tenant_id and t.reflection_id = p.id and t.revision = one.revision
			where p.tenant_id = one.tenant::uuid and p.round_id = one.round and p.author_id = one.person::uuid and p.state in ('draft', 'returned');
		continue when kept.fields is null;
		-- Whoever came first since has raised the revision.
		update reflection_text t set fields = kept.fields, revision = t.revision + 1, saved_at = one.at
			where t.tenant_id = one.tenant::uuid and t.reflection_id = kept.reflection_id and t.revision = one.revision;
		if found then
			nth := one.nth;
			revision := one.revision + 1;
			return next;
		end if;
	end loop;
end $body$;
revoke execute on function public.keep_reflections(jsonb) from public;
grant execute on function public.keep_reflections(jsonb) to thuctien_app;

revoke update on reflection_version, reflection_remark, reflection_review from thuctien_app;
