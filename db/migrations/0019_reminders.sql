-- What people are told and reminded of, by which way, and who urged whom.

-- One thing that a person was told, once: the same step is never told twice. Its words are a message and what fills it.
create table notification (
	tenant_id uuid not null references tenant,
	id uuid not null,
	person_id uuid not null,
	unit_id uuid,
	-- Which thing it is about, as its feature names it: 'read', 'carry_out', 'task.returned' …
	kind text not null check (kind <> ''),
	subject_id uuid not null,
	step text not null check (step <> ''),
	words text not null check (words <> ''),
	detail jsonb not null default '{}',
	-- A page of this application.
	-- The same without a name or title, for a letter at once.
	letter_words text,
	href text not null check (href like '/%' and href not like '//%'),
	is_urgent boolean not null default false,
	told_at timestamptz not null,
	read_at timestamptz,
	-- The thing is done: nobody is reminded of it any more.
	settled_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, person_id, kind, subject_id, step),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit
);
create index notification_person on notification (tenant_id, person_id, told_at desc, id desc);
create index notification_unread on notification (tenant_id, person_id) where read_at is null and settled_at is null;
create index notification_subject on notification (tenant_id, subject_id, kind) where settled_at is null;

-- How somebody wants to be reminded. An address counts only once its owner has confirmed it.
create table reminder_setting (
	tenant_id uuid not null references tenant,
	person_id uuid not null,
	by_mail boolean not null default true,
	digest_hour smallint not null default 7 check (digest_hour between 0 and 23),
	address text,
	confirmed_at timestamptz,
	code_hash text,
	code_until timestamptz,
	code_tries integer not null default 0,
	-- The mail server said that the address does not take letters.
	refused_at timestamptz,
	refused_answer text,
	-- The last day for which this person's reminders were made.
	reminded_on date,
	changed_at timestamptz not null,
	primary key (tenant_id, person_id),
	foreign key (tenant_id, person_id) references person
);
create index reminder_setting_day on reminder_setting (tenant_id, reminded_on);

-- A letter that is to go out: written down before it is sent, and what came of it. No words of it are kept.
create table letter (
	tenant_id uuid not null references tenant,
	id uuid not null,
	person_id uuid not null,
	kind text not null check (kind in ('digest', 'urgent', 'confirmation')),
	-- What makes it one letter: a day, or the notification that it carries.
	step text not null check (step <> ''),
	address text not null,
	notification_id uuid,
	-- A code to confirm an address, until it is sent.
	code text,
	state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'refused', 'given_up', 'unknown', 'dropped')),
	attempts integer not null default 0,
	written_at timestamptz not null,
	-- Not before: later with every attempt that failed for a time.
	next_at timestamptz not null,
	tried_at timestamptz,
	ended_at timestamptz,
	answer text,
	primary key (tenant_id, id),
	unique (tenant_id, person_id, kind, step),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, notification_id) references notification
);
create index letter_open on letter (tenant_id, next_at) where state in ('waiting', 'sending');

-- Somebody who answers for a unit has urged a person to do a thing.
create table urge (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	kind text not null check (kind <> ''),
	subject_id uuid not null,
	urged_by uuid not null,
	urged_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, urged_by) references person
);
create index urge_thing on urge (tenant_id, person_id, kind, subject_id, urged_at desc);

-- How a unit reminds, from a day on; the last one that has begun counts, without one the rule that comes with the product.
create table reminder_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	soon_days smallint not null check (soon_days between 0 and 30),
	warn_days smallint not null check (warn_days between 1 and 60),
	escalate_days smallint not null check (escalate_days between 2 and 90),
	urge_pause_hours smallint not null check (urge_pause_hours between 1 and 720),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person,
	check (escalate_days > warn_days)
);

-- What is owed in a unit, by the day on which it is due (tasks have such an index).
create index reading_owed on reading (tenant_id, unit_id, read_by) where studied_at is null;
