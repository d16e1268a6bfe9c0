import { sql } from 'kysely';
import { registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, startOfDay } from '#lib/shared/calendar.ts';
import type { RoundKind } from './domain/period.ts';
import { sayPoints, sayRound } from './ui/words.ts';

type Own = {
	roundId: string;
	kind: RoundKind;
	year: number;
	quarter: number;
	endsOn: Day;
	selfPoints: number | null;
	selfWords: Record<string, string> | null;
	selfAt: Date | null;
	points: number | null;
	level: string | null;
	words: string | null;
	ratingWords: string | null;
	decidedAt: Date | null;
};

/** The actor's own part in reviews. Of a rating there is nothing before it was announced (db/security/72_reviews.sql). */
const ownParts = async (tx: Tx, { tenantId, personId }: Actor): Promise<Own[]> => {
	const found = await sql<Own>`
		select r.id as "roundId", r.kind, r.year, r.quarter, r.ends_on as "endsOn", s.points::float8 as "selfPoints", s.words as "selfWords", s.handed_in_at as "selfAt",
			x.points::float8 as points, x.level_name as level, x.words, g.words as "ratingWords", x.decided_at as "decidedAt"
		from review_person p
		join review_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
		left join review_self s on s.tenant_id = p.tenant_id and s.round_id = p.round_id and s.person_id = p.person_id
		left join review_rating g on g.tenant_id = p.tenant_id and g.round_id = p.round_id and g.person_id = p.person_id and r.state = 'concluded'
		left join review_result x on x.tenant_id = p.tenant_id and x.round_id = p.round_id and x.person_id = p.person_id and r.state = 'concluded'
		where p.tenant_id = ${tenantId} and p.person_id = ${personId} order by r.ends_on desc, r.quarter`.execute(
		tx,
	);
	return found.rows;
};

registerPersonalSource({
	key: 'reviews',
	title: m.review_account,
	place: 70,
	of: async (tx, actor, { from, to }) => {
		const own = (await ownParts(tx, actor)).filter(({ endsOn }) => endsOn >= from && endsOn <= to);
		return {
			figures: [],
			items: own.map((part) => ({
				key: part.roundId,
				title: sayRound(part),
				words: [
					...(part.selfPoints === null || !part.selfAt
						? []
						: [m.review_own_self({ points: sayPoints(part.selfPoints) })]),
					...(part.points === null ? [] : [m.review_own_points({ points: sayPoints(part.points) })]),
				],
				at: startOfDay(part.endsOn),
				href: `/danh-gia/${part.roundId}/toi`,
				state: part.level ? { word: part.level, meaning: 'done' as const } : null,
			})),
			said: own.flatMap((part) =>
				part.decidedAt
					? [
							{
								key: `said ${part.roundId}`,
								title: sayRound(part),
								words: [part.ratingWords ?? '', part.words ?? ''].filter(Boolean),
								at: part.decidedAt,
								href: `/danh-gia/${part.roundId}/toi`,
								state: part.level ? { word: part.level, meaning: 'done' as const } : null,
							},
						]
					: [],
			),
		};
	},
	export: async (tx, actor) => ({ data: { reviews: await ownParts(tx, actor) } }),
});
