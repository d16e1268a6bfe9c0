-- The public site of a unit: what of its records everybody may read, as it stood when it was approved.

create table site (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	name text not null check (name <> ''),
	-- The place of the site where one installation shows several.
	slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	-- The name of the machine under which this site alone is shown; '' for none of its own.
	host text not null default '',
	-- How one reaches the unit, in a line.
	contact text not null default '',
	-- What is shown: talk, example, model, document, programme.
	kinds text[] not null,
	-- Who may show pages of the site within their own.
	embed_hosts text[] not null default '{}',
	is_on boolean not null default false,
	created_at timestamptz not null,
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

-- A thing on the site: made from a record of another feature, with its consent and its way back.
create table site_entry (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	kind text not null check (kind in ('talk', 'example', 'model', 'document', 'programme')),
	source_id uuid not null,
	-- Whose it is, where it is somebody's.
	author_id uuid,
	-- Ends its address; says nothing of any other id.
	short_id text not null,
	state text not null check (state in ('prepared', 'published', 'withdrawn')),
	-- The version that is shown; 0 as long as none was approved.
	version integer not null default 0,
	first_published_at timestamptz,
	withdrawn_at timestamptz,
	withdrawn_by uuid,
	withdrawn_how text check (withdrawn_how in ('approver', 'author', 'consent', 'source')),
	withdrawn_reason text not null default '',
	primary key (tenant_id, id),
	unique (tenant_id, short_id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, author_id) references person,
	foreign key (tenant_id, withdrawn_by) references person,
	check (state = 'published' or state = 'withdrawn' or version = 0),
	check (state <> 'published' or (version > 0 and first_published_at is not null)),
	check (state <> 'withdrawn' or (withdrawn_at is not null and withdrawn_how is not null))
);
create unique index site_entry_once on site_entry (tenant_id, unit_id, kind, source_id) where state <> 'withdrawn';
create index site_entry_unit on site_entry (tenant_id, unit_id, state);
create index site_entry_author on site_entry (tenant_id, author_id) where author_id is not null;

-- What a version shows, frozen when it is approved. When the entry is taken off, the words go and the digest stays.
create table site_version (
	tenant_id uuid not null references tenant,
	entry_id uuid not null,
	version integer not null check (version > 0),
	unit_id uuid not null,
	author_id uuid,
	title text not null default '',
	slug text not null default '',
	summary text not null default '',
	theme text not null default '',
	theme_slug text not null default '',
	author_name text not null default '',
	author_slug text not null default '',
	day date not null,
	blocks jsonb not null default '[]',
	-- When the author had said yes.
	consented_at timestamptz,
	-- Words for searching, exactly and without marks.
	exact tsvector,
	folded tsvector,
	digest text not null default '',
	prepared_by uuid not null,
	prepared_at timestamptz not null,
	approved_by uuid,
	approved_at timestamptz,
	primary key (tenant_id, entry_id, version),
	foreign key (tenant_id, entry_id) references site_entry,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, author_id) references person,
	foreign key (tenant_id, prepared_by) references person,
	foreign key (tenant_id, approved_by) references person,
	-- Nobody approves what is their own; nothing of a person is approved without their yes.
	check (approved_by <> author_id),
	check (author_id is null or approved_by is null or consented_at is not null),
	check ((approved_by is null) = (approved_at is null))
);
create index site_version_unit on site_version (tenant_id, unit_id, day desc);
create index site_version_exact on site_version using gin (exact);
create index site_version_folded on site_version using gin (folded);
