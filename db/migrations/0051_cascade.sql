-- A document that a committee gives to units below with what it expects of them, and what became of it in each.

create table dispatch (
	tenant_id uuid not null references tenant,
	id uuid not null,
	document_id uuid not null,
	-- Who sends it.
	unit_id uuid not null,
	note text not null default '',
	-- What is expected, each by a day; what is not expected has none.
	spread_by date,
	study_by date,
	programme_by date,
	report_by date,
	-- What the own committee above had asked, where this hands it on.
	above_receipt_id uuid,
	sent_by uuid not null,
	sent_at timestamptz not null,
	withdrawn_by uuid,
	withdrawn_at timestamptz,
	reason text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, sent_by) references person,
	foreign key (tenant_id, withdrawn_by) references person,
	check (num_nonnulls(spread_by, study_by, programme_by, report_by) > 0),
	check ((withdrawn_at is null) = (withdrawn_by is null)),
	check (withdrawn_at is null or reason <> '')
);
create index dispatch_unit on dispatch (tenant_id, unit_id, sent_at desc);
create index dispatch_document on dispatch (tenant_id, document_id);
create index dispatch_above on dispatch (tenant_id, above_receipt_id) where above_receipt_id is not null;

create table dispatch_receipt (
	tenant_id uuid not null,
	id uuid not null,
	dispatch_id uuid not null,
	unit_id uuid not null,
	received_by uuid,
	received_at timestamptz,
	taken_up_by uuid,
	taken_up_at timestamptz,
	-- The days that the unit set itself when it took it up; before that those that were asked.
	spread_by date,
	study_by date,
	programme_by date,
	report_by date,
	-- Why a day is later than was asked; why it does not concern the unit.
	reason text not null default '',
	set_aside_by uuid,
	set_aside_at timestamptz,
	report text not null default '',
	reported_by uuid,
	reported_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, dispatch_id, unit_id),
	foreign key (tenant_id, dispatch_id) references dispatch,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, received_by) references person,
	foreign key (tenant_id, taken_up_by) references person,
	foreign key (tenant_id, set_aside_by) references person,
	foreign key (tenant_id, reported_by) references person,
	check (taken_up_at is null or set_aside_at is null),
	check (set_aside_at is null or reason <> ''),
	check ((reported_at is null) = (report = ''))
);
create index dispatch_receipt_unit on dispatch_receipt (tenant_id, unit_id, dispatch_id);
alter table dispatch add foreign key (tenant_id, above_receipt_id) references dispatch_receipt;
