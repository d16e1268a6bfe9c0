-- Proposals and recommendations: what was proposed, by whom, who is to answer by when, what came of it, step by step.

-- Every unit in which the actor has a place, and those whose office receives what is sent up from below.
create function meta.places() returns uuid[] language sql stable parallel safe
	return coalesce(nullif(current_setting('app.places', true), ''), '{}')::uuid[];
create function meta.offices() returns uuid[] language sql stable parallel safe
	return coalesce(nullif(current_setting('app.offices', true), ''), '{}')::uuid[];

create table proposal (
	tenant_id uuid not null references tenant,
	id uuid not null,
	unit_id uuid not null,
	proposer_id uuid not null,
	-- Who wrote it down: the proposer, or whoever kept the minutes.
	recorded_by uuid not null,
	body text not null check (body <> ''),
	document_id uuid,
	clause_id uuid,
	-- Where it came from: sent directly, said under an item of a meeting, written in a reflection paper.
	source text not null check (source in ('direct', 'meeting', 'paper')),
	source_id uuid,
	-- usual: named to the committee and to whoever answers; hidden: to the secretary and whoever answers; open: also where it is published.
	naming text not null check (naming in ('usual', 'hidden', 'open')),
	state text not null check (state in ('received', 'assigned', 'answered', 'disputed', 'settled', 'closed', 'withdrawn')),
	-- The first time, and the second after the proposer said that it was not settled.
	round smallint not null default 1,
	received_at timestamptz not null,
	-- Since when it has been in its state.
	since timestamptz not null,
	due_on date not null,
	-- The unit that has it now: the proposer's own, or one above to which it was sent up.
	answering_unit_id uuid not null,
	answerer_id uuid,
	by_committee boolean not null default false,
	assigned_by uuid,
	-- The units above to which it was sent, all of which go on seeing it.
	seen_by uuid[] not null default '{}',
	-- The alike proposal under which it is answered.
	leader_id uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, proposer_id) references person,
	foreign key (tenant_id, recorded_by) references person,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, clause_id) references clause,
	foreign key (tenant_id, answering_unit_id) references unit,
	foreign key (tenant_id, answerer_id) references person,
	foreign key (tenant_id, assigned_by) references person,
	foreign key (tenant_id, leader_id) references proposal,
	check (clause_id is null or document_id is not null),
	check (leader_id <> id)
);
create index proposal_unit on proposal (tenant_id, unit_id, received_at);
create index proposal_answering on proposal (tenant_id, answering_unit_id, state, due_on);
create index proposal_answerer on proposal (tenant_id, answerer_id, state, due_on);
create index proposal_proposer on proposal (tenant_id, proposer_id, received_at);
create index proposal_source on proposal (tenant_id, source_id) where source_id is not null;
create index proposal_document on proposal (tenant_id, document_id) where document_id is not null;
create index proposal_leader on proposal (tenant_id, leader_id) where leader_id is not null;

-- What was done with it, step by step; a step stays as it was written.
create table proposal_step (
	tenant_id uuid not null,
	id uuid not null,
	proposal_id uuid not null,
	kind text not null check (kind in ('received', 'assigned', 'sent_up', 'answered', 'settled', 'reopened', 'disputed', 'closed', 'withdrawn', 'grouped', 'ungrouped', 'task')),
	at timestamptz not null,
	-- Who did it; nobody where it was the proposer, whose name stands in the proposal alone.
	by_id uuid,
	-- The unit that did it.
	unit_id uuid not null,
	-- The answer, the reason.
	words text not null default '',
	-- The decision that came of it.
	decision text not null default '',
	due_on date,
	to_person_id uuid,
	to_unit_id uuid,
	document_id uuid,
	task_id uuid,
	primary key (tenant_id, id),
	foreign key (tenant_id, proposal_id) references proposal,
	foreign key (tenant_id, by_id) references person,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, to_person_id) references person,
	foreign key (tenant_id, to_unit_id) references unit,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, task_id) references task
);
create index proposal_step_proposal on proposal_step (tenant_id, proposal_id, at, id);

-- What the unit shows to its people of a proposal: the words as they were released, and a name only where the proposer lets it.
create table proposal_release (
	tenant_id uuid not null,
	proposal_id uuid not null,
	unit_id uuid not null,
	body text not null check (body <> ''),
	answer text not null check (answer <> ''),
	answered_by text not null,
	answered_on date not null,
	proposer_name text,
	document_id uuid,
	released_by uuid not null,
	released_at timestamptz not null,
	withdrawn_at timestamptz,
	primary key (tenant_id, proposal_id),
	foreign key (tenant_id, proposal_id) references proposal,
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, document_id) references document,
	foreign key (tenant_id, released_by) references person
);
create index proposal_release_unit on proposal_release (tenant_id, unit_id, released_at);

-- How a unit answers, from a day on; without one the rule that comes with the product.
create table proposal_rule (
	tenant_id uuid not null references tenant,
	unit_id uuid not null,
	valid_from date not null,
	-- Working days within which an answer is owed.
	answer_days smallint not null check (answer_days between 1 and 120),
	-- Whether whoever answers is told the name of a proposer who asked not to be named.
	names_to_answerer boolean not null,
	set_by uuid not null,
	set_at timestamptz not null,
	primary key (tenant_id, unit_id, valid_from),
	foreign key (tenant_id, unit_id) references unit,
	foreign key (tenant_id, set_by) references person
);
