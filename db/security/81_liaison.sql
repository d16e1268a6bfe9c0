call meta.fence('residence_place', 'select, insert, update');
call meta.fence('residence_place_name', 'select, insert, update');
call meta.fence('residence_rule', 'select, insert, update');
call meta.fence('residence_round', 'select, insert, update');

-- Where a person lives, the letters and that a remark is waited for: the person, and those who answer for the unit.
do $$
declare t text;
begin
	foreach t in array array['residence_link', 'residence_letter', 'residence_request', 'residence_token'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, update');
		execute format('call meta.fence_person(%L, %L, %L)', t, 'person_id', 'unit_id');
	end loop;
end $$;
-- A remark is there for the person, for who heads the unit and for the committee member in charge: not for the clerk, not for
-- colleagues, not for whoever follows the unit from above, and not for jobs. Of those who answer for people (meta.units) and
-- of the office (meta.offices) are the secretary and the deputy alone. No function that looks past the fence reads it.
call meta.fence('residence_remark', 'select, insert, update');
revoke all on residence_remark from thuctien_definer;
drop policy if exists person_range on residence_remark;
create policy person_range on residence_remark as restrictive for select to thuctien_app
	using (person_id = (select meta.person()) or in_charge_id = (select meta.person())
		or (unit_id = any ((select meta.units())::uuid[]) and unit_id = any ((select meta.offices())::uuid[])));
-- Who answers for the unit enters what came on paper, the clerk too, who does not read it afterwards; a one-time link writes in
-- the name of the system. Nobody writes of themselves.
drop policy if exists who_enters on residence_remark;
create policy who_enters on residence_remark as restrictive for insert to thuctien_app
	with check (taken_back_at is null and answered_at is null and ((way = 'link' and entered_by is null and (select meta.is_system()))
		or (entered_by = (select meta.person()) and person_id <> (select meta.person()) and unit_id = any ((select meta.units())::uuid[]))));
drop policy if exists who_changes on residence_remark;
create policy who_changes on residence_remark as restrictive for update to thuctien_app
	using (person_id = (select meta.person())
		or (unit_id = any ((select meta.units())::uuid[]) and unit_id = any ((select meta.offices())::uuid[])))
	with check ((person_id = (select meta.person()) and taken_back_at is null)
		or (person_id <> (select meta.person()) and unit_id = any ((select meta.units())::uuid[]) and unit_id = any ((select meta.offices())::uuid[])));

-- A one-time link is found by the hash of its token before its tenant is known. What is used, over, or no longer waited for is
-- not found, as little as what never was.
create or replace function public.residence_by_token(hash text, moment timestamptz)
	returns table (tenant_id uuid, id uuid, kind text, subject_id uuid, unit_id uuid, person_id uuid, full_name text, unit_name text, year integer, cell text, commune text, mark text, due_on date)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select t.tenant_id, t.id, case when t.letter_id is null then 'remark' else 'receipt' end, coalesce(t.letter_id, t.request_id), t.unit_id, t.person_id, p.full_name, u.name,
		o.year, coalesce(l.cell, r.cell), coalesce(l.commune, r.commune), l.mark, o.due_on
	from residence_token t
	join person p on p.tenant_id = t.tenant_id and p.id = t.person_id
	join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
	left join residence_letter l on l.tenant_id = t.tenant_id and l.id = t.letter_id
	left join residence_request r on r.tenant_id = t.tenant_id and r.id = t.request_id
	left join residence_round o on o.tenant_id = r.tenant_id and o.id = r.round_id
	where t.token_hash = hash and t.used_at is null and t.expires_at > moment
		and ((l.id is not null and l.received_on is null) or (r.state = 'waiting' and o.state = 'open'));
	end;
alter function public.residence_by_token(text, timestamptz) owner to thuctien_definer;
revoke execute on function public.residence_by_token(text, timestamptz) from public;
grant execute on function public.residence_by_token(text, timestamptz) to thuctien_app;
