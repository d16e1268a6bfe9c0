import { sql } from 'kysely';
import { dueKinds, ownDuties } from '#lib/features/notifications/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';

/** What somebody who leaves still owes the unit, and what was settled of it. */
export type OpenItem = {
	kind: string;
	kindWords: string;
	subjectId: string;
	name: string;
	dueOn: Day;
	href: string;
};
export type SettledItem = {
	kind: string;
	subjectId: string;
	name: string;
	outcome: 'passed' | 'closed';
	successorName: string | null;
	word: string;
	settledAt: Date;
};

const MOST = 300;

/** What was settled, in the order in which it was. */
export const settledOf = async (tx: Tx, tenantId: string, transferId: string): Promise<SettledItem[]> => {
	const found = await sql<SettledItem>`
		select h.kind, h.subject_id as "subjectId", h.name, h.outcome, s.full_name as "successorName", h.word, h.settled_at as "settledAt"
		from transfer_handover h left join person s on s.tenant_id = h.tenant_id and s.id = h.successor_id
		where h.tenant_id = ${tenantId} and h.transfer_id = ${transferId} order by h.settled_at, h.subject_id`.execute(
		tx,
	);
	return found.rows;
};

/**
 * What the person owes the unit now, over all features: each is a duty that its feature tells of, and none is done by somebody
 * who is gone. Duties that go with an office are not among them: they are whoever holds it next.
 */
export const openItemsOf = async (
	tx: Tx,
	tenantId: string,
	of: { id: string; unitId: string; personId: string },
	today: Day,
): Promise<OpenItem[]> => {
	const { items } = await ownDuties(tx, tenantId, of.personId, MOST, today);
	const kinds = dueKinds();
	const settled = new Set(
		(await settledOf(tx, tenantId, of.id)).map(({ kind, subjectId }) => `${kind} ${subjectId}`),
	);
	return items
		.filter(
			({ kind, subjectId, unitId }) =>
				unitId === of.unitId && kinds.get(kind)?.isOwed === true && !settled.has(`${kind} ${subjectId}`),
		)
		.map(({ kind, kindWords, subjectId, name, dueOn, href }) => ({
			kind,
			kindWords,
			subjectId,
			name,
			dueOn,
			href,
		}));
};
