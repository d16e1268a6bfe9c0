-- Oversight by date: what stood in the counts on each day, so that a past day reads as it was told then (decision 0057). A new measure is a
-- column of unit_own_progress, unit_progress, delivered_progress and unit_progress_history, and a line in security/86.

-- How a unit's Party membership grew in a quarter: its members at the end of it (or now), probationary among them, who was admitted,
-- made official, came, went, ended; and its members by age as the unit itself told them. They name nobody, and nobody's year of birth is kept.
do $$
declare
	t text;
	measure text;
begin
	foreach t in array array['unit_own_progress', 'unit_progress', 'delivered_progress'] loop
		foreach measure in array array['members', 'probationary', 'admitted', 'made_official', 'came', 'went', 'ended',
				'aged_30', 'aged_40', 'aged_50', 'aged_60', 'aged_more'] loop
			execute format('alter table %I add column %I integer not null default 0', t, measure);
		end loop;
	end loop;
end $$;

-- The counts of a unit as they stood from a day on, until they changed: one row a day at the most, however often they changed in it.
create table unit_progress_history (like unit_own_progress including defaults including constraints);
alter table unit_progress_history
	-- Of the unit's own people alone, where there are units below; else with all that is below.
	add column is_own boolean not null default false,
	add column valid_from date not null,
	add column valid_to date,
	-- Open tasks whose day had passed.
	add column late integer not null default 0,
	add primary key (tenant_id, unit_id, document_id, year, quarter, is_own, valid_from),
	add foreign key (tenant_id) references tenant,
	add foreign key (tenant_id, unit_id) references unit,
	add check (valid_to is null or valid_to > valid_from);
create index unit_progress_history_open on unit_progress_history (tenant_id, unit_id) where valid_to is null;

create table unit_people_history (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	valid_to date,
	own integer not null default 0,
	below integer not null default 0,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	check (valid_to is null or valid_to > valid_from)
);

-- Since when days are kept; and whether the own counts were loaded as they are (simulated without the records that they count), so that
-- counting anew would take them away.
alter table progress_position add column kept_from date, add column is_loaded boolean not null default false;

-- The members of a unit by age at the end of a year, told by the unit.
create table unit_ages (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	year smallint not null,
	aged_30 integer not null check (aged_30 >= 0),
	aged_40 integer not null check (aged_40 >= 0),
	aged_50 integer not null check (aged_50 >= 0),
	aged_60 integer not null check (aged_60 >= 0),
	aged_more integer not null check (aged_more >= 0),
	told_by uuid not null,
	told_at timestamptz not null,
	primary key (tenant_id, unit_id, year),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, told_by) references person
);

-- Units that an officer follows, so that they come first.
create table unit_following (
	tenant_id uuid not null references tenant,
	person_id uuid not null,
	unit_id uuid not null,
	since timestamptz not null,
	primary key (tenant_id, person_id, unit_id),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit
);

-- What the officer who follows a unit noted of it, for the committee above; for those who lead the unit too, where it is shared with them.
create table unit_note (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	committee_id uuid not null,
	author_id uuid not null,
	noted_on date not null,
	body text not null check (body <> ''),
	is_shared boolean not null,
	written_at timestamptz not null,
	withdrawn_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, committee_id) references unit,
	foreign key (tenant_id, author_id) references person
);
create index unit_note_unit on unit_note (tenant_id, unit_id, noted_on);

-- A reorganisation is found by the day before it, and the closings of a year by inspections of a unit.
create index unit_event_day on unit_event (tenant_id, effective_on);
