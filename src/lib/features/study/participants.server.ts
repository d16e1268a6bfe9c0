import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { chainOf, type Link, type LinkState, type Taken } from './domain/reach.ts';
import type { MakeUpWay, Presence } from './domain/states.ts';
import type { KnownRound, KnownSession } from './facts.server.ts';
import { paperStates } from './paper-states.server.ts';

export type Participant = Taken & {
	personId: string;
	name: string;
	homeUnitId: string;
	homeUnitName: string;
	excusedReason: string | null;
	/** Why they were away, as far as it was said. */
	awayReasons: string[];
	makeUp: { way: MakeUpWay; dueOn: Day; doneOn: Day | null } | null;
	chain: Record<Link, LinkState>;
};

type Row = {
	personId: string;
	name: string;
	homeUnitId: string;
	homeUnitName: string;
	isRequired: boolean;
	excusedReason: string | null;
	way: MakeUpWay | null;
	dueOn: Day | null;
	doneOn: Day | null;
};

/** Everybody who takes part, as far as the actor may see them, unit by unit, with how far each has come. */
export const participantsOf = async (
	tx: Tx,
	actor: Actor,
	round: KnownRound,
	sessions: readonly KnownSession[],
): Promise<Participant[]> => {
	const tenant = actor.tenantId;
	const people = await sql<Row>`
		select p.person_id as "personId", n.full_name as name, p.home_unit_id as "homeUnitId", u.name as "homeUnitName", p.is_required as "isRequired",
			p.excused_reason as "excusedReason", k.way, k.due_on as "dueOn", k.done_on as "doneOn"
		from study_participant p
		join person n on n.tenant_id = p.tenant_id and n.id = p.person_id
		join unit u on u.tenant_id = p.tenant_id and u.id = p.home_unit_id
		left join study_make_up k on k.tenant_id = p.tenant_id and k.round_id = p.round_id and k.person_id = p.person_id
		where p.tenant_id = ${tenant} and p.round_id = ${round.id} order by u.path, n.sort_key collate "vi-x-icu", n.id`.execute(
		tx,
	);
	const noted = await sql<{ personId: string; sessionId: string; state: Presence; reason: string }>`
		select person_id as "personId", session_id as "sessionId", state, reason from study_attendance where tenant_id = ${tenant} and round_id = ${round.id}`.execute(
		tx,
	);
	const notes = new Map(noted.rows.map((row) => [`${row.personId} ${row.sessionId}`, row]));
	const studied = await sql<{ personId: string; documents: number }>`
		select person_id as "personId", count(*)::int as documents from public.studied_in_round(${round.id}) group by person_id`.execute(
		tx,
	);
	const documents = new Map(studied.rows.map((row) => [row.personId, row.documents]));
	const papers = new Map(
		(await paperStates(tx, tenant, [round.id])).map(({ personId, state }) => [personId, state]),
	);
	return people.rows.map((row) => {
		const own = sessions.map(({ id }) => notes.get(`${row.personId} ${id}`));
		const taken: Taken = {
			isRequired: row.isRequired,
			presences: own.map((note) => note?.state ?? null),
			madeUp: row.doneOn !== null,
			studied: documents.get(row.personId) ?? 0,
			documents: round.documentIds.length,
			paper: papers.get(row.personId) ?? 'none',
		};
		return {
			...taken,
			personId: row.personId,
			name: row.name,
			homeUnitId: row.homeUnitId,
			homeUnitName: row.homeUnitName,
			excusedReason: row.excusedReason,
			awayReasons: [...new Set(own.flatMap((note) => note?.reason || []))],
			makeUp: row.way && row.dueOn ? { way: row.way, dueOn: row.dueOn, doneOn: row.doneOn } : null,
			chain: chainOf(taken, round.paperDueOn !== null),
		};
	});
};
