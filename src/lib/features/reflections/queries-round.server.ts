import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { roundForPaper } from '#lib/features/study/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { canReview } from './domain/reviewer.ts';
import { daysLate, type ReflectionState } from './domain/states.ts';
import { reflectionFor } from './facts.server.ts';
import { maySeePapers, maySetForm, mayWrite } from './policy.ts';

export type ListedPaper = {
	personId: string;
	name: string;
	isRequired: boolean;
	id: string | null;
	state: ReflectionState | 'none';
	handedInAt: Date | null;
	reviewedAt: Date | null;
	reviewerId: string | null;
	reviewerName: string | null;
	level: string | null;
	isShared: boolean;
	/** Days after the last day, of the handing in or until today. */
	late: number;
	isMine: boolean;
};

export type Load = { personId: string; name: string; papers: number; waiting: number };

/**
 * The papers of a round: who has handed in, who reviews, what waits; without a word of them.
 * @throws Failure missing, refused for who does not lead the unit
 */
export const papersPage = async (tx: Tx, actor: Actor, roundId: string, today: Day) => {
	const round = await roundForPaper(tx, actor, roundId);
	// Who leads the unit that calls sees all; who leads one below that takes part, its own people.
	const isOfRound = maySeePapers(actor, round.unitId).allowed;
	const unitId = isOfRound ? round.unitId : (round.homeUnitId ?? round.unitId);
	const may = maySeePapers(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const found = await sql<Omit<ListedPaper, 'late' | 'isMine'>>`
		select t.person_id as "personId", n.full_name as name, t.is_required as "isRequired", p.id, coalesce(p.state, 'none') as state, p.handed_in_at as "handedInAt",
			p.reviewed_at as "reviewedAt", p.reviewer_id as "reviewerId", r.full_name as "reviewerName", p.level, p.shared_at is not null as "isShared"
		from study_participant t
		join person n on n.tenant_id = t.tenant_id and n.id = t.person_id
		left join reflection p on p.tenant_id = t.tenant_id and p.round_id = t.round_id and p.author_id = t.person_id
		left join person r on r.tenant_id = p.tenant_id and r.id = p.reviewer_id
		where t.tenant_id = ${actor.tenantId} and t.round_id = ${round.id} ${isOfRound ? sql`` : sql`and t.home_unit_id = ${unitId}`} order by n.sort_key collate "vi-x-icu", n.id`.execute(
		tx,
	);
	const due = round.paperDueOn;
	const papers: ListedPaper[] = found.rows.map((row) => ({
		...row,
		isMine: row.reviewerId !== null && row.reviewerId === actor.personId,
		late: due && row.isRequired ? daysLate(due, row.handedInAt ? dayOf(row.handedInAt) : today) : 0,
	}));
	const committee = (await peopleOfUnit(tx, unitId, today)).filter(({ roles }) => canReview(roles));
	const load: Load[] = committee.map(({ personId, fullName }) => {
		const own = papers.filter(({ reviewerId }) => reviewerId === personId);
		return {
			personId,
			name: fullName,
			papers: own.length,
			waiting: own.filter(({ state }) => state === 'handed_in').length,
		};
	});
	return { round, papers, load, mayAssign: maySetForm(actor, unitId).allowed };
};

export type SharedPaper = { id: string; authorName: string; sharedAt: Date };

/** Papers of a round that their authors let the people of the unit read. */
export const sharedPapers = async (tx: Tx, actor: Actor, roundId: string): Promise<SharedPaper[]> =>
	(
		await sql<SharedPaper>`
			select p.id, n.full_name as "authorName", p.shared_at as "sharedAt" from reflection p
			join person n on n.tenant_id = p.tenant_id and n.id = p.author_id
			where p.tenant_id = ${actor.tenantId} and p.round_id = ${roundId} and p.shared_at is not null order by p.shared_at`.execute(
			tx,
		)
	).rows;

/** How far one's own paper of a round has come; null where none is wanted of the actor and none was written. */
export const ownPaperState = async (
	tx: Tx,
	actor: Actor,
	round: { id: string; state: string; isParticipant: boolean; paperDueOn: Day | null },
): Promise<{ state: ReflectionState | 'none'; mayWrite: boolean } | null> => {
	if (!actor.personId || !round.isParticipant || round.state === 'preparing') return null;
	const paper = await reflectionFor(tx, {
		tenantId: actor.tenantId,
		roundId: round.id,
		personId: actor.personId,
	});
	const may = mayWrite(actor, { ...round, isOpen: round.state === 'open' }, paper).allowed;
	return paper || may ? { state: paper?.state ?? 'none', mayWrite: may } : null;
};
