-- A model is its unit's who leads it until it is proposed; then also the office's above, which reads what it sent back; approved, everybody's of the organisation.
call meta.fence('model', 'select, insert, update');
drop policy if exists as_far_as_it_came on model;
create policy as_far_as_it_came on model as restrictive for all to thuctien_app
	using ((select meta.is_system()) or state = 'approved' or unit_id = any ((select meta.led_units())::uuid[])
		or (state in ('proposed', 'returned') and above_unit_id = any ((select meta.offices())::uuid[]))
		or exists (select from model_person p where p.tenant_id = model.tenant_id and p.model_id = model.id and p.person_id = (select meta.person())))
	with check ((select meta.is_system()) or unit_id = any ((select meta.led_units())::uuid[]) or above_unit_id = any ((select meta.offices())::uuid[])
		or exists (select from model_person p where p.tenant_id = model.tenant_id and p.model_id = model.id and p.person_id = (select meta.person())));

-- Who is named, and what they said: for the person, who leads the unit, and the office that approves.
call meta.fence('model_person', 'select, insert, update, delete');
drop policy if exists person_range on model_person;
create policy person_range on model_person as restrictive for all to thuctien_app
	using ((select meta.is_system()) or person_id = (select meta.person()) or unit_id = any ((select meta.led_units())::uuid[])
		or above_unit_id = any ((select meta.offices())::uuid[]))
	with check ((select meta.is_system()) or person_id = (select meta.person()) or unit_id = any ((select meta.led_units())::uuid[]));

-- Who adopted a model is for everybody to see; which tasks came with it, for who leads the unit.
call meta.fence('model_adoption', 'select, insert');
drop policy if exists adopted_by on model_adoption;
create policy adopted_by on model_adoption as restrictive for insert to thuctien_app
	with check (unit_id = any ((select meta.led_units())::uuid[]));
call meta.fence('model_adoption_task', 'select, insert, update');
drop policy if exists of_the_adoption on model_adoption_task;
create policy of_the_adoption on model_adoption_task as restrictive for all to thuctien_app
	using ((select meta.is_system()) or exists (select from model_adoption a where a.tenant_id = model_adoption_task.tenant_id and a.id = model_adoption_task.adoption_id
		and a.unit_id = any ((select meta.led_units())::uuid[])))
	with check ((select meta.is_system()) or exists (select from model_adoption a where a.tenant_id = model_adoption_task.tenant_id and a.id = model_adoption_task.adoption_id
		and a.unit_id = any ((select meta.led_units())::uuid[])));
