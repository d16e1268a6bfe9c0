import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { inShort } from './domain/alike.ts';
import { type KnownProposal, proposalColumns } from './facts.server.ts';
import { maySeeName } from './policy.ts';

/** A proposal as a list shows it. */
export type ListedProposal = {
	id: string;
	name: string;
	state: KnownProposal['state'];
	dueOn: Day;
	receivedAt: Date;
	unitId: string;
	unitName: string;
	/** The unit that has it, when that is another one. */
	answeringUnitName: string | null;
	answererName: string | null;
	byCommittee: boolean;
	/** Null where the proposer is not to be named to whoever looks. */
	proposerName: string | null;
	/** Others that are answered together with it. */
	alike: number;
	isReleased: boolean;
};

type Row = KnownProposal & {
	unitName: string;
	answeringUnitName: string;
	answererName: string | null;
	proposerName: string;
	alike: number;
	isReleased: boolean;
};

/** The columns of a list; goes before a condition on `proposal p`. */
export const listedProposals = (
	today: Day,
) => sql`select ${proposalColumns(today)}, u.short_name as "unitName", a.short_name as "answeringUnitName",
		w.full_name as "answererName", o.full_name as "proposerName",
		(select count(*)::int from proposal f where f.tenant_id = p.tenant_id and f.leader_id = p.id and f.state in ('received', 'assigned')) as alike,
		exists (select from proposal_release r where r.tenant_id = p.tenant_id and r.proposal_id = p.id and r.withdrawn_at is null) as "isReleased"
	from proposal p
	join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
	join unit a on a.tenant_id = p.tenant_id and a.id = p.answering_unit_id
	join person o on o.tenant_id = p.tenant_id and o.id = p.proposer_id
	left join person w on w.tenant_id = p.tenant_id and w.id = p.answerer_id`;

/** The rows of a list as whoever looks may see them. */
export const shownTo = async (
	tx: Tx,
	actor: Actor,
	query: ReturnType<typeof sql>,
): Promise<ListedProposal[]> => {
	const found = await sql<Row>`${query}`.execute(tx);
	return found.rows.map((row) => ({
		id: row.id,
		name: inShort(row.body),
		state: row.state,
		dueOn: row.dueOn,
		receivedAt: row.receivedAt,
		unitId: row.unitId,
		unitName: row.unitName,
		answeringUnitName: row.answeringUnitId === row.unitId ? null : row.answeringUnitName,
		answererName: row.answererName,
		byCommittee: row.byCommittee,
		proposerName: maySeeName(actor, row).allowed ? row.proposerName : null,
		alike: row.alike,
		isReleased: row.isReleased,
	}));
};
