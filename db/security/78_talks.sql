call meta.fence('talk_rule', 'select, insert, update');
call meta.fence('talk_theme', 'select, insert, update');

-- When somebody is away is for that person and for those who lead the unit.
call meta.fence('talk_leave', 'select, insert, update');
drop policy if exists person_range on talk_leave;
create policy person_range on talk_leave as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]));

-- A rota that is not published is there for those who lead the unit; a published one for its people, wherever a speaker or a
-- reviewer has gone since.
call meta.fence('talk', 'select, insert, update');
drop policy if exists person_range on talk;
create policy person_range on talk as restrictive for select to thuctien_app
	using ((select meta.is_system()) or unit_id = any ((select meta.led())::uuid[])
		or (state <> 'planned' and (speaker_id = (select meta.person()) or reviewer_id = (select meta.person()) or unit_id = any ((select meta.places())::uuid[]))));
drop policy if exists who_plans on talk;
create policy who_plans on talk as restrictive for insert to thuctien_app
	with check (unit_id = any ((select meta.led())::uuid[]));

-- Whoever is asked to exchange days changes the day of the other's talk as well: both in one act, as long as the question is open.
drop policy if exists of_a_swap on talk_swap;
call meta.fence('talk_swap', 'select, insert, update');
create policy of_a_swap on talk_swap as restrictive for all to thuctien_app
	using (asker_id = (select meta.person()) or asked_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or (select meta.is_system()))
	with check (asker_id = (select meta.person()) or asked_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]));
create or replace function meta.swaps_talk(tenant uuid, talk uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.talk_swap s where s.tenant_id = tenant and s.state = 'asked' and s.asked_id = meta.person() and (s.talk_id = talk or s.other_talk_id = talk))
$$;
grant execute on function meta.swaps_talk(uuid, uuid) to thuctien_app;
-- The system looks at rows and writes none of them.
drop policy if exists who_changes on talk;
create policy who_changes on talk as restrictive for update to thuctien_app
	using (speaker_id = (select meta.person()) or reviewer_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or meta.swaps_talk(tenant_id, id)
		or (select meta.is_system()))
	with check (speaker_id = (select meta.person()) or reviewer_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or meta.swaps_talk(tenant_id, id));

-- What is being written is the speaker's alone: not the secretary's, not a job's, not that of who speaks instead.
call meta.fence('talk_text', 'select, insert, update');
drop policy if exists own_rows on talk_text;
create policy own_rows on talk_text as restrictive for all to thuctien_app
	using (author_id = (select meta.person())) with check (author_id = (select meta.person()));
revoke all on talk_text from thuctien_definer;

-- What was sent is for its author and for who reviews it; the final text, once it was presented, for the people of the unit, and for
-- the system, which shows it to everybody where the speaker agreed.
create or replace function meta.reads_talk(tenant uuid, talk uuid, number integer, author uuid) returns boolean language sql stable parallel safe as $$
	select author = meta.person() or exists (select from public.talk t where t.tenant_id = tenant and t.id = talk
		and ((t.reviewer_id = meta.person() and t.speaker_id = author) or (t.state = 'presented' and t.final_version = number
			and (t.unit_id = any (meta.places()) or t.unit_id = any (meta.led()) or meta.is_system()))))
$$;
grant execute on function meta.reads_talk(uuid, uuid, integer, uuid) to thuctien_app;
call meta.fence('talk_version', 'select, insert');
drop policy if exists of_the_talk on talk_version;
create policy of_the_talk on talk_version as restrictive for select to thuctien_app
	using (meta.reads_talk(tenant_id, talk_id, version, author_id));
drop policy if exists own_rows on talk_version;
create policy own_rows on talk_version as restrictive for insert to thuctien_app
	with check (author_id = (select meta.person()));
revoke all on talk_version from thuctien_definer;

-- Remarks and reviews stand between the speaker and who reviews. Nobody reviews the own talk.
create or replace function meta.works_on_talk(tenant uuid, talk uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.talk t where t.tenant_id = tenant and t.id = talk and (t.speaker_id = meta.person() or t.reviewer_id = meta.person()))
$$;
create or replace function meta.reviews_talk(tenant uuid, talk uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.talk t where t.tenant_id = tenant and t.id = talk and t.reviewer_id = meta.person() and t.speaker_id <> meta.person())
$$;
grant execute on function meta.works_on_talk(uuid, uuid), meta.reviews_talk(uuid, uuid) to thuctien_app;
do $$
declare t text;
begin
	foreach t in array array['talk_remark', 'talk_review'] loop
		execute format('call meta.fence(%L, %L)', t, 'select, insert');
		execute format('drop policy if exists of_the_talk on %I', t);
		execute format('create policy of_the_talk on %I as restrictive for select to thuctien_app
			using (by_id = (select meta.person()) or meta.works_on_talk(tenant_id, talk_id))', t);
		execute format('revoke all on %I from thuctien_definer', t);
	end loop;
end $$;
drop policy if exists who_remarks on talk_remark;
create policy who_remarks on talk_remark as restrictive for insert to thuctien_app
	with check (by_id = (select meta.person()) and meta.works_on_talk(tenant_id, talk_id));
drop policy if exists who_reviews on talk_review;
create policy who_reviews on talk_review as restrictive for insert to thuctien_app
	with check (by_id = (select meta.person()) and meta.reviews_talk(tenant_id, talk_id));

-- What a listener says is for the listener, the speaker and those who lead the unit.
create or replace function meta.speaks_talk(tenant uuid, talk uuid) returns boolean language sql stable parallel safe as $$
	select exists (select from public.talk t where t.tenant_id = tenant and t.id = talk and t.speaker_id = meta.person())
$$;
grant execute on function meta.speaks_talk(uuid, uuid) to thuctien_app;
call meta.fence('talk_response', 'select, insert, update');
drop policy if exists of_the_talk on talk_response;
create policy of_the_talk on talk_response as restrictive for select to thuctien_app
	using (person_id = (select meta.person()) or unit_id = any ((select meta.led())::uuid[]) or meta.speaks_talk(tenant_id, talk_id));
drop policy if exists who_responds on talk_response;
create policy who_responds on talk_response as restrictive for insert to thuctien_app
	with check (person_id = (select meta.person()) and answer = '' and not meta.speaks_talk(tenant_id, talk_id));
drop policy if exists who_answers on talk_response;
create policy who_answers on talk_response as restrictive for update to thuctien_app
	using (person_id = (select meta.person()) or meta.speaks_talk(tenant_id, talk_id))
	with check (person_id = (select meta.person()) or meta.speaks_talk(tenant_id, talk_id));
revoke all on talk_response from thuctien_definer;
