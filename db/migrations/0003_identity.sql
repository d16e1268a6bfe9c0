-- Sign-in. One login may be asked for before the tenant is known, so these tables are read by the role thuctien_auth
-- (every row) and by the application (its own tenant). On a distributed database they are reference tables.
create table auth."user" (
	id uuid primary key,
	tenant_id uuid not null references public.tenant,
	person_id uuid not null,
	name text not null,
	email text not null unique,
	email_verified boolean not null default false,
	username text not null unique,
	display_username text,
	image text,
	must_change_password boolean not null default false,
	locked_at timestamptz,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	unique (tenant_id, person_id),
	foreign key (tenant_id, person_id) references public.person
);
create table auth.session (
	id uuid primary key,
	tenant_id uuid not null references public.tenant,
	user_id uuid not null references auth."user" on delete cascade,
	token text not null unique,
	expires_at timestamptz not null,
	ip_address text,
	user_agent text,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
create index session_user_id on auth.session (user_id);
create table auth.account (
	id uuid primary key,
	tenant_id uuid not null references public.tenant,
	user_id uuid not null references auth."user" on delete cascade,
	account_id text not null,
	provider_id text not null,
	access_token text,
	refresh_token text,
	id_token text,
	access_token_expires_at timestamptz,
	refresh_token_expires_at timestamptz,
	scope text,
	password text,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
create index account_user_id on auth.account (user_id);
create table auth.verification (
	id uuid primary key,
	tenant_id uuid references public.tenant,
	identifier text not null,
	value text not null,
	expires_at timestamptz not null,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);
-- Counters of attempts at signing in, by address and by login name.
create table auth.sign_in_attempt (
	tenant_id uuid references public.tenant,
	key text primary key,
	failures integer not null,
	window_ends_at timestamptz not null
);

create table invitation (
	tenant_id uuid not null references tenant,
	id uuid not null,
	person_id uuid not null,
	-- Only the hash of the token is kept: the link itself is shown once.
	token_hash text not null,
	created_by uuid not null,
	created_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, person_id) references person
);
create unique index invitation_token on invitation (tenant_id, token_hash);
