-- A summary that is presented under an item of an agenda.
alter table agenda_item add column assignment_id uuid;
alter table agenda_item add foreign key (tenant_id, assignment_id) references summary_assignment;
-- The meetings that have a document on their agenda, for its timeline.
create index agenda_item_document on agenda_item (tenant_id, document_id);
