import { sql } from 'kysely';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { waitingAbove } from './collectives.server.ts';
import type { RoundKind, RoundState } from './domain/period.ts';
import { differencesOf, firstMarks, type Marks, yearMarks } from './domain/points.ts';
import { formOf } from './domain/rules.ts';
import { type KnownPart, type KnownRound, partOf, seenRound } from './facts.server.ts';
import { figuresOf, type PersonFigure } from './figure-sources.server.ts';
import {
	mayConclude,
	mayOpenRound,
	mayRateSelf,
	mayRecordLabel,
	maySeeAnnounced,
	maySeePeople,
	maySeeRating,
	maySeeRules,
	maySetRules,
} from './policy.ts';
import { type KeptQuarter, quartersOf, ratingsOf, resultsOf, selvesOf } from './ratings.server.ts';
import { keptRules, rulesFor } from './rules.server.ts';

export type ListedRound = {
	id: string;
	kind: RoundKind;
	year: number;
	quarter: number;
	state: RoundState;
	selfDueOn: Day;
	concludeOn: Day;
	concludedAt: Date | null;
	people: number;
	selfRated: number;
	rated: number;
	/** One's own part. */
	isIn: boolean;
	ownSelfAt: Date | null;
	/** One's own level and points, once they are announced. */
	level: string | null;
	points: number | null;
};

export type Label = {
	id: string;
	year: number;
	kind: 'person' | 'committee' | 'unit';
	personName: string | null;
	label: string;
	decision: string;
};

const labelsOf = async (tx: Tx, tenantId: string, unitId: string): Promise<Label[]> =>
	(
		await sql<Label>`
			select l.id, l.year, l.kind, n.full_name as "personName", l.label, l.decision from review_label l
			left join person n on n.tenant_id = l.tenant_id and n.id = l.person_id
			where l.tenant_id = ${tenantId} and l.unit_id = ${unitId} order by l.year desc, l.kind desc, n.sort_key, l.id`.execute(
			tx,
		)
	).rows;

/** The rounds of a unit: for who leads it with how far they have come, for everybody in them with the own rating once it is announced. */
export const roundsPage = async (tx: Tx, actor: Actor, unitId: string, today: Day) => {
	const found = await sql<ListedRound>`
		select r.id, r.kind, r.year, r.quarter, r.state, r.self_due_on as "selfDueOn", r.conclude_on as "concludeOn", r.concluded_at as "concludedAt",
			count(p.person_id)::int as people, count(p.self_at)::int as "selfRated", count(p.rated_at)::int as rated,
			coalesce(bool_or(p.person_id = ${actor.personId}), false) as "isIn", max(p.self_at) filter (where p.person_id = ${actor.personId}) as "ownSelfAt",
			max(x.level_name) as level, max(x.points)::float8 as points
		from review_round r
		left join review_person p on p.tenant_id = r.tenant_id and p.round_id = r.id
		left join review_result x on x.tenant_id = r.tenant_id and x.round_id = r.id and x.person_id = p.person_id and x.person_id = ${actor.personId}
		where r.tenant_id = ${actor.tenantId} and (r.unit_id = ${unitId} or p.rater_id = ${actor.personId})
		group by r.tenant_id, r.id order by r.ends_on desc, r.quarter`.execute(tx);
	const leads = maySeePeople(actor, { unitId }).allowed;
	const mayRecord = mayRecordLabel(actor, unitId, null).allowed;
	return {
		rounds: found.rows.filter(({ people }) => leads || people > 0),
		waiting: await waitingAbove(tx, actor),
		labels: unitId ? await labelsOf(tx, actor.tenantId, unitId) : [],
		people: mayRecord
			? (await peopleOfUnit(tx, unitId, today))
					.filter(({ personId }) => personId !== actor.personId)
					.map(({ personId, fullName }) => ({ value: personId, label: fullName }))
			: [],
		leads,
		powers: { open: mayOpenRound(actor, unitId).allowed, record: mayRecord },
	};
};

/** The words of a round for its head. */
export const headOfRound = (round: KnownRound) => ({
	id: round.id,
	unitId: round.unitId,
	unitName: round.unitName,
	kind: round.kind,
	year: round.year,
	quarter: round.quarter,
	state: round.state,
	selfDueOn: round.selfDueOn,
	rateDueOn: round.rateDueOn,
	concludeOn: round.concludeOn,
	concludedAt: round.concludedAt,
	meetingId: round.meetingId,
	words: round.words,
});

export type Announced = { personId: string; fullName: string; levelName: string };

/** The levels of a year as they were announced in the unit. */
export const announcedOf = async (tx: Tx, actor: Actor, round: KnownRound): Promise<Announced[]> => {
	if (round.state !== 'concluded' || !maySeeAnnounced(actor, round.unitId).allowed) return [];
	return (
		await sql<Announced>`
			select a.person_id as "personId", n.full_name as "fullName", a.level_name as "levelName" from review_announced a
			join person n on n.tenant_id = a.tenant_id and n.id = a.person_id
			where a.tenant_id = ${actor.tenantId} and a.round_id = ${round.id} order by n.sort_key collate "vi-x-icu", n.id`.execute(
			tx,
		)
	).rows;
};

