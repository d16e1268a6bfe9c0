import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type ComparedUnit, type CompareOrder, compare } from './domain/comparison.ts';
import type { NominationState } from './domain/states.ts';
import { hasMajority, hasQuorum } from './domain/vote.ts';
import {
	type KnownAward,
	type KnownNomination,
	nominationsOf,
	seenAward,
	toldValues,
	unmetUnits,
} from './facts.server.ts';
import { presentFigures } from './figures.server.ts';
import {
	isEligible,
	mayArrange,
	mayCancel,
	mayCompare,
	mayDecide,
	mayFix,
	mayNominate,
	mayRecordVote,
	mayWrite,
} from './policy.ts';
import { type Candidate, candidatesFor, type Vote, voteOf } from './voters.server.ts';

export type Choice = { unitId: string; unitName: string; votes: number; base: number };

const choicesOf = async (tx: Tx, tenantId: string, awardId: string): Promise<Choice[]> => {
	const found = await sql<Choice>`
		select c.unit_id as "unitId", u.name as "unitName", c.votes, c.base from award_choice c join unit u on u.tenant_id = c.tenant_id and u.id = c.unit_id
		where c.tenant_id = ${tenantId} and c.award_id = ${awardId} order by c.votes desc, u.name collate "vi-x-icu"`.execute(
		tx,
	);
	return found.rows;
};

/** Units that may be nominated and are not yet. */
const openUnits = async (
	tx: Tx,
	award: KnownAward,
	nominations: readonly KnownNomination[],
): Promise<{ value: string; label: string }[]> => {
	const found = await sql<{ value: string; label: string }>`
		select id as value, name as label from unit where tenant_id = (select meta.tenant()) and path <@ ${award.unit.path}::text::ltree and path <> ${award.unit.path}::text::ltree
			and kind = any(${`{${award.kinds.join(',')}}`}::text[]) and dissolved_on is null order by name collate "vi-x-icu" limit 2000`.execute(
		tx,
	);
	return found.rows.filter(({ value }) => !nominations.some(({ unit }) => unit.id === value));
};

/** Signed nominations side by side: as fixed for the vote, before that as the records stand. */
const comparisonOf = async (
	tx: Tx,
	actor: Actor,
	award: KnownAward,
	nominations: readonly KnownNomination[],
	wanted: { order: CompareOrder; today: Day },
): Promise<ComparedUnit[]> => {
	const units = nominations.filter(({ state }) => state !== 'withdrawn').map(({ unit }) => unit);
	const live =
		award.state === 'open'
			? await presentFigures(tx, actor, award, {
					units,
					told: await toldValues(tx, actor.tenantId, award.id),
					today: wanted.today,
				})
			: null;
	const shown = nominations.filter(({ state }) => (live ? state !== 'withdrawn' : state === 'signed'));
	return compare(
		award.rules.criteria,
		shown.map(({ unit, figures }) => ({
			unitId: unit.id,
			name: unit.shortName,
			figures: live?.get(unit.id) ?? figures ?? {},
		})),
		wanted.order,
	);
};

export type Result = {
	unitId: string;
	name: string;
	votes: number | null;
	base: number;
	hasMajority: boolean;
	isUnmet: boolean;
};

/** What came of the vote, unit by unit, the most votes first. */
const resultsOf = (
	award: KnownAward,
	nominations: readonly KnownNomination[],
	vote: Vote | null,
): Result[] => {
	const unmet = unmetUnits(award, nominations);
	return nominations
		.filter(({ state }) => state === 'signed')
		.map(({ unit }): Result => {
			const tally = vote?.tallies.find(({ unitId }) => unitId === unit.id);
			return {
				unitId: unit.id,
				name: unit.name,
				votes: tally?.votes ?? null,
				base: tally?.base ?? 0,
				hasMajority: tally ? hasMajority(tally, award.rules.voting) : false,
				isUnmet: unmet.has(unit.id),
			};
		})
		.sort((one, other) => (other.votes ?? 0) - (one.votes ?? 0));
};

export type AwardPage = {
	award: KnownAward;
	choices: Choice[];
	/** Of the committee: null for everybody else. */
	committee: {
		nominations: Omit<KnownNomination, 'figures'>[];
		compared: ComparedUnit[];
		order: CompareOrder;
		vote: Vote | null;
		isQuorum: boolean;
		results: Result[];
		candidates: Candidate[];
		openUnits: { value: string; label: string }[];
		/** Why the actor does not decide; a message key. */
		refusal: string | null;
	} | null;
	/** Of units that the actor leads and that may be nominated. */
	own: { unitId: string; name: string; state: NominationState | null; mayWrite: boolean }[];
	powers: Record<'arrange' | 'nominate' | 'fix' | 'vote' | 'decide' | 'cancel', boolean>;
};

const ownUnits = async (
	tx: Tx,
	actor: Actor,
	award: KnownAward,
	nominations: readonly KnownNomination[],
): Promise<AwardPage['own']> => {
	const answering = actor.roles.filter(({ role }) => role !== 'administrator' && role !== 'higher_officer');
	const own: AwardPage['own'] = [];
	for (const unitId of new Set(answering.map((held) => held.unitId))) {
		const unit = await requireUnit(tx, unitId);
		if (!isEligible(award, { ...unit, isDissolved: unit.dissolvedOn !== null })) continue;
		const nomination = nominations.find((one) => one.unit.id === unitId) ?? null;
		const facts = { ...award, nominated: unit, nomination: nomination?.state ?? null, signedBy: null };
		own.push({
			unitId,
			name: unit.name,
			state: nomination?.state ?? null,
			mayWrite: mayWrite(actor, facts).allowed,
		});
	}
	return own;
};

/** A title as its page shows it to the actor: to the committee all of it, to units below what is announced. @throws Failure missing */
export const awardPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { awardId: string; order: CompareOrder; today: Day },
): Promise<AwardPage> => {
	const award = await seenAward(tx, actor, wanted.awardId);
	const nominations = await nominationsOf(tx, actor.tenantId, award.id);
	const compares = mayCompare(actor, award.unit.id).allowed;
	const vote = compares ? await voteOf(tx, actor.tenantId, award.id) : null;
	const signed = nominations.filter(({ state }) => state === 'signed');
	const decide = mayDecide(actor, award, {
		isVoted: (vote?.tallies.length ?? 0) > 0,
		nominated: signed.map(({ unit, signedBy }) => ({ unitId: unit.id, signedBy })),
	});
	const votes = mayRecordVote(actor, award).allowed;
	const nominates = mayNominate(actor, award).allowed;
	return {
		award,
		choices: await choicesOf(tx, actor.tenantId, award.id),
		committee: compares
			? {
					nominations: nominations.map(({ figures: _figures, ...one }) => one),
					compared: await comparisonOf(tx, actor, award, nominations, wanted),
					order: wanted.order,
					vote,
					isQuorum: vote ? hasQuorum(vote.voters, award.rules.voting) : false,
					results: resultsOf(award, nominations, vote),
					candidates: votes ? await candidatesFor(tx, award, vote?.metOn ?? wanted.today) : [],
					openUnits: nominates ? await openUnits(tx, award, nominations) : [],
					refusal: votes && !decide.allowed ? decide.key : null,
				}
			: null,
		own: await ownUnits(tx, actor, award, nominations),
		powers: {
			arrange: mayArrange(actor, award.unit.id).allowed,
			nominate: nominates,
			fix: mayFix(actor, award, signed.length).allowed,
			vote: votes,
			decide: decide.allowed,
			cancel: mayCancel(actor, award).allowed,
		},
	};
};
