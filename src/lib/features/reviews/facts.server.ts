import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { FormKey, ReviewRules } from './domain/rules.ts';
import { maySeeRound, type PartFacts, type RoundFacts } from './policy.ts';

export type KnownRound = RoundFacts & {
	id: string;
	unitName: string;
	aboveId: string | null;
	year: number;
	quarter: number;
	startsOn: Day;
	endsOn: Day;
	selfDueOn: Day;
	rateDueOn: Day;
	concludeOn: Day;
	rules: ReviewRules;
	meetingId: string | null;
	words: string;
	concludedAt: Date | null;
};

export type KnownPart = PartFacts & {
	id: string;
	fullName: string;
	jobTitle: string;
	raterName: string | null;
	form: FormKey;
	jobGroup: string;
	selfAt: Date | null;
	ratedAt: Date | null;
	settledAt: Date | null;
};

/** A round with what its policies ask for. @throws Failure missing */
export const roundFacts = async (
	tx: Tx,
	tenantId: string,
	roundId: string,
	lock = false,
): Promise<KnownRound> => {
	if (!uuidPattern.test(roundId)) throw missing('failure_not_found');
	const found = await sql<KnownRound>`
		select r.id, r.unit_id as "unitId", u.path::text as path, u.name as "unitName", u.parent_id as "aboveId", r.kind, r.state, r.year, r.quarter,
			r.starts_on as "startsOn", r.ends_on as "endsOn", r.self_due_on as "selfDueOn", r.rate_due_on as "rateDueOn", r.conclude_on as "concludeOn",
			r.rules, r.meeting_id as "meetingId", r.words, r.concluded_at as "concludedAt"
		from review_round r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${tenantId} and r.id = ${roundId} ${lock ? sql`for update of r` : sql``}`.execute(tx);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** Who is in a round, by given name: those whom the actor may know of. */
export const partsOf = async (tx: Tx, tenantId: string, roundId: string): Promise<KnownPart[]> =>
	(
		await sql<KnownPart>`
			select p.id, p.person_id as "personId", n.full_name as "fullName", n.job_title as "jobTitle", p.rater_id as "raterId", t.full_name as "raterName", p.form,
				p.job_group as "jobGroup", p.self_at as "selfAt", p.rated_at as "ratedAt", p.settled_at as "settledAt", p.rated_at is not null as "isRated"
			from review_person p
			join person n on n.tenant_id = p.tenant_id and n.id = p.person_id
			left join person t on t.tenant_id = p.tenant_id and t.id = p.rater_id
			where p.tenant_id = ${tenantId} and p.round_id = ${roundId} order by n.sort_key collate "vi-x-icu", p.person_id`.execute(
			tx,
		)
	).rows;

/** One person's part of a round. @throws Failure missing */
export const partOf = (parts: readonly KnownPart[], personId: string | null): KnownPart => {
	const part = parts.find((one) => one.personId === personId);
	if (!part) throw missing('failure_not_found');
	return part;
};

/** A round and who is in it, for whoever may know of it; to everybody else it is not there. @throws Failure missing */
export const seenRound = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
	lock = false,
): Promise<{ round: KnownRound; parts: KnownPart[] }> => {
	const round = await roundFacts(tx, actor.tenantId, roundId, lock);
	const parts = await partsOf(tx, actor.tenantId, roundId);
	if (!maySeeRound(actor, round, parts).allowed) throw missing('failure_not_found');
	return { round, parts };
};

/** The same inside a command, locked. */
export const lockedRound = ({ tx, actor }: CommandContext, roundId: string) =>
	seenRound(tx, actor, roundId, true);

/** What an event of a round is about. */
export const subjectOf = (round: Pick<KnownRound, 'id' | 'unitId'>) => ({
	subject: { type: 'review_round', id: round.id },
	unitId: round.unitId,
});
