import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Tally, Voter } from './domain/vote.ts';
import type { KnownAward } from './facts.server.ts';

/** Somebody who may be named as entitled to vote; `isMember` by the role that they hold in the committee on the day. */
export type Candidate = {
	personId: string;
	name: string;
	jobTitle: string;
	isMember: boolean;
	ownUnits: string[];
};

/**
 * Who may vote: the people of the committee's own unit, and who heads a unit directly below it (members of a committee are most often
 * these). With the nominated units to which each belongs on the day.
 */
export const candidatesFor = async (
	tx: Tx,
	award: Pick<KnownAward, 'id' | 'unit'>,
	day: Day,
): Promise<Candidate[]> => {
	const found = await sql<Candidate>`
		with person_here as (
			select r.person_id, bool_or(r.unit_id = ${award.unit.id} and r.role in ('secretary', 'deputy', 'committee_member')) as is_member
			from role_assignment r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
			where r.tenant_id = (select meta.tenant()) and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to > ${day})
				and ((r.unit_id = ${award.unit.id} and r.role <> 'administrator') or (u.parent_id = ${award.unit.id} and u.kind <> 'mass_organisation' and r.role in ('secretary', 'deputy')))
			group by r.person_id
		)
		select p.id as "personId", p.full_name as name, p.job_title as "jobTitle", h.is_member as "isMember",
			coalesce((select jsonb_agg(distinct n.unit_id) from nomination n join membership m on m.tenant_id = n.tenant_id and m.unit_id = n.unit_id and m.person_id = p.id
				and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day})
				where n.tenant_id = p.tenant_id and n.award_id = ${award.id} and n.state = 'signed'), '[]') as "ownUnits"
		from person_here h join person p on p.tenant_id = (select meta.tenant()) and p.id = h.person_id
		order by h.is_member desc, p.sort_key collate "vi-x-icu", p.id`.execute(tx);
	return found.rows;
};

export type NamedVoter = Voter & { name: string };
export const votersOf = async (tx: Tx, tenantId: string, awardId: string): Promise<NamedVoter[]> => {
	const found = await sql<NamedVoter>`
		select v.person_id as "personId", v.is_present as "isPresent", to_jsonb(v.own_units) as "ownUnits", p.full_name as name from award_voter v
		join person p on p.tenant_id = v.tenant_id and p.id = v.person_id
		where v.tenant_id = ${tenantId} and v.award_id = ${awardId} order by p.sort_key collate "vi-x-icu", p.id`.execute(
		tx,
	);
	return found.rows;
};

/** The units on which is voted. */
export const signedUnits = async (tx: Tx, tenantId: string, awardId: string): Promise<string[]> => {
	const found = await sql<{ id: string }>`
		select unit_id as id from nomination where tenant_id = ${tenantId} and award_id = ${awardId} and state = 'signed' order by id`.execute(
		tx,
	);
	return found.rows.map(({ id }) => id);
};

/** A vote as it was recorded: without tallies the session is written down, and nothing counted yet. */
export type Vote = {
	metOn: Day;
	ballot: 'secret' | 'open';
	handedOut: number;
	returned: number;
	valid: number;
	voters: NamedVoter[];
	tallies: Tally[];
	/** Of an open vote: who said yes to which unit. */
	approvals: { unitId: string; personId: string }[];
};

/** Null where there was no session, or for whoever is not of the committee (row level security). */
export const voteOf = async (tx: Tx, tenantId: string, awardId: string): Promise<Vote | null> => {
	const session = await sql<Omit<Vote, 'voters' | 'tallies' | 'approvals'>>`
		select met_on as "metOn", ballot, handed_out as "handedOut", returned, valid from award_session where tenant_id = ${tenantId} and award_id = ${awardId}`.execute(
		tx,
	);
	const [one] = session.rows;
	if (!one) return null;
	const tallies = await sql<Tally>`
		select unit_id as "unitId", votes, base from award_tally where tenant_id = ${tenantId} and award_id = ${awardId}`.execute(
		tx,
	);
	const approvals = await sql<Vote['approvals'][number]>`
		select unit_id as "unitId", person_id as "personId" from award_vote where tenant_id = ${tenantId} and award_id = ${awardId} and choice = 'yes'`.execute(
		tx,
	);
	return {
		...one,
		voters: await votersOf(tx, tenantId, awardId),
		tallies: tallies.rows,
		approvals: approvals.rows,
	};
};
