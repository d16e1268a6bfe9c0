-- Titles of the year for units (danh hiệu, hình thức khen tặng cho tập thể): criteria, nominations, the vote and the decision.
-- What is compared and voted on is a unit, always: no table here has a place for a person among what is chosen.

-- By which criteria a committee chooses, and how it votes, from a day on; without one the set that comes with the product.
create table award_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	criteria jsonb not null check (jsonb_typeof(criteria) = 'array'),
	voting jsonb not null check (jsonb_typeof(voting) = 'object'),
	source text not null default '',
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

-- A title of a year, for units below a committee.
create table award (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	name text not null check (name <> ''),
	year integer not null check (year between 2000 and 2200),
	-- So many units are to be chosen.
	wanted integer not null check (wanted between 1 and 1000),
	-- Kinds of units that may be nominated.
	kinds text[] not null check (cardinality(kinds) > 0),
	note text not null default '',
	nominate_by date not null,
	decide_by date not null,
	-- Criteria and voting as they were when it was opened.
	rules jsonb not null check (jsonb_typeof(rules) = 'object'),
	state text not null check (state in ('open', 'voting', 'decided', 'cancelled')),
	opened_by uuid not null,
	opened_at timestamptz not null,
	-- From here on the figures stay as they are: the committee votes on what it has before it.
	fixed_by uuid,
	fixed_at timestamptz,
	decision_number text not null default '',
	decision_on date,
	decided_by uuid,
	decided_at timestamptz,
	-- Why the decision goes beyond what the rules say, or why the title is given up.
	reason text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, opened_by) references person,
	foreign key (tenant_id, fixed_by) references person,
	foreign key (tenant_id, decided_by) references person,
	check (decide_by >= nominate_by),
	check (state not in ('voting', 'decided') or fixed_at is not null),
	check ((state = 'decided') = (decided_at is not null)),
	check (state <> 'decided' or (decision_number <> '' and decision_on is not null and decided_by is not null)),
	check (state <> 'cancelled' or reason <> '')
);
create index award_unit on award (tenant_id, unit_id, year);
create index award_state on award (tenant_id, state, nominate_by);

create table nomination (
	tenant_id uuid not null references tenant,
	id uuid not null,
	award_id uuid not null,
	-- The unit that is nominated, and the committee that chooses.
	unit_id uuid not null,
	above_unit_id uuid not null,
	-- Nominated by the committee; the unit says the rest and signs itself.
	is_by_committee boolean not null,
	state text not null check (state in ('draft', 'signed', 'withdrawn')),
	-- Signed after the day by which units were to nominate: marked, not refused.
	is_late boolean not null default false,
	statement text not null default '',
	written_by uuid not null,
	written_at timestamptz not null,
	signed_by uuid,
	signed_at timestamptz,
	reason text not null default '',
	-- What was compared, fixed before the vote.
	figures jsonb,
	primary key (tenant_id, id),
	unique (tenant_id, award_id, unit_id),
	foreign key (tenant_id, award_id) references award,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, above_unit_id) references unit,
	foreign key (tenant_id, written_by) references person,
	foreign key (tenant_id, signed_by) references person,
	check (unit_id <> above_unit_id),
	check ((signed_at is null) = (signed_by is null)),
	check (state <> 'signed' or (signed_at is not null and statement <> '')),
	check (state <> 'withdrawn' or reason <> '')
);
create index nomination_unit on nomination (tenant_id, unit_id);

-- What the unit tells to a criterion that no record counts.
create table nomination_value (
	tenant_id uuid not null references tenant,
	nomination_id uuid not null,
	criterion text not null check (criterion <> ''),
	amount double precision check (amount >= 0),
	is_met boolean,
	words text not null default '',
	primary key (tenant_id, nomination_id, criterion),
	foreign key (tenant_id, nomination_id) references nomination,
	check (amount is not null or is_met is not null)
);

-- What shows it: a file, or a document of the library.
create table nomination_evidence (
	tenant_id uuid not null references tenant,
	id uuid not null,
	nomination_id uuid not null,
	title text not null check (title <> ''),
	document_id uuid,
	sha256 text,
	media_type text not null default '',
	added_by uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, nomination_id) references nomination,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, sha256) references stored_file,
	foreign key (tenant_id, added_by) references person,
	check ((document_id is null) <> (sha256 is null))
);
create index nomination_evidence_of on nomination_evidence (tenant_id, nomination_id, added_at);

-- The session in which the committee voted, as it was recorded.
create table award_session (
	tenant_id uuid not null references tenant,
	award_id uuid not null,
	met_on date not null,
	ballot text not null check (ballot in ('secret', 'open')),
	-- Of a secret ballot: handed out, brought back, valid.
	handed_out integer not null default 0 check (handed_out >= 0),
	returned integer not null default 0 check (returned between 0 and handed_out),
	valid integer not null default 0 check (valid between 0 and returned),
	recorded_by uuid not null,
	recorded_at timestamptz not null,
	primary key (tenant_id, award_id),
	foreign key (tenant_id, award_id) references award,
	foreign key (tenant_id, recorded_by) references person
);

-- Who was entitled to vote, and who was there.
create table award_voter (
	tenant_id uuid not null references tenant,
	award_id uuid not null,
	person_id uuid not null,
	is_present boolean not null,
	-- Nominated units to which they belonged on that day.
	own_units uuid[] not null default '{}',
	primary key (tenant_id, award_id, person_id),
	foreign key (tenant_id, award_id) references award_session,
	foreign key (tenant_id, person_id) references person
);
create index award_voter_person on award_voter (tenant_id, person_id);

-- For each nominated unit: of how many who had a vote so many were for it.
create table award_tally (
	tenant_id uuid not null references tenant,
	award_id uuid not null,
	unit_id uuid not null,
	votes integer not null check (votes >= 0),
	base integer not null check (base >= votes),
	primary key (tenant_id, award_id, unit_id),
	foreign key (tenant_id, award_id) references award_session,
	foreign key (tenant_id, unit_id) references unit
);

-- Of an open vote: what each said of each unit.
create table award_vote (
	tenant_id uuid not null references tenant,
	award_id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	choice text not null check (choice in ('yes', 'no')),
	primary key (tenant_id, award_id, unit_id, person_id),
	foreign key (tenant_id, award_id, person_id) references award_voter,
	foreign key (tenant_id, award_id, unit_id) references award_tally
);
create index award_vote_person on award_vote (tenant_id, person_id);

-- Units that were chosen, as it was announced.
create table award_choice (
	tenant_id uuid not null references tenant,
	award_id uuid not null,
	unit_id uuid not null,
	votes integer not null,
	base integer not null,
	primary key (tenant_id, award_id, unit_id),
	foreign key (tenant_id, award_id) references award,
	foreign key (tenant_id, unit_id) references unit
);
create index award_choice_unit on award_choice (tenant_id, unit_id);
