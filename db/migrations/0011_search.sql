-- What is searched: passages of documents, tasks and people, taken apart in the application; the words that occur.

-- Part 0 is the head of a document (type, number, title, issuer); the others are its passages in order.
create table search_passage (
	tenant_id uuid not null,
	document_id uuid not null,
	part integer not null,
	first_ordinal integer not null default 0,
	last_ordinal integer not null default 0,
	day date not null,
	-- Who may see it and by what it is filtered: see search_facets in db/security/75_search.sql.
	facets text[] not null,
	words tsvector not null,
	-- Among the newest of the tenant: what every second passage has is looked for among these first.
	is_recent boolean not null default true,
	primary key (tenant_id, document_id, part),
	foreign key (tenant_id, document_id) references document
);
create index search_passage_words on search_passage using gin (words, facets) with (gin_pending_list_limit = 2048);
create index search_passage_recent on search_passage using gin (words) with (gin_pending_list_limit = 512) where is_recent;

create table search_record (
	tenant_id uuid not null references tenant,
	kind text not null,
	record_id uuid not null,
	day date not null,
	facets text[] not null default '{}',
	words tsvector not null,
	primary key (tenant_id, kind, record_id)
);
create index search_record_words on search_record using gin (words, facets) with (gin_pending_list_limit = 512);

-- Syllables and pairs of syllables as they are spelled, by their form without marks. The share of passages in which one
-- occurs is estimated by a job from a sample; null: too rare to have been met there.
create table search_term (
	tenant_id uuid not null references tenant,
	folded text collate "C" not null,
	term text collate "C" not null,
	share real,
	primary key (tenant_id, folded, term)
) with (fillfactor = 85);

-- Abbreviations that a tenant added to those that the rules bring along, or struck from them.
create table abbreviation (
	tenant_id uuid not null references tenant,
	id uuid not null,
	-- Both as words in the form in which they are indexed.
	short_key text not null check (short_key <> ''),
	long_key text not null check (long_key <> ''),
	short text not null,
	long text not null,
	state text not null check (state in ('added', 'struck')),
	changed_by uuid not null,
	changed_at timestamptz not null,
	primary key (tenant_id, id),
	unique (tenant_id, short_key, long_key),
	foreign key (tenant_id, changed_by) references person
);

create table saved_search (
	tenant_id uuid not null,
	id uuid not null,
	person_id uuid not null,
	name text not null check (name <> ''),
	-- The address after the question mark.
	query text not null,
	saved_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, person_id) references person
);
create unique index saved_search_once on saved_search (tenant_id, person_id, query);

-- How far the job of searching is: with which rules a tenant was indexed, and over how many passages words were counted.
create table search_state (
	tenant_id uuid primary key references tenant,
	rules integer not null,
	counted_passages integer not null default 0,
	counted_at timestamptz,
	-- Passages of documents from this day on are recent; null while all are.
	recent_from date
);
