-- A letter about a person is hidden from whoever keeps partners (96_wire.sql), but that one waits, was given up or could not be taken has
-- to stand on the partner's page like everything else. What is told here is how parcels fare: never what they say, to or about whom, nor
-- the names of what is attached.
create or replace function public.partner_parcels(partner uuid, direction text, most integer, skipped integer)
	returns table (id uuid, kind text, state text, at timestamptz, settled_at timestamptz, attempts integer, error text, bytes float8, total integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select x.id, x.kind, x.state, x.at, x.settled_at, x.attempts, x.error,
		(select coalesce(sum((a ->> 'bytes')::float8), 0) from jsonb_array_elements(x.attachments) a), count(*) over ()::integer
	from (
		select o.id, o.kind, o.state, o.written_at as at, o.settled_at, o.attempts, o.error, o.attachments from exchange_outgoing o
		where direction = 'out' and o.tenant_id = meta.tenant() and o.partner_id = partner
		union all
		select i.id, i.kind, i.state, i.received_at, i.taken_at, i.attempts, i.error, i.attachments from exchange_incoming i
		where direction = 'in' and i.tenant_id = meta.tenant() and i.partner_id = partner
	) x
	order by x.at desc, x.id desc limit most offset skipped;
	end;
alter function public.partner_parcels(uuid, text, integer, integer) owner to thuctien_definer;
revoke execute on function public.partner_parcels(uuid, text, integer, integer) from public;
grant execute on function public.partner_parcels(uuid, text, integer, integer) to thuctien_app;

create or replace function public.partner_counts()
	returns table (partner uuid, waiting integer, oldest timestamptz, dead integer, error text, untaken integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select p.id, o.waiting, o.oldest, o.dead, coalesce(o.error, ''),
		(select count(*)::integer from exchange_incoming i where i.tenant_id = p.tenant_id and i.partner_id = p.id and i.state = 'waiting')
	from exchange_partner p
	cross join lateral (
		select count(*) filter (where x.state = 'waiting')::integer as waiting, min(x.written_at) filter (where x.state = 'waiting') as oldest,
			count(*) filter (where x.state = 'dead')::integer as dead, (array_agg(x.error order by x.tried_at desc nulls last))[1] as error
		from exchange_outgoing x where x.tenant_id = p.tenant_id and x.partner_id = p.id and x.state in ('waiting', 'dead')
	) o
	where p.tenant_id = meta.tenant();
	end;
alter function public.partner_counts() owner to thuctien_definer;
revoke execute on function public.partner_counts() from public;
grant execute on function public.partner_counts() to thuctien_app;
