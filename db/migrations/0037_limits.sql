-- Limits of somebody's work: a talk, a reminder, a criticism or a review, each about a named fact; the person's answer, the
-- plan to put it right, how it ended. No discipline: the words of it are refused, and there is no place for its files.

-- How a unit goes about it, from a day on; without one the rule that comes with the product.
create table limit_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- Within so many days the person is asked to answer.
	answer_days smallint not null check (answer_days between 1 and 60),
	-- After so many days those who lead see it, if the person has not opened it before.
	told_days smallint not null check (told_days between 1 and 30),
	-- Within so many days it is concluded once all of it is done.
	close_days smallint not null check (close_days between 1 and 60),
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);

create table personal_limit (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	person_id uuid not null,
	kind text not null check (kind in ('talk', 'reminder', 'criticism', 'review')),
	-- What happened, when, and where it is to be seen.
	fact text not null check (fact <> ''),
	fact_on date not null,
	source text not null check (source in ('task', 'paper', 'reading', 'meeting', 'described')),
	source_id uuid,
	evidence text not null default '',
	-- What whoever gives it says to the person.
	words text not null check (words <> ''),
	given_by uuid not null,
	given_at timestamptz not null,
	-- Whoever gives it sits in the unit above: for who heads the unit.
	from_above boolean not null,
	-- When the person opened it, and the day from which those who lead see it in any case.
	opened_at timestamptz,
	shown_from date not null,
	state text not null check (state in ('given', 'answered', 'closed', 'withdrawn')),
	answer_by date not null,
	-- The committee member who is in charge of it.
	in_charge_id uuid,
	plan_agreed_by uuid,
	-- By when it is concluded.
	close_by date not null,
	closed_by uuid,
	closed_at timestamptz,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, person_id) references person,
	foreign key (tenant_id, given_by) references person,
	foreign key (tenant_id, in_charge_id) references person,
	foreign key (tenant_id, plan_agreed_by) references person,
	foreign key (tenant_id, closed_by) references person,
	-- Never about an opinion: there is a thing of the system, or what happened with what shows it.
	check ((source = 'described') = (source_id is null)),
	check (source <> 'described' or evidence <> ''),
	-- Nobody gives, has charge of, agrees or ends one about themselves.
	check (given_by <> person_id),
	check (in_charge_id <> person_id),
	check (plan_agreed_by <> person_id),
	check (closed_by <> person_id),
	check ((state in ('closed', 'withdrawn')) = (closed_by is not null and closed_at is not null))
);
create index personal_limit_person on personal_limit (tenant_id, person_id, given_at);
create index personal_limit_unit on personal_limit (tenant_id, unit_id, state, close_by);
-- About one thing one open limit: nobody is reminded twice of the same.
create unique index personal_limit_source on personal_limit (tenant_id, person_id, source_id) where source_id is not null and state in ('given', 'answered');

-- What was said and done, in order; an entry stays as it was written.
create table limit_entry (
	tenant_id uuid not null references tenant,
	id uuid not null,
	limit_id uuid not null,
	kind text not null check (kind in ('given', 'opened', 'answered', 'planned', 'agreed', 'step_done', 'extended', 'in_charge', 'closed', 'withdrawn')),
	by_id uuid not null,
	at timestamptz not null,
	words text not null default '',
	-- What the answer rests on.
	evidence text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, limit_id) references personal_limit,
	foreign key (tenant_id, by_id) references person
);
create index limit_entry_limit on limit_entry (tenant_id, limit_id, at, id);

-- The plan to put it right: what by when.
create table limit_step (
	tenant_id uuid not null references tenant,
	id uuid not null,
	limit_id uuid not null,
	body text not null check (body <> ''),
	due_on date not null,
	added_at timestamptz not null,
	done_at timestamptz,
	-- What was done, as the person tells it.
	result text not null default '',
	primary key (tenant_id, id),
	foreign key (tenant_id, limit_id) references personal_limit,
	check (done_at is null or result <> '')
);
create index limit_step_limit on limit_step (tenant_id, limit_id, due_on);
