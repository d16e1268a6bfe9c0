-- Dispatches that cross from one organisation to another: what was given to a partner, and what a partner gave (decision 0054).

-- What a partner gave has no sender of the own people; it is the root unit that has it.
alter table dispatch alter column sent_by drop not null;
alter table dispatch add column from_partner_id uuid;
alter table dispatch add column from_name text not null default '';
alter table dispatch add foreign key (tenant_id, from_partner_id) references exchange_partner;
alter table dispatch add check ((sent_by is null) = (from_partner_id is not null));
alter table dispatch drop constraint dispatch_check;
alter table dispatch add check (withdrawn_by is null or withdrawn_at is not null);
alter table dispatch add check (withdrawn_at is null or withdrawn_by is not null or from_partner_id is not null);

-- A document that a partner gives with what it expects, from its arrival on. Entered by the office it becomes a document and a dispatch.
create table dispatch_arrival (
	tenant_id uuid not null references tenant,
	id uuid not null,
	partner_id uuid not null,
	-- The dispatch at its sender: all that is said of it names that.
	remote_id uuid not null,
	unit_id uuid not null,
	sender_name text not null,
	-- What is told of the document; what holds is read in the package when it is entered.
	type_name text not null default '',
	number text not null default '',
	issued_on date,
	issuer text not null default '',
	title text not null,
	note text not null default '',
	spread_by date,
	study_by date,
	programme_by date,
	report_by date,
	package_sha256 text not null,
	package_name text not null,
	package_bytes bigint not null,
	sent_at timestamptz not null,
	arrived_at timestamptz not null,
	withdrawn_at timestamptz,
	reason text not null default '',
	entered_by uuid,
	entered_at timestamptz,
	dispatch_id uuid,
	-- What the sender was told last, so that it is told again only when something has changed.
	told text not null default '',
	told_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, partner_id, remote_id),
	foreign key (tenant_id, partner_id) references exchange_partner,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, package_sha256) references stored_file,
	foreign key (tenant_id, entered_by) references person,
	foreign key (tenant_id, dispatch_id) references dispatch,
	check (num_nonnulls(spread_by, study_by, programme_by, report_by) > 0),
	check ((entered_at is null) = (dispatch_id is null))
);
create index dispatch_arrival_open on dispatch_arrival (tenant_id, unit_id, arrived_at desc);
create index dispatch_arrival_dispatch on dispatch_arrival (tenant_id, dispatch_id) where dispatch_id is not null;

-- A partner that was given a document, and what it told of it last.
create table dispatch_partner (
	tenant_id uuid not null references tenant,
	id uuid not null,
	dispatch_id uuid not null,
	partner_id uuid not null,
	parcel_id uuid not null,
	-- Its installation has it; or why it does not take it.
	delivered_at timestamptz,
	refused text not null default '',
	told jsonb,
	told_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, dispatch_id, partner_id),
	foreign key (tenant_id, dispatch_id) references dispatch,
	foreign key (tenant_id, partner_id) references exchange_partner
);
