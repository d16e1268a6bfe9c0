call meta.fence('search_passage');
call meta.fence('search_record');
call meta.fence('search_term');
call meta.fence('search_state');
call meta.fence('abbreviation');
call meta.fence('saved_search');
-- A saved search is its owner's alone.
drop policy if exists own_only on saved_search;
create policy own_only on saved_search as restrictive for all to thuctien_app
	using (person_id = (select meta.person()) or (select meta.is_system()))
	with check (person_id = (select meta.person()) or (select meta.is_system()));

-- A unit's id as a facet spells it: as in the paths of the tree.
create or replace function meta.label(id uuid) returns text language sql immutable parallel safe
	return replace(id::text, '-', '');
grant execute on function meta.label(uuid) to thuctien_app, thuctien_auth, thuctien_definer;

-- What a document may be filtered by and who may see it, as words of an index. Visibility is the rule of mayReadDocument:
--   u: the unit that holds it            d: the same once it is published (seen by those who answer for a unit below)
--   p: units in which it was published   a: these and all units above them (seen by officers who follow from there)
--   r: units of the people who were asked to read it (a hint only: the row in `reading` decides)
-- Not a definer function: it runs in the transaction that files or publishes, within its fence.
create or replace function public.search_facets(tenant uuid, document uuid) returns text[]
	language sql stable set search_path = public
	begin atomic
	select array(
		select 'u:' || meta.label(d.unit_id) from document d where d.tenant_id = tenant and d.id = document
		union select 'd:' || meta.label(d.unit_id) from document d where d.tenant_id = tenant and d.id = document and d.state = 'published'
		union select 'p:' || meta.label(p.unit_id) from publication p
			where p.tenant_id = tenant and p.document_id = document and p.withdrawn_at is null
		union select 'a:' || above from publication p join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id,
				unnest(string_to_array(u.path::text, '.')) above
			where p.tenant_id = tenant and p.document_id = document and p.withdrawn_at is null
		union select 'r:' || meta.label(p.unit_id) from publication p where p.tenant_id = tenant and p.document_id = document
		union select 'k:' || d.type_code from document d where d.tenant_id = tenant and d.id = document
		union select 'y:' || extract(year from d.issued_on) from document d where d.tenant_id = tenant and d.id = document and d.issued_on is not null
		union select 'i:' || lower(d.issuer) from document d where d.tenant_id = tenant and d.id = document and d.issuer is not null
	);
	end;

-- What the person of the transaction may see: facets that say so by themselves, and those of readers, for which the
-- row in `reading` decides. Null for the system, which sees all of its tenant.
create or replace function public.search_scope(today date, out answering text[], out reader text[])
	language sql stable security definer set search_path = public
	begin atomic
	with held as (
		select r.role, r.unit_id, u.path from role_assignment r
		join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = meta.tenant() and r.person_id = meta.person()
			and r.valid_from <= today and (r.valid_to is null or r.valid_to > today)
	), answers as (
		select * from held where role in ('clerk', 'secretary', 'deputy', 'committee_member')
	)
	select
		case when meta.is_system() then null else array(
			select 'u:' || meta.label(unit_id) from answers
			union select 'p:' || meta.label(unit_id) from answers
			union select 'd:' || above from answers, unnest(string_to_array(path::text, '.')) above
			union select 'a:' || meta.label(unit_id) from held where role = 'higher_officer') end,
		case when meta.is_system() then null else array(
			select 'r:' || meta.label(g.unit_id) from (select distinct unit_id from reading
				where tenant_id = meta.tenant() and person_id = meta.person()) g) end;
	end;

-- A list of documents is compared with each common value that is known of the column while a search is planned: none is common.
do $$ begin
	if (select attstattarget is distinct from 1 from pg_attribute where attrelid = 'search_passage'::regclass and attname = 'document_id') then
		alter table search_passage alter column document_id set statistics 1, alter column document_id set (n_distinct = -0.3);
	end if;
end $$;

