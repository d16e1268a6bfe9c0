import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { collectivesOf } from './collectives.server.ts';
import { classify, quotasOf } from './domain/bands.ts';
import { differencesOf, firstMarks } from './domain/points.ts';
import { formOf } from './domain/rules.ts';
import { type KnownRound, partOf, roundFacts, seenRound } from './facts.server.ts';
import {
	mayAppraise,
	mayConclude,
	mayDecideCollective,
	mayOpenRound,
	mayRate,
	maySeeCollective,
	maySeeRating,
	maySettle,
	mayWriteCollective,
} from './policy.ts';
import { beginWith, figuresIn, headOfRound } from './queries.server.ts';
import { quartersOf, ratingsOf, resultsOf, selvesOf } from './ratings.server.ts';
import { sayingsOf } from './sayings.server.ts';

/**
 * One person on one screen for who rates: the figures, what the person says, the rating; and who comes before and after.
 * @throws Failure missing, refused (oneself before it is announced)
 */
export const ratePage = async (
	tx: Tx,
	actor: Actor,
	wanted: { roundId: string; personId: string },
	today: Day,
) => {
	const { round, parts } = await seenRound(tx, actor, wanted.roundId);
	const part = partOf(parts, wanted.personId);
	const may = maySeeRating(actor, round, part);
	if (!may.allowed || part.personId === actor.personId)
		throw may.allowed ? missing('failure_not_found') : refused(may.key);
	const mine = parts.filter(
		(one) => one.personId !== actor.personId && maySeeRating(actor, round, one).allowed,
	);
	const at = mine.findIndex(({ personId }) => personId === part.personId);
	const [self] = await selvesOf(tx, actor.tenantId, round.id, part.personId);
	const [rating] = await ratingsOf(tx, actor.tenantId, round.id, part.personId);
	const [result] = await resultsOf(tx, actor.tenantId, round.id, part.personId);
	const figures = await figuresIn(tx, actor, round, [part.personId], today);
	const quarters = await quartersOf(tx, actor.tenantId, round, part.personId);
	const sayings = await sayingsOf(tx, {
		tenantId: actor.tenantId,
		unitId: round.unitId,
		personIds: [part.personId],
		from: round.startsOn,
		to: round.endsOn,
		today,
	});
	const handedIn = self?.handedInAt ? self : null;
	return {
		round: headOfRound(round),
		rules: round.rules,
		form: formOf(round.rules, round.kind, part.form),
		part: {
			id: part.id,
			personId: part.personId,
			fullName: part.fullName,
			jobTitle: part.jobTitle,
			ratedAt: part.ratedAt,
		},
		figures,
		/** What others said of the person: the place of residence. */
		sayings,
		self: handedIn,
		rating: rating ?? null,
		result: result ?? null,
		quarters: quarters.map(({ quarter, points, levelName }) => ({ quarter, points, levelName })),
		difference: handedIn && rating ? differencesOf(round.rules, handedIn.marks, rating.marks) : null,
		marks: rating?.marks ?? beginWith(round, quarters, figures),
		place: {
			at: at + 1,
			of: mine.length,
			left: mine.filter(({ isRated }) => !isRated).length,
			previous: mine[at - 1]?.personId ?? null,
			next: mine[at + 1]?.personId ?? null,
		},
		mayRate: mayRate(actor, round, part).allowed,
	};
};

/** Who comes after somebody and is not rated yet; nobody: all are rated. */
export const nextToRate = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
	after: string,
): Promise<string | null> => {
	const { round, parts } = await seenRound(tx, actor, roundId);
	const at = parts.findIndex(({ personId }) => personId === after);
	const inTurn = [...parts.slice(at + 1), ...parts.slice(0, Math.max(0, at))];
	return inTurn.find((part) => !part.isRated && mayRate(actor, round, part).allowed)?.personId ?? null;
};

type Meeting = { id: string; title: string; startsAt: Date };

