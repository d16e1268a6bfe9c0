-- Meetings: the call, the agenda, who was there, what was said and decided, votes, assignments, minutes.
create table meeting (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	kind text not null check (kind in ('committee', 'regular', 'thematic', 'combined', 'flag', 'study', 'joint')),
	title text not null check (title <> ''),
	place text not null default '',
	starts_at timestamptz not null,
	minutes_planned integer not null check (minutes_planned > 0),
	chair_id uuid not null,
	taker_id uuid not null,
	state text not null check (state in ('planned', 'called', 'open', 'closed', 'cancelled')),
	-- What those present type in to say that they are there; made new for each meeting.
	check_in_code text not null,
	conclusion text not null default '',
	created_by uuid not null,
	created_at timestamptz not null,
	called_at timestamptz,
	opened_at timestamptz,
	closed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, chair_id) references person,
	foreign key (tenant_id, taker_id) references person
);
create index meeting_unit on meeting (tenant_id, unit_id, starts_at);

create table agenda_item (
	tenant_id uuid not null,
	id uuid not null,
	meeting_id uuid not null,
	position integer not null,
	kind text not null check (kind in ('news', 'document', 'results', 'tasks', 'summary', 'proposal', 'resolution', 'other')),
	title text not null check (title <> ''),
	document_id uuid,
	minutes integer not null default 10 check (minutes > 0),
	state text not null default 'waiting' check (state in ('waiting', 'current', 'done')),
	primary key (tenant_id, id),
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, document_id) references document
);
create index agenda_item_meeting on agenda_item (tenant_id, meeting_id, position);

-- What one person wrote down of one item. Two who write at once keep a text each; the chair chooses which the minutes take.
create table meeting_note (
	tenant_id uuid not null,
	meeting_id uuid not null,
	item_id uuid not null,
	author_id uuid not null,
	body text not null,
	is_chosen boolean not null default true,
	changed_at timestamptz not null,
	primary key (tenant_id, item_id, author_id),
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, item_id) references agenda_item,
	foreign key (tenant_id, author_id) references person
);
create index meeting_note_meeting on meeting_note (tenant_id, meeting_id);

create table attendance (
	tenant_id uuid not null,
	meeting_id uuid not null,
	person_id uuid not null,
	-- On the day of the meeting, so that the minutes stay true when somebody is admitted later.
	standing text not null check (standing in ('official', 'probationary', 'non_party')),
	state text not null check (state in ('present', 'excused', 'absent')),
	reason text not null default '',
	by_self boolean not null,
	changed_at timestamptz not null,
	primary key (tenant_id, meeting_id, person_id),
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, person_id) references person
);
create index attendance_person on attendance (tenant_id, person_id);

create table ballot (
	tenant_id uuid not null,
	id uuid not null,
	meeting_id uuid not null,
	item_id uuid,
	question text not null check (question <> ''),
	method text not null check (method in ('hand', 'secret')),
	majority text not null check (majority in ('half', 'two_thirds')),
	-- Official members of the unit on that day, and those of them who were present.
	entitled integer not null,
	present integer not null,
	yes integer not null default 0 check (yes >= 0),
	no integer not null default 0 check (no >= 0),
	abstain integer not null default 0 check (abstain >= 0),
	state text not null check (state in ('open', 'closed')),
	opened_at timestamptz not null,
	closed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, item_id) references agenda_item
);
create index ballot_meeting on ballot (tenant_id, meeting_id);

-- Who has cast a secret ballot: no choice and no time, so that nothing that is kept ties a voter to a vote.
create table ballot_voter (
	tenant_id uuid not null,
	ballot_id uuid not null,
	person_id uuid not null,
	primary key (tenant_id, ballot_id, person_id),
	foreign key (tenant_id, ballot_id) references ballot,
	foreign key (tenant_id, person_id) references person
);
create index ballot_voter_person on ballot_voter (tenant_id, person_id);

create table meeting_assignment (
	tenant_id uuid not null,
	id uuid not null,
	meeting_id uuid not null,
	item_id uuid,
	title text not null check (title <> ''),
	person_id uuid not null,
	due_on date not null,
	-- The task that it became.
	task_id uuid not null,
	created_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, item_id) references agenda_item,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, task_id) references task
);
create index meeting_assignment_meeting on meeting_assignment (tenant_id, meeting_id);

create table meeting_minutes (
	tenant_id uuid not null,
	meeting_id uuid not null,
	unit_id uuid not null,
	-- In the book of minutes of the unit, from 1 within a year; given when both have signed.
	number integer,
	year integer,
	body text not null check (body <> ''),
	version integer not null default 1,
	changed_at timestamptz not null,
	chair_signed_at timestamptz,
	taker_signed_at timestamptz,
	-- The words that both signed, so that it can be shown that they are still the same.
	sha256 text,
	primary key (tenant_id, meeting_id),
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, unit_id) references unit
);
create unique index meeting_minutes_number on meeting_minutes (tenant_id, unit_id, year, number);

create table minutes_correction (
	tenant_id uuid not null,
	id uuid not null,
	meeting_id uuid not null,
	body text not null check (body <> ''),
	author_id uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, meeting_id) references meeting_minutes,
	foreign key (tenant_id, author_id) references person
);
create index minutes_correction_meeting on minutes_correction (tenant_id, meeting_id);

-- What a unit's superior committee has set for it in place of the general rules (Hướng dẫn 42-HD/BTCTW leaves it the time of small cells).
create table meeting_rule (
	tenant_id uuid not null,
	unit_id uuid not null,
	valid_from date not null,
	minutes_regular integer not null check (minutes_regular > 0),
	minutes_combined integer not null check (minutes_combined > 0),
	notice_days integer not null check (notice_days >= 0),
	source text not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit
);

-- Pages that show a running meeting hear of every change of it when its transaction is done.
create function meta.tell_meeting() returns trigger language plpgsql as $$
begin
	perform pg_notify('meeting', coalesce(to_jsonb(new) ->> 'meeting_id', to_jsonb(new) ->> 'id'));
	return null;
end $$;
create trigger meeting_told after insert or update on meeting for each row execute function meta.tell_meeting();
create trigger agenda_item_told after insert or update on agenda_item for each row execute function meta.tell_meeting();
create trigger meeting_note_told after insert or update on meeting_note for each row execute function meta.tell_meeting();
create trigger attendance_told after insert or update on attendance for each row execute function meta.tell_meeting();
create trigger ballot_told after insert or update on ballot for each row execute function meta.tell_meeting();
create trigger meeting_assignment_told after insert on meeting_assignment for each row execute function meta.tell_meeting();
