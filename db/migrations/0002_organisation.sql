-- Units, their names and parents with [from, to) dates; people, memberships and roles.
create table unit (
	tenant_id uuid not null references tenant,
	id uuid not null,
	kind text not null check (kind in ('central', 'provincial_committee', 'superior_committee', 'grassroots_committee', 'branch_committee', 'cell', 'party_group', 'mass_organisation')),
	-- Today's names and place, kept from the dated tables for reading.
	name text not null,
	short_name text not null,
	sign text not null default '',
	parent_id uuid,
	path ltree not null,
	founded_on date not null,
	dissolved_on date,
	primary key (tenant_id, id),
	foreign key (tenant_id, parent_id) references unit
);
create index unit_path on unit using gist (path);
create index unit_parent on unit (tenant_id, parent_id);

create table unit_name (
	tenant_id uuid not null,
	unit_id uuid not null,
	valid_from date not null,
	valid_to date,
	name text not null,
	short_name text not null,
	decision_number text,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit
);

create table unit_place (
	tenant_id uuid not null,
	unit_id uuid not null,
	valid_from date not null,
	valid_to date,
	parent_id uuid,
	decision_number text,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, parent_id) references unit
);

create table person (
	tenant_id uuid not null references tenant,
	id uuid not null,
	full_name text not null check (full_name <> ''),
	given_name text not null,
	sort_key text not null,
	job_title text not null default '',
	email text,
	created_at timestamptz not null,
	primary key (tenant_id, id)
);
create index person_sort on person (tenant_id, sort_key);

-- Standing in a unit: official member, probationary member, or non-Party official.
create table membership (
	tenant_id uuid not null,
	id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	standing text not null check (standing in ('official', 'probationary', 'non_party')),
	valid_from date not null,
	valid_to date,
	primary key (tenant_id, id),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	check (valid_to is null or valid_to > valid_from)
);
create unique index membership_current on membership (tenant_id, person_id, unit_id) where valid_to is null;
create index membership_unit on membership (tenant_id, unit_id, valid_from);

create table role_assignment (
	tenant_id uuid not null,
	id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	role text not null check (role in ('secretary', 'deputy', 'committee_member', 'clerk', 'administrator', 'higher_officer')),
	valid_from date not null,
	valid_to date,
	decision_number text,
	primary key (tenant_id, id),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	check (valid_to is null or valid_to > valid_from)
);
create unique index role_current on role_assignment (tenant_id, person_id, unit_id, role) where valid_to is null;
create index role_unit on role_assignment (tenant_id, unit_id);
