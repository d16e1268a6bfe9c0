-- Models (mô hình, cách làm hay): a way of working that a unit wrote up, that the committee above approves and other units adopt.
create table model (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	-- The unit above, whose office approves it.
	above_unit_id uuid,
	title text not null check (title <> ''),
	theme text not null default '',
	problem text not null check (problem <> ''),
	-- How it works, a step a line.
	steps text not null check (steps <> ''),
	conditions text not null default '',
	results text not null default '',
	-- What it was made from: its figures are counted there, and its tasks and contents are what others adopt.
	programme_id uuid,
	campaign_id uuid,
	state text not null check (state in ('draft', 'proposed', 'returned', 'approved')),
	-- The unit lets it stand on the public site.
	is_shown boolean not null default false,
	written_by uuid not null,
	written_at timestamptz not null,
	proposed_at timestamptz,
	decided_by uuid,
	decided_at timestamptz,
	reason text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, above_unit_id) references unit,
	foreign key (tenant_id, programme_id) references programme,
	foreign key (tenant_id, campaign_id) references campaign,
	foreign key (tenant_id, written_by) references person,
	foreign key (tenant_id, decided_by) references person,
	check (programme_id is not null or campaign_id is not null),
	check (state <> 'returned' or reason <> ''),
	check (not is_shown or state = 'approved')
);
create index model_unit on model (tenant_id, unit_id, state);
create index model_above on model (tenant_id, above_unit_id, state);

-- Whose names stand in the text, and what each says to it; without all of them it is not proposed.
create table model_person (
	tenant_id uuid not null references tenant,
	model_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	above_unit_id uuid,
	-- Null as long as nothing was said.
	consent boolean,
	consent_at timestamptz,
	primary key (tenant_id, model_id, person_id),
	foreign key (tenant_id, model_id) references model,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	check ((consent is null) = (consent_at is null))
);
create index model_person_person on model_person (tenant_id, person_id);

-- A unit that adopts a model, with the draft that it begins from.
create table model_adoption (
	tenant_id uuid not null references tenant,
	id uuid not null,
	model_id uuid not null,
	unit_id uuid not null,
	document_id uuid not null,
	starts_on date not null,
	programme_id uuid,
	campaign_id uuid,
	adopted_by uuid not null,
	adopted_at timestamptz not null,
	primary key (tenant_id, id),
	unique (tenant_id, model_id, unit_id),
	foreign key (tenant_id, model_id) references model,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, programme_id) references programme,
	foreign key (tenant_id, campaign_id) references campaign,
	foreign key (tenant_id, adopted_by) references person
);

-- The tasks that came with it, without owners, their days counted from the start; each becomes a task when its owner is named.
create table model_adoption_task (
	tenant_id uuid not null references tenant,
	id uuid not null,
	adoption_id uuid not null,
	position integer not null,
	title text not null check (title <> ''),
	result_expected text not null check (result_expected <> ''),
	due_on date not null,
	task_id uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, adoption_id) references model_adoption,
	foreign key (tenant_id, task_id) references task
);
create index model_adoption_task_of on model_adoption_task (tenant_id, adoption_id, position);