const shownPart = (actor: Actor, round: KnownRound, part: KnownPart) => ({
	personId: part.personId,
	fullName: part.fullName,
	jobTitle: part.jobTitle,
	raterId: part.raterId,
	raterName: part.raterName,
	form: part.form,
	jobGroup: part.jobGroup,
	selfAt: part.selfAt,
	ratedAt: part.ratedAt,
	settledAt: part.settledAt,
	isOwn: part.personId === actor.personId,
	mayOpen: part.personId !== actor.personId && maySeeRating(actor, round, part).allowed,
});

/** How far a round has come, and for whom what is there to do. @throws Failure missing */
export const roundPage = async (tx: Tx, actor: Actor, roundId: string, today: Day) => {
	const { round, parts } = await seenRound(tx, actor, roundId);
	const leads = maySeePeople(actor, round).allowed;
	const shown = parts
		.filter((part) => leads || part.raterId === actor.personId)
		.map((part) => shownPart(actor, round, part));
	const heads = mayOpenRound(actor, round.unitId).allowed;
	const next = shown.find((part) => part.mayOpen && part.ratedAt === null);
	return {
		round: headOfRound(round),
		parts: shown,
		own: parts.some(({ personId }) => personId === actor.personId)
			? { selfAt: partOf(parts, actor.personId).selfAt }
			: null,
		announced: await announcedOf(tx, actor, round),
		raters: heads
			? (await peopleOfUnit(tx, round.unitId, today))
					.filter(({ roles }) => roles.length > 0)
					.map(({ personId, fullName }) => ({ value: personId, label: fullName }))
			: [],
		nextId: next?.personId ?? null,
		powers: {
			conclude: heads,
			set: heads && round.state !== 'concluded',
			collective: round.kind === 'year' && heads,
			announce: mayConclude(actor, round, parts.filter(({ settledAt }) => !settledAt).length).allowed,
		},
	};
};

/** The figures that the system has of somebody in the days of a round. */
export const figuresIn = (
	tx: Tx,
	actor: Actor,
	round: KnownRound,
	personIds: readonly string[],
	today: Day,
): Promise<PersonFigure[]> =>
	figuresOf(tx, {
		tenantId: actor.tenantId,
		unitId: round.unitId,
		personIds,
		from: round.startsOn,
		to: round.endsOn,
		today,
	});

/** What a form begins with: in a year what its quarters come to, else full general points and the counts of the figures. */
export const beginWith = (
	round: KnownRound,
	quarters: readonly KeptQuarter[],
	figures: readonly PersonFigure[],
): Marks =>
	yearMarks(
		round.rules,
		quarters.map(({ marks }) => marks),
	) ?? firstMarks(round.rules, figures.find(({ tasks }) => tasks !== undefined)?.tasks ?? {});

/** One's own part of a round: what one said, the figures; and how one was rated, once it is announced. @throws Failure missing */
export const selfPage = async (tx: Tx, actor: Actor, roundId: string, today: Day) => {
	const { round, parts } = await seenRound(tx, actor, roundId);
	const part = partOf(parts, actor.personId);
	const [self] = await selvesOf(tx, actor.tenantId, round.id, part.personId);
	const [rating] = await ratingsOf(tx, actor.tenantId, round.id, part.personId);
	const [result] = await resultsOf(tx, actor.tenantId, round.id, part.personId);
	const figures = await figuresIn(tx, actor, round, [part.personId], today);
	return {
		round: headOfRound(round),
		part: { form: part.form, selfAt: part.selfAt, personId: part.personId },
		rules: round.rules,
		form: formOf(round.rules, round.kind, part.form),
		self: self ?? null,
		marks:
			self?.marks ?? beginWith(round, await quartersOf(tx, actor.tenantId, round, part.personId), figures),
		figures,
		rating: rating ?? null,
		result: result ?? null,
		difference: self && rating ? differencesOf(round.rules, self.marks, rating.marks) : null,
		mayWrite: mayRateSelf(actor, round, part).allowed,
	};
};

/** The rules in force for a unit, and the versions that were set. @throws Failure missing */
export const rulesPage = async (tx: Tx, actor: Actor, unitId: string, today: Day) => {
	const may = maySeeRules(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const unit = await requireUnit(tx, unitId);
	const inForce = await rulesFor(tx, { tenantId: actor.tenantId, unitId }, today);
	const kept = await keptRules(tx, actor.tenantId, unitId);
	return {
		unit: { id: unit.id, name: unit.name },
		inForce,
		versions: kept.map(({ from, source, isUnits }) => ({ from, source, isUnits })),
		powers: {
			unit: maySetRules(actor, unitId).allowed,
			organisation: maySetRules(actor, null).allowed,
		},
	};
};
