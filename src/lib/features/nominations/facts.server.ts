import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type Figures, meets, noFigure } from './domain/criteria.ts';
import { type AwardRules, rulesOn } from './domain/rules.ts';
import type { NominationState } from './domain/states.ts';
import { type AwardFacts, mayKnowAward, type NominatedUnit, type NominationFacts } from './policy.ts';

export type KnownAward = AwardFacts & {
	id: string;
	name: string;
	year: number;
	wanted: number;
	note: string;
	nominateBy: Day;
	decideBy: Day;
	rules: AwardRules;
	unitName: string;
	openedBy: string;
	fixedAt: Date | null;
	decisionNumber: string;
	decisionOn: Day | null;
	decidedBy: string | null;
	reason: string;
};

/** The rules that a committee has set, and the ones that hold on a day. */
export const committeeRules = async (
	tx: Tx,
	{ tenantId, unitId }: { tenantId: string; unitId: string },
): Promise<AwardRules[]> => {
	const found = await sql<AwardRules>`
		select valid_from as "validFrom", source, criteria, voting from award_rule where tenant_id = ${tenantId} and unit_id = ${unitId} order by valid_from desc`.execute(
		tx,
	);
	return found.rows;
};
export const rulesFor = async (
	tx: Tx,
	of: { tenantId: string; unitId: string },
	day: Day,
): Promise<AwardRules> => rulesOn(day, await committeeRules(tx, of));

/** A title, with what its policies ask for. @throws Failure missing, also for whoever has no place at or below its committee */
export const seenAward = async (tx: Tx, actor: Actor, awardId: string): Promise<KnownAward> => {
	if (!uuidPattern.test(awardId)) throw missing('failure_not_found');
	const found = await sql<KnownAward>`
		select a.id, a.name, a.year, a.wanted, a.kinds, a.note, a.nominate_by as "nominateBy", a.decide_by as "decideBy", a.rules, a.state, a.opened_by as "openedBy",
			a.fixed_at as "fixedAt", a.decision_number as "decisionNumber", a.decision_on as "decisionOn", a.decided_by as "decidedBy", a.reason, u.name as "unitName",
			jsonb_build_object('id', u.id, 'path', u.path::text) as unit
		from award a join unit u on u.tenant_id = a.tenant_id and u.id = a.unit_id
		where a.tenant_id = ${actor.tenantId} and a.id = ${awardId}`.execute(tx);
	const [award] = found.rows;
	if (!award || !mayKnowAward(actor, award).allowed) throw missing('failure_not_found');
	return award;
};

/**
 * The title for a change. Its office moves it on alone (`office`); units that write and sign do so beside one another, never while the figures
 * are being fixed. A lock on the row would ask for the right to change it, which units do not have.
 */
export const lockedAward = async (
	{ tx, actor }: CommandContext,
	awardId: string,
	who: 'office' | 'unit' = 'office',
): Promise<KnownAward> => {
	const key = sql`hashtextextended(${`award ${awardId}`}, 0)`;
	await (who === 'office'
		? sql`select pg_advisory_xact_lock(${key})`
		: sql`select pg_advisory_xact_lock_shared(${key})`
	).execute(tx);
	return seenAward(tx, actor, awardId);
};

export type KnownNomination = {
	id: string;
	unit: NominatedUnit & { name: string; shortName: string; parentId: string | null };
	isByCommittee: boolean;
	state: NominationState;
	isLate: boolean;
	statement: string;
	signedBy: string | null;
	signedByName: string | null;
	signedAt: Date | null;
	reason: string;
	figures: Figures | null;
};

/** The nominations of a title that the actor may know of (row level security), by the name of the unit. */
export const nominationsOf = async (
	tx: Tx,
	tenantId: string,
	awardId: string,
	unitId: string | null = null,
): Promise<KnownNomination[]> => {
	const found = await sql<KnownNomination>`
		select n.id, n.is_by_committee as "isByCommittee", n.state, n.is_late as "isLate", n.statement, n.signed_by as "signedBy", s.full_name as "signedByName",
			n.signed_at as "signedAt", n.reason, n.figures,
			jsonb_build_object('id', u.id, 'path', u.path::text, 'kind', u.kind, 'isDissolved', u.dissolved_on is not null, 'name', u.name, 'shortName', u.short_name, 'parentId', u.parent_id) as unit
		from nomination n join unit u on u.tenant_id = n.tenant_id and u.id = n.unit_id left join person s on s.tenant_id = n.tenant_id and s.id = n.signed_by
		where n.tenant_id = ${tenantId} and n.award_id = ${awardId} and (${unitId}::uuid is null or n.unit_id = ${unitId}::uuid)
		order by u.short_name collate "vi-x-icu", n.id`.execute(tx);
	return found.rows;
};

/** What a unit told to a criterion. */
export type ToldValue = {
	unitId: string;
	criterion: string;
	amount: number | null;
	isMet: boolean | null;
	words: string;
};
export const toldValues = async (tx: Tx, tenantId: string, awardId: string): Promise<ToldValue[]> => {
	const found = await sql<ToldValue>`
		select n.unit_id as "unitId", v.criterion, v.amount, v.is_met as "isMet", v.words from nomination n
		join nomination_value v on v.tenant_id = n.tenant_id and v.nomination_id = n.id
		where n.tenant_id = ${tenantId} and n.award_id = ${awardId}`.execute(tx);
	return found.rows;
};

/** A unit as one that may be nominated. @throws Failure missing */
export const nominatedUnit = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
): Promise<KnownNomination['unit']> => {
	if (!uuidPattern.test(unitId)) throw missing('failure_not_found');
	const found = await sql<KnownNomination['unit']>`
		select id, path::text as path, kind, dissolved_on is not null as "isDissolved", name, short_name as "shortName", parent_id as "parentId"
		from unit where tenant_id = ${tenantId} and id = ${unitId}`.execute(tx);
	const [unit] = found.rows;
	if (!unit) throw missing('failure_not_found');
	return unit;
};

/** What the policies ask for about the nomination of a unit. */
export const factsOf = (
	award: KnownAward,
	unit: KnownNomination['unit'],
	nomination: KnownNomination | null,
): NominationFacts => ({
	unit: award.unit,
	kinds: award.kinds,
	state: award.state,
	nominated: unit,
	nomination: nomination?.state ?? null,
	signedBy: nomination?.signedBy ?? null,
});

/** Units of which a condition is not met, by the figures that were fixed. */
export const unmetUnits = (
	award: Pick<KnownAward, 'rules'>,
	nominations: readonly Pick<KnownNomination, 'figures' | 'unit'>[],
): Set<string> =>
	new Set(
		nominations
			.filter(({ figures }) =>
				award.rules.criteria.some(
					(criterion) => meets(criterion, figures?.[criterion.key] ?? noFigure) === false,
				),
			)
			.map(({ unit }) => unit.id),
	);
