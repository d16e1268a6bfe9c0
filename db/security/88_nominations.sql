-- By which criteria a committee chooses is for everybody to read; its office sets it.
call meta.fence('award_rule', 'select, insert, update');
drop policy if exists set_by_the_office on award_rule;
create policy set_by_the_office on award_rule as restrictive for insert to thuctien_app
	with check (unit_id = any ((select meta.offices())::uuid[]));
drop policy if exists changed_by_the_office on award_rule;
create policy changed_by_the_office on award_rule as restrictive for update to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.offices())::uuid[]))
	with check ((select meta.is_system()) or unit_id = any ((select meta.offices())::uuid[]));

-- That there is a title, for whom and by when, is announced: everybody of the organisation may know. Its office moves it on; name, year
-- and rules stay as they were when it was opened.
call meta.fence('award', 'select, insert');
grant update (state, fixed_by, fixed_at, decision_number, decision_on, decided_by, decided_at, reason) on award to thuctien_app;
drop policy if exists opened_by_the_office on award;
create policy opened_by_the_office on award as restrictive for insert to thuctien_app
	with check (unit_id = any ((select meta.offices())::uuid[]));
drop policy if exists moved_by_the_office on award;
create policy moved_by_the_office on award as restrictive for update to thuctien_app
	using (unit_id = any ((select meta.offices())::uuid[])) with check (unit_id = any ((select meta.offices())::uuid[]));

-- A nomination is for those who answer for the unit, and for the committee that chooses; no unit beside it sees it.
call meta.fence('nomination', 'select, insert, update');
drop policy if exists of_the_two_units on nomination;
create policy of_the_two_units on nomination as restrictive for all to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.units())::uuid[]) or above_unit_id = any ((select meta.offices())::uuid[])
		or above_unit_id = any ((select meta.units())::uuid[]))
	with check (unit_id = any ((select meta.led_units())::uuid[]) or above_unit_id = any ((select meta.offices())::uuid[]));

do $$
declare t text;
begin
	foreach t in array array['nomination_value', 'nomination_evidence'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, delete');
		execute format('drop policy if exists of_the_nomination on %I', t);
		execute format('create policy of_the_nomination on %1$I as restrictive for all to thuctien_app
			using ((select meta.is_system()) or exists (select from nomination n where n.tenant_id = %1$I.tenant_id and n.id = %1$I.nomination_id))
			with check (exists (select from nomination n where n.tenant_id = %1$I.tenant_id and n.id = %1$I.nomination_id
				and n.unit_id = any ((select meta.led_units())::uuid[])))', t);
	end loop;
end $$;

-- How it was voted is the committee's: who was there and the count for those who answer for it, the own part for whoever voted.
do $$
declare t text;
begin
	foreach t in array array['award_session', 'award_tally'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, delete');
		execute format('drop policy if exists of_the_committee on %I', t);
		execute format('create policy of_the_committee on %1$I as restrictive for all to thuctien_app
			using ((select meta.is_system()) or exists (select from award a where a.tenant_id = %1$I.tenant_id and a.id = %1$I.award_id
				and (a.unit_id = any ((select meta.offices())::uuid[]) or a.unit_id = any ((select meta.units())::uuid[]))))
			with check (exists (select from award a where a.tenant_id = %1$I.tenant_id and a.id = %1$I.award_id and a.unit_id = any ((select meta.offices())::uuid[])))', t);
	end loop;
	grant update (handed_out, returned, valid, recorded_by, recorded_at) on award_session to thuctien_app;
	foreach t in array array['award_voter', 'award_vote'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert, delete');
		execute format('drop policy if exists person_range on %I', t);
		execute format('create policy person_range on %1$I as restrictive for all to thuctien_app
			using ((select meta.is_system()) or person_id = (select meta.person()) or exists (select from award a where a.tenant_id = %1$I.tenant_id and a.id = %1$I.award_id
				and (a.unit_id = any ((select meta.offices())::uuid[]) or a.unit_id = any ((select meta.units())::uuid[]))))
			with check (exists (select from award a where a.tenant_id = %1$I.tenant_id and a.id = %1$I.award_id and a.unit_id = any ((select meta.offices())::uuid[])))', t);
	end loop;
end $$;

-- What was chosen is announced to everybody, written by the office with the decision, and stays.
call meta.fence('award_choice', 'select, insert');
drop policy if exists written_by_the_office on award_choice;
create policy written_by_the_office on award_choice as restrictive for insert to thuctien_app
	with check (exists (select from award a where a.tenant_id = award_choice.tenant_id and a.id = award_choice.award_id and a.unit_id = any ((select meta.offices())::uuid[])));
