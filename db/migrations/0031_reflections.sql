-- Reflection papers of a study round: what each writes, what was handed in, what those who review say of it.
-- How a unit wants its papers, from a day on; without one the form that comes with the product.
create table reflection_form (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- The parts of a paper in their order: [{"key", "title", "hint"}].
	parts jsonb not null check (jsonb_typeof(parts) = 'array'),
	-- The words by which a paper is rated, the best first.
	levels text[] not null check (cardinality(levels) between 2 and 6),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

-- One for each participant of a round who began to write; no word of it stands here.
create table reflection (
	tenant_id uuid not null references tenant,
	id uuid not null,
	round_id uuid not null,
	unit_id uuid not null,
	author_id uuid not null,
	-- The form as it was on the day when it was begun.
	form jsonb not null,
	state text not null check (state in ('draft', 'handed_in', 'returned', 'accepted')),
	-- How often it was handed in.
	version smallint not null default 0,
	reviewer_id uuid,
	begun_at timestamptz not null,
	handed_in_at timestamptz,
	reviewed_at timestamptz,
	-- In words of the form's scale, once it is accepted.
	level text,
	-- The author lets the people of the unit read it as a good example.
	shared_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, round_id, author_id),
	foreign key (tenant_id, round_id) references study_round,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, author_id) references person,
	foreign key (tenant_id, reviewer_id) references person,
	check (reviewer_id <> author_id),
	check (shared_at is null or state = 'accepted')
);
create index reflection_reviewer on reflection (tenant_id, reviewer_id, state) where reviewer_id is not null;
create index reflection_author on reflection (tenant_id, author_id, begun_at);

-- What is being written, field by field; nobody's but the author's.
create table reflection_text (
	tenant_id uuid not null references tenant,
	reflection_id uuid not null,
	author_id uuid not null,
	fields jsonb not null,
	revision integer not null,
	saved_at timestamptz not null,
	primary key (tenant_id, reflection_id),
	foreign key (tenant_id, reflection_id) references reflection
) with (fillfactor = 50);

-- A paper as it was handed in; it stays as it was.
create table reflection_version (
	tenant_id uuid not null references tenant,
	reflection_id uuid not null,
	version smallint not null,
	fields jsonb not null,
	handed_in_at timestamptz not null,
	primary key (tenant_id, reflection_id, version),
	foreign key (tenant_id, reflection_id) references reflection
);

-- What was uploaded: a written text, or photographs of handwriting.
create table reflection_file (
	tenant_id uuid not null references tenant,
	id uuid not null,
	reflection_id uuid not null,
	sha256 text not null,
	file_name text not null,
	media_type text not null,
	bytes bigint not null,
	-- The text of the file where it has one, for comparing and reading.
	body text not null default '',
	added_at timestamptz not null,
	-- From the first handing in on it stays; before that the author may take it out.
	dropped_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, reflection_id) references reflection,
	foreign key (tenant_id, sha256) references stored_file
);
create index reflection_file_reflection on reflection_file (tenant_id, reflection_id, added_at);

-- What is said of a passage, by who reviews or, in answer, by the author.
create table reflection_remark (
	tenant_id uuid not null references tenant,
	id uuid not null,
	reflection_id uuid not null,
	version smallint not null,
	-- The passage; nothing: of the whole.
	passage text not null default '',
	body text not null check (body <> ''),
	by_id uuid not null,
	at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, reflection_id, version) references reflection_version,
	foreign key (tenant_id, by_id) references person
);
create index reflection_remark_reflection on reflection_remark (tenant_id, reflection_id, at);

-- What came of each handing in.
create table reflection_review (
	tenant_id uuid not null references tenant,
	reflection_id uuid not null,
	version smallint not null,
	outcome text not null check (outcome in ('accepted', 'returned')),
	level text,
	words text not null default '',
	by_id uuid not null,
	at timestamptz not null,
	primary key (tenant_id, reflection_id, version),
	foreign key (tenant_id, reflection_id, version) references reflection_version,
	foreign key (tenant_id, by_id) references person,
	check (outcome = 'accepted' or words <> '')
);