-- Passages that match, best first. Under row level security a full-text query can not use its index, so this one
-- function looks past the fence, with tenant and scope inside.
--   heads, bodies, loose   searches as tsquery, strictest first: in the heads of documents; everywhere; with words missing
--   …_shares               in which share of the passages the rarest key of each occurs
--   phrases                what must stand there word for word, or null
--   terms, weights         what a hit is weighed by
--   filters                facets, of which a row bears one of each kind (one array a kind, joined by '|')
--   read_state             'read', 'unread' (as far as the person was asked to read), or null
--   few                    loose searches are tried while fewer rows than this were found
--   in_force               only what is in force today, where that is known
-- `found` counts the rows that matched, as far as the search went; `is_more` says that it stopped early.
drop function if exists public.search_passages(text[], real[], text[], real[], text[], real[], text, text[], real[], text[], text, boolean, date, integer, integer);
create function public.search_passages(heads text[], head_shares real[], bodies text[], body_shares real[], loose text[], loose_shares real[], phrases text, terms text[], weights real[],
		filters text[], read_state text, in_force boolean, today date, few integer, wanted integer)
	returns table (document_id uuid, part integer, first_ordinal integer, last_ordinal integer, day date, facets text[], score real,
		found_documents integer, found_passages integer, is_more boolean)
	language plpgsql stable security definer
	set search_path = public, pg_temp set enable_seqscan = off set jit = off set max_parallel_workers_per_gather = 0
as $body$
declare
	-- So many rows of a search are looked at, and the newest so many of them weighed.
	most constant integer := 500;
	enough constant integer := 120;
	-- A search that more rows answer is tried among the recent ones first.
	broad constant integer := 6000;
	tenant constant uuid := meta.tenant();
	person constant uuid := meta.person();
	scope text[];
	reader text[];
	own uuid[];
	narrow boolean;
	conditions text := '';
	ask text;
	plain constant text := '(select x.ctid as t, x.* from search_passage x) s';
	passages integer := 0;
	is_broad boolean;
	is_own boolean;
	query text;
	place tid[];
	bests tid[] := '{}';
	tier record;
	got integer;
	got_head integer := 0;
	got_body integer := 0;
	stopped boolean := false;
	-- Words that follow one another are there or not; ts_rank would only tell how near they are.
	wording boolean[] := array(select position('<->' in t) > 0 from unnest(terms) t);
	cap integer := case when phrases is null then most else 300 end;
	one text;
