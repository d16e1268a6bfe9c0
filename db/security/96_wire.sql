-- Parcels between organisations: what was sent and what came stays; who may see it is decided by features/exchange/policy.ts.
call meta.fence('exchange_key', 'select, insert');
call meta.fence('exchange_partner', 'select, insert, update');
call meta.fence('exchange_outgoing', 'select, insert, update');
call meta.fence('exchange_incoming', 'select, insert, update');
-- Nobody but a job says that something came, and nothing but a job takes it.
drop policy if exists only_jobs_insert on exchange_incoming;
create policy only_jobs_insert on exchange_incoming as restrictive for insert to thuctien_app with check ((select meta.is_system()));
drop policy if exists only_jobs_update on exchange_incoming;
create policy only_jobs_update on exchange_incoming as restrictive for update to thuctien_app
	using ((select meta.is_system())) with check ((select meta.is_system()));

-- A letter about a person is read by the jobs that carry it, and by whoever wrote it; partners' pages show everything else.
drop policy if exists letters_for_jobs on exchange_outgoing;
create policy letters_for_jobs on exchange_outgoing as restrictive for select to thuctien_app
	using (kind not like 'transfer.%' or (select meta.is_system()) or written_by = (select meta.person()));
drop policy if exists letters_for_jobs on exchange_incoming;
create policy letters_for_jobs on exchange_incoming as restrictive for select to thuctien_app
	using (kind not like 'transfer.%' or (select meta.is_system()));

-- Where there is something to deliver or to take in, over all tenants, for the server that visits them. Ids alone.
create or replace function public.exchange_at_work(moment timestamptz) returns table (tenant_id uuid, partner_id uuid, way text)
	language sql stable security definer set search_path = public
	begin atomic
		select p.tenant_id, p.id, 'out' from exchange_partner p
		where p.confirmed_at is not null and p.suspended_at is null and (p.retry_at is null or p.retry_at <= moment)
			and exists (select from exchange_outgoing o where o.tenant_id = p.tenant_id and o.partner_id = p.id and o.state = 'waiting'
				and (o.leased_until is null or o.leased_until <= moment))
		union all
		select p.tenant_id, p.id, 'in' from exchange_partner p
		where exists (select from exchange_incoming i where i.tenant_id = p.tenant_id and i.partner_id = p.id and i.state = 'waiting'
				and (i.next_at is null or i.next_at <= moment));
	end;
alter function public.exchange_at_work(timestamptz) owner to thuctien_definer;
revoke execute on function public.exchange_at_work(timestamptz) from public;
grant execute on function public.exchange_at_work(timestamptz) to thuctien_app;

-- Dispatches across organisations.
call meta.fence('dispatch_arrival', 'select, insert, update');
call meta.fence('dispatch_partner', 'select, insert, update');

-- Organisations that have something of a partner's under way, for the server that tells the partner how far it has come. Ids alone.
create or replace function public.tenants_with_arrivals() returns setof uuid
	language sql stable security definer set search_path = public
	begin atomic
		select distinct a.tenant_id from dispatch_arrival a where a.dispatch_id is not null and a.withdrawn_at is null;
	end;
alter function public.tenants_with_arrivals() owner to thuctien_definer;
revoke execute on function public.tenants_with_arrivals() from public;
grant execute on function public.tenants_with_arrivals() to thuctien_app;
