-- Which documents a document names, how documents stand to one another, and from when until when each is in force.
create table citation (
	tenant_id uuid not null,
	document_id uuid not null,
	clause_id uuid not null,
	in_heading boolean not null,
	-- Place in the heading or the text of the clause.
	starts integer not null,
	ends integer not null,
	words text not null,
	type_code text not null,
	type_name text not null,
	number text,
	number_key text not null default '',
	issued_on date,
	issuer text,
	-- Of a law that is named without number.
	law_name text,
	-- The clause that is named, outermost first: "dieu-5.khoan-2".
	path text not null default '',
	-- Under which the cited document is asked for while it is not there; null within the document itself.
	wanted_key text,
	target_id uuid,
	target_anchor text,
	primary key (tenant_id, document_id, clause_id, in_heading, starts),
	foreign key (tenant_id, document_id) references document on delete cascade,
	foreign key (tenant_id, clause_id) references clause on delete cascade,
	foreign key (tenant_id, target_id) references document
);
create index citation_wanted on citation (tenant_id, wanted_key) where wanted_key is not null;
create index citation_number on citation (tenant_id, number_key, issued_on) where wanted_key is not null;
create index citation_target on citation (tenant_id, target_id) where target_id is not null;

create table document_relation (
	tenant_id uuid not null references tenant,
	id uuid not null,
	document_id uuid not null,
	kind text not null check (kind in ('amends', 'replaces', 'repeals', 'implements', 'guides', 'based_on', 'corrects')),
	target_id uuid,
	-- The other document as the text names it, while it is not there and afterwards.
	target_key text not null,
	target_words text not null,
	target_type_code text not null default '',
	target_number_key text not null default '',
	target_issued_on date,
	target_issuer text,
	target_law_name text,
	scope text not null check (scope in ('whole', 'part')),
	effective_on date,
	state text not null check (state in ('suggested', 'confirmed', 'refused')),
	origin text not null check (origin in ('text', 'person')),
	confidence real not null default 1,
	reason text not null default '',
	reason_anchor text,
	created_at timestamptz not null,
	decided_by uuid,
	decided_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, document_id) references document on delete cascade,
	foreign key (tenant_id, target_id) references document,
	foreign key (tenant_id, decided_by) references person,
	unique (tenant_id, document_id, kind, target_key)
);
create index document_relation_target on document_relation (tenant_id, target_id) where target_id is not null;
create index document_relation_number on document_relation (tenant_id, target_number_key, target_issued_on) where origin = 'text';

-- One row a document once its text was read for citations, relations and effect.
create table document_effect (
	tenant_id uuid not null,
	document_id uuid not null,
	in_force_from date,
	in_force_until date,
	basis text not null check (basis in ('clause', 'signing', 'issue', 'unknown', 'person')),
	reason text not null default '',
	reason_anchor text,
	-- Which rules read it, and what they read: another text or other facts are read again.
	rules integer not null,
	fingerprint text not null,
	read_at timestamptz not null,
	primary key (tenant_id, document_id),
	foreign key (tenant_id, document_id) references document on delete cascade
);