begin
	if tenant is null or (person is null and not meta.is_system()) then return; end if;
	select s.answering, s.reader into scope, reader from search_scope(today) s;
	select s.counted_passages into passages from search_state s where s.tenant_id = tenant;
	if scope is not null then
		if cardinality(scope) = 0 then
			-- One more than counts as few: who has so many is looked up row by row.
			own := array(select r.document_id from reading r where r.tenant_id = tenant and r.person_id = person order by r.read_by desc limit 10001);
		end if;
		if cardinality(own) > 10000 then own := null; end if;
		if own is not null then
			-- Who reads only what was given to them has few documents. To find these again costs the same for every search, so
			-- that the widest in heads and the widest in texts are one search; weighing does the rest.
			conditions := '';
			bodies := array[concat_ws(' | ', '(' || heads[cardinality(heads)] || ')', '(' || bodies[cardinality(bodies)] || ')')];
			body_shares := array[coalesce(head_shares[cardinality(heads)], 0) / 4 + coalesce(body_shares[cardinality(body_shares)], 0)];
			if bodies = array[''] then bodies := '{}'; body_shares := '{}'; end if;
			heads := '{}';
			head_shares := '{}';
			cap := 400;
		else
			-- Facets that few rows bear narrow the search in the index; those that most bear are compared in the row.
			select coalesce(sum(coalesce(t.share, 0.001)), 0) < 0.15 into narrow from unnest(scope || reader) f
				left join search_term t on t.tenant_id = tenant and t.folded = '@' || f and t.term = '@' || f;
			conditions := case when narrow then ' and s.facets && $3' else ' and (s.facets && $3) is true' end
				|| ' and ((s.facets && $4) is true or exists (select from reading r where r.tenant_id = $1 and r.document_id = s.document_id and r.person_id = $5))';
		end if;
	end if;
	foreach one in array coalesce(filters, '{}') loop
		conditions := conditions || format(' and s.facets && %L::text[]', string_to_array(one, '|'));
	end loop;
	if read_state in ('read', 'unread') then
		conditions := conditions || format(' and exists (select from reading g where g.tenant_id = $1 and g.document_id = s.document_id and g.person_id = $5 and g.studied_at is %s null)',
			case read_state when 'read' then 'not' else '' end);
	end if;
	if in_force and to_regclass('public.document_effect') is not null then
		conditions := conditions || ' and not exists (select from document_effect e where e.tenant_id = $1 and e.document_id = s.document_id and (e.in_force_from > $6 or e.in_force_until < $6))';
	end if;
	-- The tenant is compared so that no index serves it: the words lead.
	query := 'select array_agg(c.t order by c.day desc), count(*) from (select s.t, s.day from %s
		where %s and s.tenant_id is not distinct from $1' || conditions || ' limit %s) c';
	for tier in
		select 'head' as kind, h.q, h.s, h.n from unnest(heads, head_shares) with ordinality h(q, s, n)
		union all select 'body', b.q, b.s, b.n + 100 from unnest(bodies, body_shares) with ordinality b(q, s, n)
		union all select 'loose', l.q, l.s, l.n + 200 from unnest(loose, loose_shares) with ordinality l(q, s, n)
		order by 4
	loop
		continue when tier.kind = 'head' and got_head >= 80;
		if tier.kind = 'body' and got_body >= enough then stopped := true; continue; end if;
		continue when tier.kind = 'loose' and cardinality(bests) >= few;
		ask := case when phrases is null then tier.q else '(' || tier.q || ') & (' || phrases || ')' end;
		is_broad := tier.s * coalesce(passages, 0) > broad;
		got := 0;
		if own is not null then
			-- Rare words: what the index of words and that of documents have in common is read. Common ones: the documents are
			-- looked through until there are enough.
			-- Of words that are asked for together the index reads less than the estimate.
			is_own := tier.s * coalesce(passages, 0) > cardinality(own) * (case when position(' & ' in tier.q) > 0 then 40 else 10 end);
			execute format(query, plain, case when is_own
				then '(s.words @@ $2::tsquery) is true' else 's.words @@ $2::tsquery' end
				|| ' and s.tenant_id = $1 and s.document_id = any ($7)', cap) into place, got using tenant, ask, scope || reader, scope, person, today, own;
		else
			if is_broad and not coalesce(narrow, false) then
				execute format(query, plain, 's.words @@ $2::tsquery and s.is_recent', cap) into place, got using tenant, ask, scope || reader, scope, person, today, own;
				if got >= enough then stopped := true; end if;
			end if;
			if got < enough then
				execute format(query, plain, 's.words @@ $2::tsquery', cap) into place, got using tenant, ask, scope || reader, scope, person, today, own;
			end if;
		end if;
		continue when got = 0;
		if got > enough then stopped := true; end if;
		if tier.kind = 'head' then got_head := got_head + got; else got_body := got_body + got; end if;
		bests := bests || place[1:case when own is null then enough else 2 * enough end];
	end loop;
	return query
		with candidate as materialized (select distinct b as t from unnest(bests) b),
		scored as materialized (
			select x.document_id, x.part, x.first_ordinal, x.last_ordinal, x.day, x.facets,
				(select sum(u.w * case when u.p then (x.words @@ u.q)::integer else ts_rank('{0.6, 0.8, 0.9, 1}', x.words, u.q) end)
					from unnest(terms::tsquery[], weights, wording) u(q, w, p)) as score
			-- Joined with nothing, a vector is unpacked once and not for every term.
			from (select p.document_id, p.part, p.first_ordinal, p.last_ordinal, p.day, p.facets, p.words || ''::tsvector as words
				from search_passage p where p.ctid = any (array(select t from candidate)) offset 0) x
		),
		counted as (
			select count(distinct s.document_id)::integer as documents, (count(*) filter (where s.part > 0))::integer as passages from scored s
		)
		select s.document_id, s.part, s.first_ordinal, s.last_ordinal, s.day, s.facets, s.score::real, c.documents, c.passages, stopped
		from scored s, counted c
		order by s.score desc, s.day desc, s.document_id, s.part
		limit wanted;
end $body$;

-- Tasks: the rule of maySeeTask (programmes/policy.ts). Who is involved sees a task unless its programme is a draft; else
-- the people of the unit, officers in it, and those above who lead or follow; a draft only those who lead the unit.
drop function if exists public.search_tasks(text[], text[], real[], date, integer);
create function public.search_tasks(tiers text[], terms text[], weights real[], today date, wanted integer)
	returns table (record_id uuid, score real, found integer)
	language plpgsql stable security definer
	set search_path = public, pg_temp set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan
