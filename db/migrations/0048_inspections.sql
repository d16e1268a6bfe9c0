-- Inspections (kiểm tra, thẩm tra tại cơ sở): a committee above looks at the evidence of a unit below, under a decision.

create table inspection (
	tenant_id uuid not null references tenant,
	id uuid not null,
	-- Whose committee inspects, and which unit below is inspected.
	unit_id uuid not null,
	inspected_unit_id uuid not null,
	title text not null check (title <> ''),
	decision_number text not null check (decision_number <> ''),
	decision_on date not null,
	purpose text not null default '',
	-- The records that are looked at are of this period; of one programme, campaign or document where it is named.
	period_from date not null,
	period_to date not null,
	kinds text[] not null check (cardinality(kinds) > 0 and kinds <@ '{task,minutes,study_paper,registration}'),
	programme_id uuid,
	campaign_id uuid,
	document_id uuid,
	-- The days on which records may be opened.
	starts_on date not null,
	ends_on date not null,
	-- The rules as they were on the day of the decision.
	rules jsonb not null check (jsonb_typeof(rules) = 'object'),
	state text not null check (state in ('open', 'reported', 'concluded')),
	opened_by uuid not null,
	opened_at timestamptz not null,
	-- What the inspectors say of the whole; it goes to the unit with the findings.
	notes text not null default '',
	reported_by uuid,
	reported_at timestamptz,
	answer_by date,
	conclusion text not null default '',
	concluded_on date,
	concluded_by uuid,
	concluded_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, inspected_unit_id) references unit,
	foreign key (tenant_id, programme_id) references programme,
	foreign key (tenant_id, campaign_id) references campaign,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, opened_by) references person,
	foreign key (tenant_id, reported_by) references person,
	foreign key (tenant_id, concluded_by) references person,
	check (unit_id <> inspected_unit_id),
	check (period_to >= period_from),
	check (ends_on >= starts_on),
	check (state = 'open' or (reported_at is not null and answer_by is not null)),
	check ((state = 'concluded') = (concluded_at is not null)),
	check (state <> 'concluded' or (conclusion <> '' and concluded_on is not null))
);
create index inspection_unit on inspection (tenant_id, unit_id, starts_on);
create index inspection_inspected on inspection (tenant_id, inspected_unit_id, starts_on);

-- Who inspects, named by the decision.
create table inspection_inspector (
	tenant_id uuid not null references tenant,
	inspection_id uuid not null,
	person_id uuid not null,
	primary key (tenant_id, inspection_id, person_id),
	foreign key (tenant_id, inspection_id) references inspection,
	foreign key (tenant_id, person_id) references person
);
create index inspection_inspector_person on inspection_inspector (tenant_id, person_id);

-- How the records of a kind were taken, once and for all: with the same seed the same records come again.
create table inspection_sample (
	tenant_id uuid not null references tenant,
	inspection_id uuid not null,
	kind text not null check (kind in ('task', 'minutes', 'study_paper', 'registration')),
	way text not null check (way in ('full', 'drawn', 'chosen')),
	seed text not null default '',
	-- So many were wanted, of so many that there were; what there was, as a hash of the ids in their order.
	wanted integer not null check (wanted >= 0),
	population integer not null check (population >= 0),
	population_sha256 text not null,
	taken_by uuid not null,
	taken_at timestamptz not null,
	primary key (tenant_id, inspection_id, kind),
	foreign key (tenant_id, inspection_id) references inspection,
	foreign key (tenant_id, taken_by) references person,
	check ((way = 'drawn') = (seed <> '')),
	check (kind <> 'study_paper' or way = 'drawn'),
	check (kind <> 'registration' or way <> 'chosen')
);

-- A record that is looked at. Its title names nobody.
create table inspection_record (
	tenant_id uuid not null references tenant,
	id uuid not null,
	inspection_id uuid not null,
	kind text not null check (kind in ('task', 'minutes', 'study_paper', 'registration')),
	source_id uuid not null,
	-- Whose it is; where it is a record about a person (is_personal), each opening is told to that person.
	person_id uuid,
	is_personal boolean not null,
	unit_id uuid not null,
	above_unit_id uuid not null,
	title text not null check (title <> ''),
	stratum text not null,
	happened_on date not null,
	primary key (tenant_id, id),
	unique (tenant_id, inspection_id, kind, source_id),
	foreign key (tenant_id, inspection_id) references inspection,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, above_unit_id) references unit
);
create index inspection_record_person on inspection_record (tenant_id, person_id) where person_id is not null;
create index inspection_record_source on inspection_record (tenant_id, source_id);

-- Every opening of a record. What was never opened under the decision cannot be read (meta.inspected).
create table inspection_opening (
	tenant_id uuid not null references tenant,
	id uuid not null,
	record_id uuid not null,
	person_id uuid not null,
	opened_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, record_id) references inspection_record,
	foreign key (tenant_id, person_id) references person
);
create index inspection_opening_record on inspection_opening (tenant_id, record_id, opened_at);
create index inspection_opening_person on inspection_opening (tenant_id, person_id, record_id);

create table inspection_finding (
	tenant_id uuid not null references tenant,
	record_id uuid not null,
	outcome text not null check (outcome in ('confirmed', 'not_confirmed', 'not_seen')),
	words text not null default '',
	found_by uuid not null,
	found_at timestamptz not null,
	primary key (tenant_id, record_id),
	foreign key (tenant_id, record_id) references inspection_record,
	foreign key (tenant_id, found_by) references person,
	check (outcome = 'confirmed' or words <> '')
);

-- What the unit answers, to one finding or to the whole; it stays as it was written.
create table inspection_answer (
	tenant_id uuid not null references tenant,
	id uuid not null,
	inspection_id uuid not null,
	record_id uuid,
	words text not null check (words <> ''),
	answered_by uuid not null,
	answered_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, inspection_id) references inspection,
	foreign key (tenant_id, record_id) references inspection_record,
	foreign key (tenant_id, answered_by) references person
);
create index inspection_answer_of on inspection_answer (tenant_id, inspection_id, answered_at);

-- What the conclusion asks the unit to do, by when, and what came of it.
create table inspection_follow_up (
	tenant_id uuid not null references tenant,
	id uuid not null,
	inspection_id uuid not null,
	body text not null check (body <> ''),
	due_on date not null,
	asked_by uuid not null,
	asked_at timestamptz not null,
	result text not null default '',
	done_by uuid,
	done_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, inspection_id) references inspection,
	foreign key (tenant_id, asked_by) references person,
	foreign key (tenant_id, done_by) references person,
	check ((done_at is null) = (done_by is null)),
	check (done_at is null or result <> '')
);
create index inspection_follow_up_of on inspection_follow_up (tenant_id, inspection_id, due_on);

-- Files with an answer or with what was done.
create table inspection_file (
	tenant_id uuid not null references tenant,
	id uuid not null,
	inspection_id uuid not null,
	answer_id uuid,
	follow_up_id uuid,
	sha256 text not null,
	file_name text not null check (file_name <> ''),
	media_type text not null,
	added_by uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, inspection_id) references inspection,
	foreign key (tenant_id, answer_id) references inspection_answer,
	foreign key (tenant_id, follow_up_id) references inspection_follow_up,
	foreign key (tenant_id, sha256) references stored_file,
	foreign key (tenant_id, added_by) references person,
	check ((answer_id is null) <> (follow_up_id is null))
);
create index inspection_file_of on inspection_file (tenant_id, inspection_id, added_at);
