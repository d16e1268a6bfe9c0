-- Recurring work that could not be given because its owner or supervisor has left the unit: the due day of the occurrence
-- that waits for somebody. Set and cleared where occurrences are made.
alter table recurrence add column wanted_for date;
create index recurrence_wanted on recurrence (tenant_id, unit_id) where wanted_for is not null and stopped_at is null;
