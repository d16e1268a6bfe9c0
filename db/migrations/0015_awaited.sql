-- A clerk's word that a document is the one that others cite under another spelling of its number, day or name.
create table citation_answer (
	tenant_id uuid not null references tenant,
	wanted_key text not null,
	document_id uuid not null,
	answered_by uuid not null,
	answered_at timestamptz not null,
	primary key (tenant_id, wanted_key),
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, answered_by) references person
);
create index citation_answer_document on citation_answer (tenant_id, document_id);
