-- Talks under the flag: when a unit holds them and who speaks, what is written, reviewed, presented and answered.

-- How a unit holds its talks, from a day on; without one the rule that comes with the product.
create table talk_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- How often: each week on a weekday; each month, or in the first month of each quarter, on its nth weekday (5: the last).
	every text not null check (every in ('week', 'month', 'quarter')),
	nth integer not null check (nth between 1 and 5),
	weekday integer not null check (weekday between 1 and 7),
	-- Who takes part: everybody, Party members, or those chosen.
	takers text not null check (takers in ('unit', 'party_members', 'chosen')),
	chosen uuid[] not null default '{}',
	-- Nobody speaks twice within so many days, as far as there are others.
	gap_days integer not null check (gap_days between 0 and 1000),
	-- How long a talk is meant to be, and how many syllables are spoken in a minute.
	minutes integer not null check (minutes between 1 and 60),
	pace integer not null check (pace between 60 and 300),
	-- So many days before it is held a talk is sent for review, and is reviewed.
	write_days integer not null check (write_days between 0 and 60),
	review_days integer not null check (review_days between 0 and 60),
	wants_responses boolean not null,
	place text not null default '',
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person,
	check (takers <> 'chosen' or chosen <> '{}')
);

-- The year's plan of themes, by months.
create table talk_theme (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	year integer not null check (year between 2000 and 2200),
	from_month integer not null check (from_month between 1 and 12),
	to_month integer not null check (to_month between 1 and 12),
	title text not null check (title <> ''),
	document_id uuid,
	set_by uuid not null,
	set_at timestamptz not null,
	dropped_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, set_by) references person,
	check (from_month <= to_month)
);
create index talk_theme_unit on talk_theme (tenant_id, unit_id, year);

-- Days on which somebody is away and gives no talk.
create table talk_leave (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	kind text not null check (kind in ('leave', 'travel', 'other')),
	from_day date not null,
	to_day date not null,
	entered_by uuid not null,
	entered_at timestamptz not null,
	ended_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, entered_by) references person,
	check (from_day <= to_day)
);
create index talk_leave_unit on talk_leave (tenant_id, unit_id, to_day);
create index talk_leave_person on talk_leave (tenant_id, person_id, to_day);

create table talk (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	-- In its rota (planned), until that is published; then with its speaker until it is accepted and presented.
	state text not null check (state in ('planned', 'writing', 'in_review', 'returned', 'accepted', 'presented', 'cancelled')),
	held_on date not null,
	place text not null default '',
	speaker_id uuid not null,
	reviewer_id uuid,
	-- What it is about: from the plan of the year, a document or a clause of it, or the speaker's own words.
	theme text not null default '',
	theme_id uuid,
	document_id uuid,
	clause_id uuid,
	minutes integer not null check (minutes between 1 and 60),
	pace integer not null check (pace between 60 and 300),
	write_by date not null,
	review_by date not null,
	wants_responses boolean not null,
	-- The title of the last version that was sent.
	title text not null default '',
	-- The last version that was sent for review, and the one that was accepted.
	version integer not null default 0,
	final_version integer,
	begun_at timestamptz,
	sent_at timestamptz,
	reviewed_at timestamptz,
	-- Why the accepted text is being changed; goes into the next version.
	change_reason text not null default '',
	presented_at timestamptz,
	presented_by uuid,
	cancel_reason text not null default '',
	-- The speaker's word on the text being published: null as long as nothing was said.
	consent boolean,
	consent_at timestamptz,
	planned_by uuid not null,
	planned_at timestamptz not null,
	published_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, speaker_id) references person,
	foreign key (tenant_id, reviewer_id) references person,
	foreign key (tenant_id, theme_id) references talk_theme,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, presented_by) references person,
	foreign key (tenant_id, planned_by) references person,
	-- Nobody reviews the own talk.
	check (reviewer_id <> speaker_id),
	check (clause_id is null or document_id is not null),
	check (final_version <= version),
	check (state not in ('accepted', 'presented') or final_version is not null),
	check ((state = 'presented') = (presented_at is not null)),
	check (presented_at is null or presented_by is not null),
	check (state <> 'cancelled' or cancel_reason <> ''),
	check (state = 'planned' or published_at is not null),
	check (consent is null or (state = 'presented' and consent_at is not null))
);
create index talk_unit on talk (tenant_id, unit_id, held_on);
create index talk_speaker on talk (tenant_id, speaker_id, held_on);
create index talk_reviewer on talk (tenant_id, reviewer_id, state) where reviewer_id is not null;

