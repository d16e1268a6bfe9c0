-- A member goes to another organisation: the introduction letter, what is open here, and whether the other side took the person in.

-- Which kinds of transfer there are, what a letter says, how long things take; of the whole organisation, from a day on.
create table transfer_rule (
	tenant_id uuid not null references tenant,
	valid_from date not null,
	-- [{"key", "name", "keepsMembership", "needsReturn", "mostMonths"}]
	kinds jsonb not null check (jsonb_typeof(kinds) = 'array'),
	-- Facts that the letter says besides the name.
	says text[] not null,
	-- Within how many days the other side confirms, and an arrived letter is dealt with; how long a one-time code opens.
	confirm_days integer not null check (confirm_days between 1 and 180),
	take_in_days integer not null check (take_in_days between 1 and 90),
	code_days integer not null check (code_days between 1 and 180),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, valid_from),
	foreign key (tenant_id, set_by) references person
);

-- One going out.
create table member_transfer (
	tenant_id uuid not null references tenant,
	id uuid not null,
	person_id uuid not null,
	-- The unit that is left, and the membership that the letter ends.
	unit_id uuid not null,
	membership_id uuid not null,
	standing text not null check (standing in ('official', 'probationary')),
	-- The kind as the rule of the day had it.
	kind text not null check (kind <> ''),
	kind_name text not null check (kind_name <> ''),
	keeps_membership boolean not null,
	-- Of this installation; no key leads to another tenant. Null: the file or the paper is carried there.
	to_tenant_id uuid,
	to_organisation text not null check (to_organisation <> ''),
	to_unit text not null default '',
	reason text not null default '',
	effective_on date not null,
	returns_on date,
	-- What the letter says of the person, as it was typed.
	facts jsonb not null check (jsonb_typeof(facts) = 'object'),
	-- The person's own record, which goes along only because the person laid it in.
	record_sha256 text,
	record_name text not null default '',
	record_at timestamptz,
	state text not null check (state in ('asked', 'preparing', 'issued', 'received', 'cancelled')),
	asked_at timestamptz,
	started_by uuid,
	started_at timestamptz,
	mark text not null default '',
	issued_on date,
	issued_by uuid,
	issued_at timestamptz,
	signer text not null default '',
	confirm_by date,
	-- Roles that ended with the letter; they are held again when it is called off before its day.
	roles_ended uuid[] not null default '{}',
	delivered_at timestamptz,
	-- What the other side answered.
	received_on date,
	received_name text not null default '',
	received_unit text not null default '',
	received_way text check (received_way in ('here', 'file', 'code', 'paper', 'wire')),
	declined_on date,
	decline_reason text not null default '',
	answered_at timestamptz,
	noted_by uuid,
	cancelled_by uuid,
	cancelled_at timestamptz,
	cancel_reason text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, membership_id) references membership,
	foreign key (tenant_id, record_sha256) references stored_file,
	foreign key (tenant_id, started_by) references person,
	foreign key (tenant_id, issued_by) references person,
	foreign key (tenant_id, noted_by) references person,
	foreign key (tenant_id, cancelled_by) references person,
	check (returns_on is null or returns_on > effective_on),
	check (state not in ('issued', 'received') or (mark <> '' and issued_on is not null and confirm_by is not null)),
	check ((state = 'received') = (received_on is not null)),
	check (state <> 'cancelled' or cancel_reason <> ''),
	-- Nobody makes out their own letter.
	check (issued_by <> person_id)
);
create unique index member_transfer_open on member_transfer (tenant_id, person_id, unit_id) where state in ('asked', 'preparing', 'issued');
create index member_transfer_unit on member_transfer (tenant_id, unit_id, state);
create index member_transfer_person on member_transfer (tenant_id, person_id);
create index member_transfer_waiting on member_transfer (tenant_id) where state = 'issued' and delivered_at is null and to_tenant_id is not null;

-- What was open when the person left, and what became of it: somebody took it over, or it was closed with a word.
create table transfer_handover (
	tenant_id uuid not null references tenant,
	transfer_id uuid not null,
	person_id uuid not null,
	unit_id uuid not null,
	kind text not null,
	subject_id uuid not null,
	-- As it was called when it was settled.
	name text not null,
	outcome text not null check (outcome in ('passed', 'closed')),
	successor_id uuid,
	word text not null default '',
	settled_by uuid not null,
	settled_at timestamptz not null,
	primary key (tenant_id, transfer_id, kind, subject_id),
	foreign key (tenant_id, transfer_id) references member_transfer,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, successor_id) references person,
	foreign key (tenant_id, settled_by) references person,
	check ((outcome = 'passed') = (successor_id is not null)),
	check (outcome <> 'closed' or word <> ''),
	check (successor_id <> person_id)
);

create index transfer_handover_person on transfer_handover (tenant_id, person_id);

-- A code that confirms the receipt once: printed on a letter, or in a file that is carried. Its hash alone is kept.
create table transfer_code (
	tenant_id uuid not null references tenant,
	id uuid not null,
	transfer_id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	code_hash text not null,
	made_by uuid not null,
	made_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, transfer_id) references member_transfer,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, made_by) references person
);
create unique index transfer_code_hash on transfer_code (tenant_id, code_hash);
create index transfer_code_of on transfer_code (tenant_id, transfer_id);

-- One that comes in: the letter of another organisation, here once however often it arrives.
create table incoming_transfer (
	tenant_id uuid not null references tenant,
	id uuid not null,
	-- The transfer as the sender names it.
	transfer_id uuid not null,
	-- The sender, where it is of this installation.
	from_tenant_id uuid,
	-- What the letter says, and no more of the person than that.
	letter jsonb not null check (jsonb_typeof(letter) = 'object'),
	way text not null check (way in ('here', 'file', 'wire')),
	-- What proves to the sender that it was this file which arrived.
	answer_code text not null default '',
	-- The office to which it came, and the unit to which that hands it on.
	unit_id uuid not null,
	for_unit_id uuid,
	arrived_by uuid,
	arrived_at timestamptz not null,
	take_in_by date not null,
	record_sha256 text,
	record_name text not null default '',
	state text not null check (state in ('arrived', 'received', 'declined', 'withdrawn')),
	person_id uuid,
	membership_id uuid,
	received_on date,
	received_by uuid,
	received_name text not null default '',
	declined_on date,
	decline_reason text not null default '',
	-- The answer has gone to the sender.
	answered_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, transfer_id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, for_unit_id) references unit,
	foreign key (tenant_id, arrived_by) references person,
	foreign key (tenant_id, record_sha256) references stored_file,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, membership_id) references membership,
	foreign key (tenant_id, received_by) references person,
	check ((state = 'received') = (membership_id is not null)),
	check (state <> 'received' or (person_id is not null and received_on is not null)),
	check (state <> 'declined' or decline_reason <> '')
);
create index incoming_transfer_unit on incoming_transfer (tenant_id, unit_id, state);
create index incoming_transfer_for on incoming_transfer (tenant_id, for_unit_id) where for_unit_id is not null;
create index incoming_transfer_person on incoming_transfer (tenant_id, person_id) where person_id is not null;

-- What a list wrote can be taken back for a day: which rows it made, and what it changed.
alter table roster_import add column written jsonb;
alter table roster_import add column undone_by uuid;
alter table roster_import add column undone_at timestamptz;
alter table roster_import drop constraint roster_import_state_check;
alter table roster_import add constraint roster_import_state_check check (state in ('uploaded', 'written', 'dropped', 'undone'));
alter table roster_import add foreign key (tenant_id, undone_by) references person;
