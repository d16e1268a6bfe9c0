-- Between organisations figures are delivered, as documents are (decision 0048): a unit of the superior tenant stands for another
-- tenant, whose sums come up by a named roll-up and by no query across tenants.
create table tenant_link (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	-- No key: no key leads to another tenant. Where that one is gone nothing is delivered any more.
	below_tenant_id uuid not null,
	people integer not null default 0,
	delivered_at timestamptz,
	primary key (tenant_id, unit_id),
	foreign key (tenant_id, unit_id) references unit,
	unique (tenant_id, below_tenant_id),
	check (tenant_id <> below_tenant_id)
);

create table delivered_progress (
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
	foreign key (tenant_id, unit_id) references tenant_link
);

create table delivered_due (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	document_id uuid not null,
	due_on date not null,
	open integer not null,
	primary key (tenant_id, unit_id, document_id, due_on),
	foreign key (tenant_id, unit_id) references tenant_link
);
