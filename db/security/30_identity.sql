call meta.fence('invitation');

do $$
declare t regclass;
begin
	foreach t in array array['auth."user"', 'auth.session', 'auth.account', 'auth.verification', 'auth.sign_in_attempt']::regclass[] loop
		execute format('alter table %s enable row level security', t);
		execute format('alter table %s force row level security', t);
		execute format('drop policy if exists sign_in on %s', t);
		-- Who signs in has no tenant yet: the role of the sign-in reads every row, and nothing but these tables.
		execute format('create policy sign_in on %s for all to thuctien_auth using (true) with check (true)', t);
		execute format('drop policy if exists tenant_fence on %s', t);
		execute format('create policy tenant_fence on %s for all to thuctien_app
			using (tenant_id = (select meta.tenant())) with check (tenant_id = (select meta.tenant()))', t);
		execute format('grant select, insert, update, delete on %s to thuctien_auth', t);
	end loop;
end $$;
-- The application lists accounts and ends sessions of its own tenant; it never sees a password hash or a token.
grant select (id, tenant_id, person_id, name, username, must_change_password, locked_at, created_at) on auth."user" to thuctien_app;
grant select (id, tenant_id, user_id, expires_at, ip_address, user_agent, created_at, updated_at), delete on auth.session to thuctien_app;
grant select on auth."user", auth.session to thuctien_definer;

-- Everything that a request needs to know of the person behind a session, in one look.
create or replace function auth.actor_of(wanted_user uuid, today date) returns jsonb
	language sql stable security definer set search_path = public
	begin atomic
	select jsonb_build_object(
		'userId', u.id, 'tenantId', u.tenant_id, 'personId', u.person_id, 'name', p.full_name,
		'mustChangePassword', u.must_change_password, 'tenantName', t.name, 'isSample', t.is_sample,
		'standings', coalesce((select jsonb_agg(jsonb_build_object('unitId', m.unit_id, 'path', x.path::text, 'unitName', x.short_name, 'standing', m.standing) order by x.path)
			from membership m join unit x on x.tenant_id = m.tenant_id and x.id = m.unit_id
			where m.tenant_id = u.tenant_id and m.person_id = u.person_id
				and m.valid_from <= today and (m.valid_to is null or m.valid_to > today)), '[]'),
		'roles', coalesce((select jsonb_agg(jsonb_build_object('unitId', r.unit_id, 'path', x.path::text, 'unitName', x.short_name, 'role', r.role,
				'hasBelow', exists (select from unit b where b.tenant_id = x.tenant_id and b.parent_id = x.id and b.kind <> 'mass_organisation')) order by x.path)
			from role_assignment r join unit x on x.tenant_id = r.tenant_id and x.id = r.unit_id
			where r.tenant_id = u.tenant_id and r.person_id = u.person_id
				and r.valid_from <= today and (r.valid_to is null or r.valid_to > today)), '[]'))
	from auth."user" u
	join person p on p.tenant_id = u.tenant_id and p.id = u.person_id
	join tenant t on t.tenant_id = u.tenant_id
	where u.id = wanted_user and u.locked_at is null;
	end;
alter function auth.actor_of(uuid, date) owner to thuctien_definer;
revoke execute on function auth.actor_of(uuid, date) from public;
grant execute on function auth.actor_of(uuid, date) to thuctien_auth;

-- An invitation is found by the hash of its token before its tenant is known.
create or replace function public.invitation_by_token(hash text, moment timestamptz) returns table (tenant_id uuid, id uuid, person_id uuid, full_name text, tenant_name text)
	language sql stable security definer set search_path = public
	begin atomic
	select i.tenant_id, i.id, i.person_id, p.full_name, t.name
	from invitation i
	join person p on p.tenant_id = i.tenant_id and p.id = i.person_id
	join tenant t on t.tenant_id = i.tenant_id
	where i.token_hash = hash and i.used_at is null and i.expires_at > moment;
	end;
alter function public.invitation_by_token(text, timestamptz) owner to thuctien_definer;
revoke execute on function public.invitation_by_token(text, timestamptz) from public;
grant execute on function public.invitation_by_token(text, timestamptz) to thuctien_app;

-- An account for a person of the tenant of the transaction. Accounts are made inside a command, so that the change and
-- its event stand or fall together; the application itself can not write these tables.
create or replace function auth.create_account(account_id uuid, person uuid, login text, shown_name text, password_hash text, must_change boolean)
	returns void language sql security definer set search_path = public
	begin atomic
	insert into auth."user" (id, tenant_id, person_id, name, email, username, display_username, must_change_password)
		values (account_id, meta.tenant(), person, shown_name, login || '@' || account_id || '.invalid', login, login, must_change);
	insert into auth.account (id, tenant_id, user_id, account_id, provider_id, password)
		values (gen_random_uuid(), meta.tenant(), account_id, account_id::text, 'credential', password_hash);
	end;
-- A new password for a person of the tenant of the transaction; every session of theirs ends but the one that is kept.
create or replace function auth.set_password(person uuid, password_hash text, must_change boolean, kept_session uuid default null)
	returns void language sql security definer set search_path = public
	begin atomic
	update auth.account a set password = password_hash, updated_at = now() from auth."user" u
		where u.tenant_id = meta.tenant() and u.person_id = person and a.user_id = u.id and a.provider_id = 'credential';
	update auth."user" set must_change_password = must_change, updated_at = now()
		where tenant_id = meta.tenant() and person_id = person;
	delete from auth.session s using auth."user" u
		where u.tenant_id = meta.tenant() and u.person_id = person and s.user_id = u.id and s.id is distinct from kept_session;
	end;
create or replace function auth.lock_account(person uuid, locked boolean)
	returns void language sql security definer set search_path = public
	begin atomic
	update auth."user" set locked_at = case when locked then now() end, updated_at = now()
		where tenant_id = meta.tenant() and person_id = person;
	delete from auth.session s using auth."user" u
		where locked and u.tenant_id = meta.tenant() and u.person_id = person and s.user_id = u.id;
	end;
-- Login names are one list for the whole installation; who asks learns only whether this one is taken.
create or replace function auth.login_is_taken(login text) returns boolean
	language sql stable security definer set search_path = public
	begin atomic select exists (select from auth."user" where username = login); end;
do $$
declare f regprocedure;
begin
	grant select, insert, update, delete on auth."user", auth.account, auth.session to thuctien_definer;
	grant usage, create on schema auth to thuctien_definer;
	foreach f in array array['auth.create_account(uuid, uuid, text, text, text, boolean)', 'auth.set_password(uuid, text, boolean, uuid)',
		'auth.lock_account(uuid, boolean)', 'auth.login_is_taken(text)']::regprocedure[] loop
		execute format('alter function %s owner to thuctien_definer', f);
		execute format('revoke execute on function %s from public', f);
		execute format('grant execute on function %s to thuctien_app', f);
	end loop;
end $$;

-- The logins of the sample organisation, for its sign-in page. A tenant that is no sample tells nothing.
drop function if exists public.sample_logins();
create function public.sample_logins() returns table (login text, full_name text, job_title text, role text, standing text)
	language sql stable security definer set search_path = public
	begin atomic
	select u.username, p.full_name, p.job_title,
		(select r.role from role_assignment r where r.tenant_id = p.tenant_id and r.person_id = p.id and r.valid_to is null order by r.valid_from desc, r.id limit 1),
		(select m.standing from membership m where m.tenant_id = p.tenant_id and m.person_id = p.id and m.valid_to is null order by m.valid_from desc, m.id limit 1)
	from tenant t
	join auth."user" u on u.tenant_id = t.tenant_id
	join person p on p.tenant_id = u.tenant_id and p.id = u.person_id
	where t.is_sample and u.locked_at is null and not exists (select from tenant o where not o.is_sample)
	order by u.created_at, u.id
	limit 12;
	end;
alter function public.sample_logins() owner to thuctien_definer;
revoke execute on function public.sample_logins() from public;
grant execute on function public.sample_logins() to thuctien_app;

-- Every process keeps for a while who is behind a session (platform/sessions/session.ts). What changes that is told to all of
-- them when it is committed, whichever process or program it comes from; no word goes with it.
create or replace function meta.tell_sessions() returns trigger language plpgsql as $$
begin
	perform pg_notify('thuctien_sessions', '');
	return null;
end $$;
do $$
declare watched record;
begin
	for watched in select * from (values ('auth.session', 'delete'), ('auth."user"', 'update or delete'), ('auth.account', 'update or delete'),
		('public.membership', 'insert or update or delete'), ('public.role_assignment', 'insert or update or delete'), ('public.unit', 'update'), ('public.person', 'update'))
		as w(place, changes) loop
		continue when meta.is_distributed(watched.place::regclass);
		execute format('drop trigger if exists tell_sessions on %s', watched.place);
		execute format('create trigger tell_sessions after %s on %s for each statement execute function meta.tell_sessions()', watched.changes, watched.place);
	end loop;
end $$;
