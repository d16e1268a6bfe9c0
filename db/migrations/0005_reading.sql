-- Who is to read what, how far they came, and the summaries of clauses.
create table reading (
	tenant_id uuid not null,
	document_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	publication_id uuid not null,
	read_by date not null,
	opened_at timestamptz,
	last_read_at timestamptz,
	last_section_id uuid,
	seconds integer not null default 0,
	sections_reached integer not null default 0,
	studied_at timestamptz,
	primary key (tenant_id, document_id, person_id),
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, publication_id) references publication
);
create index reading_person on reading (tenant_id, person_id, studied_at, read_by);
create index reading_unit on reading (tenant_id, document_id, unit_id);

create table section_reading (
	tenant_id uuid not null,
	document_id uuid not null,
	person_id uuid not null,
	section_id uuid not null,
	unit_id uuid not null,
	seconds integer not null,
	reached_at timestamptz not null,
	primary key (tenant_id, document_id, person_id, section_id),
	foreign key (tenant_id, section_id) references clause
);
create index section_reading_section on section_reading (tenant_id, section_id);

-- Figures of a unit for a document and its sections. They name nobody, so everyone whom the document reaches may see them.
create table document_reach (
	tenant_id uuid not null,
	document_id uuid not null,
	unit_id uuid not null,
	assigned integer not null default 0,
	opened integer not null default 0,
	studied integer not null default 0,
	primary key (tenant_id, document_id, unit_id),
	foreign key (tenant_id, document_id) references document
);
create table section_reach (
	tenant_id uuid not null,
	document_id uuid not null,
	unit_id uuid not null,
	section_id uuid not null,
	readers integer not null default 0,
	primary key (tenant_id, document_id, unit_id, section_id),
	foreign key (tenant_id, document_id) references document
);

create table summary_point (
	tenant_id uuid not null,
	id uuid not null,
	document_id uuid not null,
	clause_id uuid not null,
	unit_id uuid not null,
	author_id uuid not null,
	body text not null check (body <> ''),
	written_at timestamptz not null,
	changed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, author_id) references person
);
create index summary_point_document on summary_point (tenant_id, document_id, unit_id);
