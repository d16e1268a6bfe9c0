-- Parcels between organisations, on this installation or on another: with whom, what goes out, what came in (decision 0054).

-- The keys with which an organisation signs. The private half is derived from a secret of the data directory and is never written here.
create table exchange_key (
	tenant_id uuid not null references tenant,
	generation integer not null check (generation > 0),
	made_by uuid,
	made_at timestamptz not null,
	primary key (tenant_id, generation),
	foreign key (tenant_id, made_by) references person
);

-- An organisation with which this one exchanges parcels.
create table exchange_partner (
	tenant_id uuid not null references tenant,
	id uuid not null,
	-- The unit that keeps it and to which its parcels come.
	unit_id uuid not null,
	-- The organisation as it calls itself. No key: no key leads to another tenant.
	remote_id uuid not null,
	name text not null check (name <> ''),
	code text not null default '',
	address text not null default '',
	-- It is on this very installation: parcels are handed over inside.
	is_inside boolean not null default false,
	role text not null check (role in ('superior', 'subordinate', 'peer')),
	public_key text not null,
	-- The key before the last change: what was signed with it while the change was under way is still known.
	previous_key text not null default '',
	-- With which of the own keys this partner is spoken to: the newest that it has acknowledged.
	generation integer not null default 1,
	-- Both sides have read the prints of the keys to one another; before that nothing goes and nothing comes.
	confirmed_by uuid,
	confirmed_at timestamptz,
	suspended_by uuid,
	suspended_at timestamptz,
	added_by uuid not null,
	added_at timestamptz not null,
	-- Failures in a row, and until when it is left alone after them.
	failures integer not null default 0,
	retry_at timestamptz,
	reached_at timestamptz,
	heard_at timestamptz,
	primary key (tenant_id, id),
	unique (tenant_id, remote_id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, confirmed_by) references person,
	foreign key (tenant_id, suspended_by) references person,
	foreign key (tenant_id, added_by) references person
);

-- Written in the transaction of the act that sends it, and kept when it has gone.
create table exchange_outgoing (
	tenant_id uuid not null references tenant,
	id uuid not null,
	partner_id uuid not null,
	conversation text not null,
	sequence integer not null,
	kind text not null,
	-- Text and not jsonb: every attempt has the same bytes.
	body text not null,
	attachments jsonb not null default '[]',
	state text not null default 'waiting' check (state in ('waiting', 'delivered', 'refused', 'dead')),
	written_by uuid,
	written_at timestamptz not null default now(),
	attempts integer not null default 0,
	-- Somebody is delivering it until then.
	leased_until timestamptz,
	-- Given up when it has not gone by then; set at the first attempt.
	gives_up_at timestamptz,
	tried_at timestamptz,
	error text not null default '',
	settled_at timestamptz,
	-- The signed answer of the other side, and what signs it.
	receipt text not null default '',
	receipt_signature text not null default '',
	primary key (tenant_id, id),
	unique (tenant_id, partner_id, conversation, sequence),
	foreign key (tenant_id, partner_id) references exchange_partner,
	foreign key (tenant_id, written_by) references person
);
create index exchange_outgoing_open on exchange_outgoing (tenant_id, partner_id, written_at) where state in ('waiting', 'dead');
create index exchange_outgoing_list on exchange_outgoing (tenant_id, partner_id, written_at desc);

-- Kept before it is acknowledged; one message of one partner is there once.
create table exchange_incoming (
	tenant_id uuid not null references tenant,
	partner_id uuid not null,
	id uuid not null,
	conversation text not null,
	sequence integer not null,
	kind text not null,
	body text not null,
	attachments jsonb not null default '[]',
	digest text not null,
	state text not null default 'waiting' check (state in ('waiting', 'taken', 'refused')),
	sent_at timestamptz not null,
	received_at timestamptz not null,
	taken_at timestamptz,
	attempts integer not null default 0,
	next_at timestamptz,
	error text not null default '',
	receipt text not null,
	receipt_signature text not null,
	primary key (tenant_id, partner_id, id),
	unique (tenant_id, partner_id, conversation, sequence),
	foreign key (tenant_id, partner_id) references exchange_partner
);
create index exchange_incoming_open on exchange_incoming (tenant_id, partner_id, received_at) where state = 'waiting';
create index exchange_incoming_list on exchange_incoming (tenant_id, partner_id, received_at desc);