as $body$
declare
	tenant constant uuid := meta.tenant();
	person constant uuid := meta.person();
	is_system constant boolean := meta.is_system();
	tier text;
	hits uuid[] := '{}';
	more uuid[];
begin
	if tenant is null or (person is null and not is_system) then return; end if;
	foreach tier in array tiers loop
		exit when cardinality(hits) >= 200;
		with held as (
			select r.role, r.unit_id, u.path from role_assignment r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
			where r.tenant_id = tenant and r.person_id = person and r.valid_from <= today and (r.valid_to is null or r.valid_to > today)
		), leads as (
			select * from held where role in ('secretary', 'deputy', 'committee_member')
		), own as (
			select unit_id from held where role <> 'administrator'
			union select m.unit_id from membership m where m.tenant_id = tenant and m.person_id = person
				and m.valid_from <= today and (m.valid_to is null or m.valid_to > today)
		)
		select array_agg(x.id order by x.due_on desc) into more from (
			select t.id, t.due_on
			from search_record s
			join task t on t.tenant_id = tenant and t.id = s.record_id
			join programme p on p.tenant_id = tenant and p.id = t.programme_id
			join unit u on u.tenant_id = tenant and u.id = t.unit_id
			where s.words @@ tier::tsquery and s.kind = 'task' and s.tenant_id is not distinct from tenant and not s.record_id = any (hits)
				and (is_system
					or (p.state = 'draft' and exists (select from leads l where l.unit_id = t.unit_id))
					or (p.state <> 'draft' and (person in (t.owner_id, t.supervisor_id)
						or exists (select from task_helper h where h.tenant_id = tenant and h.task_id = t.id and h.person_id = person)
						or exists (select from own o where o.unit_id = t.unit_id)
						or exists (select from held b where b.role in ('secretary', 'deputy', 'committee_member', 'higher_officer') and u.path <@ b.path))))
			limit 1000) x;
		hits := hits || coalesce(more, '{}');
	end loop;
	return query
		select s.record_id,
			(select sum(u.w * ts_rank('{0.6, 0.8, 0.9, 1}', s.words, u.q)) from unnest(terms::tsquery[], weights) u(q, w))::real as score,
			cardinality(hits)
		from search_record s where s.tenant_id = tenant and s.kind = 'task' and s.record_id = any (hits)
		order by 2 desc, s.day desc, s.record_id limit wanted;
end $body$;

-- People: those of units to which the actor belongs or in which they hold an office, and of units below those that they
-- answer for (the rule of maySeeUnit, organisation/policy.ts).
drop function if exists public.search_people(text[], text[], real[], date, integer);
create function public.search_people(tiers text[], terms text[], weights real[], today date, wanted integer)
	returns table (record_id uuid, score real, found integer)
	language plpgsql stable security definer
	set search_path = public, pg_temp set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan
as $body$
declare
	tenant constant uuid := meta.tenant();
	person constant uuid := meta.person();
	is_system constant boolean := meta.is_system();
	tier text;
	hits uuid[] := '{}';
	more uuid[];
begin
	if tenant is null or (person is null and not is_system) then return; end if;
	foreach tier in array tiers loop
		exit when cardinality(hits) >= 200;
		with held as (
			select r.role, r.unit_id, u.path from role_assignment r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
			where r.tenant_id = tenant and r.person_id = person and r.valid_from <= today and (r.valid_to is null or r.valid_to > today)
		), own as (
			select unit_id from held
			union select m.unit_id from membership m where m.tenant_id = tenant and m.person_id = person
				and m.valid_from <= today and (m.valid_to is null or m.valid_to > today)
			union select b.id from unit b join held h on h.role in ('administrator', 'secretary', 'deputy', 'higher_officer') and b.path <@ h.path
				where b.tenant_id = tenant
		)
		select array_agg(x.record_id) into more from (
			select s.record_id from search_record s
			where s.words @@ tier::tsquery and s.kind = 'person' and s.tenant_id is not distinct from tenant and not s.record_id = any (hits)
				and (is_system
					or exists (select from membership m where m.tenant_id = tenant and m.person_id = s.record_id
						and m.valid_from <= today and (m.valid_to is null or m.valid_to > today) and m.unit_id in (select unit_id from own))
					or exists (select from role_assignment r where r.tenant_id = tenant and r.person_id = s.record_id
						and r.valid_from <= today and (r.valid_to is null or r.valid_to > today) and r.unit_id in (select unit_id from own)))
			limit 1000) x;
		hits := hits || coalesce(more, '{}');
	end loop;
	return query
		select s.record_id,
			(select sum(u.w * ts_rank('{0.6, 0.8, 0.9, 1}', s.words, u.q)) from unnest(terms::tsquery[], weights) u(q, w))::real as score,
			cardinality(hits)
		from search_record s where s.tenant_id = tenant and s.kind = 'person' and s.record_id = any (hits)
		order by 2 desc, s.record_id limit wanted;
