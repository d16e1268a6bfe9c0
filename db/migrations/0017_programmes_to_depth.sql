-- Programmes to depth: which clauses do not apply, steps, indicators, dependence, recurring work, urging, deadlines.

-- Work outside an action programme is kept in the standing programme of its unit, one a year (decision 0027).
alter table programme add column kind text not null default 'action' check (kind in ('action', 'standing'));
create unique index programme_standing on programme (tenant_id, unit_id, starts_on) where kind = 'standing';

-- A clause of a programme's documents that does not concern the unit, with the reason.
create table clause_not_applicable (
	tenant_id uuid not null,
	programme_id uuid not null,
	clause_id uuid not null,
	document_id uuid not null,
	reason text not null check (reason <> ''),
	decided_by uuid not null,
	decided_at timestamptz not null,
	primary key (tenant_id, programme_id, clause_id),
	foreign key (tenant_id, programme_id) references programme,
	foreign key (tenant_id, clause_id) references clause
);
create index clause_not_applicable_document on clause_not_applicable (tenant_id, document_id);

-- A rule by which a task comes again; its last occurrence is what the next one is made from.
create table recurrence (
	tenant_id uuid not null,
	id uuid not null,
	programme_id uuid not null,
	unit_id uuid not null,
	every text not null check (every in ('month', 'quarter', 'year')),
	first_due_on date not null,
	stops_on date not null,
	stopped_at timestamptz,
	stopped_by uuid,
	created_by uuid not null,
	created_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, programme_id) references programme,
	foreign key (tenant_id, unit_id) references unit
);
create index recurrence_running on recurrence (tenant_id) where stopped_at is null;

alter table task
	-- The day from which it is worked on; null: from the day on which it was given.
	add column starts_on date,
	add column recurrence_id uuid,
	add column occurrence integer,
	-- What the supervisor found when the result was held against the target.
	add column outcome text check (outcome in ('reached', 'partly', 'not_reached')),
	-- Where it was given: a meeting, a conclusion. Another feature's thing, so no key.
	add column origin_type text,
	add column origin_id uuid,
	-- The due day of which it was told that it has passed.
	add column late_told_for date,
	add foreign key (tenant_id, recurrence_id) references recurrence;
create unique index task_occurrence on task (tenant_id, recurrence_id, occurrence);
create index task_origin on task (tenant_id, origin_id) where origin_id is not null;
create index task_owed on task (tenant_id, due_on) where state in ('assigned', 'in_progress');
create index task_supervised on task (tenant_id, supervisor_id, due_on) where state in ('assigned', 'in_progress');

create table task_step (
	tenant_id uuid not null,
	id uuid not null,
	task_id uuid not null,
	place integer not null,
	title text not null check (title <> ''),
	person_id uuid,
	due_on date,
	done_at timestamptz,
	done_by uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, person_id) references person
);
create index task_step_task on task_step (tenant_id, task_id, place);
create index task_step_person on task_step (tenant_id, person_id, due_on) where done_at is null;

create table indicator (
	tenant_id uuid not null,
	id uuid not null,
	task_id uuid not null,
	name text not null check (name <> ''),
	measure text not null,
	direction text not null check (direction in ('at_least', 'at_most')),
	target double precision not null,
	created_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, task_id) references task
);
create index indicator_task on indicator (tenant_id, task_id);

create table indicator_value (
	tenant_id uuid not null,
	indicator_id uuid not null,
	measured_on date not null,
	value double precision not null,
	note text not null,
	entered_by uuid not null,
	entered_at timestamptz not null,
	primary key (tenant_id, indicator_id, measured_on),
	foreign key (tenant_id, indicator_id) references indicator
);

-- A task can not begin before those that it needs are done.
create table task_dependence (
	tenant_id uuid not null,
	task_id uuid not null,
	needs_id uuid not null,
	primary key (tenant_id, task_id, needs_id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, needs_id) references task,
	check (task_id <> needs_id)
);
create index task_dependence_needs on task_dependence (tenant_id, needs_id);

create table task_urge (
	tenant_id uuid not null,
	id uuid not null,
	task_id uuid not null,
	urged_by uuid not null,
	urged_at timestamptz not null,
	words text not null check (words <> ''),
	primary key (tenant_id, id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, urged_by) references person
);
create index task_urge_task on task_urge (tenant_id, task_id, urged_at);

-- Every move of a deadline: asked for and decided, or set by whoever answers for the task.
create table deadline_change (
	tenant_id uuid not null,
	id uuid not null,
	task_id uuid not null,
	from_day date not null,
	to_day date not null,
	reason text not null check (reason <> ''),
	asked_by uuid not null,
	asked_at timestamptz not null,
	decision text check (decision in ('granted', 'declined')),
	decided_by uuid,
	decided_at timestamptz,
	answer text,
	primary key (tenant_id, id),
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, asked_by) references person
);
create index deadline_change_task on deadline_change (tenant_id, task_id, asked_at);
create unique index deadline_change_waiting on deadline_change (tenant_id, task_id) where decision is null;

-- What stood in the way, said apart so that a report of the programme can gather it.
alter table task_report add column difficulty text;
