-- The reader's own notes, what a page of the reader has told, and collections of documents.

-- A highlight or note of one person on a clause. It stays a moment after it was removed, so that removing can be undone.
create table note (
	tenant_id uuid not null,
	id uuid not null,
	person_id uuid not null,
	document_id uuid not null,
	clause_id uuid not null,
	-- Where it lies: in the heading or the text, from and to in UTF-16 units; without a place it is on the whole clause.
	part text not null default 'text' check (part in ('heading', 'text')),
	from_offset integer,
	to_offset integer,
	quote text not null default '',
	body text not null default '',
	written_at timestamptz not null,
	changed_at timestamptz,
	removed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, clause_id) references clause,
	check ((from_offset is null) = (to_offset is null)),
	check (from_offset is null or (from_offset >= 0 and to_offset > from_offset)),
	check (quote <> '' or body <> '')
);
create index note_own on note (tenant_id, person_id, document_id);

-- One opened page of the reader and which of its reports were counted: a report that comes twice counts once.
create table reading_view (
	tenant_id uuid not null,
	person_id uuid not null,
	id uuid not null,
	document_id uuid not null,
	counted integer[] not null default '{}',
	told_at timestamptz not null,
	primary key (tenant_id, person_id, id),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, document_id) references document
);

-- A named, ordered list of documents and clauses; its owner's alone, or shared with the unit.
create table collection (
	tenant_id uuid not null,
	id uuid not null,
	unit_id uuid not null,
	owner_id uuid not null,
	name text not null check (name <> ''),
	purpose text not null default '',
	is_shared boolean not null default false,
	created_at timestamptz not null,
	changed_at timestamptz not null,
	removed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, owner_id) references person
);
create index collection_owner on collection (tenant_id, owner_id);
create index collection_unit on collection (tenant_id, unit_id) where is_shared;

create table collection_item (
	tenant_id uuid not null,
	id uuid not null,
	collection_id uuid not null,
	document_id uuid not null,
	clause_id uuid,
	position integer not null,
	note text not null default '',
	-- As in its collection, so that the fence needs no second table.
	owner_id uuid not null,
	is_shared boolean not null default false,
	added_by uuid not null,
	added_at timestamptz not null,
	removed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, collection_id) references collection,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, owner_id) references person,
	foreign key (tenant_id, added_by) references person
);
create index collection_item_order on collection_item (tenant_id, collection_id, position, id);
create index collection_item_document on collection_item (tenant_id, document_id);
