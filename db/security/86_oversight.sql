-- A measure that is added to the tables is named in deliver_progress below too.
-- Counts name nobody; the pages ask the policy and leave out small groups. Nobody but a job writes them.
call meta.fence('unit_own_progress');
call meta.fence('unit_progress');
call meta.fence('unit_due');
call meta.fence('unit_people');
call meta.fence('progress_position');
call meta.fence('progress_waiting', 'select, insert, delete');
call meta.fence('tenant_link');
call meta.fence('delivered_progress');
call meta.fence('delivered_due');
call meta.fence('figures_sending', 'select, insert, update');
do $$
declare
	t text;
	act text;
begin
	foreach t in array array['unit_own_progress', 'unit_progress', 'unit_due', 'unit_people', 'progress_position', 'progress_waiting'] loop
		foreach act in array array['insert', 'update', 'delete'] loop
			execute format('drop policy if exists only_jobs_%s on %I', act, t);
			execute format('create policy only_jobs_%s on %I as restrictive for %s to thuctien_app %s', act, t, act,
				case act when 'insert' then 'with check ((select meta.is_system()))'
					when 'update' then 'using ((select meta.is_system())) with check ((select meta.is_system()))'
					else 'using ((select meta.is_system()))' end);
		end loop;
	end loop;
end $$;
-- Figures that came are laid down by a job; whoever frees the unit takes them away. A unit that stands for an organisation without a partner
-- is the matter of whoever runs the installation: from such a link figures go across two organisations (deliver_progress).
do $$
declare
	t text;
