call meta.fence('transfer_rule', 'select, insert, update');
-- Where somebody goes, and why: the person, and those who answer for the unit that is left.
do $$
declare t text;
begin
	foreach t in array array['member_transfer', 'transfer_handover', 'transfer_code'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, update');
		execute format('call meta.fence_person(%L, %L, %L)', t, 'person_id', 'unit_id');
	end loop;
end $$;
-- What comes in is for the office to which it came, for the unit to which that handed it on, and for the person once taken in.
call meta.fence('incoming_transfer', 'select, insert, update');
drop policy if exists person_range on incoming_transfer;
create policy person_range on incoming_transfer as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
		or for_unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[])
		or for_unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()));

-- The other organisations of this installation by name, for the letter to be addressed to: a sample knows samples only, and the
-- others know none. Of an organisation nothing but that it is there.
create or replace function public.organisations_here() returns table (tenant_id uuid, name text)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select t.tenant_id, t.name from tenant t
	where meta.tenant() is not null and t.tenant_id <> meta.tenant()
		and t.is_sample = (select o.is_sample from tenant o where o.tenant_id = meta.tenant())
	order by t.name, t.tenant_id;
	end;
alter function public.organisations_here() owner to thuctien_definer;
revoke execute on function public.organisations_here() from public;
grant execute on function public.organisations_here() to thuctien_app;

-- A code is found by its hash before its organisation is known. What is used, over, or no longer waited for is not found.
create or replace function public.transfer_by_code(hash text, moment timestamptz)
	returns table (tenant_id uuid, id uuid, transfer_id uuid, unit_id uuid, person_id uuid, full_name text, unit_name text, mark text,
		kind_name text, to_organisation text, to_unit text, issued_on date, effective_on date)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select c.tenant_id, c.id, c.transfer_id, c.unit_id, c.person_id, p.full_name, u.name, t.mark, t.kind_name, t.to_organisation, t.to_unit, t.issued_on, t.effective_on
	from transfer_code c
	join member_transfer t on t.tenant_id = c.tenant_id and t.id = c.transfer_id and t.state = 'issued'
	join person p on p.tenant_id = c.tenant_id and p.id = c.person_id
	join unit u on u.tenant_id = c.tenant_id and u.id = c.unit_id
	where c.code_hash = hash and c.used_at is null and c.expires_at > moment;
	end;
alter function public.transfer_by_code(text, timestamptz) owner to thuctien_definer;
revoke execute on function public.transfer_by_code(text, timestamptz) from public;
grant execute on function public.transfer_by_code(text, timestamptz) to thuctien_app;
