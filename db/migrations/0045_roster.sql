-- People in bulk: a list that was uploaded, to be looked at before anything is written; and the transfer of a member.
create table roster_import (
	tenant_id uuid not null references tenant,
	id uuid not null,
	-- Into this unit and those below it.
	unit_id uuid not null,
	file_name text not null,
	-- The columns that may be used, without those that the product never keeps; emptied when it was written or dropped.
	headings jsonb not null check (jsonb_typeof(headings) = 'array'),
	lines jsonb not null check (jsonb_typeof(lines) = 'array'),
	-- Headings of columns that were not taken over at all.
	left_out jsonb not null check (jsonb_typeof(left_out) = 'array'),
	-- Which column is which field: {"fullName": 1, …}.
	mapping jsonb not null check (jsonb_typeof(mapping) = 'object'),
	-- For rows that say nothing of it.
	standing text not null check (standing in ('official', 'probationary', 'non_party')),
	starts_on date not null,
	state text not null check (state in ('uploaded', 'written', 'dropped')),
	report jsonb,
	created_by uuid not null,
	created_at timestamptz not null,
	written_by uuid,
	written_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, created_by) references person,
	foreign key (tenant_id, written_by) references person
);
create index roster_import_unit on roster_import (tenant_id, unit_id, created_at);

-- A member goes from one unit to another, by a decision or an introduction letter, on a day.
create table transfer (
	tenant_id uuid not null references tenant,
	id uuid not null,
	person_id uuid not null,
	from_unit_id uuid not null,
	to_unit_id uuid not null,
	standing text not null check (standing in ('official', 'probationary', 'non_party')),
	letter_number text not null check (letter_number <> ''),
	letter_on date not null,
	effective_on date not null,
	reason text not null default '',
	recorded_by uuid not null,
	recorded_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, from_unit_id) references unit,
	foreign key (tenant_id, to_unit_id) references unit,
	foreign key (tenant_id, recorded_by) references person,
	check (from_unit_id <> to_unit_id)
);
create index transfer_person on transfer (tenant_id, person_id, effective_on);
create index transfer_from on transfer (tenant_id, from_unit_id, effective_on);
create index transfer_to on transfer (tenant_id, to_unit_id, effective_on);
