call meta.fence('site', 'select, insert, update');

-- What is prepared and what is shown: those who answer for the unit, and whose it is. Everybody else, also within the unit,
-- reads the public pages.
do $$
declare t text;
begin
	foreach t in array array['site_entry', 'site_version'] loop
		execute format('call meta.fence(%L)', t);
		execute format('call meta.fence_person(%L, %L, %L)', t, 'author_id', 'unit_id');
	end loop;
end $$;

-- Visitors have no tenant, so the fence shows them nothing. They read through the functions below and through nothing
-- else: entries in the state 'published', of kinds that their site shows, of sites that are on. Nothing of a person but the
-- name as it stands under the text.

-- The sites that are on, the oldest first.
create or replace function public.sites_on() returns table (tenant_id uuid, unit_id uuid, name text, slug text, host text, contact text, kinds text[], embed_hosts text[], unit_name text)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select s.tenant_id, s.unit_id, s.name, s.slug, s.host, s.contact, s.kinds, s.embed_hosts, u.name
		from site s join unit u on u.tenant_id = s.tenant_id and u.id = s.unit_id
		where s.is_on order by s.created_at, s.unit_id;
	end;

-- Is the place or the host of a site taken by a site of another unit, of whatever organisation? Says only yes or no.
create or replace function public.site_place_taken(own_unit uuid, wanted_slug text, wanted_host text) returns boolean
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select exists (select from site s where not (s.tenant_id = meta.tenant() and s.unit_id = own_unit)
		and (s.slug = wanted_slug or (wanted_host <> '' and s.host = wanted_host)));
	end;

-- Heads of entries, the newest first; a null leaves that choice open. `found` counts all of them.
create or replace function public.site_heads(site_tenant uuid, site_unit uuid, wanted_kind text, wanted_year integer, wanted_theme text, wanted_author text, most integer, beyond integer)
	returns table (short_id text, slug text, kind text, title text, summary text, theme text, theme_slug text, author_name text, author_slug text, day date, published_at timestamptz, changed_at timestamptz, found bigint)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select e.short_id, v.slug, e.kind, v.title, v.summary, v.theme, v.theme_slug, v.author_name, v.author_slug, v.day, e.first_published_at, v.approved_at, count(*) over ()
		from site s
		join site_entry e on e.tenant_id = s.tenant_id and e.unit_id = s.unit_id and e.state = 'published' and e.kind = any (s.kinds)
		join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version
		where s.tenant_id = site_tenant and s.unit_id = site_unit and s.is_on
			and (wanted_kind is null or e.kind = wanted_kind) and (wanted_year is null or extract(year from v.day) = wanted_year)
			and (wanted_theme is null or v.theme_slug = wanted_theme) and (wanted_author is null or v.author_slug = wanted_author)
		order by v.day desc, e.first_published_at desc, e.id desc limit most offset beyond;
	end;

-- By what the entries of a site are gathered, with counts: kind, year, theme, author.
create or replace function public.site_gathered(site_tenant uuid, site_unit uuid) returns table (way text, key text, label text, entries bigint, changed_at timestamptz)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	with shown as (
		select e.kind, v.theme, v.theme_slug, v.author_name, v.author_slug, extract(year from v.day)::text as year, v.approved_at
		from site s
		join site_entry e on e.tenant_id = s.tenant_id and e.unit_id = s.unit_id and e.state = 'published' and e.kind = any (s.kinds)
		join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version
		where s.tenant_id = site_tenant and s.unit_id = site_unit and s.is_on
	)
	select 'kind', kind, kind, count(*), max(approved_at) from shown group by kind
	union all select 'year', year, year, count(*), max(approved_at) from shown group by year
	union all select 'theme', theme_slug, max(theme), count(*), max(approved_at) from shown where theme_slug <> '' group by theme_slug
	union all select 'author', author_slug, max(author_name), count(*), max(approved_at) from shown where author_slug <> '' group by author_slug;
	end;

-- One entry by the end of its address. Of one that was taken off only the day.
create or replace function public.site_read(site_tenant uuid, site_unit uuid, wanted text)
	returns table (state text, withdrawn_at timestamptz, slug text, kind text, title text, summary text, theme text, theme_slug text, author_name text, author_slug text, day date, blocks jsonb, published_at timestamptz, changed_at timestamptz, version integer)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select e.state, null, v.slug, e.kind, v.title, v.summary, v.theme, v.theme_slug, v.author_name, v.author_slug, v.day, v.blocks, e.first_published_at, v.approved_at, e.version
		from site s
		join site_entry e on e.tenant_id = s.tenant_id and e.unit_id = s.unit_id and e.state = 'published' and e.kind = any (s.kinds)
		join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version
		where s.tenant_id = site_tenant and s.unit_id = site_unit and s.is_on and e.short_id = wanted
	union all
	select e.state, e.withdrawn_at, null, null, null, null, null, null, null, null, null, null, null, null, null
		from site s
		join site_entry e on e.tenant_id = s.tenant_id and e.unit_id = s.unit_id and e.state = 'withdrawn' and e.version > 0
		where s.tenant_id = site_tenant and s.unit_id = site_unit and s.is_on and e.short_id = wanted;
	end;

-- Entries in which the words stand; those in which they stand with the very marks come first.
create or replace function public.site_search(site_tenant uuid, site_unit uuid, exact_words text, folded_words text, most integer, beyond integer)
	returns table (short_id text, slug text, kind text, title text, summary text, theme text, theme_slug text, author_name text, author_slug text, day date, published_at timestamptz, changed_at timestamptz, found bigint)
	language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select e.short_id, v.slug, e.kind, v.title, v.summary, v.theme, v.theme_slug, v.author_name, v.author_slug, v.day, e.first_published_at, v.approved_at, count(*) over ()
		from site s
		join site_entry e on e.tenant_id = s.tenant_id and e.unit_id = s.unit_id and e.state = 'published' and e.kind = any (s.kinds)
		join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version
		where s.tenant_id = site_tenant and s.unit_id = site_unit and s.is_on and v.folded @@ folded_words::tsquery
		order by v.exact @@ exact_words::tsquery desc, ts_rank(v.folded, folded_words::tsquery) desc, v.day desc, e.id desc limit most offset beyond;
	end;

do $$
declare f text;
begin
	foreach f in array array['sites_on()', 'site_place_taken(uuid, text, text)', 'site_heads(uuid, uuid, text, integer, text, text, integer, integer)',
		'site_gathered(uuid, uuid)', 'site_read(uuid, uuid, text)', 'site_search(uuid, uuid, text, text, integer, integer)'] loop
		execute format('alter function public.%s owner to thuctien_definer', f);
		execute format('revoke execute on function public.%s from public', f);
		execute format('grant execute on function public.%s to thuctien_app', f);
	end loop;
end $$;

-- Every process keeps rendered pages of the site (platform/front). What changes them is told to all of them when it is
-- committed, whichever process or program it comes from; no word goes with it.
create or replace function meta.tell_site() returns trigger language plpgsql as $$
begin
	perform pg_notify('thuctien_site', '');
	return null;
end $$;
do $$
declare t text;
begin
	foreach t in array array['site', 'site_entry', 'site_version'] loop
		continue when meta.is_distributed(t::regclass);
		execute format('drop trigger if exists tell_site on %I', t);
		execute format('create trigger tell_site after insert or update or delete on %I for each statement execute function meta.tell_site()', t);
	end loop;
end $$;
