-- Where members live: the residential cells to which a unit introduces its people, the letters, and what is said of them there.

-- A residential cell as the unit knows it. Its names have days; one that was merged leads to what it became.
create table residence_place (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	successor_id uuid,
	ended_on date,
	added_by uuid not null,
	added_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, successor_id) references residence_place,
	foreign key (tenant_id, added_by) references person,
	check ((successor_id is null) = (ended_on is null)),
	check (successor_id <> id)
);
create index residence_place_unit on residence_place (tenant_id, unit_id);

create table residence_place_name (
	tenant_id uuid not null references tenant,
	place_id uuid not null,
	valid_from date not null,
	valid_to date,
	-- "Chi bộ tổ dân phố 5", and the committee above it: "Đảng ủy phường Thành Sen, tỉnh Hà Tĩnh".
	cell text not null check (cell <> ''),
	commune text not null check (commune <> ''),
	-- By which decision it bears this name.
	decision text not null default '',
	primary key (tenant_id, place_id, valid_from),
	foreign key (tenant_id, place_id) references residence_place,
	check (valid_to is null or valid_to > valid_from)
);
create unique index residence_place_name_now on residence_place_name (tenant_id, place_id) where valid_to is null;

-- Whom nobody introduces or asks about, which words a remark may bear, how long things take; from a day on.
create table residence_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- [{"key", "name", "introduced", "reasons"}]
	exemptions jsonb not null check (jsonb_typeof(exemptions) = 'array'),
	levels text[] not null,
	-- How long a one-time link opens, within how many days a letter is made out, and within how many a remark is read.
	link_days integer not null check (link_days between 1 and 90),
	letter_days integer not null check (letter_days between 1 and 90),
	read_days integer not null check (read_days between 1 and 90),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

-- Where somebody of a unit lives, from a day on.
create table residence_link (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	-- None: the person is of a kind that is not introduced.
	place_id uuid,
	-- A line by which the residential cell finds the house, and no more.
	address text not null default '',
	valid_from date not null,
	valid_to date,
	-- The kind of exemption as the rule of the day had it, and why it holds for this person.
	exempt_kind text,
	exempt_name text not null default '',
	reason text not null default '',
	-- Why a letter is to be made out: the first one, after moving home, after the residential cell got another name.
	letter_due text check (letter_due in ('new', 'moved', 'renamed')),
	letter_due_on date,
	entered_by uuid not null,
	entered_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, place_id) references residence_place,
	foreign key (tenant_id, entered_by) references person,
	check (valid_to is null or valid_to > valid_from),
	check (place_id is not null or exempt_kind is not null),
	check (exempt_kind is null or reason <> ''),
	check ((letter_due is null) = (letter_due_on is null)),
	check (letter_due is null or place_id is not null)
);
create unique index residence_link_open on residence_link (tenant_id, unit_id, person_id) where valid_to is null;
create index residence_link_person on residence_link (tenant_id, person_id, valid_from);
create index residence_link_place on residence_link (tenant_id, place_id) where valid_to is null;

-- A letter by which a person is introduced, and its receipt.
create table residence_letter (
	tenant_id uuid not null references tenant,
	id uuid not null,
	link_id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	-- As it was written.
	cell text not null,
	commune text not null,
	mark text not null,
	issued_on date not null,
	cause text not null check (cause in ('new', 'moved', 'renamed')),
	issued_by uuid not null,
	issued_at timestamptz not null,
	received_on date,
	received_name text,
	-- Who noted the receipt down; nobody: the residential cell confirmed it by the link of the letter.
	noted_by uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, link_id) references residence_link,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, issued_by) references person,
	foreign key (tenant_id, noted_by) references person,
	check ((received_on is null) = (received_name is null))
);
create index residence_letter_link on residence_letter (tenant_id, link_id, issued_on);
create index residence_letter_person on residence_letter (tenant_id, person_id);

-- The yearly round of remarks of a unit, and of whom one is asked for.
create table residence_round (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	year integer not null check (year between 2000 and 2200),
	due_on date not null,
	state text not null check (state in ('open', 'closed')),
	opened_by uuid not null,
	opened_at timestamptz not null,
	closed_by uuid,
	closed_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, unit_id, year),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, opened_by) references person,
	foreign key (tenant_id, closed_by) references person,
	check ((state = 'closed') = (closed_at is not null))
);

create table residence_request (
	tenant_id uuid not null references tenant,
	id uuid not null,
	round_id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	link_id uuid not null,
	cell text not null default '',
	commune text not null default '',
	-- Why none is asked for; with the state 'waiting' it was asked for on need all the same.
	exempt_name text not null default '',
	reason text not null default '',
	state text not null check (state in ('waiting', 'received', 'exempt')),
	-- The committee member who reads it with the secretary.
	in_charge_id uuid,
	received_at timestamptz,
	seen_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, round_id, person_id),
	foreign key (tenant_id, round_id) references residence_round,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, link_id) references residence_link,
	foreign key (tenant_id, in_charge_id) references person,
	check (in_charge_id <> person_id),
	check ((state = 'received') = (received_at is not null))
);
create index residence_request_person on residence_request (tenant_id, person_id);

-- What the residential cell says of somebody in a year, and what the person says to it.
create table residence_remark (
	tenant_id uuid not null references tenant,
	id uuid not null,
	request_id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	in_charge_id uuid,
	year integer not null,
	level text not null default '',
	body text not null default '',
	signed_by text not null check (signed_by <> ''),
	signed_on date not null,
	-- Typed from a paper, kept as a scan, or written by the residential cell through a one-time link.
	way text not null check (way in ('typed', 'scan', 'link')),
	sha256 text,
	file_name text,
	media_type text,
	-- Null: the residential cell itself.
	entered_by uuid,
	entered_at timestamptz not null,
	answer text not null default '',
	answered_at timestamptz,
	taken_back_by uuid,
	taken_back_at timestamptz,
	taken_back_reason text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, request_id) references residence_request,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, in_charge_id) references person,
	foreign key (tenant_id, sha256) references stored_file,
	foreign key (tenant_id, entered_by) references person,
	foreign key (tenant_id, taken_back_by) references person,
	check (body <> '' or sha256 is not null),
	-- Nobody enters or takes back what is said of themselves.
	check (entered_by <> person_id),
	check (taken_back_by <> person_id),
	check ((way = 'link') = (entered_by is null)),
	check ((taken_back_at is null) = (taken_back_reason = '')),
	check ((answered_at is null) = (answer = ''))
);
create unique index residence_remark_one on residence_remark (tenant_id, request_id) where taken_back_at is null;
create index residence_remark_person on residence_remark (tenant_id, person_id);

-- A link that opens once, without an account: to confirm that a letter was received, or to write a remark.
create table residence_token (
	tenant_id uuid not null references tenant,
	id uuid not null,
	letter_id uuid,
	request_id uuid,
	unit_id uuid not null,
	person_id uuid not null,
	-- Only the hash is kept: the link itself is shown once, or printed.
	token_hash text not null,
	made_by uuid not null,
	made_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, letter_id) references residence_letter,
	foreign key (tenant_id, request_id) references residence_request,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, made_by) references person,
	check ((letter_id is null) <> (request_id is null))
);
create unique index residence_token_hash on residence_token (tenant_id, token_hash);
create index residence_token_letter on residence_token (tenant_id, letter_id) where letter_id is not null;
create index residence_token_request on residence_token (tenant_id, request_id) where request_id is not null;
