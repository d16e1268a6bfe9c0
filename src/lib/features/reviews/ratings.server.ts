import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Missed } from './domain/bands.ts';
import type { Marks } from './domain/points.ts';

export type KeptSelf = {
	personId: string;
	marks: Marks;
	points: number;
	words: Record<string, string>;
	handedInAt: Date | null;
	savedAt: Date;
};
export type KeptRating = {
	personId: string;
	marks: Marks;
	points: number;
	words: string;
	raterName: string;
	ratedAt: Date;
};
export type KeptResult = {
	personId: string;
	points: number;
	proposed: string;
	missed: Missed[];
	level: string;
	levelName: string;
	reason: string;
	words: string;
	decidedBy: string;
	decidedAt: Date;
};

const of = (personId: string | undefined) => (personId ? sql`and x.person_id = ${personId}` : sql``);

/** What people said of themselves, as far as the actor may read it. */
export const selvesOf = async (
	tx: Tx,
	tenantId: string,
	roundId: string,
	personId?: string,
): Promise<KeptSelf[]> =>
	(
		await sql<KeptSelf>`
			select x.person_id as "personId", x.marks, x.points::float8 as points, x.words, x.handed_in_at as "handedInAt", x.saved_at as "savedAt"
			from review_self x where x.tenant_id = ${tenantId} and x.round_id = ${roundId} ${of(personId)}`.execute(
			tx,
		)
	).rows;

/** The ratings of a round, as far as the actor may read them. */
export const ratingsOf = async (
	tx: Tx,
	tenantId: string,
	roundId: string,
	personId?: string,
): Promise<KeptRating[]> =>
	(
		await sql<KeptRating>`
			select x.person_id as "personId", x.marks, x.points::float8 as points, x.words, n.full_name as "raterName", x.rated_at as "ratedAt"
			from review_rating x join person n on n.tenant_id = x.tenant_id and n.id = x.rater_id
			where x.tenant_id = ${tenantId} and x.round_id = ${roundId} ${of(personId)}`.execute(tx)
	).rows;

/** What was decided, as far as the actor may read it. */
export const resultsOf = async (
	tx: Tx,
	tenantId: string,
	roundId: string,
	personId?: string,
): Promise<KeptResult[]> =>
	(
		await sql<KeptResult>`
			select x.person_id as "personId", x.points::float8 as points, x.proposed, x.missed, x.level, x.level_name as "levelName", x.reason, x.words,
				n.full_name as "decidedBy", x.decided_at as "decidedAt"
			from review_result x join person n on n.tenant_id = x.tenant_id and n.id = x.decided_by
			where x.tenant_id = ${tenantId} and x.round_id = ${roundId} ${of(personId)}`.execute(tx)
	).rows;

export type KeptQuarter = { quarter: number; marks: Marks; points: number; levelName: string };

/** The quarters of a year's round that were announced, of one person, as far as the actor may read them; of a quarter none. */
export const quartersOf = async (
	tx: Tx,
	tenantId: string,
	round: { kind: string; unitId: string; year: number },
	personId: string,
): Promise<KeptQuarter[]> =>
	round.kind === 'quarter'
		? []
		: (
				await sql<KeptQuarter>`
					select r.quarter, t.marks, x.points::float8 as points, x.level_name as "levelName" from review_round r
					join review_result x on x.tenant_id = r.tenant_id and x.round_id = r.id and x.person_id = ${personId}
					join review_rating t on t.tenant_id = r.tenant_id and t.round_id = r.id and t.person_id = x.person_id
					where r.tenant_id = ${tenantId} and r.unit_id = ${round.unitId} and r.year = ${round.year} and r.quarter > 0 and r.concluded_at is not null
					order by r.quarter`.execute(tx)
			).rows;
