-- Study rounds: what is studied, when and by whom, who was there, and how those who were not make it up.
create table study_round (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	title text not null check (title <> ''),
	purpose text not null default '',
	-- Questions for guidance, one a line.
	guidance text not null default '',
	state text not null check (state in ('preparing', 'open', 'closed')),
	starts_on date not null,
	-- Without it no reflection paper is wanted.
	paper_due_on date,
	-- The form of the paper; without it the one that the unit uses on the day.
	form_id uuid,
	audience text not null default 'unit' check (audience in ('unit', 'party_members', 'committee', 'chosen')),
	created_by uuid not null,
	created_at timestamptz not null,
	published_at timestamptz,
	closed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, created_by) references person,
	check (paper_due_on is null or paper_due_on >= starts_on)
);
create index study_round_unit on study_round (tenant_id, unit_id, starts_on);

create table study_round_document (
	tenant_id uuid not null,
	round_id uuid not null,
	document_id uuid not null,
	position integer not null,
	primary key (tenant_id, round_id, document_id),
	foreign key (tenant_id, round_id) references study_round,
	foreign key (tenant_id, document_id) references document
);
create index study_round_document_document on study_round_document (tenant_id, document_id);

-- The sections that are studied; none of a document means all of it.
create table study_round_clause (
	tenant_id uuid not null,
	round_id uuid not null,
	document_id uuid not null,
	clause_id uuid not null,
	primary key (tenant_id, round_id, clause_id),
	foreign key (tenant_id, round_id) references study_round,
	foreign key (tenant_id, clause_id) references clause
);

create table study_session (
	tenant_id uuid not null,
	id uuid not null,
	round_id uuid not null,
	place text not null default '',
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	speaker text not null default '',
	-- Where the recording is, for those who make it up.
	recording_url text not null default '',
	-- What those present type in to say that they are there.
	check_in_code text not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, round_id) references study_round,
	check (ends_at >= starts_at)
);
create index study_session_round on study_session (tenant_id, round_id, starts_at);

-- Who must take part: fixed when the round is published, with the unit of that day.
create table study_participant (
	tenant_id uuid not null,
	round_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	is_required boolean not null default true,
	excused_reason text,
	primary key (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id) references study_round,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit
);
create index study_participant_person on study_participant (tenant_id, person_id);

create table study_attendance (
	tenant_id uuid not null,
	session_id uuid not null,
	person_id uuid not null,
	round_id uuid not null,
	unit_id uuid not null,
	state text not null check (state in ('present', 'excused', 'absent')),
	reason text not null default '',
	-- By the code, typed in by the person; otherwise noted by who leads.
	by_self boolean not null,
	recorded_by uuid not null,
	recorded_at timestamptz not null,
	primary key (tenant_id, session_id, person_id),
	foreign key (tenant_id, session_id) references study_session,
	foreign key (tenant_id, person_id) references person
);
create index study_attendance_round on study_attendance (tenant_id, round_id, person_id);

-- How somebody who was not there makes it up, by when, and who confirmed that it was done.
create table study_make_up (
	tenant_id uuid not null,
	round_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	way text not null check (way in ('recording', 'other_session', 'with_secretary', 'own_reading')),
	due_on date not null,
	planned_by uuid not null,
	done_on date,
	confirmed_by uuid,
	primary key (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id, person_id) references study_participant,
	check ((done_on is null) = (confirmed_by is null))
);
