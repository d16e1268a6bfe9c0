-- Assignments to summarise a document: who, which sections, by when; drafts beside the text; presented, discussed, released.
create table summary_assignment (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	document_id uuid not null,
	person_id uuid not null,
	due_on date not null,
	note text not null default '',
	assigned_by uuid not null,
	assigned_at timestamptz not null,
	-- The meeting in which it was given, when it was.
	meeting_id uuid,
	state text not null check (state in ('assigned', 'accepted', 'declined', 'presented', 'released', 'replaced')),
	answered_at timestamptz,
	decline_reason text,
	presented_on date,
	presented_meeting_id uuid,
	released_by uuid,
	released_at timestamptz,
	-- The assignment that was given in its place.
	replaced_by uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, assigned_by) references person,
	foreign key (tenant_id, replaced_by) references summary_assignment,
	check (state <> 'declined' or decline_reason <> '')
);
create index summary_assignment_unit on summary_assignment (tenant_id, unit_id, state, due_on);
create index summary_assignment_person on summary_assignment (tenant_id, person_id, state, due_on);
create index summary_assignment_document on summary_assignment (tenant_id, document_id);

-- The sections that are to be summarised; none means the whole document.
create table summary_assignment_clause (
	tenant_id uuid not null,
	assignment_id uuid not null,
	clause_id uuid not null,
	primary key (tenant_id, assignment_id, clause_id),
	foreign key (tenant_id, assignment_id) references summary_assignment,
	foreign key (tenant_id, clause_id) references clause
);

-- What is being written on a section, of one kind. It is kept as it is typed, also when nothing is left of it.
create table summary_draft (
	tenant_id uuid not null,
	assignment_id uuid not null,
	clause_id uuid not null,
	kind text not null check (kind in ('content', 'novelty', 'unit', 'action')),
	author_id uuid not null,
	unit_id uuid not null,
	body text not null default '',
	revision integer not null default 1,
	changed_at timestamptz not null,
	primary key (tenant_id, assignment_id, clause_id, kind),
	foreign key (tenant_id, assignment_id) references summary_assignment,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, author_id) references person
);

-- What was said of a summary when it was presented.
create table summary_remark (
	tenant_id uuid not null,
	id uuid not null,
	assignment_id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	body text not null check (body <> ''),
	said_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, assignment_id) references summary_assignment,
	foreign key (tenant_id, person_id) references person
);
create index summary_remark_assignment on summary_remark (tenant_id, assignment_id, said_at);

-- A point that was released says what it is and from which assignment; one that was written at once has neither.
alter table summary_point add column kind text check (kind in ('content', 'novelty', 'unit', 'action'));
alter table summary_point add column assignment_id uuid;
alter table summary_point add foreign key (tenant_id, assignment_id) references summary_assignment;
