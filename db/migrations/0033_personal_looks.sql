-- Who looked at records about a person: read by that person, the last first.
create index event_looked_at on event (tenant_id, person_id, at) where verb = 'person.looked_at';

-- The form of a paper is that of the unit on the day on which it was begun (reflection.form).
alter table study_round drop column form_id;

-- A text that was kept a moment ago waits with its runs until a job takes it into the index: that is hundreds of places of the
-- index, and thousands may hand in at one hour.
alter table likeness_text add column waiting_runs integer[];
alter table likeness_text alter column waiting_runs set storage external;
create index likeness_text_waiting on likeness_text (tenant_id, kept_at) where waiting_runs is not null;
