-- Figures of oversight that travel between installations as parcels of the exchange (decision 0059).

-- A unit that stands for a partner: whoever keeps partners says which. A link without a partner is made by whoever runs the
-- installation, and its figures are laid before the unit within it (decision 0048).
alter table tenant_link
	add column partner_id uuid,
	add column named_by uuid,
	add column named_at timestamptz,
	-- The moment of the newest figures that came, by the clock of their sender: what is older changes nothing.
	add column told_at timestamptz,
	-- As of when they had been counted below.
	add column counted_at timestamptz,
	add foreign key (tenant_id, partner_id) references exchange_partner,
	add foreign key (tenant_id, named_by) references person,
	add check ((partner_id is null) = (named_by is null) and (partner_id is null) = (named_at is null));

-- To which superior organisation the own figures go, and what became of the last that went.
create table figures_sending (
	tenant_id uuid not null references tenant,
	partner_id uuid not null,
	is_on boolean not null default false,
	changed_by uuid,
	changed_at timestamptz,
	-- Whether the superior says that it takes figures; null: it has said nothing yet.
	is_wanted boolean,
	wanted_at timestamptz,
	-- When it was looked last whether something has changed.
	looked_at timestamptz,
	-- The moment that the last figures bear; the next ones bear a later one.
	told_at timestamptz,
	parcel_id uuid,
	digest text not null default '',
	counted_at timestamptz,
	state text not null default 'none' check (state in ('none', 'waiting', 'delivered', 'refused', 'dead')),
	settled_at timestamptz,
	reason text not null default '',
	-- What the superior has: by it one knows that something has changed.
	delivered_digest text not null default '',
	delivered_at timestamptz,
	delivered_counted_at timestamptz,
	primary key (tenant_id, partner_id),
	foreign key (tenant_id, partner_id) references exchange_partner,
	foreign key (tenant_id, changed_by) references person
);
