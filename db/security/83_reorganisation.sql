call meta.fence('reorganisation', 'select, insert, update');
call meta.fence('reorganisation_act');
-- What became of a unit, and what passed from it, stays as it was written.
call meta.fence('unit_event', 'select, insert');
call meta.fence('work_passed', 'select, insert');

-- What is still going on in units that a reorganisation would end, as counts by unit and kind: whoever prepares it learns how
-- much there is, not what it says or of whom.
create or replace function public.going_on_in(units uuid[]) returns table (unit_id uuid, kind text, found integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select m.unit_id, 'meeting', count(*)::int from meeting m
		where m.tenant_id = meta.tenant() and m.unit_id = any (units) and m.state in ('planned', 'called', 'open') group by 1
	union all
	select r.unit_id, 'study_round', count(*)::int from study_round r
		where r.tenant_id = meta.tenant() and r.unit_id = any (units) and r.state in ('preparing', 'open') group by 1
	union all
	select c.unit_id, 'campaign', count(*)::int from campaign c
		where c.tenant_id = meta.tenant() and c.unit_id = any (units) and c.state in ('draft', 'open') group by 1
	union all
	select v.unit_id, 'review_round', count(*)::int from review_round v
		where v.tenant_id = meta.tenant() and v.unit_id = any (units) and v.state <> 'concluded' group by 1
	union all
	select t.unit_id, 'training_course', count(*)::int from training_course t
		where t.tenant_id = meta.tenant() and t.unit_id = any (units) and t.state = 'planned' group by 1
	union all
	select p.answering_unit_id, 'proposal', count(*)::int from proposal p
		where p.tenant_id = meta.tenant() and p.answering_unit_id = any (units) and p.state in ('received', 'assigned', 'disputed') group by 1
	union all
	select x.unit_id, 'resolution', count(*)::int from resolution x
		where x.tenant_id = meta.tenant() and x.unit_id = any (units) and x.state in ('draft', 'put') group by 1
	union all
	select i.unit_id, 'intake', count(*)::int from intake i
		where i.tenant_id = meta.tenant() and i.unit_id = any (units) and i.state = 'waiting' group by 1;
	end;
alter function public.going_on_in(uuid[]) owner to thuctien_definer;
revoke execute on function public.going_on_in(uuid[]) from public;
grant execute on function public.going_on_in(uuid[]) to thuctien_app;
