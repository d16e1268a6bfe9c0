-- Reorganisation: one decision that merges, splits, dissolves, founds, renames and moves units from a day on; what became of
-- each unit; and the open work that passed to a successor.
create table reorganisation (
	tenant_id uuid not null references tenant,
	id uuid not null,
	-- The unit above all that is touched.
	unit_id uuid not null,
	title text not null check (title <> ''),
	reason text not null default '',
	decision_number text not null default '',
	decided_on date,
	effective_on date not null,
	state text not null check (state in ('draft', 'checked', 'decided', 'carried_out', 'cancelled')),
	-- The code of the template from which it was made, if any.
	template text,
	created_by uuid not null,
	created_at timestamptz not null,
	checked_by uuid,
	checked_at timestamptz,
	decided_by uuid,
	decided_at timestamptz,
	carried_out_at timestamptz,
	-- What carrying out came to: how many people, roles, tasks …
	figures jsonb,
	-- Why it could not be carried out on its day, in words for whoever decided.
	problem text not null default '',
	cancelled_by uuid,
	cancelled_at timestamptz,
	cancel_reason text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, created_by) references person,
	foreign key (tenant_id, checked_by) references person,
	foreign key (tenant_id, decided_by) references person,
	foreign key (tenant_id, cancelled_by) references person,
	check (state not in ('decided', 'carried_out') or (decision_number <> '' and decided_on is not null)),
	check (state <> 'cancelled' or cancel_reason <> '')
);
create index reorganisation_unit on reorganisation (tenant_id, unit_id, effective_on);
create index reorganisation_waiting on reorganisation (tenant_id, effective_on) where state = 'decided';

-- One act of it. What it says by its kind: features/reorganisation/domain/acts.ts.
create table reorganisation_act (
	tenant_id uuid not null,
	id uuid not null,
	reorganisation_id uuid not null,
	place integer not null,
	kind text not null check (kind in ('found', 'merge', 'split', 'dissolve', 'rename', 'move')),
	body jsonb not null check (jsonb_typeof(body) = 'object'),
	-- A decision of its own, where it is not that of the whole.
	decision_number text not null default '',
	decided_on date,
	primary key (tenant_id, id),
	foreign key (tenant_id, reorganisation_id) references reorganisation
);
create index reorganisation_act_of on reorganisation_act (tenant_id, reorganisation_id, place);

-- What became of units, and of what they came: never changed once it is there.
create table unit_event (
	tenant_id uuid not null references tenant,
	id uuid not null,
	kind text not null check (kind in ('found', 'merge', 'split', 'dissolve', 'rename', 'move')),
	reorganisation_id uuid,
	decision_number text not null,
	decided_on date,
	effective_on date not null,
	from_units uuid[] not null,
	to_units uuid[] not null,
	-- The name or the unit above that was before, where that is what changed.
	before text not null default '',
	after text not null default '',
	recorded_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, reorganisation_id) references reorganisation
);
create index unit_event_from on unit_event using gin (from_units);
create index unit_event_to on unit_event using gin (to_units);
create index unit_event_of on unit_event (tenant_id, reorganisation_id);

-- Open work that passed from one unit to another. With it the unit to which something belonged on a day can still be told.
create table work_passed (
	tenant_id uuid not null references tenant,
	kind text not null check (kind in ('programme', 'task', 'recurrence')),
	subject_id uuid not null,
	passed_on date not null,
	reorganisation_id uuid not null,
	from_unit_id uuid not null,
	to_unit_id uuid not null,
	passed_at timestamptz not null,
	primary key (tenant_id, kind, subject_id, reorganisation_id),
	foreign key (tenant_id, reorganisation_id) references reorganisation,
	foreign key (tenant_id, from_unit_id) references unit,
	foreign key (tenant_id, to_unit_id) references unit
);
create index work_passed_from on work_passed (tenant_id, from_unit_id, passed_on);
create index work_passed_to on work_passed (tenant_id, to_unit_id, passed_on);

-- Who belonged where on a day is asked for by unit and by person.
create index membership_person on membership (tenant_id, person_id, valid_from);
create index unit_place_parent on unit_place (tenant_id, parent_id);
