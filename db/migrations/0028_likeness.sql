-- Texts that papers are compared with: papers of this and earlier years, documents, forms. Who wrote one is known to the
-- feature that keeps it; here stands its id only.
create table likeness_text (
	tenant_id uuid not null references tenant,
	kind text not null check (kind in ('reflection', 'document', 'template')),
	id uuid not null,
	unit_id uuid,
	body text not null,
	-- Winnowed runs of four syllables without marks (text/likeness/winnow.ts).
	runs integer[] not null,
	kept_at timestamptz not null,
	primary key (tenant_id, kind, id),
	foreign key (tenant_id, unit_id) references unit
);
-- Runs gain nothing by compression. Statistics tell which ones are common (those are not asked for); more of them would take
-- longer to read than they save.
alter table likeness_text alter column runs set storage external, alter column runs set statistics 200;
-- Without a list of what waits: every run that is asked for would have to look through all of it.
create index likeness_text_runs on likeness_text using gin (runs) with (fastupdate = off);
