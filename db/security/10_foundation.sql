call meta.fence('tenant', 'select, insert, update');
call meta.fence('rule_set');
call meta.fence('event_seal', 'select, insert');
call meta.fence('stored_file', 'select, insert');
-- Events are append-only: the one column that may change is the number of the batch that sealed them.
call meta.fence('event', 'select, insert');
grant update (sealed_in) on event to thuctien_app;
drop policy if exists person_range on event;
create policy person_range on event as restrictive for select to thuctien_app
	using (not is_personal or person_id = (select meta.person()) or actor_person_id = (select meta.person())
		or unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()));

-- Is this installation new? Asked before anybody has signed in, so it looks past the fence and says only yes or no.
create or replace function public.instance_is_empty() returns boolean
	language sql stable security definer set search_path = public
	return not exists (select from tenant);
alter function public.instance_is_empty() owner to thuctien_definer;
revoke execute on function public.instance_is_empty() from public;
grant execute on function public.instance_is_empty() to thuctien_app;

-- Every tenant, for jobs that visit one after another (sealing, roll-ups). Names nobody.
create or replace function public.every_tenant() returns setof uuid
	language sql stable security definer set search_path = public
	begin atomic select tenant_id from tenant order by tenant_id; end;
alter function public.every_tenant() owner to thuctien_definer;
revoke execute on function public.every_tenant() from public;
grant execute on function public.every_tenant() to thuctien_app;
