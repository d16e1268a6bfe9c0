-- thuctien_app and thuctien_auth sign in (their passwords are set at start); thuctien_definer owns the few functions
-- that look past the fence and can not sign in.
do $$
begin
	if not exists (select from pg_roles where rolname = 'thuctien_app') then create role thuctien_app login noinherit; end if;
	if not exists (select from pg_roles where rolname = 'thuctien_auth') then create role thuctien_auth login noinherit; end if;
	if not exists (select from pg_roles where rolname = 'thuctien_definer') then create role thuctien_definer nologin bypassrls; end if;
exception when duplicate_object or unique_violation then null; -- another database of this cluster was faster
end $$;

revoke all on schema public from public;
grant usage on schema public, meta to thuctien_app, thuctien_auth, thuctien_definer;
grant usage on schema auth to thuctien_app, thuctien_auth, thuctien_definer;
grant execute on all functions in schema meta to thuctien_app, thuctien_auth, thuctien_definer;

-- Whether the rows of a table lie on the servers of a cluster (Citus, ops/citus); then it takes no trigger by statement, and what such
-- a trigger would tell is not told (platform/database/listen.ts).
create or replace function meta.is_distributed(t regclass) returns boolean language plpgsql stable as $$
declare found boolean := false;
begin
	if to_regclass('pg_catalog.pg_dist_partition') is not null then
		execute 'select exists (select from pg_catalog.pg_dist_partition where logicalrelid = $1)' into found using t;
	end if;
	return found;
end $$;

-- fence(table): row level security on and forced; a row is there for the tenant of the transaction, for nobody else.
create or replace procedure meta.fence(t regclass, grants text default 'select, insert, update, delete') language plpgsql as $$
begin
	execute format('alter table %s enable row level security', t);
	execute format('alter table %s force row level security', t);
	execute format('drop policy if exists tenant_fence on %s', t);
	execute format('create policy tenant_fence on %s for all to thuctien_app
		using (tenant_id = (select meta.tenant())) with check (tenant_id = (select meta.tenant()))', t);
	execute format('revoke all on %s from thuctien_app', t);
	execute format('grant %s on %s to thuctien_app', grants, t);
	execute format('grant select on %s to thuctien_definer', t);
end $$;

-- fence_person(table): on top of it, a row about a person is seen by that person and by those who answer for the unit.
create or replace procedure meta.fence_person(t regclass, person_column text, unit_column text) language plpgsql as $$
begin
	execute format('drop policy if exists person_range on %s', t);
	execute format('create policy person_range on %s as restrictive for all to thuctien_app
		using (%2$I = (select meta.person()) or %3$I = any ((select meta.units())::uuid[]) or (select meta.is_system()))
		with check (%2$I = (select meta.person()) or %3$I = any ((select meta.units())::uuid[]) or (select meta.is_system()))', t, person_column, unit_column);
end $$;

-- The queue of jobs belongs to the application: names and ids, no content.
create schema if not exists pgboss;
alter schema pgboss owner to thuctien_app;
