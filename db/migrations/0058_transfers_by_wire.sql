-- A letter goes to, and comes from, an organisation with which parcels are exchanged (decisions 0054, 0058).
alter table member_transfer
	add column to_partner_id uuid,
	add foreign key (tenant_id, to_partner_id) references exchange_partner,
	add check (to_tenant_id is null or to_partner_id is null);
alter table incoming_transfer
	add column from_partner_id uuid,
	add foreign key (tenant_id, from_partner_id) references exchange_partner;
