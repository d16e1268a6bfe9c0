-- Papers that an organisation issues: how a unit stands in their head, the terms of its committee, and the registers in
-- which they get their numbers. Prescribed layouts are rules of the field: rule_set, "papers.layout.party" and "….state".
create table issuing_body (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	side text not null check (side in ('party', 'state')),
	-- Which rule of the layout it follows: cell, grassroots_committee, single_head …
	kind text not null,
	superior text,
	name text not null check (name <> ''),
	sign text not null check (sign <> ''),
	place text not null,
	-- On whose behalf papers are signed; empty where the head signs in person.
	collective text not null default '',
	head text not null,
	deputy text not null,
	kept text not null,
	valid_from date not null,
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, id),
	unique (tenant_id, unit_id, side, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

-- Numbers of the Party run through a term: from the day after one congress to the close of the next.
create table committee_term (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	name text not null check (name <> ''),
	starts_on date not null,
	ends_on date,
	primary key (tenant_id, id),
	unique (tenant_id, unit_id, starts_on),
	foreign key (tenant_id, unit_id) references unit,
	check (ends_on >= starts_on)
);

-- How far a register has come: one row for a unit, a side, a period (a term or a year) and a series of types.
create table outgoing_register (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	side text not null check (side in ('party', 'state')),
	period text not null,
	series text not null,
	last_number integer not null default 0,
	primary key (tenant_id, unit_id, side, period, series),
	foreign key (tenant_id, unit_id) references unit
);

create table outgoing_paper (
	tenant_id uuid not null,
	id uuid not null,
	unit_id uuid not null,
	side text not null,
	period text not null,
	series text not null,
	number integer not null check (number > 0),
	type text not null,
	type_name text not null,
	-- As it is printed and cited: 05-NQ/CB.
	mark text not null,
	title text not null check (title <> ''),
	issued_on date not null,
	signer text not null default '',
	recipients text not null default '',
	-- What it is the paper of: a meeting, a programme.
	subject_type text,
	subject_id uuid,
	entered_by uuid not null,
	entered_at timestamptz not null,
	cancelled_at timestamptz,
	cancelled_by uuid,
	cancel_reason text,
	primary key (tenant_id, id),
	unique (tenant_id, unit_id, side, period, series, number),
	foreign key (tenant_id, unit_id, side, period, series) references outgoing_register,
	foreign key (tenant_id, entered_by) references person,
	foreign key (tenant_id, cancelled_by) references person,
	check ((cancelled_at is null) = (cancel_reason is null))
);
create index outgoing_paper_subject on outgoing_paper (tenant_id, subject_id) where subject_id is not null;
