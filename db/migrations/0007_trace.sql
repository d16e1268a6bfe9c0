-- Verification reads a batch of events at a time.
create index event_sealed on event (tenant_id, sealed_in, id) where sealed_in is not null;

-- Home page: what is behind in a unit.
create index document_reach_behind on document_reach (tenant_id, unit_id) where studied < assigned;
create index task_supervisor on task (tenant_id, supervisor_id) where state = 'reported';
