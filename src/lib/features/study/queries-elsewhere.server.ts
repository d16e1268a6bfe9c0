import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { roundFacts } from './facts.server.ts';
import { maySeeRound } from './policy.ts';

export type RoundForPaper = {
	id: string;
	unitId: string;
	title: string;
	guidance: string;
	isOpen: boolean;
	paperDueOn: Day | null;
	documentIds: string[];
	/** The sections that are studied; none: the documents as a whole. */
	clauseIds: string[];
	isParticipant: boolean;
	/** The unit for which the actor takes part, in the round of a committee one below; null for who does not take part. */
	homeUnitId: string | null;
};

/** What a reflection paper is written for. @throws Failure missing for who may not see the round */
export const roundForPaper = async (tx: Tx, actor: Actor, roundId: string): Promise<RoundForPaper> => {
	const round = await roundFacts(tx, actor, roundId);
	if (!maySeeRound(actor, round).allowed) throw missing('failure_not_found');
	const more = await sql<{ clauseIds: string[]; homeUnitId: string | null }>`
		select coalesce((select jsonb_agg(c.clause_id) from study_round_clause c where c.tenant_id = ${actor.tenantId} and c.round_id = ${round.id}), '[]') as "clauseIds",
			(select p.home_unit_id from study_participant p
				where p.tenant_id = ${actor.tenantId} and p.round_id = ${round.id} and p.person_id = ${actor.personId}) as "homeUnitId"`.execute(
		tx,
	);
	return {
		id: round.id,
		unitId: round.unitId,
		title: round.title,
		guidance: round.guidance,
		isOpen: round.state === 'open',
		paperDueOn: round.paperDueOn,
		documentIds: round.documentIds,
		clauseIds: more.rows[0]?.clauseIds ?? [],
		isParticipant: round.isParticipant,
		homeUnitId: more.rows[0]?.homeUnitId ?? null,
	};
};

/** Open rounds for which a person must hand in a paper, the earliest first. */
export const roundsWaitingForPaper = async (
	tx: Tx,
	wanted: { tenantId: string; personId: string },
): Promise<{ roundId: string; title: string; paperDueOn: Day }[]> =>
	(
		await sql<{ roundId: string; title: string; paperDueOn: Day }>`
			select r.id as "roundId", r.title, r.paper_due_on as "paperDueOn" from study_participant p
			join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state = 'open' and r.paper_due_on is not null
			where p.tenant_id = ${wanted.tenantId} and p.person_id = ${wanted.personId} and p.is_required order by r.paper_due_on, r.id`.execute(
			tx,
		)
	).rows;
