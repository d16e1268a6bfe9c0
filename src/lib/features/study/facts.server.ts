import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { RoundState } from './domain/states.ts';

export type KnownRound = {
	id: string;
	unitId: string;
	unitName: string;
	title: string;
	purpose: string;
	guidance: string;
	state: RoundState;
	startsOn: Day;
	paperDueOn: Day | null;
	publishedAt: Date | null;
	closedAt: Date | null;
	isParticipant: boolean;
	documentIds: string[];
	/** The units below that take part in the round of a committee. */
	unitIds: string[];
};

/** A round with what its policies ask for. @throws Failure missing */
export const roundFacts = async (
	tx: Tx,
	of: { tenantId: string; personId: string | null },
	roundId: string,
	lock = false,
): Promise<KnownRound> => {
	if (!uuidPattern.test(roundId)) throw missing('failure_not_found');
	const found = await sql<KnownRound>`
		select r.id, r.unit_id as "unitId", u.name as "unitName", r.title, r.purpose, r.guidance, r.state, r.starts_on as "startsOn", r.paper_due_on as "paperDueOn",
			r.published_at as "publishedAt", r.closed_at as "closedAt",
			exists (select from study_participant p where p.tenant_id = r.tenant_id and p.round_id = r.id and p.person_id = ${of.personId}) as "isParticipant",
			coalesce((select jsonb_agg(d.document_id order by d.position) from study_round_document d where d.tenant_id = r.tenant_id and d.round_id = r.id), '[]') as "documentIds",
			coalesce((select jsonb_agg(x.unit_id) from study_partaking_unit x where x.tenant_id = r.tenant_id and x.round_id = r.id), '[]') as "unitIds"
		from study_round r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${of.tenantId} and r.id = ${roundId} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

export type KnownSession = {
	id: string;
	roundId: string;
	place: string;
	startsAt: Date;
	endsAt: Date;
	speaker: string;
	recordingUrl: string;
	checkInCode: string;
};

const sessionColumns = sql`id, round_id as "roundId", place, starts_at as "startsAt", ends_at as "endsAt", speaker, recording_url as "recordingUrl", check_in_code as "checkInCode"`;

export const sessionsOf = async (tx: Tx, tenantId: string, roundId: string): Promise<KnownSession[]> =>
	(
		await sql<KnownSession>`select ${sessionColumns} from study_session
			where tenant_id = ${tenantId} and round_id = ${roundId} order by starts_at, id`.execute(tx)
	).rows;

/** @throws Failure missing */
export const sessionFacts = async (tx: Tx, tenantId: string, sessionId: string): Promise<KnownSession> => {
	if (!uuidPattern.test(sessionId)) throw missing('failure_not_found');
	const found =
		await sql<KnownSession>`select ${sessionColumns} from study_session where tenant_id = ${tenantId} and id = ${sessionId}`.execute(
			tx,
		);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};
