-- Scans that are read page by page, likeness of texts, registers of incoming documents, earlier renditions of a document.
alter table intake drop constraint intake_state_check;
alter table intake add constraint intake_state_check check (state in ('reading', 'waiting', 'confirmed', 'failed', 'set_aside'));
drop index intake_once;
create unique index intake_once on intake (tenant_id, unit_id, sha256) where state in ('reading', 'waiting', 'confirmed');
alter table intake
	add column pages integer,
	-- A scan is read by one process at a time: until when it is taken.
	add column read_until timestamptz,
	add column number_key text not null default '',
	-- A sketch of the text: two texts are as alike as their sketches agree.
	add column sketch integer[];
create index intake_reading on intake (tenant_id, received_at) where state = 'reading';

-- A page of a scan that has been read: how sure, and the words with their places until the whole is put together.
create table intake_page (
	tenant_id uuid not null,
	intake_id uuid not null,
	page integer not null,
	confidence real not null,
	words jsonb,
	read_at timestamptz not null,
	primary key (tenant_id, intake_id, page),
	foreign key (tenant_id, intake_id) references intake on delete cascade
);

alter table document add column sketch integer[];
-- Bands of a sketch: texts that share one are compared. Equality only, so that the index is used under row level security.
create table text_band (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	band bigint not null,
	document_id uuid not null,
	primary key (tenant_id, unit_id, band, document_id),
	foreign key (tenant_id, document_id) references document
);
create index text_band_document on text_band (tenant_id, document_id);

-- What an earlier version said, kept when a later one took its place.
alter table rendition
	add column superseded_at timestamptz,
	add column earlier_text jsonb;

-- Incoming documents by number, without a gap: per unit and period (a year or a term).
create table register_period (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	period text not null,
	last_number integer not null default 0,
	primary key (tenant_id, unit_id, period),
	foreign key (tenant_id, unit_id) references unit
);
create table register_entry (
	tenant_id uuid not null,
	id uuid not null,
	unit_id uuid not null,
	period text not null,
	number integer not null,
	document_id uuid not null,
	received_on date not null,
	sender text,
	entered_by uuid not null,
	entered_at timestamptz not null,
	primary key (tenant_id, id),
	unique (tenant_id, unit_id, period, number),
	unique (tenant_id, unit_id, document_id),
	foreign key (tenant_id, unit_id, period) references register_period,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, entered_by) references person
);
