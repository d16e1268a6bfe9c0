call meta.fence('recognition_rule', 'select, insert, update');

-- What is proposed is there for who proposed it, for those who lead the unit and, where they decide, for the office above.
-- What was announced is there for the people of the unit and for who is honoured; without the name it is read through
-- public.unnamed_deeds.
call meta.fence('recognition', 'select, insert, update');
drop policy if exists person_range on recognition;
create policy person_range on recognition as restrictive for all to thuctien_app
	using ((select meta.is_system()) or proposer_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
		or above_unit_id = any ((select meta.offices())::uuid[])
		or (state = 'announced' and (person_id = (select meta.person()) or (is_named and unit_id = any ((select meta.places())::uuid[])))))
	with check ((select meta.is_system()) or proposer_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
		or above_unit_id = any ((select meta.offices())::uuid[])
		or (state = 'announced' and person_id = (select meta.person())));

-- Whoever is of a collective and whatever shows it is there for whom the recognition is there.
do $$
declare t text;
begin
	foreach t in array array['recognition_member', 'recognition_evidence'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert');
		execute format('drop policy if exists of_the_recognition on %I', t);
		execute format('create policy of_the_recognition on %1$I as restrictive for all to thuctien_app
			using ((select meta.is_system()) or exists (select from recognition r where r.tenant_id = %1$I.tenant_id and r.id = %1$I.recognition_id))
			with check ((select meta.is_system()) or exists (select from recognition r where r.tenant_id = %1$I.tenant_id and r.id = %1$I.recognition_id))', t);
	end loop;
end $$;

-- What was announced and is not to be named: the people of the unit read what was done, without whose it is. The name is
-- taken out of the words; no id leads to the person.
create or replace function public.unnamed_deeds(unit uuid) returns table (id uuid, kind text, title text, deed text, field text, form jsonb, honoured_on date)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select r.id, r.kind, replace(r.title, p.full_name, 'một đồng chí'), replace(r.deed, p.full_name, 'một đồng chí'), r.field, r.form, r.honoured_on
		from recognition r join person p on p.tenant_id = r.tenant_id and p.id = r.person_id
		where r.tenant_id = meta.tenant() and r.unit_id = unit and r.unit_id = any (meta.places()) and r.state = 'announced' and not r.is_named;
	end;
alter function public.unnamed_deeds(uuid) owner to thuctien_definer;
revoke execute on function public.unnamed_deeds(uuid) from public;
grant execute on function public.unnamed_deeds(uuid) to thuctien_app;
