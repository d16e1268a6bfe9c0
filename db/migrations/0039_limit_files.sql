-- Files that a person brings with the answer to what was said of their work.
create table limit_file (
	tenant_id uuid not null references tenant,
	id uuid not null,
	limit_id uuid not null,
	entry_id uuid not null,
	sha256 text not null,
	file_name text not null check (file_name <> ''),
	media_type text not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, limit_id) references personal_limit,
	foreign key (tenant_id, entry_id) references limit_entry,
	foreign key (tenant_id, sha256) references stored_file
);
create index limit_file_limit on limit_file (tenant_id, limit_id, added_at);
