-- Study rounds to depth: of which unit each participant is, and the report of a round as it was numbered.

-- The unit of a participant on the day when the round was published; unit_id is the unit that holds the round.
alter table study_participant add column home_unit_id uuid;
alter table study_attendance add column home_unit_id uuid;
alter table study_make_up add column home_unit_id uuid;
-- Rows of all tenants are filled in: the fence, which binds the owner of the tables too, stands open for this transaction.
alter table study_participant no force row level security;
alter table study_attendance no force row level security;
alter table study_make_up no force row level security;
update study_participant set home_unit_id = unit_id;
update study_attendance set home_unit_id = unit_id;
update study_make_up set home_unit_id = unit_id;
alter table study_participant force row level security;
alter table study_attendance force row level security;
alter table study_make_up force row level security;
alter table study_participant alter column home_unit_id set not null;
alter table study_attendance alter column home_unit_id set not null;
alter table study_make_up alter column home_unit_id set not null;
alter table study_participant add foreign key (tenant_id, home_unit_id) references unit;

-- A report that got its number says for ever what it said on that day.
create table study_report (
	tenant_id uuid not null,
	-- Its line in the register of outgoing papers.
	paper_id uuid not null,
	round_id uuid not null,
	unit_id uuid not null,
	facts jsonb not null,
	primary key (tenant_id, paper_id),
	foreign key (tenant_id, paper_id) references outgoing_paper,
	foreign key (tenant_id, round_id) references study_round
);
create index study_report_round on study_report (tenant_id, round_id);

-- What was shown at a session, as files.
create table study_slide (
	tenant_id uuid not null,
	id uuid not null,
	session_id uuid not null,
	sha256 text not null,
	file_name text not null check (file_name <> ''),
	added_by uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, session_id) references study_session,
	foreign key (tenant_id, sha256) references stored_file,
	foreign key (tenant_id, added_by) references person
);
create index study_slide_session on study_slide (tenant_id, session_id, added_at);

-- A small check of what was understood. A question that is changed is dropped and asked anew: answers stay with the words that they
-- were given to.
create table study_question (
	tenant_id uuid not null,
	id uuid not null,
	round_id uuid not null,
	position integer not null,
	clause_id uuid not null,
	body text not null check (body <> ''),
	-- Two to six of {"body": …, "isRight": …}.
	choices jsonb not null,
	explanation text not null default '',
	written_by uuid not null,
	written_at timestamptz not null,
	dropped_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, round_id) references study_round,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, written_by) references person
);
create index study_question_round on study_question (tenant_id, round_id, position);

-- What somebody answered last, and whether it was right the first time. For that person alone.
create table study_answer (
	tenant_id uuid not null,
	question_id uuid not null,
	person_id uuid not null,
	chosen integer[] not null,
	first_right boolean not null,
	answered_at timestamptz not null,
	primary key (tenant_id, question_id, person_id),
	foreign key (tenant_id, question_id) references study_question,
	foreign key (tenant_id, person_id) references person
);

-- The units below that take part in the round of a committee.
create table study_partaking_unit (
	tenant_id uuid not null,
	round_id uuid not null,
	unit_id uuid not null,
	primary key (tenant_id, round_id, unit_id),
	foreign key (tenant_id, round_id) references study_round,
	foreign key (tenant_id, unit_id) references unit
);
create index study_partaking_unit_unit on study_partaking_unit (tenant_id, unit_id);
-- For the rounds of others in which people of a unit take part.
create index study_participant_home on study_participant (tenant_id, home_unit_id, round_id);

-- Wrong codes that somebody typed in within a minute.
create table study_guess (
	tenant_id uuid not null references tenant,
	person_id uuid not null,
	guesses smallint not null,
	window_ends_at timestamptz not null,
	primary key (tenant_id, person_id),
	foreign key (tenant_id, person_id) references person
);
