-- Training and fostering: what a unit plans, who takes part with what result, certificates, what people need.

-- Units whose people's records of training, rating and the like the actor may see because they lead them. Whoever keeps the
-- registers of a unit (the clerk) is not among them, although other rows about its people are there for the clerk.
create function meta.led() returns uuid[] language sql stable parallel safe
	return coalesce(nullif(current_setting('app.led', true), ''), '{}')::uuid[];

-- Strands, kinds of certificates and what each kind of person should have, as a unit sets them from a day on; they hold for the units
-- below that have set none. Without any the rule that comes with the product.
create table training_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- [{"code", "name"}], in their order.
	strands jsonb not null check (jsonb_typeof(strands) = 'array'),
	-- [{"code", "name", "strand", "covers": [codes of what it makes unnecessary]}].
	certificates jsonb not null check (jsonb_typeof(certificates) = 'array'),
	-- [{"key", "standings", "roles", "strand", "hours" | "certificate"}].
	requirements jsonb not null check (jsonb_typeof(requirements) = 'array'),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

-- A course: what the unit plans for its people, or sends them to.
create table training_course (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	title text not null check (title <> ''),
	-- The code of a strand, and its name as it was.
	strand text not null,
	organiser text not null default '',
	starts_on date not null,
	ends_on date not null,
	place text not null default '',
	is_online boolean not null default false,
	hours numeric(6, 1) not null check (hours > 0),
	-- The kind of certificate that it gives.
	certificate_kind text,
	state text not null check (state in ('planned', 'held', 'cancelled')),
	reason text not null default '',
	created_by uuid not null,
	created_at timestamptz not null,
	closed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, created_by) references person,
	check (ends_on >= starts_on),
	check (state <> 'cancelled' or reason <> '')
);
create index training_course_unit on training_course (tenant_id, unit_id, starts_on);

-- Who takes part, and what came of it in words. Nobody notes the own result.
create table training_participant (
	tenant_id uuid not null references tenant,
	course_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	result text not null default 'asked' check (result in ('asked', 'completed', 'not_completed')),
	mark text not null default '',
	added_at timestamptz not null,
	noted_by uuid,
	noted_at timestamptz,
	primary key (tenant_id, course_id, person_id),
	foreign key (tenant_id, course_id) references training_course,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, noted_by) references person,
	check (noted_by <> person_id),
	check ((result = 'asked') = (noted_by is null))
);
create index training_participant_person on training_participant (tenant_id, person_id);
create index training_participant_unit on training_participant (tenant_id, unit_id);

-- A certificate with its file. What a person entered is confirmed by somebody who leads the unit.
create table training_certificate (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	-- The code of a kind of the rule, or 'other'.
	kind text not null,
	title text not null check (title <> ''),
	strand text not null,
	number text not null default '',
	issuer text not null check (issuer <> ''),
	issued_on date not null,
	expires_on date,
	course_id uuid,
	sha256 text,
	file_name text not null default '',
	media_type text not null default '',
	state text not null check (state in ('entered', 'confirmed', 'refused', 'withdrawn')),
	entered_by uuid not null,
	entered_at timestamptz not null,
	decided_by uuid,
	decided_at timestamptz,
	reason text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, course_id) references training_course,
	foreign key (tenant_id, sha256) references stored_file,
	foreign key (tenant_id, entered_by) references person,
	foreign key (tenant_id, decided_by) references person,
	check (decided_by <> person_id),
	check ((state in ('confirmed', 'refused')) = (decided_by is not null)),
	check (state <> 'refused' or reason <> ''),
	check (expires_on > issued_on)
);
create index training_certificate_person on training_certificate (tenant_id, person_id, state);
create index training_certificate_unit on training_certificate (tenant_id, unit_id, state);
create index training_certificate_expiry on training_certificate (tenant_id, expires_on) where expires_on is not null and state = 'confirmed';

-- What a person needs to learn: typed, written in a reflection paper, found in a review. It gets an answer.
create table training_need (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	strand text not null,
	body text not null check (body <> ''),
	source text not null check (source in ('own', 'leader', 'paper', 'review')),
	source_id uuid,
	recorded_by uuid not null,
	raised_at timestamptz not null,
	due_on date not null,
	state text not null check (state in ('open', 'planned', 'declined', 'withdrawn')),
	course_id uuid,
	answer text not null default '',
	answered_by uuid,
	answered_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, course_id) references training_course,
	foreign key (tenant_id, recorded_by) references person,
	foreign key (tenant_id, answered_by) references person,
	check (answered_by <> person_id),
	check ((state in ('planned', 'declined')) = (answered_by is not null)),
	check (state <> 'planned' or course_id is not null),
	check (state <> 'declined' or answer <> '')
);
create index training_need_unit on training_need (tenant_id, unit_id, state, due_on);
create index training_need_person on training_need (tenant_id, person_id);
create unique index training_need_source on training_need (tenant_id, source_id, person_id, body) where source_id is not null;
