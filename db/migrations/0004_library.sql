-- Files received, documents, their clauses, and to whom a document is published.
create table intake (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	batch_id uuid not null,
	received_by uuid not null,
	received_at timestamptz not null,
	file_path text not null,
	sha256 text not null,
	bytes bigint not null,
	format text,
	state text not null check (state in ('waiting', 'confirmed', 'failed', 'set_aside')),
	error_key text,
	error_detail jsonb,
	-- What was recognised: field → {value, confidence, place}; and the paragraphs that were read.
	recognised jsonb,
	reading jsonb,
	duplicate_of uuid,
	document_id uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, received_by) references person,
	foreign key (tenant_id, sha256) references stored_file
);
-- A file that waits or is confirmed is there once in a unit: dropping it again is harmless.
create unique index intake_once on intake (tenant_id, unit_id, sha256) where state in ('waiting', 'confirmed');
create index intake_unit on intake (tenant_id, unit_id, state, received_at);

create table document (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	type_code text not null,
	type_name text not null,
	number text,
	-- Without marks, spaces and case, so that a number is found however it is typed.
	number_key text not null default '',
	issuer text,
	issued_on date,
	title text not null,
	language text not null default 'vi',
	state text not null check (state in ('filed', 'published', 'withdrawn')),
	section_count integer not null default 0,
	clause_count integer not null default 0,
	characters integer not null default 0,
	pages integer,
	filed_by uuid not null,
	filed_at timestamptz not null,
	published_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, filed_by) references person
);
create index document_unit on document (tenant_id, unit_id, issued_on desc nulls last, id);
create index document_number on document (tenant_id, number_key);

create table rendition (
	tenant_id uuid not null,
	id uuid not null,
	document_id uuid not null,
	sha256 text not null,
	file_name text not null,
	format text not null,
	is_original boolean not null default true,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, sha256) references stored_file
);
create index rendition_document on rendition (tenant_id, document_id);

create table clause (
	tenant_id uuid not null,
	id uuid not null,
	document_id uuid not null,
	ordinal integer not null,
	parent_id uuid,
	-- The section (itself or an ancestor) on which reading is recorded and which has a row on the trace.
	section_id uuid not null,
	anchor text not null,
	kind text not null,
	label text not null default '',
	heading text,
	text text not null,
	depth integer not null,
	page integer,
	is_section boolean not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, document_id) references document,
	unique (tenant_id, document_id, anchor)
);
create index clause_document on clause (tenant_id, document_id, ordinal);

create table publication (
	tenant_id uuid not null,
	id uuid not null,
	document_id uuid not null,
	unit_id uuid not null,
	audience text not null check (audience in ('unit', 'party_members', 'committee', 'chosen')),
	read_by date not null,
	note text not null default '',
	published_by uuid not null,
	published_at timestamptz not null,
	withdrawn_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, unit_id) references unit
);
create index publication_document on publication (tenant_id, document_id);
