-- Campaigns of studying and following: what people and units register for, and the check of it each quarter.
-- How a unit wants its yearly commitment form, from a day on; without one the form that comes with the product.
create table commitment_form (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- The parts in their order: [{"key", "title", "hint"}].
	parts jsonb not null check (jsonb_typeof(parts) = 'array'),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

create table campaign (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	-- The resolution or directive from which it comes.
	document_id uuid not null,
	title text not null check (title <> ''),
	purpose text not null default '',
	starts_on date not null,
	ends_on date not null,
	register_by date not null,
	audience text not null check (audience in ('unit', 'party_members', 'committee', 'chosen')),
	-- The people of the units that take part may see who has registered, and nothing more.
	shows_registered boolean not null default false,
	state text not null check (state in ('draft', 'open', 'closed')),
	-- The campaign that it carries on.
	carried_from uuid,
	created_by uuid not null,
	created_at timestamptz not null,
	opened_at timestamptz,
	closed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, created_by) references person,
	check (ends_on >= starts_on),
	check (register_by <= ends_on)
);
create index campaign_unit_of on campaign (tenant_id, unit_id, starts_on);
create index campaign_document on campaign (tenant_id, document_id);

-- What a campaign says: contents to study and follow, criteria that everybody meets, fields in which one may become an example.
create table campaign_item (
	tenant_id uuid not null references tenant,
	id uuid not null,
	campaign_id uuid not null,
	kind text not null check (kind in ('content', 'criterion', 'field')),
	position integer not null,
	title text not null check (title <> ''),
	guidance text not null default '',
	-- The clause of the document from which a content comes.
	clause_id uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, campaign_id) references campaign,
	foreign key (tenant_id, clause_id) references clause,
	check (clause_id is null or kind = 'content')
);
create index campaign_item_campaign on campaign_item (tenant_id, campaign_id, kind, position);

-- The quarters in which what was registered is checked: by this day the person, a week later the committee.
create table campaign_quarter (
	tenant_id uuid not null references tenant,
	campaign_id uuid not null,
	quarter smallint not null check (quarter between 1 and 4),
	year smallint not null,
	opens_on date not null,
	due_on date not null,
	-- Opened by the clock on its day, or by who leads the unit before.
	opened_at timestamptz,
	closed_at timestamptz,
	closed_by uuid,
	primary key (tenant_id, campaign_id, quarter),
	foreign key (tenant_id, campaign_id) references campaign,
	check (due_on >= opens_on)
);

-- Units whose people take part; one that registers as a whole does so besides.
create table campaign_unit (
	tenant_id uuid not null references tenant,
	campaign_id uuid not null,
	unit_id uuid not null,
	registers boolean not null default false,
	primary key (tenant_id, campaign_id, unit_id),
	foreign key (tenant_id, campaign_id) references campaign,
	foreign key (tenant_id, unit_id) references unit
);
create index campaign_unit_unit on campaign_unit (tenant_id, unit_id);

-- Who takes part: chosen while it is prepared, written down when it opens.
create table campaign_person (
	tenant_id uuid not null references tenant,
	campaign_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	primary key (tenant_id, campaign_id, person_id),
	foreign key (tenant_id, campaign_id) references campaign,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit
);
create index campaign_person_person on campaign_person (tenant_id, person_id);

-- One for each person, and for each unit that registers as a whole (person_id null); no word of it stands here.
create table registration (
	tenant_id uuid not null references tenant,
	id uuid not null,
	campaign_id uuid not null,
	unit_id uuid not null,
	person_id uuid,
	-- The form as it was on the day when it was begun.
	form jsonb not null,
	state text not null check (state in ('draft', 'handed_in', 'returned', 'confirmed')),
	-- How often it was handed in, and which of these is in force.
	version smallint not null default 0,
	confirmed_version smallint,
	-- Who checks it each quarter.
	checker_id uuid,
	begun_at timestamptz not null,
	handed_in_at timestamptz,
	handed_in_by uuid,
	confirmed_at timestamptz,
	confirmed_by uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, campaign_id) references campaign,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, checker_id) references person,
	foreign key (tenant_id, confirmed_by) references person,
	-- Nobody confirms or checks what is their own, or what they handed in for their unit.
	check (checker_id <> person_id),
	check (person_id is not null or checker_id <> handed_in_by),
	check (confirmed_by <> person_id),
	check (confirmed_by <> handed_in_by or state <> 'confirmed'),
	check (state <> 'confirmed' or confirmed_version is not null)
);
create unique index registration_of_person on registration (tenant_id, campaign_id, person_id) where person_id is not null;
create unique index registration_of_unit on registration (tenant_id, campaign_id, unit_id) where person_id is null;
create index registration_person on registration (tenant_id, person_id) where person_id is not null;
create index registration_checker on registration (tenant_id, checker_id) where checker_id is not null;
create index registration_unit on registration (tenant_id, unit_id, state);

