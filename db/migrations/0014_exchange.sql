-- Messages of document exchange (edXML), the organs with which they are exchanged, and facts that came with a file.

-- What the message in which a file came says of it; it outranks what is read in the text.
alter table intake add column offered jsonb;

-- The address book: organs by their code. An own organ belongs to a unit; every other one to the whole organisation.
create table exchange_organ (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid,
	-- Opaque: codes of two schemes are in use, and many changed hands in 2025; earlier ones are aliases.
	code text not null check (code <> ''),
	name text not null check (name <> ''),
	aliases text[] not null default '{}',
	email text not null default '',
	changed_at timestamptz not null,
	removed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit
);
create unique index exchange_organ_own on exchange_organ (tenant_id, unit_id) where unit_id is not null and removed_at is null;
create unique index exchange_organ_code on exchange_organ (tenant_id, code) where unit_id is null and removed_at is null;

create table exchange_message (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	direction text not null check (direction in ('in', 'out')),
	kind text not null check (kind in ('document', 'status')),
	from_code text not null,
	from_name text not null,
	-- The identity of the document between systems, and its printed number and day for those that give it another one.
	document_key text not null default '',
	number text not null default '',
	number_key text not null default '',
	dated date,
	type_name text not null default '',
	subject text not null default '',
	urgency integer not null default 0,
	due_on date,
	business text not null default 'new' check (business in ('new', 'revocation', 'update', 'replacement')),
	business_reason text not null default '',
	-- The documents that a revocation, update or replacement names.
	names_keys text[] not null default '{}',
	is_signed boolean not null default false,
	missing_files text[] not null default '{}',
	-- Of a status message its own code; of a document the last state that is known (out) or was told (in).
	state_code text not null default '',
	state_text text not null default '',
	state_at timestamptz,
	-- Of a status message the message that it answers.
	answers_id uuid,
	-- The document from which an outgoing message was made.
	document_id uuid,
	-- The package as it came or went, so that it can be verified later; null once its bytes had to be taken away.
	package_sha256 text,
	package_name text not null default '',
	package_bytes bigint not null default 0,
	-- When its sender made it, as it says.
	made_at timestamptz not null,
	recorded_by uuid,
	recorded_at timestamptz not null,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, answers_id) references exchange_message,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, package_sha256) references stored_file,
	foreign key (tenant_id, recorded_by) references person
);
-- The same package dropped again is the same message.
create unique index exchange_message_once on exchange_message (tenant_id, unit_id, direction, package_sha256) where package_sha256 is not null;
create index exchange_message_list on exchange_message (tenant_id, unit_id, direction, kind, recorded_at desc);
create index exchange_message_key on exchange_message (tenant_id, document_key);
create index exchange_message_number on exchange_message (tenant_id, number_key);
create index exchange_message_answers on exchange_message (tenant_id, answers_id);
create index exchange_message_document on exchange_message (tenant_id, document_id);

-- To whom a message goes, and what each receiver answered last.
create table exchange_receiver (
	tenant_id uuid not null,
	message_id uuid not null,
	place integer not null,
	code text not null,
	name text not null,
	state_code text not null default '',
	state_text text not null default '',
	state_at timestamptz,
	primary key (tenant_id, message_id, place),
	foreign key (tenant_id, message_id) references exchange_message
);

create table exchange_file (
	tenant_id uuid not null,
	message_id uuid not null,
	place integer not null,
	name text not null,
	sha256 text not null,
	bytes bigint not null,
	-- The intake that an attachment became. Without a foreign key on the bytes: they may have to go.
	intake_id uuid,
	primary key (tenant_id, message_id, place),
	foreign key (tenant_id, message_id) references exchange_message,
	foreign key (tenant_id, intake_id) references intake on delete set null (intake_id)
);
create index exchange_file_intake on exchange_file (tenant_id, intake_id);
create index exchange_file_sha256 on exchange_file (tenant_id, sha256);
