import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type DatedRule, type ProposalRule, ruleOn } from './domain/rules.ts';
import type { Source } from './domain/states.ts';
import { maySeeProposal, type ProposalFacts } from './policy.ts';

export type KnownProposal = ProposalFacts & {
	id: string;
	body: string;
	documentId: string | null;
	clauseId: string | null;
	source: Source;
	sourceId: string | null;
	round: number;
	receivedAt: Date;
	since: Date;
	dueOn: Day;
	assignedBy: string | null;
};

/** The rule of a unit on a day. */
export const ruleOf = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	day: Day,
): Promise<ProposalRule> => {
	const found = await sql<DatedRule>`
		select unit_id as "unitId", valid_from as "validFrom", answer_days as "answerDays", names_to_answerer as "namesToAnswerer"
		from proposal_rule where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId}`.execute(tx);
	return ruleOn(found.rows, unit.unitId, day);
};

/** The columns of `proposal p` that a policy and a page ask for; the rule is the one that holds for its unit on `today`. */
export const proposalColumns = (
	today: Day,
) => sql`p.id, p.unit_id as "unitId", p.proposer_id as "proposerId", p.recorded_by as "recordedBy", p.state, p.naming,
	p.answering_unit_id as "answeringUnitId", p.answerer_id as "answererId", p.by_committee as "byCommittee", p.seen_by::text[] as "seenBy", p.leader_id as "leaderId",
	p.body, p.document_id as "documentId", p.clause_id as "clauseId", p.source, p.source_id as "sourceId", p.round, p.received_at as "receivedAt", p.since,
	p.due_on as "dueOn", p.assigned_by as "assignedBy",
	coalesce((select r.names_to_answerer from proposal_rule r where r.tenant_id = p.tenant_id and r.unit_id = p.unit_id and r.valid_from <= ${today}
		order by r.valid_from desc limit 1), true) as "namesToAnswerer"`;

/** A proposal with what its policies ask for. @throws Failure missing */
export const proposalFacts = async (
	tx: Tx,
	tenantId: string,
	proposalId: string,
	{ today, lock = false }: { today: Day; lock?: boolean },
): Promise<KnownProposal> => {
	if (!uuidPattern.test(proposalId)) throw missing('failure_not_found');
	const found = await sql<KnownProposal>`
		select ${proposalColumns(today)} from proposal p where p.tenant_id = ${tenantId} and p.id = ${proposalId} ${lock ? sql`for update of p` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The proposal for whoever may know of it, locked; to everybody else it is not there. */
export const seenProposal = async (
	{ tx, actor, today }: CommandContext,
	proposalId: string,
): Promise<KnownProposal> => {
	const proposal = await proposalFacts(tx, actor.tenantId, proposalId, { today, lock: true });
	if (!maySeeProposal(actor, proposal).allowed) throw missing('failure_not_found');
	return proposal;
};

/** Proposals that are answered together with this one, and are open as it is. */
export const followersOf = async (
	{ tx, actor, today }: CommandContext,
	proposal: KnownProposal,
): Promise<KnownProposal[]> => {
	const found = await sql<KnownProposal>`
		select ${proposalColumns(today)} from proposal p
		where p.tenant_id = ${actor.tenantId} and p.leader_id = ${proposal.id} and p.state in ('received', 'assigned')
		order by p.id for update of p`.execute(tx);
	return found.rows;
};

/** Those who sort what comes to a unit on a day; from below it comes to the officer who follows too. */
export const officeOf = async (
	tx: Tx,
	tenantId: string,
	unit: { unitId: string; fromBelow: boolean },
	day: Day,
): Promise<string[]> => {
	const found = await sql<{ personId: string }>`
		select distinct person_id as "personId" from role_assignment
		where tenant_id = ${tenantId} and unit_id = ${unit.unitId} and (role in ('secretary', 'deputy') or (${unit.fromBelow} and role = 'higher_officer'))
			and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`.execute(tx);
	return found.rows.map(({ personId }) => personId);
};
