-- Mass organisations (unions, youth, women, veterans): who is of them, what the cell entrusts to them, and what they do together
-- with a locality.

-- Somebody's belonging to a mass organisation, from a day to a day. A person may be of several.
create table mass_member (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	-- "Chủ tịch Công đoàn"; nothing: a plain member.
	duty text not null default '',
	-- Heads it: looks after its members, its programmes and activities.
	is_head boolean not null default false,
	valid_from date not null,
	valid_to date,
	added_by uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, added_by) references person,
	check (valid_to is null or valid_to > valid_from),
	check (not is_head or duty <> '')
);
create unique index mass_member_now on mass_member (tenant_id, unit_id, person_id) where valid_to is null;
create index mass_member_person on mass_member (tenant_id, person_id);

-- A task of the cell in which a mass organisation leads or takes part.
create table mass_task (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	task_id uuid not null,
	part text not null check (part in ('leads', 'takes_part')),
	given_by uuid not null,
	given_at timestamptz not null,
	primary key (tenant_id, unit_id, task_id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, given_by) references person
);
create index mass_task_task on mass_task (tenant_id, task_id);

-- What a mass organisation agreed with a locality for a time.
create table joint_programme (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	title text not null check (title <> ''),
	-- The locality or body with which it is done, and who is spoken to there.
	partner text not null check (partner <> ''),
	contact text not null default '',
	contents text not null check (contents <> ''),
	starts_on date not null,
	ends_on date not null,
	-- The document, or the clause of it, that is carried out so.
	document_id uuid,
	clause_id uuid,
	created_by uuid not null,
	created_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, created_by) references person,
	check (ends_on >= starts_on),
	check (clause_id is null or document_id is not null)
);
create index joint_programme_unit on joint_programme (tenant_id, unit_id, starts_on);
create index joint_programme_document on joint_programme (tenant_id, document_id) where document_id is not null;

create table joint_activity (
	tenant_id uuid not null references tenant,
	id uuid not null,
	programme_id uuid not null,
	unit_id uuid not null,
	title text not null check (title <> ''),
	held_on date not null,
	location text not null default '',
	state text not null check (state in ('planned', 'done', 'cancelled')),
	-- What was done, what came of it, and how many of the locality took part.
	done text not null default '',
	result text not null default '',
	locals integer not null default 0 check (locals >= 0),
	reason text not null default '',
	planned_by uuid not null,
	planned_at timestamptz not null,
	ended_by uuid,
	ended_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, programme_id) references joint_programme,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, planned_by) references person,
	foreign key (tenant_id, ended_by) references person,
	check ((state = 'planned') = (ended_at is null)),
	check (state <> 'cancelled' or reason <> ''),
	check (state <> 'done' or done <> '')
);
create index joint_activity_programme on joint_activity (tenant_id, programme_id, held_on);
create index joint_activity_unit on joint_activity (tenant_id, unit_id, held_on);

create table joint_participant (
	tenant_id uuid not null references tenant,
	activity_id uuid not null,
	person_id uuid not null,
	primary key (tenant_id, activity_id, person_id),
	foreign key (tenant_id, activity_id) references joint_activity,
	foreign key (tenant_id, person_id) references person
);

create table joint_file (
	tenant_id uuid not null references tenant,
	id uuid not null,
	activity_id uuid not null,
	sha256 text not null,
	file_name text not null,
	media_type text not null,
	added_by uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, activity_id) references joint_activity,
	foreign key (tenant_id, sha256) references stored_file,
	foreign key (tenant_id, added_by) references person
);
create index joint_file_activity on joint_file (tenant_id, activity_id);
