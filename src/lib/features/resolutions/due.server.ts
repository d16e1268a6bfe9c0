import { sql } from 'kysely';
import { isCarried, type Majority } from '#lib/features/meetings/public.server.ts';
import {
	type DueItem,
	type DueList,
	type DueWanted,
	dutyOf,
	endsForAll,
	holdingRole,
	inPeople,
	inUnits,
	kindsOfDuty,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { addDays, type Day, dayOf, longDate } from '#lib/shared/calendar.ts';

type Row = {
	id: string;
	personId: string;
	unitId: string;
	title: string;
	closedAt: Date;
	yes: number;
	entitled: number;
	majority: Majority;
};

/** Days after the vote within which a resolution is issued. */
const ISSUE_DAYS = 3;
const dueOf = ({ closedAt }: Row): Day => addDays(dayOf(closedAt), ISSUE_DAYS);

const itemOf = (row: Row): DueItem => ({
	...dutyOf({ ...row, kind: 'issue_resolution', dueOn: dueOf(row) }),
	name: row.title,
	more: [m.resolution_due_voted({ day: longDate(dayOf(row.closedAt)) })],
	// What a cell resolves is for those it is for: letters only count it.
	openName: null,
	href: `/nghi-quyet/${row.id}`,
	act: m.resolution_due_issue(),
});

/**
 * Resolutions whose vote is over and carried and that are not issued: for the secretary, and where a unit has none for the
 * deputy. There are few of them at any time; whether a vote is carried is told by the rule of votes, not here.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		select r.id, a.person_id as "personId", r.unit_id as "unitId", r.title, b.closed_at as "closedAt", b.yes, b.entitled, b.majority
		from resolution r
		join ballot b on b.tenant_id = r.tenant_id and b.id = r.ballot_id and b.state = 'closed'
		join role_assignment a on ${holdingRole(wanted, 'r.unit_id', ['secretary', 'deputy'])}
			and (a.role = 'secretary' or not exists (select from role_assignment s where ${holdingRole(wanted, 'r.unit_id', ['secretary'], { as: 's' })}))
		where r.tenant_id = ${wanted.tenantId} and r.state = 'put' ${inUnits(wanted, 'r.unit_id')} ${inPeople(wanted, 'a.person_id')}
		order by b.closed_at, r.id`.execute(tx);
	const items = found.rows
		.filter(({ yes, entitled, majority }) => isCarried(yes, entitled, majority))
		.map(itemOf)
		.filter(({ dueOn }) => !wanted.until || dueOn <= wanted.until);
	return {
		items: wanted.most ? items.slice(0, wanted.most) : items,
		totals: { issue_resolution: items.length },
	};
};

registerDueSource({
	name: 'resolutions',
	kinds: kindsOfDuty(
		{ href: '/nghi-quyet', weight: 0, isOwed: true },
		{
			issue_resolution: {
				say: m.resolution_due_kind,
				count: m.resolution_due_count,
				all: m.resolution_due_all,
			},
		},
	),
	list,
	endedBy: [endsForAll('resolution.issued', 'issue_resolution')],
});
