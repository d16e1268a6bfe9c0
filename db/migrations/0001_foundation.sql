-- Schemas, extensions and the few functions that every table leans on.
create extension if not exists ltree;
create extension if not exists unaccent;
create extension if not exists pg_trgm;

create schema if not exists auth;

-- The settings of the running transaction (set by the command pipeline). An unset one reads as null, and null matches no row.
create function meta.tenant() returns uuid language sql stable parallel safe
	return nullif(current_setting('app.tenant', true), '')::uuid;
create function meta.person() returns uuid language sql stable parallel safe
	return nullif(current_setting('app.person', true), '')::uuid;
-- Units about whose people the actor may see personal rows.
create function meta.units() returns uuid[] language sql stable parallel safe
	return coalesce(nullif(current_setting('app.units', true), ''), '{}')::uuid[];

-- Jobs of one tenant, which answer to nobody's range.
create function meta.is_system() returns boolean language sql stable parallel safe
	return coalesce(current_setting('app.system', true), '') = 'on';

create table tenant (
	tenant_id uuid primary key,
	name text not null check (name <> ''),
	kind text not null check (kind in ('cell', 'grassroots_committee', 'superior_committee', 'provincial_committee')),
	time_zone text not null default 'Asia/Ho_Chi_Minh',
	is_sample boolean not null default false,
	created_at timestamptz not null
);

-- Rules of the field: versioned data with effective dates, never code.
create table rule_set (
	tenant_id uuid not null references tenant,
	code text not null,
	valid_from date not null,
	valid_to date,
	source text not null,
	body jsonb not null,
	primary key (tenant_id, code, valid_from),
	check (valid_to is null or valid_to > valid_from)
);

create table event (
	tenant_id uuid not null references tenant,
	id uuid not null,
	at timestamptz not null,
	verb text not null,
	unit_id uuid,
	actor_person_id uuid,
	actor_kind text not null check (actor_kind in ('person', 'system', 'visitor')),
	subject_type text not null,
	subject_id uuid,
	document_id uuid,
	-- A personal event is seen by the person it concerns and by those who answer for the unit.
	person_id uuid,
	is_personal boolean not null default false,
	before jsonb,
	after jsonb,
	request_id text not null,
	primary key (tenant_id, id)
);
create index event_document on event (tenant_id, document_id, at) where document_id is not null;
create index event_subject on event (tenant_id, subject_id, at);

-- Batches of events sealed into a hash chain: each batch names the one before.
create table event_seal (
	tenant_id uuid not null references tenant,
	batch bigint not null,
	first_event uuid not null,
	last_event uuid not null,
	event_count integer not null,
	merkle_root bytea not null,
	previous_seal bytea,
	seal bytea not null,
	sealed_at timestamptz not null,
	primary key (tenant_id, batch)
);
alter table event add column sealed_in bigint;
create index event_unsealed on event (tenant_id, id) where sealed_in is null;

create table stored_file (
	tenant_id uuid not null references tenant,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	bytes bigint not null,
	media_type text not null,
	stored_at timestamptz not null,
	primary key (tenant_id, sha256)
);
