import { sql } from 'kysely';
import { containing } from '#lib/platform/database/containing.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { ruleOf } from './facts.server.ts';
import { type ListedProposal, listedProposals, shownTo } from './listed.server.ts';
import { mayListProposals, mayPropose, maySeeReleased, maySetRule, mayTakeOff } from './policy.ts';

const A_PAGE = 30;

const pageOf = (found: number, wanted: number): number =>
	Math.min(Math.max(1, wanted), Math.max(1, Math.ceil(found / A_PAGE)));

export type Paged<T> = { proposals: T[]; found: number; page: number; size: number };

/** The actor's own proposals, the newest first. */
export const ownProposals = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; page: number; today: Day },
): Promise<Paged<ListedProposal> & { mayPropose: boolean; mayList: boolean }> => {
	const counted = await sql<{ found: number }>`
		select count(*)::int as found from proposal where tenant_id = ${actor.tenantId} and proposer_id = ${actor.personId}`.execute(
		tx,
	);
	const found = counted.rows[0]?.found ?? 0;
	const page = pageOf(found, wanted.page);
	return {
		proposals: await shownTo(
			tx,
			actor,
			sql`${listedProposals(wanted.today)} where p.tenant_id = ${actor.tenantId} and p.proposer_id = ${actor.personId}
				order by p.received_at desc, p.id desc limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`,
		),
		found,
		page,
		size: A_PAGE,
		mayPropose: mayPropose(actor, wanted.unitId).allowed,
		mayList: mayListProposals(actor, wanted.unitId).allowed,
	};
};

export const officeFilters = ['new', 'due', 'late', 'up', 'answered', 'all'] as const;
export type OfficeFilter = (typeof officeFilters)[number];

/** What each filter means, for the unit whose office looks. */
const conditionOf = (filter: OfficeFilter, unitId: string, today: Day) =>
	({
		new: sql`p.answering_unit_id = ${unitId} and p.state in ('received', 'disputed')`,
		due: sql`p.answering_unit_id = ${unitId} and p.state = 'assigned' and p.due_on >= ${today}`,
		late: sql`p.answering_unit_id = ${unitId} and p.state in ('received', 'assigned') and p.due_on < ${today}`,
		up: sql`p.answering_unit_id <> ${unitId} and p.state in ('received', 'assigned', 'disputed')`,
		answered: sql`p.state in ('answered', 'settled', 'closed')`,
		all: sql`true`,
	})[filter];

export type OfficeList = Paged<ListedProposal> & {
	counts: Record<OfficeFilter, number>;
	/** Of a unit: showing several with their answers at once. */
	mayRelease: boolean;
	maySetRule: boolean;
};

/** What came to a unit: from its people, and from below; those answered together stand as one until they are answered. */
export const officeList = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; filter: OfficeFilter; words: string; page: number; today: Day },
): Promise<OfficeList> => {
	const may = mayListProposals(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const { unitId, today, words } = wanted;
	const scope = sql`p.tenant_id = ${actor.tenantId} and (p.unit_id = ${unitId} or p.answering_unit_id = ${unitId} or ${unitId}::uuid = any(p.seen_by))
		and (p.leader_id is null or p.state not in ('received', 'assigned')) ${words ? sql`and p.body ilike ${containing(words)}` : sql``}`;
	const counted = await sql<Record<OfficeFilter, number>>`select ${sql.join(
		officeFilters.map(
			(filter) =>
				sql`count(*) filter (where ${conditionOf(filter, unitId, today)})::int as ${sql.ref(filter)}`,
		),
	)} from proposal p where ${scope}`.execute(tx);
	const counts = counted.rows[0] ?? { new: 0, due: 0, late: 0, up: 0, answered: 0, all: 0 };
	const found = counts[wanted.filter];
	const page = pageOf(found, wanted.page);
	const isPast = wanted.filter === 'answered' || wanted.filter === 'all';
	return {
		proposals: await shownTo(
			tx,
			actor,
			sql`${listedProposals(today)} where ${scope} and ${conditionOf(wanted.filter, unitId, today)}
				order by ${isPast ? sql`p.since desc` : sql`p.due_on`}, p.id limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`,
		),
		counts,
		found,
		page,
		size: A_PAGE,
		mayRelease: mayTakeOff(actor, unitId).allowed,
		maySetRule: maySetRule(actor, unitId).allowed,
	};
};

export type ReleasedProposal = {
	id: string;
	body: string;
	answer: string;
	answeredBy: string;
	answeredOn: Day;
	proposerName: string | null;
	releasedAt: Date;
};

/** What the unit shows to its people, the newest answer first. @throws Failure missing for whoever is not of the unit */
export const releasedList = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; words: string; page: number },
): Promise<Paged<ReleasedProposal> & { mayTakeOff: boolean }> => {
	if (!maySeeReleased(actor, wanted.unitId).allowed) throw missing('failure_not_found');
	const { words } = wanted;
	const scope = sql`r.tenant_id = ${actor.tenantId} and r.unit_id = ${wanted.unitId} and r.withdrawn_at is null
		${words ? sql`and (r.body ilike ${containing(words)} or r.answer ilike ${containing(words)})` : sql``}`;
	const counted = await sql<{
		found: number;
	}>`select count(*)::int as found from proposal_release r where ${scope}`.execute(tx);
	const found = counted.rows[0]?.found ?? 0;
	const page = pageOf(found, wanted.page);
	const rows = await sql<ReleasedProposal>`
		select r.proposal_id as id, r.body, r.answer, r.answered_by as "answeredBy", r.answered_on as "answeredOn", r.proposer_name as "proposerName", r.released_at as "releasedAt"
		from proposal_release r where ${scope} order by r.answered_on desc, r.proposal_id desc limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`.execute(
		tx,
	);
	return {
		proposals: rows.rows,
		found,
		page,
		size: A_PAGE,
		mayTakeOff: mayTakeOff(actor, wanted.unitId).allowed,
	};
};

/** The rule of a unit as its page shows it. @throws Failure refused */
export const rulePage = async (tx: Tx, actor: Actor, wanted: { unitId: string; today: Day }) => {
	const may = maySetRule(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	return ruleOf(tx, { tenantId: actor.tenantId, unitId: wanted.unitId }, wanted.today);
};
