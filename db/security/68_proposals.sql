-- A proposal is there for whoever made it or wrote it down, for those who answer for its unit, for the office of each level
-- to which it was sent up, and for whoever is to answer it. Which of them is told a name, the application decides.
call meta.fence('proposal', 'select, insert, update');
drop policy if exists person_range on proposal;
create policy person_range on proposal as restrictive for all to thuctien_app
	using (proposer_id = (select meta.person()) or recorded_by = (select meta.person()) or answerer_id = (select meta.person())
		or unit_id = any ((select meta.units())::uuid[]) or seen_by && (select meta.offices())::uuid[]
		or (by_committee and answering_unit_id = any ((select meta.units())::uuid[])) or (select meta.is_system()))
	with check (proposer_id = (select meta.person()) or recorded_by = (select meta.person()) or answerer_id = (select meta.person())
		or unit_id = any ((select meta.units())::uuid[]) or seen_by && (select meta.offices())::uuid[]
		or (by_committee and answering_unit_id = any ((select meta.units())::uuid[])) or (select meta.is_system()));

-- A step is there for whom its proposal is there. Steps are read by the id of a proposal only, so that the look is one by key.
call meta.fence('proposal_step', 'select, insert');
drop policy if exists of_the_proposal on proposal_step;
create policy of_the_proposal on proposal_step as restrictive for all to thuctien_app
	using ((select meta.is_system()) or exists (select from proposal p where p.tenant_id = proposal_step.tenant_id and p.id = proposal_step.proposal_id))
	with check ((select meta.is_system()) or exists (select from proposal p where p.tenant_id = proposal_step.tenant_id and p.id = proposal_step.proposal_id));

-- What was released is there for the people of the unit.
call meta.fence('proposal_release', 'select, insert, update');
drop policy if exists people_of_the_unit on proposal_release;
create policy people_of_the_unit on proposal_release as restrictive for all to thuctien_app
	using (unit_id = any ((select meta.places())::uuid[]) or (select meta.is_system()))
	with check (unit_id = any ((select meta.places())::uuid[]) or (select meta.is_system()));

call meta.fence('proposal_rule', 'select, insert, update');

-- Whoever takes a proposal back may not see those that are answered together with it: this hands them on to the oldest of
-- them, and does so for the proposer of what was taken back only.
grant update (leader_id) on proposal to thuctien_definer;
create or replace function public.hand_on_proposals(taken_back uuid) returns void
	language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
	tenant constant uuid := meta.tenant();
	heir uuid;
begin
	if not exists (select from proposal p where p.tenant_id = tenant and p.id = taken_back and p.state = 'withdrawn' and p.proposer_id = meta.person()) then return; end if;
	select p.id into heir from proposal p where p.tenant_id = tenant and p.leader_id = taken_back and p.state in ('received', 'assigned')
		order by p.received_at, p.id limit 1;
	update proposal p set leader_id = nullif(heir, p.id) where p.tenant_id = tenant and p.leader_id = taken_back;
end $$;
alter function public.hand_on_proposals(uuid) owner to thuctien_definer;
revoke execute on function public.hand_on_proposals(uuid) from public;
grant execute on function public.hand_on_proposals(uuid) to thuctien_app;

-- A proposer who has left the unit no longer sees what it has released, and can still have the name taken off.
grant update (proposer_name) on proposal_release to thuctien_definer;
create or replace function public.unname_proposal(asked uuid) returns void
	language sql volatile security definer set search_path = public, pg_temp
	begin atomic
	update proposal_release r set proposer_name = null
		where r.tenant_id = meta.tenant() and r.proposal_id = asked
			and exists (select from proposal p where p.tenant_id = r.tenant_id and p.id = r.proposal_id and p.proposer_id = meta.person());
	end;
alter function public.unname_proposal(uuid) owner to thuctien_definer;
revoke execute on function public.unname_proposal(uuid) from public;
grant execute on function public.unname_proposal(uuid) to thuctien_app;