-- What its speaker is writing.
create table talk_text (
	tenant_id uuid not null references tenant,
	talk_id uuid not null,
	author_id uuid not null,
	title text not null default '',
	body text not null default '',
	revision integer not null,
	saved_at timestamptz not null,
	primary key (tenant_id, talk_id, author_id),
	foreign key (tenant_id, talk_id) references talk,
	foreign key (tenant_id, author_id) references person
);

-- The text as it was sent for review; it stays as it is.
create table talk_version (
	tenant_id uuid not null references tenant,
	talk_id uuid not null,
	version integer not null check (version > 0),
	author_id uuid not null,
	title text not null check (title <> ''),
	body text not null check (body <> ''),
	-- Why an accepted text was changed.
	reason text not null default '',
	sent_at timestamptz not null,
	primary key (tenant_id, talk_id, version),
	foreign key (tenant_id, talk_id) references talk,
	foreign key (tenant_id, author_id) references person
);

create table talk_remark (
	tenant_id uuid not null references tenant,
	id uuid not null,
	talk_id uuid not null,
	version integer not null,
	-- The words of which it speaks; none: of the whole.
	passage text not null default '',
	body text not null check (body <> ''),
	by_id uuid not null,
	at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, talk_id) references talk,
	foreign key (tenant_id, by_id) references person
);
create index talk_remark_of on talk_remark (tenant_id, talk_id, at);

create table talk_review (
	tenant_id uuid not null references tenant,
	talk_id uuid not null,
	version integer not null,
	outcome text not null check (outcome in ('accepted', 'returned')),
	words text not null default '',
	by_id uuid not null,
	at timestamptz not null,
	primary key (tenant_id, talk_id, version),
	foreign key (tenant_id, talk_id, version) references talk_version,
	foreign key (tenant_id, by_id) references person,
	check (outcome = 'accepted' or words <> '')
);

-- A speaker asks a colleague to exchange their days.
create table talk_swap (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	talk_id uuid not null,
	other_talk_id uuid not null,
	asker_id uuid not null,
	asked_id uuid not null,
	words text not null default '',
	state text not null check (state in ('asked', 'agreed', 'declined', 'withdrawn')),
	asked_at timestamptz not null,
	decided_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, talk_id) references talk,
	foreign key (tenant_id, other_talk_id) references talk,
	foreign key (tenant_id, asker_id) references person,
	foreign key (tenant_id, asked_id) references person,
	check (asker_id <> asked_id),
	check (talk_id <> other_talk_id),
	check ((state = 'asked') = (decided_at is null))
);
create index talk_swap_asked on talk_swap (tenant_id, asked_id) where state = 'asked';
-- One question about a talk at a time.
create unique index talk_swap_one on talk_swap (tenant_id, talk_id) where state = 'asked';

-- What a listener says of a talk, once each, and what the speaker answers.
create table talk_response (
	tenant_id uuid not null references tenant,
	talk_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	body text not null check (body <> ''),
	at timestamptz not null,
	answer text not null default '',
	answered_at timestamptz,
	primary key (tenant_id, talk_id, person_id),
	foreign key (tenant_id, talk_id) references talk,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	check ((answer = '') = (answered_at is null))
);
create index talk_response_person on talk_response (tenant_id, person_id, at);
