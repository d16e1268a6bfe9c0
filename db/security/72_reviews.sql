-- That a round goes on is the unit's; who is in it and how far each has come is for the person, for who rates, and for those who
-- answer for the unit.
call meta.fence('review_round', 'select, insert, update');
call meta.fence('review_person', 'select, insert, update');
drop policy if exists person_range on review_person;
create policy person_range on review_person as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or rater_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or rater_id = (select meta.person()) or unit_id = any ((select meta.offices())::uuid[]));

-- The units that the person of the transaction heads today, as secretary or deputy: narrower than the offices, which others are of too.
create or replace function meta.heads() returns uuid[] language sql stable parallel safe as $$
	select coalesce(array_agg(r.unit_id), '{}') from public.role_assignment r where r.tenant_id = meta.tenant() and r.person_id = meta.person()
		and r.role in ('secretary', 'deputy') and r.valid_from <= current_date and (r.valid_to is null or r.valid_to > current_date)
$$;
create or replace function meta.rates_in_review(tenant uuid, round uuid, person uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.review_person p where p.tenant_id = tenant and p.round_id = round and p.person_id = person and p.rater_id = meta.person())
$$;
create or replace function meta.review_announced(tenant uuid, round uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.review_round r where r.tenant_id = tenant and r.id = round and r.concluded_at is not null)
$$;
grant execute on function meta.heads(), meta.rates_in_review(uuid, uuid, uuid), meta.review_announced(uuid, uuid) to thuctien_app;

-- What a person writes is the person's alone until it is handed in; then it is for who rates and for who heads the unit.
call meta.fence('review_self', 'select, insert, update');
drop policy if exists own_until_handed_in on review_self;
create policy own_until_handed_in on review_self as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or (handed_in_at is not null
		and (unit_id = any ((select meta.heads())::uuid[]) or meta.rates_in_review(tenant_id, round_id, person_id))))
	with check (person_id = (select meta.person()));
revoke all on review_self from thuctien_definer;

-- A rating and a result are for who rates and who heads the unit, never about themselves; for the person once the round is
-- announced. Not for the rest of the committee, the clerk, a job of the system.
do $$
declare t text;
begin
	foreach t in array array['review_rating', 'review_result'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, update');
		execute format('drop policy if exists by_others on %I', t);
		execute format('create policy by_others on %I as restrictive for all to thuctien_app
			using ((person_id <> (select meta.person()) and (unit_id = any ((select meta.heads())::uuid[]) or meta.rates_in_review(tenant_id, round_id, person_id)))
				or (person_id = (select meta.person()) and meta.review_announced(tenant_id, round_id)))
			with check (person_id <> (select meta.person()) and not meta.review_announced(tenant_id, round_id)
				and (unit_id = any ((select meta.heads())::uuid[]) or meta.rates_in_review(tenant_id, round_id, person_id)))', t);
	end loop;
end $$;
revoke all on review_rating, review_result from thuctien_definer;

-- The levels of a year are announced in the unit.
call meta.fence('review_announced', 'select, insert');
drop policy if exists in_the_unit on review_announced;
create policy in_the_unit on review_announced as restrictive for all to thuctien_app
	using (unit_id = any ((select meta.places())::uuid[]) or (select meta.is_system()))
	with check (unit_id = any ((select meta.offices())::uuid[]));

-- Of the collectives: who heads the unit and the unit above; everybody of the unit once it is announced.
call meta.fence('review_collective', 'select, insert, update');
drop policy if exists headed on review_collective;
create policy headed on review_collective as restrictive for all to thuctien_app
	using (unit_id = any ((select meta.offices())::uuid[]) or above_id = any ((select meta.offices())::uuid[])
		or (unit_id = any ((select meta.places())::uuid[]) and meta.review_announced(tenant_id, round_id)))
	with check (unit_id = any ((select meta.offices())::uuid[]) or above_id = any ((select meta.offices())::uuid[]));
revoke all on review_collective from thuctien_definer;

-- Earlier classifications: a person's for the person and for who heads the unit; a collective's for the unit.
call meta.fence('review_label', 'select, insert');
drop policy if exists person_range on review_label;
create policy person_range on review_label as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or unit_id = any ((select meta.offices())::uuid[]) or (select meta.is_system())
		or (person_id is null and unit_id = any ((select meta.places())::uuid[])))
	with check (unit_id = any ((select meta.offices())::uuid[]) and person_id is distinct from (select meta.person()));

-- How many of a unit were given each level in a year: for the offices above, and never of fewer than five people (domain.md part 11).
create or replace function public.review_level_counts(asked uuid, of_year integer) returns table (level text, level_name text, people integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select a.level, a.level_name, case when count(*) >= 5 then count(*)::integer end
		from review_announced a
		join review_round r on r.tenant_id = a.tenant_id and r.id = a.round_id and r.kind = 'year' and r.year = of_year
		join unit u on u.tenant_id = a.tenant_id and u.id = a.unit_id
		where a.tenant_id = meta.tenant() and a.unit_id = asked
			and exists (select from unit o where o.tenant_id = u.tenant_id and o.id = any (meta.offices()) and u.path <@ o.path)
		group by a.level, a.level_name;
	end;
alter function public.review_level_counts(uuid, integer) owner to thuctien_definer;
revoke execute on function public.review_level_counts(uuid, integer) from public;
grant execute on function public.review_level_counts(uuid, integer) to thuctien_app;
