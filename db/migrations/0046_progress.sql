-- Oversight: what each unit has done along the chain in a quarter, kept from events (decision 0047).

-- Own counts of a unit: of each quarter, for everything (document_id 0) and for each document. They name nobody.
create table unit_own_progress (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	document_id uuid not null,
	year smallint not null,
	quarter smallint not null check (quarter between 1 and 4),
	documents integer not null default 0,
	asked integer not null default 0,
	studied integer not null default 0,
	with_programme integer not null default 0,
	study_asked integer not null default 0,
	study_done integer not null default 0,
	papers_asked integer not null default 0,
	papers integer not null default 0,
	tasks integer not null default 0,
	tasks_done integer not null default 0,
	tasks_on_time integer not null default 0,
	tasks_proved integer not null default 0,
	tasks_open integer not null default 0,
	register_asked integer not null default 0,
	registered integer not null default 0,
	checks_asked integer not null default 0,
	checks_done integer not null default 0,
	examples integer not null default 0,
	rated integer not null default 0,
	rated_best integer not null default 0,
	primary key (tenant_id, unit_id, document_id, year, quarter),
	foreign key (tenant_id, unit_id) references unit
);

-- The same with all units below: written by one job alone, so a burst below waits for no row above. Of a document up to the unit that
-- holds it.
create table unit_progress (like unit_own_progress including defaults including constraints);
alter table unit_progress add primary key (tenant_id, unit_id, document_id, year, quarter),
	add foreign key (tenant_id) references tenant,
	add foreign key (tenant_id, unit_id) references unit;

-- Open tasks by the day on which they are due: what is late today follows from the day, without an event.
create table unit_due (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	document_id uuid not null,
	due_on date not null,
	-- In the unit itself; with the units below.
	own integer not null default 0,
	below integer not null default 0,
	primary key (tenant_id, unit_id, document_id, due_on),
	foreign key (tenant_id, unit_id) references unit
);

create table unit_people (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	own integer not null default 0,
	below integer not null default 0,
	primary key (tenant_id, unit_id),
	foreign key (tenant_id, unit_id) references unit
);

-- The last batch of sealed events that is in the counts, and the day on which people were counted.
create table progress_position (
	tenant_id uuid primary key references tenant,
	batch bigint not null,
	counted_on date not null,
	counted_at timestamptz not null
);

-- Units to count anew although no event says so: figures were delivered for them.
create table progress_waiting (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	primary key (tenant_id, unit_id),
	foreign key (tenant_id, unit_id) references unit
);

-- By these the counts of one unit are found without reading those of others.
create index document_reach_unit on document_reach (tenant_id, unit_id);
create index publication_unit on publication (tenant_id, unit_id, document_id);
create index campaign_person_unit on campaign_person (tenant_id, unit_id);
create index review_announced_unit on review_announced (tenant_id, unit_id);
create index membership_turn on membership (tenant_id, valid_from);
create index membership_end on membership (tenant_id, valid_to) where valid_to is not null;
