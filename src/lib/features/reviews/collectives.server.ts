import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, officesOf } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Missed } from './domain/bands.ts';
import type { Marks } from './domain/points.ts';
import type { KnownRound } from './facts.server.ts';
import type { CollectiveFacts } from './policy.ts';

export type Body = 'committee' | 'unit';
export type KnownCollective = CollectiveFacts & {
	body: Body;
	words: Record<string, string>;
	marks: Marks | null;
	selfPoints: number | null;
	selfByName: string | null;
	selfAt: Date | null;
	points: number | null;
	appraisal: string;
	appraisedByName: string | null;
	proposed: string | null;
	missed: Missed[];
	level: string | null;
	levelName: string | null;
	reason: string;
	decisionNumber: string;
	decisionDay: Day | null;
	decidedByName: string | null;
	decidedAt: Date | null;
};

/** The collectives of a round, as far as the actor may read them; one of which nothing was written yet is empty. */
export const collectivesOf = async (
	tx: Tx,
	tenantId: string,
	round: Pick<KnownRound, 'id' | 'unitId' | 'aboveId'>,
): Promise<KnownCollective[]> => {
	const found = await sql<KnownCollective>`
		select c.kind as body, c.unit_id as "unitId", c.above_id as "aboveId", c.self_by as "selfById", c.appraised_by as "appraisedById",
			c.decided_at is not null as "isDecided", c.words, c.marks, c.self_points::float8 as "selfPoints", s.full_name as "selfByName", c.self_at as "selfAt",
			c.points::float8 as points, c.appraisal, a.full_name as "appraisedByName", c.proposed, coalesce(c.missed, '[]') as missed, c.level, c.level_name as "levelName", c.reason,
			c.decision_number as "decisionNumber", c.decision_day as "decisionDay", d.full_name as "decidedByName", c.decided_at as "decidedAt"
		from review_collective c
		join person s on s.tenant_id = c.tenant_id and s.id = c.self_by
		left join person a on a.tenant_id = c.tenant_id and a.id = c.appraised_by
		left join person d on d.tenant_id = c.tenant_id and d.id = c.decided_by
		where c.tenant_id = ${tenantId} and c.round_id = ${round.id}`.execute(tx);
	const empty = (body: Body): KnownCollective => ({
		body,
		unitId: round.unitId,
		aboveId: round.aboveId,
		selfById: null,
		appraisedById: null,
		isDecided: false,
		words: {},
		marks: null,
		selfPoints: null,
		selfByName: null,
		selfAt: null,
		points: null,
		appraisal: '',
		appraisedByName: null,
		proposed: null,
		missed: [],
		level: null,
		levelName: null,
		reason: '',
		decisionNumber: '',
		decisionDay: null,
		decidedByName: null,
		decidedAt: null,
	});
	return (['committee', 'unit'] as const).map(
		(body) => found.rows.find((one) => one.body === body) ?? empty(body),
	);
};

export type WaitingBody = { roundId: string; body: Body; unitName: string; year: number };

/** The collectives of units below that the actor's office decides on, once they are appraised. */
export const waitingAbove = async (tx: Tx, actor: Actor): Promise<WaitingBody[]> =>
	(
		await sql<WaitingBody>`
			select c.round_id as "roundId", c.kind as body, u.name as "unitName", r.year from review_collective c
			join review_round r on r.tenant_id = c.tenant_id and r.id = c.round_id
			join unit u on u.tenant_id = c.tenant_id and u.id = c.unit_id
			where c.tenant_id = ${actor.tenantId} and c.above_id = any(${`{${officesOf(actor).join(',')}}`}::text::uuid[]) and c.appraised_at is not null and c.level is null
			order by u.path, c.kind desc`.execute(tx)
	).rows;
