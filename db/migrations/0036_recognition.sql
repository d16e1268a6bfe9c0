-- Good examples and commendations: what was done, by whom, who agreed; and how a unit recognises.

-- How a unit recognises, from a day on; without one the rule that comes with the product.
create table recognition_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- The forms of praise and award: [{"key", "name", "giver", "scope", "needsDecision"}].
	forms jsonb not null check (jsonb_typeof(forms) = 'array'),
	-- From when a collective is an advanced one: shares in per cent of its members' records.
	advanced jsonb not null check (jsonb_typeof(advanced) = 'object'),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

create table recognition (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	-- The unit above, whose office agrees where nobody of the own unit may.
	above_unit_id uuid,
	-- A good example (gương người tốt, việc tốt), or a commendation in one of the forms.
	kind text not null check (kind in ('example', 'commendation')),
	person_id uuid,
	-- A group of the unit by its name; its people stand in recognition_member.
	collective text check (collective <> ''),
	-- What was done, in short and in full.
	title text not null check (title <> ''),
	deed text not null check (deed <> ''),
	field text not null default '',
	-- The campaign in whose course it was done, if any.
	campaign_id uuid,
	document_id uuid,
	clause_id uuid,
	-- The form as the rule of the unit had it when it was proposed.
	form jsonb,
	decision_number text not null default '',
	decision_on date,
	given_by text not null default '',
	state text not null check (state in ('proposed', 'announced', 'declined', 'withdrawn')),
	proposer_id uuid not null,
	proposed_at timestamptz not null,
	-- The committee's view, before it is agreed.
	committee_on date,
	-- The first of two who agree, where whoever agrees is one of the collective.
	first_agreed_by uuid,
	decided_by uuid,
	decided_at timestamptz,
	reason text not null default '',
	-- The year and quarter for which it counts go by this day.
	honoured_on date,
	-- The person lets the people of the unit see the name.
	is_named boolean not null default true,
	-- The person's word on being shown beyond the unit: null as long as nothing was said.
	consent boolean,
	consent_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, above_unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, proposer_id) references person,
	foreign key (tenant_id, first_agreed_by) references person,
	foreign key (tenant_id, decided_by) references person,
	check ((person_id is null) <> (collective is null)),
	check (clause_id is null or document_id is not null),
	-- Nobody proposes, agrees or gives to themselves; whoever proposes does not decide.
	check (proposer_id <> person_id),
	check (decided_by <> person_id),
	check (decided_by <> proposer_id),
	check (first_agreed_by <> decided_by),
	check (first_agreed_by <> proposer_id),
	check (state <> 'announced' or (decided_by is not null and honoured_on is not null)),
	check (state <> 'declined' or reason <> ''),
	check (kind = 'example' or form is not null),
	check (consent is null or (person_id is not null and consent_at is not null))
);
create index recognition_unit on recognition (tenant_id, unit_id, state, honoured_on);
create index recognition_person on recognition (tenant_id, person_id, honoured_on) where person_id is not null;
create index recognition_proposer on recognition (tenant_id, proposer_id, proposed_at);
create index recognition_document on recognition (tenant_id, document_id) where document_id is not null;

-- Who belongs to a collective that is recognised.
create table recognition_member (
	tenant_id uuid not null references tenant,
	recognition_id uuid not null,
	person_id uuid not null,
	primary key (tenant_id, recognition_id, person_id),
	foreign key (tenant_id, recognition_id) references recognition,
	foreign key (tenant_id, person_id) references person
);
create index recognition_member_person on recognition_member (tenant_id, person_id);

-- What shows it: words, a link, a file, the accepted result of a task, a paper that its author shares.
create table recognition_evidence (
	tenant_id uuid not null references tenant,
	id uuid not null,
	recognition_id uuid not null,
	kind text not null check (kind in ('text', 'link', 'file', 'task', 'paper')),
	title text not null check (title <> ''),
	url text,
	sha256 text,
	file_name text,
	task_id uuid,
	reflection_id uuid,
	added_by uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, recognition_id) references recognition,
	foreign key (tenant_id, sha256) references stored_file,
	foreign key (tenant_id, task_id) references task,
	foreign key (tenant_id, reflection_id) references reflection,
	foreign key (tenant_id, added_by) references person
);
create index recognition_evidence_of on recognition_evidence (tenant_id, recognition_id, added_at);