const meetingsFor = async (tx: Tx, tenantId: string, unitId: string): Promise<Meeting[]> =>
	(
		await sql<Meeting>`
			select id, title, starts_at as "startsAt" from meeting where tenant_id = ${tenantId} and unit_id = ${unitId} and state in ('open', 'closed')
			order by starts_at desc limit 24`.execute(tx)
	).rows;

/** All that is decided in the conclusion of a round: levels by points and conditions, quotas, what is over them. @throws Failure missing, refused */
export const concludePage = async (tx: Tx, actor: Actor, roundId: string) => {
	const { round, parts } = await seenRound(tx, actor, roundId);
	const may = mayOpenRound(actor, round.unitId);
	if (!may.allowed) throw refused(may.key);
	const ratings = await ratingsOf(tx, actor.tenantId, round.id);
	const results = await resultsOf(tx, actor.tenantId, round.id);
	const selves = await selvesOf(tx, actor.tenantId, round.id);
	const bodies = round.kind === 'year' ? await collectivesOf(tx, actor.tenantId, round) : [];
	const best = round.rules.bands[0]?.key;
	const isOutstanding = bodies.some(({ body, level }) => body === 'unit' && level === best);
	const rows = parts.map((part) => {
		const isOwn = part.personId === actor.personId;
		const rating = ratings.find(({ personId }) => personId === part.personId);
		const result = results.find(({ personId }) => personId === part.personId);
		const self = selves.find(({ personId }) => personId === part.personId);
		const proposed = rating ? classify(round.rules, rating.points, rating.marks) : null;
		return {
			personId: part.personId,
			fullName: part.fullName,
			jobGroup: part.jobGroup,
			isOwn,
			isRated: part.isRated,
			isSettled: part.settledAt !== null,
			selfPoints: isOwn && round.state !== 'concluded' ? null : (self?.points ?? null),
			points: rating?.points ?? null,
			proposed: proposed?.level ?? null,
			missed: proposed?.missed ?? [],
			level: result?.level ?? proposed?.level ?? null,
			levelName: result?.levelName ?? null,
			reason: result?.reason ?? '',
			decidedBy: result?.decidedBy ?? null,
			isWorthTalk: self && rating ? differencesOf(round.rules, self.marks, rating.marks).isWorthTalk : false,
			maySettle: maySettle(actor, round, part).allowed,
		};
	});
	return {
		round: headOfRound(round),
		bands: round.rules.bands.map(({ key, name }) => ({ key, name })),
		quota: round.rules.quota,
		isOutstanding,
		rows,
		quotas: quotasOf(
			round.rules,
			rows.flatMap(({ jobGroup, level }) => (level ? [{ group: jobGroup, level }] : [])),
			isOutstanding,
		),
		meetings: await meetingsFor(tx, actor.tenantId, round.unitId),
		unsettled: parts.filter(({ settledAt }) => !settledAt).length,
		powers: { conclude: mayConclude(actor, round, 0).allowed },
	};
};

/** A round for whoever may know of its collectives: the unit above is not in the round itself. */
export const seenCollective = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
): Promise<{ round: KnownRound }> => {
	const round = await roundFacts(tx, actor.tenantId, roundId);
	const [body] = await collectivesOf(tx, actor.tenantId, round);
	if (round.kind !== 'year' || !body || !maySeeCollective(actor, round, body).allowed)
		throw missing('failure_not_found');
	return { round };
};

/** The committee and the unit as collectives. @throws Failure missing, refused */
export const collectivePage = async (tx: Tx, actor: Actor, roundId: string) => {
	const { round } = await seenCollective(tx, actor, roundId);
	const bodies = await collectivesOf(tx, actor.tenantId, round);
	return {
		round: headOfRound(round),
		rules: round.rules,
		bands: round.rules.bands.map(({ key, name }) => ({ key, name })),
		bodies: bodies.map((body) => ({
			...body,
			marks: body.marks ?? firstMarks(round.rules, {}),
			powers: {
				write: mayWriteCollective(actor, round, body).allowed,
				appraise: mayAppraise(actor, body).allowed,
				decide: mayDecideCollective(actor, body, true).allowed,
				decideFreely: mayDecideCollective(actor, body, false).allowed,
			},
		})),
	};
};
