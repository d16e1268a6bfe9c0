-- Notes are their writer's alone: not the secretary's, not a job's. No function that looks past the fence reads them.
call meta.fence('note');
drop policy if exists own_rows on note;
create policy own_rows on note as restrictive for all to thuctien_app
	using (person_id = (select meta.person())) with check (person_id = (select meta.person()));
revoke all on note from thuctien_definer;

call meta.fence('reading_view');
drop policy if exists own_rows on reading_view;
create policy own_rows on reading_view as restrictive for all to thuctien_app
	using (person_id = (select meta.person())) with check (person_id = (select meta.person()));

-- A collection that is not shared is its owner's alone. Whether one belongs to the unit of a shared one, the policy in code says.
call meta.fence('collection');
drop policy if exists owner_or_shared on collection;
create policy owner_or_shared on collection as restrictive for all to thuctien_app
	using (is_shared or owner_id = (select meta.person())) with check (is_shared or owner_id = (select meta.person()));
call meta.fence('collection_item');
drop policy if exists owner_or_shared on collection_item;
create policy owner_or_shared on collection_item as restrictive for all to thuctien_app
	using (is_shared or owner_id = (select meta.person())) with check (is_shared or owner_id = (select meta.person()));
