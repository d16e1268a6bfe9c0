-- Review and classification: rounds of a quarter and of a year, what people say of themselves, how they are rated, what was decided.
create table review_round (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	kind text not null check (kind in ('year', 'quarter')),
	year smallint not null check (year between 2000 and 2200),
	-- 0: the whole year.
	quarter smallint not null default 0 check (quarter between 0 and 4),
	-- The days that are looked at.
	starts_on date not null,
	ends_on date not null,
	self_due_on date not null,
	rate_due_on date not null,
	conclude_on date not null,
	state text not null check (state in ('open', 'rated', 'concluded')),
	-- The rules as they were on the day when it was opened: criteria, bands, quota, forms.
	rules jsonb not null check (jsonb_typeof(rules) = 'object'),
	meeting_id uuid,
	-- What the meeting said of the whole.
	words text not null default '',
	opened_by uuid not null,
	opened_at timestamptz not null,
	concluded_by uuid,
	concluded_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, unit_id, year, quarter),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, opened_by) references person,
	check ((kind = 'year') = (quarter = 0)),
	check ((state = 'concluded') = (concluded_at is not null))
);

-- Who is looked at in a round, by whom, on which form, and how far it has come; no word and no point.
create table review_person (
	tenant_id uuid not null references tenant,
	-- By it a look at this part is told to the person.
	id uuid not null,
	round_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	rater_id uuid,
	form text not null check (form in ('2A', '2B', '2C')),
	-- Those of like work: the quota is counted among them.
	job_group text not null check (job_group <> ''),
	self_at timestamptz,
	rated_at timestamptz,
	settled_at timestamptz,
	primary key (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id) references review_round,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, rater_id) references person,
	unique (tenant_id, id),
	check (rater_id <> person_id)
);
create index review_person_person on review_person (tenant_id, person_id);
create index review_person_rater on review_person (tenant_id, rater_id) where rated_at is null;

-- What a person says of the own work: marks by the criteria, and words by the parts of the form.
create table review_self (
	tenant_id uuid not null references tenant,
	round_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	marks jsonb not null,
	points numeric(4, 1) not null check (points between 0 and 100),
	words jsonb not null,
	-- Until then it is the person's alone.
	handed_in_at timestamptz,
	saved_at timestamptz not null,
	primary key (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id, person_id) references review_person
);

-- How somebody else rates the work; nobody rates the own.
create table review_rating (
	tenant_id uuid not null references tenant,
	round_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	rater_id uuid not null,
	marks jsonb not null,
	points numeric(4, 1) not null check (points between 0 and 100),
	words text not null default '',
	rated_at timestamptz not null,
	primary key (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id, person_id) references review_person,
	foreign key (tenant_id, rater_id) references person,
	check (rater_id <> person_id)
);

-- What was decided in the end: it stays as it was, whatever the rules are later.
create table review_result (
	tenant_id uuid not null references tenant,
	round_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	points numeric(4, 1) not null,
	-- The band that points and conditions give, and which conditions of a better one were not met.
	proposed text not null,
	missed jsonb not null,
	level text not null,
	level_name text not null,
	-- Why it is another than the proposed one.
	reason text not null default '',
	words text not null default '',
	decided_by uuid not null,
	decided_at timestamptz not null,
	primary key (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id, person_id) references review_person,
	foreign key (tenant_id, decided_by) references person,
	check (decided_by <> person_id),
	check (level = proposed or reason <> '')
);

-- The levels of a year as they were announced in the unit: the level alone.
create table review_announced (
	tenant_id uuid not null references tenant,
	round_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	level text not null,
	level_name text not null,
	announced_at timestamptz not null,
	primary key (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id, person_id) references review_person
);

-- The committee and the unit as collectives, in the round of a year: what they say, what the others find, what is decided.
create table review_collective (
	tenant_id uuid not null references tenant,
	round_id uuid not null,
	kind text not null check (kind in ('committee', 'unit')),
	unit_id uuid not null,
	-- The unit above, which decides; without one its decision is recorded with number and day.
	above_id uuid,
	words jsonb not null,
	self_points numeric(4, 1) not null check (self_points between 0 and 100),
	marks jsonb not null,
	self_by uuid not null,
	self_at timestamptz not null,
	points numeric(4, 1) check (points between 0 and 100),
	appraisal text not null default '',
	appraised_by uuid,
	appraised_at timestamptz,
	proposed text,
	missed jsonb,
	level text,
	level_name text,
	reason text not null default '',
	decision_number text not null default '',
	decision_day date,
	decided_by uuid,
	decided_at timestamptz,
	primary key (tenant_id, round_id, kind),
	foreign key (tenant_id, round_id) references review_round,
	foreign key (tenant_id, self_by) references person,
	foreign key (tenant_id, appraised_by) references person,
	foreign key (tenant_id, decided_by) references person,
	check (appraised_by <> self_by),
	check (decided_by <> self_by),
	check (level is null or level = proposed or reason <> '')
);

-- Classifications of years before the rounds, in the words of their time ("Trong sạch, vững mạnh").
create table review_label (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	year smallint not null check (year between 1930 and 2200),
	kind text not null check (kind in ('unit', 'committee', 'person')),
	person_id uuid,
	label text not null check (label <> ''),
	decision text not null default '',
	recorded_by uuid not null,
	recorded_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, recorded_by) references person,
	check ((kind = 'person') = (person_id is not null)),
	check (recorded_by <> person_id)
);
create index review_label_unit on review_label (tenant_id, unit_id, year);
