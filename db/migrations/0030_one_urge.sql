-- That somebody was urged stands in one place: by hand on the page of who is behind, or with words on the page of a task.
alter table urge add column words text check (words <> '');
-- What a thing was urged for, whoever owed it.
create index urge_subject on urge (tenant_id, kind, subject_id, urged_at desc);
-- Rows of all tenants are moved here: the fence, which binds the owner of the tables too, stands open for this transaction.
alter table urge no force row level security;
alter table task_urge no force row level security;
alter table task no force row level security;
-- Who owned the task at that time is not known any more: it stands with the present owner.
insert into urge (tenant_id, id, unit_id, person_id, kind, subject_id, urged_by, urged_at, words)
	select g.tenant_id, g.id, t.unit_id, t.owner_id, 'carry_out', g.task_id, g.urged_by, g.urged_at, g.words
	from task_urge g join task t on t.tenant_id = g.tenant_id and t.id = g.task_id;
alter table urge force row level security;
alter table task force row level security;
drop table task_urge;