end $body$;

-- Meetings: those that the actor leads, chairs or writes the minutes of; once called also those that are for the actor, and
-- those of units that the actor follows from above (the rule of maySeeMeeting, meetings/policy.ts).
drop function if exists public.search_meetings(text[], text[], real[], date, integer);
create function public.search_meetings(tiers text[], terms text[], weights real[], today date, wanted integer)
	returns table (record_id uuid, score real, found integer)
	language plpgsql stable security definer
	set search_path = public, pg_temp set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan
as $body$
declare
	tenant constant uuid := meta.tenant();
	person constant uuid := meta.person();
	is_system constant boolean := meta.is_system();
	tier text;
	hits uuid[] := '{}';
	more uuid[];
begin
	if tenant is null or (person is null and not is_system) then return; end if;
	foreach tier in array tiers loop
		exit when cardinality(hits) >= 200;
		with held as (
			select r.role, r.unit_id, u.path from role_assignment r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
			where r.tenant_id = tenant and r.person_id = person and r.valid_from <= today and (r.valid_to is null or r.valid_to > today)
		), own as (
			select m.unit_id, m.standing from membership m where m.tenant_id = tenant and m.person_id = person
				and m.valid_from <= today and (m.valid_to is null or m.valid_to > today)
		)
		select array_agg(x.id order by x.starts_at desc) into more from (
			select t.id, t.starts_at
			from search_record s
			join meeting t on t.tenant_id = tenant and t.id = s.record_id
			join unit u on u.tenant_id = tenant and u.id = t.unit_id
			where s.words @@ tier::tsquery and s.kind = 'meeting' and s.tenant_id is not distinct from tenant and not s.record_id = any (hits)
				and (is_system or person in (t.chair_id, t.taker_id)
					or exists (select from held h where h.unit_id = t.unit_id and h.role in ('secretary', 'deputy', 'committee_member'))
					or (t.state <> 'planned' and (
						exists (select from own o where o.unit_id = t.unit_id and t.kind <> 'committee'
							and (o.standing <> 'non_party' or t.kind not in ('regular', 'thematic', 'combined')))
						or exists (select from held h where h.role = 'higher_officer' and u.path <@ h.path))))
			limit 1000) x;
		hits := hits || coalesce(more, '{}');
	end loop;
	return query
		select s.record_id,
			(select sum(u.w * ts_rank('{0.6, 0.8, 0.9, 1}', s.words, u.q)) from unnest(terms::tsquery[], weights) u(q, w))::real as score,
			cardinality(hits)
		from search_record s where s.tenant_id = tenant and s.kind = 'meeting' and s.record_id = any (hits)
		order by 2 desc, s.day desc, s.record_id limit wanted;
end $body$;

do $$
declare f regprocedure;
begin
	foreach f in array array['public.search_scope(date)',
		'public.search_passages(text[], real[], text[], real[], text[], real[], text, text[], real[], text[], text, boolean, date, integer, integer)',
		'public.search_tasks(text[], text[], real[], date, integer)', 'public.search_people(text[], text[], real[], date, integer)',
		'public.search_meetings(text[], text[], real[], date, integer)']::regprocedure[] loop
		execute format('alter function %s owner to thuctien_definer', f);
		execute format('revoke execute on function %s from public', f);
		execute format('grant execute on function %s to thuctien_app', f);
	end loop;
	revoke execute on function public.search_facets(uuid, uuid) from public;
	grant execute on function public.search_facets(uuid, uuid) to thuctien_app, thuctien_definer;
end $$;
