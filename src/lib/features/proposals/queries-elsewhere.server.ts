import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { inShort } from './domain/alike.ts';
import type { ProposalState, Source } from './domain/states.ts';

/** A proposal as the thing from which it came shows it. */
export type ProposalFrom = {
	id: string;
	/** The paper, or the item of an agenda. */
	sourceId: string;
	body: string;
	state: ProposalState;
	dueOn: Day;
	/** The last answer, when there is one. */
	answer: string | null;
	/** False while it is answered together with another. */
	isOwn: boolean;
};

/**
 * The proposals that came from papers, or from items of an agenda, in the order in which they were received; those that row level security lets the actor see.
 * No name: the source tells whose they are to whom it may.
 */
export const proposalsFrom = async (
	tx: Tx,
	kind: Exclude<Source, 'direct'>,
	ids: readonly string[],
): Promise<ProposalFrom[]> => {
	if (ids.length === 0) return [];
	const found = await sql<ProposalFrom>`
		select p.id, p.source_id as "sourceId", p.body, p.state, p.due_on as "dueOn", p.leader_id is null as "isOwn",
			(select s.words from proposal_step s where s.tenant_id = p.tenant_id and s.proposal_id = p.id and s.kind = 'answered' order by s.at desc, s.id desc limit 1) as answer
		from proposal p where p.tenant_id = (select meta.tenant()) and p.source = ${kind} and p.source_id = any(${`{${ids.join(',')}}`}::text::uuid[])
		order by p.received_at, p.id`.execute(tx);
	return found.rows;
};

/** A proposal that waits for the answer of a unit. */
export type WaitingProposal = {
	id: string;
	name: string;
	body: string;
	state: ProposalState;
	dueOn: Day;
	alike: number;
};

/** What waits for the answer of a unit, the most pressing first; what is answered together is one. For those who lead it. */
export const proposalsWaiting = async (tx: Tx, unitId: string): Promise<WaitingProposal[]> => {
	const found = await sql<Omit<WaitingProposal, 'name'>>`
		select p.id, p.body, p.state, p.due_on as "dueOn",
			(select count(*)::int from proposal f where f.tenant_id = p.tenant_id and f.leader_id = p.id and f.state in ('received', 'assigned')) as alike
		from proposal p where p.tenant_id = (select meta.tenant()) and p.answering_unit_id = ${unitId} and p.state in ('received', 'assigned') and p.leader_id is null
		order by p.due_on, p.id limit 100`.execute(tx);
	return found.rows.map((row) => ({ ...row, name: inShort(row.body) }));
};
