-- Days that were kept are written by a job alone, and name nobody.
call meta.fence('unit_progress_history');
call meta.fence('unit_people_history');
do $$
declare
	t text;
	act text;
begin
	foreach t in array array['unit_progress_history', 'unit_people_history'] loop
		foreach act in array array['insert', 'update', 'delete'] loop
			execute format('drop policy if exists only_jobs_%s on %I', act, t);
			execute format('create policy only_jobs_%s on %I as restrictive for %s to thuctien_app %s', act, t, act,
				case act when 'insert' then 'with check ((select meta.is_system()))'
					when 'update' then 'using ((select meta.is_system())) with check ((select meta.is_system()))'
					else 'using ((select meta.is_system()))' end);
		end loop;
	end loop;
end $$;

-- Ages are told by those who answer for the unit; above, only the sums are read.
call meta.fence('unit_ages', 'select, insert, update');
drop policy if exists own_unit on unit_ages;
create policy own_unit on unit_ages as restrictive for all to thuctien_app
	using (unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()))
	with check (unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()));

-- Whom one follows is one's own matter.
call meta.fence('unit_following', 'select, insert, delete');
drop policy if exists own_following on unit_following;
create policy own_following on unit_following as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or (select meta.is_system()));

-- A note is there for who wrote it, for the office of the committee, and for those who lead the unit where it is shared with them. It stays
-- as it was written; it can be withdrawn by who wrote it.
call meta.fence('unit_note', 'select, insert');
grant update (withdrawn_at) on unit_note to thuctien_app;
drop policy if exists note_readers on unit_note;
create policy note_readers on unit_note as restrictive for select to thuctien_app
	using (author_id = (select meta.person()) or committee_id = any ((select meta.offices())::uuid[])
		or (is_shared and withdrawn_at is null and unit_id = any ((select meta.led_units())::uuid[])) or (select meta.is_system()));
drop policy if exists note_author on unit_note;
create policy note_author on unit_note as restrictive for insert to thuctien_app
	with check (author_id = (select meta.person()) or (select meta.is_system()));
drop policy if exists note_withdrawal on unit_note;
create policy note_withdrawal on unit_note as restrictive for update to thuctien_app
	using (author_id = (select meta.person()) or (select meta.is_system())) with check (author_id = (select meta.person()) or (select meta.is_system()));
