-- Action programmes, tasks that carry out clauses, reports on them and their evidence.
create table programme (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	title text not null check (title <> ''),
	starts_on date not null,
	ends_on date not null,
	state text not null check (state in ('draft', 'issued', 'closed')),
	created_by uuid not null,
	created_at timestamptz not null,
	issued_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	check (ends_on >= starts_on)
);
create index programme_unit on programme (tenant_id, unit_id);

create table programme_document (
	tenant_id uuid not null,
	programme_id uuid not null,
	document_id uuid not null,
	primary key (tenant_id, programme_id, document_id),
	foreign key (tenant_id, programme_id) references programme,
	foreign key (tenant_id, document_id) references document
);
create index programme_document_document on programme_document (tenant_id, document_id);

create table task (
	tenant_id uuid not null,
	id uuid not null,
	programme_id uuid not null,
	unit_id uuid not null,
	title text not null check (title <> ''),
	-- What will be there when it is done, in words that can be checked.
	result_expected text not null check (result_expected <> ''),
	owner_id uuid not null,
	supervisor_id uuid not null,
	due_on date not null,
	state text not null check (state in ('assigned', 'in_progress', 'reported', 'accepted', 'cancelled')),
	percent integer not null default 0 check (percent between 0 and 100),
	result text,
	created_by uuid not null,
	created_at timestamptz not null,
	reported_at timestamptz,
	accepted_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, programme_id) references programme,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, owner_id) references person,
	foreign key (tenant_id, supervisor_id) references person
);
create index task_programme on task (tenant_id, programme_id);
create index task_owner on task (tenant_id, owner_id, state, due_on);
create index task_unit on task (tenant_id, unit_id, state, due_on);

create table task_clause (
	tenant_id uuid not null,
	task_id uuid not null,
	clause_id uuid not null,
	document_id uuid not null,
	primary key (tenant_id, task_id, clause_id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, clause_id) references clause
);
create index task_clause_document on task_clause (tenant_id, document_id);

create table task_helper (
	tenant_id uuid not null,
	task_id uuid not null,
	person_id uuid not null,
	primary key (tenant_id, task_id, person_id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, person_id) references person
);
create index task_helper_person on task_helper (tenant_id, person_id);

create table task_report (
	tenant_id uuid not null,
	id uuid not null,
	task_id uuid not null,
	reporter_id uuid not null,
	kind text not null check (kind in ('progress', 'completion')),
	percent integer not null check (percent between 0 and 100),
	body text not null,
	reported_at timestamptz not null,
	decision text check (decision in ('accepted', 'returned')),
	decided_by uuid,
	decided_at timestamptz,
	reason text,
	primary key (tenant_id, id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, reporter_id) references person,
	check (decision is distinct from 'returned' or reason <> '')
);
create index task_report_task on task_report (tenant_id, task_id, reported_at);

create table evidence (
	tenant_id uuid not null,
	id uuid not null,
	task_id uuid not null,
	report_id uuid not null,
	kind text not null check (kind in ('file', 'link', 'text')),
	title text not null,
	sha256 text,
	file_name text,
	url text,
	body text,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, report_id) references task_report,
	foreign key (tenant_id, sha256) references stored_file
);
create index evidence_task on evidence (tenant_id, task_id);
