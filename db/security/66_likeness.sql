-- Nobody reads the stored texts of others as rows, not even who answers for the unit: they are asked through the functions
-- below, and the feature's door says what of an answer may be shown to whom.
call meta.fence('likeness_text', 'select, insert, update, delete');
drop policy if exists system_only on likeness_text;
create policy system_only on likeness_text as restrictive for all to thuctien_app
	using ((select meta.is_system())) with check ((select meta.is_system()));
grant insert, update, delete on likeness_text to thuctien_definer;

-- Keeps a text under its reference, in place of what was kept. It waits for the index (likeness/jobs.server.ts), compared as it is.
create or replace function public.likeness_keep(kind text, id uuid, unit uuid, body text, runs integer[], at timestamptz) returns void
	language plpgsql security definer set search_path = public, pg_temp
as $body$
begin
	if meta.tenant() is null or (meta.person() is null and not meta.is_system()) then raise insufficient_privilege; end if;
	insert into likeness_text as t (tenant_id, kind, id, unit_id, body, runs, waiting_runs, kept_at)
		values (meta.tenant(), likeness_keep.kind, likeness_keep.id, unit, likeness_keep.body, '{}', likeness_keep.runs, likeness_keep.at)
	on conflict on constraint likeness_text_pkey do update
		set unit_id = excluded.unit_id, body = excluded.body, runs = '{}', waiting_runs = excluded.waiting_runs, kept_at = excluded.kept_at
		where t.body <> excluded.body or t.unit_id is distinct from excluded.unit_id;
end $body$;

create or replace function public.likeness_drop(kind text, id uuid) returns void
	language plpgsql security definer set search_path = public, pg_temp
as $body$
begin
	if meta.tenant() is null or (meta.person() is null and not meta.is_system()) then raise insufficient_privilege; end if;
	delete from likeness_text t where t.tenant_id = meta.tenant() and t.kind = likeness_drop.kind and t.id = likeness_drop.id;
end $body$;

-- The texts that share most runs with what is asked, a rare run counting more than one that many have. Each run is a look
-- into the index of its own, which stops after `enough` rows: one posting list is read, no array is unpacked. Runs that, by
-- the statistics of the table, stand in more than `enough` rows are left out beforehand. A text has to share two runs that hardly
-- anybody else has, or many that some have. Texts that wait for the index are looked through one by one, the last hundred.
create or replace function public.likeness_candidates(asked integer[], passed uuid[], most integer)
	returns table (kind text, id uuid, unit_id uuid, shared integer, body text)
	language plpgsql stable security definer
	set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set plan_cache_mode = force_generic_plan
as $body$
declare
	tenant constant uuid := meta.tenant();
	enough constant integer := 48;
	common integer[];
begin
	if tenant is null or (meta.person() is null and not meta.is_system()) then return; end if;
	select array_agg(e.run) into common
		from pg_stats s, pg_class c, unnest(s.most_common_elems::text::integer[], s.most_common_elem_freqs) e(run, share)
		where s.schemaname = 'public' and s.tablename = 'likeness_text' and s.attname = 'runs' and c.oid = 'public.likeness_text'::regclass
			and e.run is not null and e.share * greatest(c.reltuples, 0) > enough;
	return query
		with met as materialized (
			select q.run, x.at from (select distinct unnest(asked) as run) q
			cross join lateral (
				select t.ctid as at from likeness_text t where t.runs @> array[q.run] and t.tenant_id = tenant limit enough
			) x
			where common is null or not q.run = any (common)
		), waiting as materialized (
			select t.ctid as at, t.waiting_runs as runs from likeness_text t where t.tenant_id = tenant and t.waiting_runs is not null
			order by t.kept_at desc limit 100
		), rare as (
			select m.at, 1 / sqrt(count(*) over (partition by m.run)) as weight from (
				select met.run, met.at from met union all
				select r.run, w.at from waiting w cross join lateral unnest(w.runs) r(run) where r.run = any (asked) and (common is null or not r.run = any (common))
			) m
		), best as materialized (
			select r.at, count(*)::integer as shared, sum(r.weight) as weight from rare r group by r.at having count(*) >= 2 and sum(r.weight) >= 1.2
			order by 3 desc, 1 limit most + coalesce(cardinality(passed), 0)
		)
		select t.kind, t.id, t.unit_id, b.shared, t.body from best b join likeness_text t on t.ctid = b.at
		where passed is null or not t.id = any (passed)
		order by b.weight desc, t.kind, t.id limit most;
end $body$;

do $$
declare f regprocedure;
begin
	foreach f in array array['public.likeness_keep(text, uuid, uuid, text, integer[], timestamptz)', 'public.likeness_drop(text, uuid)',
		'public.likeness_candidates(integer[], uuid[], integer)']::regprocedure[] loop
		execute format('alter function %s owner to thuctien_definer', f);
		execute format('revoke execute on function %s from public', f);
		execute format('grant execute on function %s to thuctien_app', f);
	end loop;
end $$;