-- What is being written, field by field; nobody's but its author's (of a unit's: who leads it).
create table registration_text (
	tenant_id uuid not null references tenant,
	registration_id uuid not null,
	person_id uuid,
	unit_id uuid not null,
	fields jsonb not null,
	revision integer not null,
	saved_at timestamptz not null,
	primary key (tenant_id, registration_id),
	foreign key (tenant_id, registration_id) references registration
) with (fillfactor = 50);

-- As it was handed in; it stays as it was. A change of what was confirmed bears its reason.
create table registration_version (
	tenant_id uuid not null references tenant,
	registration_id uuid not null,
	version smallint not null,
	fields jsonb not null,
	reason text not null default '',
	by_id uuid not null,
	handed_in_at timestamptz not null,
	primary key (tenant_id, registration_id, version),
	foreign key (tenant_id, registration_id) references registration,
	foreign key (tenant_id, by_id) references person
);

-- What the committee said of a version.
create table registration_verdict (
	tenant_id uuid not null references tenant,
	registration_id uuid not null,
	version smallint not null,
	outcome text not null check (outcome in ('confirmed', 'returned')),
	words text not null default '',
	-- The meeting in which it was confirmed.
	meeting_id uuid,
	by_id uuid not null,
	at timestamptz not null,
	primary key (tenant_id, registration_id, version),
	foreign key (tenant_id, registration_id, version) references registration_version,
	foreign key (tenant_id, meeting_id) references meeting,
	foreign key (tenant_id, by_id) references person,
	check (outcome = 'confirmed' or words <> '')
);

-- The entries of the confirmed version. One that a change took out stays, with what was checked of it.
create table registration_entry (
	tenant_id uuid not null references tenant,
	registration_id uuid not null,
	entry_key text not null,
	content_id uuid not null,
	field_id uuid,
	position integer not null,
	act text not null check (act <> ''),
	measure text not null default '',
	evidence text not null default '',
	-- What is to be reached by the end of each quarter.
	marks text[] not null check (cardinality(marks) = 4),
	-- The task or the study paper that it was taken from.
	source_kind text check (source_kind in ('task', 'paper')),
	source_id uuid,
	is_current boolean not null default true,
	primary key (tenant_id, registration_id, entry_key),
	foreign key (tenant_id, registration_id) references registration,
	foreign key (tenant_id, content_id) references campaign_item,
	foreign key (tenant_id, field_id) references campaign_item
);
create index registration_entry_content on registration_entry (tenant_id, content_id) where is_current;

-- How far the check of a registration in a quarter has come; no word of it.
create table quarter_check (
	tenant_id uuid not null references tenant,
	registration_id uuid not null,
	quarter smallint not null check (quarter between 1 and 4),
	person_id uuid,
	unit_id uuid not null,
	self_checked_at timestamptz,
	self_checked_by uuid,
	checked_at timestamptz,
	checked_by uuid,
	primary key (tenant_id, registration_id, quarter),
	foreign key (tenant_id, registration_id) references registration,
	foreign key (tenant_id, checked_by) references person,
	check (checked_by <> person_id),
	check (checked_by <> self_checked_by)
);

-- What the person says of each entry.
create table self_check (
	tenant_id uuid not null references tenant,
	registration_id uuid not null,
	quarter smallint not null,
	entry_key text not null,
	outcome text not null check (outcome in ('met', 'partly', 'not_met')),
	done text not null default '',
	evidence text not null default '',
	link text not null default '',
	primary key (tenant_id, registration_id, quarter, entry_key),
	foreign key (tenant_id, registration_id, quarter) references quarter_check,
	foreign key (tenant_id, registration_id, entry_key) references registration_entry
);

-- What the committee member in charge says of it.
create table check_mark (
	tenant_id uuid not null references tenant,
	registration_id uuid not null,
	quarter smallint not null,
	entry_key text not null,
	outcome text not null check (outcome in ('met', 'partly', 'not_met')),
	words text not null default '',
	by_id uuid not null,
	at timestamptz not null,
	primary key (tenant_id, registration_id, quarter, entry_key),
	foreign key (tenant_id, registration_id, quarter) references quarter_check,
	foreign key (tenant_id, registration_id, entry_key) references registration_entry,
	foreign key (tenant_id, by_id) references person
);

-- Files that show what was done.
create table check_file (
	tenant_id uuid not null references tenant,
	id uuid not null,
	registration_id uuid not null,
	quarter smallint not null,
	entry_key text not null,
	sha256 text not null,
	file_name text not null,
	media_type text not null,
	bytes bigint not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, registration_id, quarter) references quarter_check,
	foreign key (tenant_id, sha256) references stored_file
);
create index check_file_registration on check_file (tenant_id, registration_id, quarter);
