-- Periodic reports up the line: which are asked, what a unit wrote and signed, what was sent, returned and accepted.

-- A kind of report that a committee asks of its units from a day on. A change is a new row of the same key.
create table report_kind (
	tenant_id uuid not null references tenant,
	id uuid not null,
	key uuid not null,
	-- Who asks for it: it holds for this unit and those below.
	unit_id uuid not null,
	name text not null check (name <> ''),
	period text not null check (period in ('month', 'quarter', 'half', 'year', 'once')),
	-- For a report about a subject: the days that it is about.
	period_from date,
	period_to date,
	-- {"cell": 5}: which kinds of units owe it, and how many days after the period has ended.
	due jsonb not null check (jsonb_typeof(due) = 'object' and due <> '{}'),
	-- [{key, part, title, prompt, figures, gathers}] in their order.
	sections jsonb not null check (jsonb_typeof(sections) = 'array'),
	-- By what it is asked.
	source text not null default '',
	valid_from date not null,
	-- The first day on which it is asked no more.
	valid_to date,
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person,
	unique (tenant_id, key, valid_from),
	check (valid_to is null or valid_to >= valid_from),
	check ((period = 'once') = (period_from is not null)),
	check ((period_from is null) = (period_to is null)),
	check (period_to >= period_from)
);
create index report_kind_unit on report_kind (tenant_id, unit_id);

create table periodic_report (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	-- To whom it goes; none above: it ends with the signature.
	above_unit_id uuid,
	kind_id uuid not null,
	kind_key uuid not null,
	title text not null check (title <> ''),
	period text not null check (period in ('month', 'quarter', 'half', 'year', 'once')),
	period_from date not null,
	period_to date not null,
	due_on date not null,
	state text not null check (state in ('writing', 'signed', 'sent', 'returned', 'accepted')),
	-- The last signed one; 0 before the first signature.
	version integer not null default 0 check (version >= 0),
	counted_at timestamptz not null,
	opened_by uuid not null,
	opened_at timestamptz not null,
	-- Its number in the register of outgoing papers, from the first signature on.
	mark text,
	number integer,
	issued_on date,
	-- Why it is written again after it was sent.
	reason text not null default '',
	primary key (tenant_id, id),
	unique (tenant_id, unit_id, kind_key, period_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, above_unit_id) references unit,
	foreign key (tenant_id, kind_id) references report_kind,
	foreign key (tenant_id, opened_by) references person,
	check (period_to >= period_from),
	check ((mark is null) = (version = 0)),
	check ((mark is null) = (issued_on is null))
);
create index periodic_report_above on periodic_report (tenant_id, above_unit_id, kind_key, period_from);

-- What is being written. The words that the figures gave (draft) are kept beside, so that one sees what a person changed.
create table report_section (
	tenant_id uuid not null,
	report_id uuid not null,
	unit_id uuid not null,
	key text not null check (key <> ''),
	place smallint not null,
	part text not null default '',
	title text not null check (title <> ''),
	prompt text not null default '',
	figures text[] not null default '{}',
	-- What a committee above gathers from it.
	gathers text check (gathers in ('difficulties', 'proposals')),
	draft text not null default '',
	body text not null default '',
	revision integer not null default 1,
	edited_by uuid,
	edited_at timestamptz,
	primary key (tenant_id, report_id, key),
	foreign key (tenant_id, report_id) references periodic_report,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, edited_by) references person
);

create table report_figure (
	tenant_id uuid not null,
	report_id uuid not null,
	unit_id uuid not null,
	key text not null check (key <> ''),
	-- What the records of the unit gave; what the signed reports of the units below gave together.
	counted integer not null,
	below integer,
	-- What the report says; other than counted only with the reason.
	value integer not null,
	reason text not null default '',
	-- The period before, and the same of the year before.
	before integer,
	year_ago integer,
	changed_by uuid,
	changed_at timestamptz,
	primary key (tenant_id, report_id, key),
	foreign key (tenant_id, report_id) references periodic_report,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, changed_by) references person,
	check (value = counted + coalesce(below, 0) or reason <> '')
);

-- A signed report, as it was signed; what became of it above. Its content never changes.
create table report_version (
	tenant_id uuid not null,
	report_id uuid not null,
	version integer not null check (version > 0),
	unit_id uuid not null,
	above_unit_id uuid,
	content jsonb not null check (jsonb_typeof(content) = 'object'),
	sha256 text not null,
	-- Why there is another one: what was asked to be completed, or corrected.
	reason text not null default '',
	signed_by uuid not null,
	signed_as text not null check (signed_as in ('head', 'deputy')),
	signed_at timestamptz not null,
	sent_by uuid,
	sent_at timestamptz,
	returned_by uuid,
	returned_at timestamptz,
	remarks text not null default '',
	accepted_by uuid,
	accepted_at timestamptz,
	primary key (tenant_id, report_id, version),
	foreign key (tenant_id, report_id) references periodic_report,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, above_unit_id) references unit,
	foreign key (tenant_id, signed_by) references person,
	foreign key (tenant_id, sent_by) references person,
	foreign key (tenant_id, returned_by) references person,
	foreign key (tenant_id, accepted_by) references person,
	check (returned_at is null or remarks <> ''),
	check (returned_at is null or accepted_at is null),
	check (sent_at is not null or (returned_at is null and accepted_at is null)),
	-- Nobody takes in what they signed.
	check (accepted_by <> signed_by)
);
create index report_version_above on report_version (tenant_id, above_unit_id);

-- A committee urged a unit below for a report.
create table report_urge (
	tenant_id uuid not null references tenant,
	id uuid not null,
	kind_key uuid not null,
	period_from date not null,
	unit_id uuid not null,
	above_unit_id uuid not null,
	urged_by uuid not null,
	urged_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, above_unit_id) references unit,
	foreign key (tenant_id, urged_by) references person
);
create index report_urge_of on report_urge (tenant_id, kind_key, period_from, unit_id, urged_at);

create index limit_given on personal_limit (tenant_id, unit_id, given_at);
