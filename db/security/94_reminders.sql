-- What somebody was told, how they want to be reminded and the letters to them are theirs alone; jobs write and send.
call meta.fence('notification', 'select, update');
drop policy if exists own_only on notification;
create policy own_only on notification as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or (select meta.is_system()));

call meta.fence('reminder_setting', 'select, insert, update');
drop policy if exists own_only on reminder_setting;
create policy own_only on reminder_setting as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or (select meta.is_system()));

call meta.fence('letter', 'select, insert, update');
drop policy if exists own_only on letter;
create policy own_only on letter as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or (select meta.is_system()));

-- Who was urged is seen by that person and by those who answer for the unit. That a task was urged is a fact of the task, which
-- its supervisor and those who follow the unit from above see too; who reads the words, the page of the task decides.
call meta.fence('urge', 'select, insert');
drop policy if exists person_range on urge;
create policy person_range on urge as restrictive for all to thuctien_app
	using (kind = 'carry_out' or person_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()))
	with check (kind = 'carry_out' or person_id = (select meta.person()) or unit_id = any ((select meta.units())::uuid[]) or (select meta.is_system()));
call meta.fence('reminder_rule', 'select, insert, update');

-- A change tells other people, whose rows whoever makes it may not read: this function writes them, each once, and the
-- letters of what is urgent to those who want letters at an address that they have confirmed. `told` is a list.
grant insert on notification, letter to thuctien_definer;
create or replace function public.tell_people(told jsonb, moment timestamptz) returns integer
	language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
	tenant constant uuid := meta.tenant();
	written integer;
begin
	with fresh as (
		insert into notification (tenant_id, id, person_id, unit_id, kind, subject_id, step, words, detail, letter_words, href, is_urgent, told_at)
		select tenant, uuidv7(), p.id, (t->>'unitId')::uuid, t->>'kind', (t->>'subjectId')::uuid, t->>'step', t->>'words',
			coalesce(t->'detail', '{}'), t->>'letterWords', t->>'href', coalesce((t->>'isUrgent')::boolean, false), moment
		from jsonb_array_elements(told) t, jsonb_array_elements_text(t->'personIds') told_person
		join person p on p.tenant_id = tenant and p.id = told_person::uuid
		order by p.id
		on conflict (tenant_id, person_id, kind, subject_id, step) do nothing
		returning id, person_id, is_urgent
	), letters as (
		insert into letter (tenant_id, id, person_id, kind, step, address, notification_id, written_at, next_at)
		select tenant, uuidv7(), f.person_id, 'urgent', f.id::text, s.address, f.id, moment, moment
		from fresh f join reminder_setting s on s.tenant_id = tenant and s.person_id = f.person_id
		where f.is_urgent and s.by_mail and s.address is not null and s.confirmed_at is not null and s.refused_at is null
		on conflict (tenant_id, person_id, kind, step) do nothing
	)
	select count(*) into written from fresh;
	return written;
end $$;
alter function public.tell_people(jsonb, timestamptz) owner to thuctien_definer;
revoke execute on function public.tell_people(jsonb, timestamptz) from public;
grant execute on function public.tell_people(jsonb, timestamptz) to thuctien_app;

-- A thing is done: whoever was reminded of it, or told that this person had not done it, is left in peace. Without a
-- person: everybody.
grant update (settled_at) on notification to thuctien_definer;
create or replace function public.settle_reminders(kinds text[], subject uuid, person uuid, moment timestamptz) returns void
	language sql volatile security definer set search_path = public, pg_temp
	begin atomic
	update notification n set settled_at = moment
		where n.tenant_id = meta.tenant() and n.subject_id = subject and n.kind = any (kinds) and n.settled_at is null
			and (person is null or n.person_id = person or n.detail->>'personId' = person::text);
	end;
alter function public.settle_reminders(text[], uuid, uuid, timestamptz) owner to thuctien_definer;
revoke execute on function public.settle_reminders(text[], uuid, uuid, timestamptz) from public;
grant execute on function public.settle_reminders(text[], uuid, uuid, timestamptz) to thuctien_app;

-- How letters fare, for the administrator: numbers and moments, no person and no address.
create or replace function public.letter_figures(since timestamptz) returns table (state text, letters integer, last_at timestamptz)
	language sql stable security definer set search_path = public
	begin atomic
	select l.state, count(*)::int, max(coalesce(l.ended_at, l.tried_at, l.written_at)) from letter l
		where l.tenant_id = meta.tenant() and l.written_at >= since group by l.state;
	end;
alter function public.letter_figures(timestamptz) owner to thuctien_definer;
revoke execute on function public.letter_figures(timestamptz) from public;
grant execute on function public.letter_figures(timestamptz) to thuctien_app;
