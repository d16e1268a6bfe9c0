-- The cell's own resolutions: drafted for a meeting, put to the vote there, numbered, issued as a document of the library.
create table resolution (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	kind text not null check (kind in ('thematic', 'monthly')),
	title text not null check (title <> ''),
	-- The first day of the month whose work it sets; none for a thematic one.
	for_month date check (extract(day from for_month) = 1),
	-- The meeting in which it is discussed and voted.
	meeting_id uuid,
	results text not null default '',
	direction text not null default '',
	implementation text not null default '',
	revision integer not null default 1,
	state text not null check (state in ('draft', 'put', 'issued', 'dropped')),
	-- The vote, and the words that it was about.
	ballot_id uuid,
	sha256 text,
	document_id uuid,
	mark text,
	drop_reason text not null default '',
	created_by uuid not null,
	created_at timestamptz not null,
	changed_at timestamptz not null,
	issued_by uuid,
	issued_on date,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, ballot_id) references ballot,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, created_by) references person,
	check (kind = 'thematic' or for_month is not null),
	check (state <> 'put' or (ballot_id is not null and sha256 is not null)),
	check (state <> 'issued' or document_id is not null),
	check (state <> 'dropped' or drop_reason <> '')
);
create index resolution_unit on resolution (tenant_id, unit_id, created_at);
create index resolution_meeting on resolution (tenant_id, meeting_id);
create index resolution_document_own on resolution (tenant_id, document_id);
-- One resolution on its way for a month's work of a unit; a dropped one makes room.
create unique index resolution_month on resolution (tenant_id, unit_id, for_month) where kind = 'monthly' and state <> 'dropped';

-- The documents from above that it carries out.
create table resolution_document (
	tenant_id uuid not null,
	resolution_id uuid not null,
	document_id uuid not null,
	primary key (tenant_id, resolution_id, document_id),
	foreign key (tenant_id, resolution_id) references resolution,
	foreign key (tenant_id, document_id) references document
);
create index resolution_document_document on resolution_document (tenant_id, document_id);

-- The work that it sets: who, what, by when. When it is issued each becomes a task, or is one already (given in the meeting).
create table resolution_task (
	tenant_id uuid not null,
	id uuid not null,
	resolution_id uuid not null,
	position integer not null,
	title text not null check (title <> ''),
	result_expected text not null default '',
	owner_id uuid not null,
	due_on date not null,
	-- The clause from above that it carries out.
	clause_id uuid,
	task_id uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, resolution_id) references resolution,
	foreign key (tenant_id, owner_id) references person,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, task_id) references task
);
create index resolution_task_resolution on resolution_task (tenant_id, resolution_id, position);

-- Which unit of the organisation issued a document here; nobody has to summarise what they have written themselves.
alter table document add column issued_by_unit uuid;
alter table document add foreign key (tenant_id, issued_by_unit) references unit (tenant_id, id);
