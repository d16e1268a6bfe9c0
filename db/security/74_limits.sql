call meta.fence('limit_rule', 'select, insert, update');

-- A limit is the person's from the moment of being given, and whoever's who gave it. Those who head the unit, and the committee
-- member in charge, have it once the person was told; once it has ended only the person, and who ended it. Of those who answer
-- for people (meta.units) and of the office (meta.offices) are the secretary and the deputy alone.
call meta.fence('personal_limit', 'select, insert, update');
drop policy if exists person_range on personal_limit;
create policy person_range on personal_limit as restrictive for all to thuctien_app
	using ((select meta.is_system()) or person_id = (select meta.person()) or closed_by = (select meta.person())
		or (state in ('given', 'answered') and (given_by = (select meta.person()) or ((opened_at is not null or shown_from <= current_date)
			and (in_charge_id = (select meta.person()) or (unit_id = any ((select meta.units())::uuid[]) and unit_id = any ((select meta.offices())::uuid[])))))))
	with check ((select meta.is_system()) or person_id = (select meta.person()) or closed_by = (select meta.person())
		or (state in ('given', 'answered') and (given_by = (select meta.person()) or ((opened_at is not null or shown_from <= current_date)
			and (in_charge_id = (select meta.person()) or (unit_id = any ((select meta.units())::uuid[]) and unit_id = any ((select meta.offices())::uuid[])))))));

-- What was said and what is planned is there for whom the limit is there. No function that looks past the fence reads it.
do $$
declare t text;
begin
	foreach t in array array['limit_entry', 'limit_step', 'limit_file'] loop
		execute format('call meta.fence(%L, %L)', t, case t when 'limit_step' then 'select, insert, update' else 'select, insert' end);
		execute format('drop policy if exists of_the_limit on %I', t);
		execute format('create policy of_the_limit on %1$I as restrictive for all to thuctien_app
			using ((select meta.is_system()) or exists (select from personal_limit l where l.tenant_id = %1$I.tenant_id and l.id = %1$I.limit_id))
			with check ((select meta.is_system()) or exists (select from personal_limit l where l.tenant_id = %1$I.tenant_id and l.id = %1$I.limit_id))', t);
		execute format('revoke all on %I from thuctien_definer', t);
	end loop;
end $$;

-- How many limits of a unit's people were given, are open, were put right in a period: counts and no name, for who heads the
-- unit and for the offices above it.
create or replace function public.limit_counts(asked uuid, since date, until date) returns table (given integer, open integer, closed integer, withdrawn integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select count(*) filter (where (l.given_at at time zone 'Asia/Ho_Chi_Minh')::date between since and until)::integer,
			count(*) filter (where l.state in ('given', 'answered'))::integer,
			count(*) filter (where l.state = 'closed' and (l.closed_at at time zone 'Asia/Ho_Chi_Minh')::date between since and until)::integer,
			count(*) filter (where l.state = 'withdrawn' and (l.closed_at at time zone 'Asia/Ho_Chi_Minh')::date between since and until)::integer
		from personal_limit l
		where l.tenant_id = meta.tenant() and l.unit_id = asked and exists (
			select from unit u join unit a on a.tenant_id = u.tenant_id and u.path <@ a.path
			where u.tenant_id = l.tenant_id and u.id = asked and a.id = any (meta.offices()) and (a.id <> u.id or a.id = any (meta.units()))
		);
	end;
alter function public.limit_counts(uuid, date, date) owner to thuctien_definer;
revoke execute on function public.limit_counts(uuid, date, date) from public;
grant execute on function public.limit_counts(uuid, date, date) to thuctien_app;