begin
	foreach t in array array['delivered_progress', 'delivered_due'] loop
		execute format('drop policy if exists only_jobs_insert on %I', t);
		execute format('create policy only_jobs_insert on %I as restrictive for insert to thuctien_app with check ((select meta.is_system()))', t);
		execute format('drop policy if exists only_jobs_update on %I', t);
		execute format('create policy only_jobs_update on %I as restrictive for update to thuctien_app
			using ((select meta.is_system())) with check ((select meta.is_system()))', t);
	end loop;
end $$;
drop policy if exists partners_insert on tenant_link;
create policy partners_insert on tenant_link as restrictive for insert to thuctien_app with check (partner_id is not null);
drop policy if exists partners_delete on tenant_link;
create policy partners_delete on tenant_link as restrictive for delete to thuctien_app using (partner_id is not null);
drop policy if exists only_jobs_update on tenant_link;
create policy only_jobs_update on tenant_link as restrictive for update to thuctien_app
	using (partner_id is not null and (select meta.is_system())) with check (partner_id is not null and (select meta.is_system()));

grant insert, update, delete on delivered_progress, delivered_due to thuctien_definer;
grant update on tenant_link to thuctien_definer;
grant insert on progress_waiting to thuctien_definer;

-- The named roll-up between organisations: the sums at the root of the tenant of this transaction are laid before each tenant that has
-- a unit standing for it; one that stands for a partner gets them by parcel. Counts alone, no unit and no person; of documents those that the superior knows by number and day. A job
-- does it in the name of the tenant below, so nothing is fetched from above.
create or replace function public.deliver_progress(moment timestamptz) returns integer
	language plpgsql security definer set search_path = public, pg_temp as $$
declare
	link record;
	root uuid;
	delivered integer := 0;
begin
	if not meta.is_system() then return 0; end if;
	select u.id into root from unit u where u.tenant_id = meta.tenant() and u.parent_id is null order by u.founded_on, u.id limit 1;
	for link in select l.tenant_id, l.unit_id from tenant_link l where l.below_tenant_id = meta.tenant() and l.partner_id is null order by l.tenant_id loop
		create temporary table if not exists fresh_progress (like delivered_progress including defaults) on commit drop;
		truncate fresh_progress;
		insert into fresh_progress (tenant_id, unit_id, document_id, year, quarter,
				documents, asked, studied, with_programme, study_asked, study_done, papers_asked, papers, tasks, tasks_done, tasks_on_time,
				tasks_proved, tasks_open, register_asked, registered, checks_asked, checks_done, examples, rated, rated_best,
				members, probationary, admitted, made_official, came, went, ended, aged_30, aged_40, aged_50, aged_60, aged_more)
			select link.tenant_id, link.unit_id, coalesce(s.id, p.document_id), p.year, p.quarter,
				sum(p.documents), sum(p.asked), sum(p.studied), sum(p.with_programme), sum(p.study_asked), sum(p.study_done),
				sum(p.papers_asked), sum(p.papers), sum(p.tasks), sum(p.tasks_done), sum(p.tasks_on_time), sum(p.tasks_proved), sum(p.tasks_open),
				sum(p.register_asked), sum(p.registered), sum(p.checks_asked), sum(p.checks_done), sum(p.examples), sum(p.rated),
				sum(p.rated_best),
				sum(p.members), sum(p.probationary), sum(p.admitted), sum(p.made_official), sum(p.came), sum(p.went), sum(p.ended), sum(p.aged_30), sum(p.aged_40), sum(p.aged_50), sum(p.aged_60), sum(p.aged_more)
			from unit_progress p
			left join document d on d.tenant_id = p.tenant_id and d.id = p.document_id
			left join lateral (
				select k.id from document k where k.tenant_id = link.tenant_id and k.number_key = d.number_key and d.number_key <> ''
					and k.issued_on = d.issued_on order by k.id limit 1
			) s on true
			where p.tenant_id = meta.tenant() and p.unit_id = root
				and (s.id is not null or p.document_id = '00000000-0000-0000-0000-000000000000')
			group by 3, 4, 5;
		delete from delivered_progress o where o.tenant_id = link.tenant_id and o.unit_id = link.unit_id and not exists (
			select from fresh_progress f where f.document_id = o.document_id and f.year = o.year and f.quarter = o.quarter);
		insert into delivered_progress as o select * from fresh_progress
			on conflict (tenant_id, unit_id, document_id, year, quarter) do update set
				documents = excluded.documents, asked = excluded.asked, studied = excluded.studied, with_programme = excluded.with_programme,
				study_asked = excluded.study_asked, study_done = excluded.study_done, papers_asked = excluded.papers_asked,
				papers = excluded.papers, tasks = excluded.tasks, tasks_done = excluded.tasks_done, tasks_on_time = excluded.tasks_on_time,
				tasks_proved = excluded.tasks_proved, tasks_open = excluded.tasks_open, register_asked = excluded.register_asked, registered = excluded.registered,
				checks_asked = excluded.checks_asked, checks_done = excluded.checks_done, examples = excluded.examples,
				rated = excluded.rated, rated_best = excluded.rated_best,
				members = excluded.members, probationary = excluded.probationary, admitted = excluded.admitted, made_official = excluded.made_official, came = excluded.came, went = excluded.went,
				ended = excluded.ended, aged_30 = excluded.aged_30, aged_40 = excluded.aged_40, aged_50 = excluded.aged_50, aged_60 = excluded.aged_60, aged_more = excluded.aged_more
			where (o.*) is distinct from (excluded.*);
		delete from delivered_due o where o.tenant_id = link.tenant_id and o.unit_id = link.unit_id and not exists (
			select from unit_due p where p.tenant_id = meta.tenant() and p.unit_id = root and p.document_id = o.document_id
				and p.due_on = o.due_on and p.below <> 0);
		insert into delivered_due as o (tenant_id, unit_id, document_id, due_on, open)
			select link.tenant_id, link.unit_id, p.document_id, p.due_on, p.below from unit_due p
			where p.tenant_id = meta.tenant() and p.unit_id = root and p.document_id = '00000000-0000-0000-0000-000000000000' and p.below <> 0
			on conflict (tenant_id, unit_id, document_id, due_on) do update set open = excluded.open where o.open <> excluded.open;
		update tenant_link l set delivered_at = moment,
			people = coalesce((select x.below from unit_people x where x.tenant_id = meta.tenant() and x.unit_id = root), 0)
			where l.tenant_id = link.tenant_id and l.unit_id = link.unit_id;
		insert into progress_waiting (tenant_id, unit_id) values (link.tenant_id, link.unit_id) on conflict do nothing;
		delivered := delivered + 1;
	end loop;
	return delivered;
end $$;
alter function public.deliver_progress(timestamptz) owner to thuctien_definer;
revoke execute on function public.deliver_progress(timestamptz) from public;
grant execute on function public.deliver_progress(timestamptz) to thuctien_app;

-- To whom figures may have to be sent, over all tenants, for the server that looks whether they have changed. Ids alone.
-- Whoever was looked at after `before` rests, and so does one that refused them after `refused_before`.
create or replace function public.figures_to_send(before timestamptz, refused_before timestamptz) returns table (tenant_id uuid, partner_id uuid)
	language sql stable security definer set search_path = public
	begin atomic
		select s.tenant_id, s.partner_id from figures_sending s
		join exchange_partner p on p.tenant_id = s.tenant_id and p.id = s.partner_id and p.role = 'superior'
			and p.confirmed_at is not null and p.suspended_at is null
		where s.is_on and s.is_wanted is distinct from false and s.state <> 'waiting' and (s.looked_at is null or s.looked_at <= before)
			and (s.state <> 'refused' or s.settled_at <= refused_before);
	end;
alter function public.figures_to_send(timestamptz, timestamptz) owner to thuctien_definer;
revoke execute on function public.figures_to_send(timestamptz, timestamptz) from public;
grant execute on function public.figures_to_send(timestamptz, timestamptz) to thuctien_app;
