import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { DueItem } from './domain/due.ts';
import { ruleOn } from './domain/rules.ts';
import { dueKinds, duties } from './due-sources.server.ts';
import type { Person } from './remind.server.ts';
import { isNear, rulesOf } from './reminder-rules.server.ts';

/** What people were told besides their duties and have not read: how many of each. */
const unreadOf = async (
	tx: Tx,
	tenantId: string,
	personIds: readonly string[],
): Promise<Map<string, number>> => {
	const found = await sql<{ personId: string; count: number }>`
		select n.person_id as "personId", count(*)::int as count from notification n
		where n.tenant_id = ${tenantId} and n.person_id = any(${`{${personIds.join(',')}}`}::text::uuid[])
			and n.read_at is null and n.settled_at is null and n.kind <> all(${`{${[...dueKinds().keys()].join(',')}}`}::text[])
		group by n.person_id`.execute(tx);
	return new Map(found.rows.map(({ personId, count }) => [personId, count]));
};

/** What a person's letter of the day is about, as things stand now. */
export const toldInDigest = async (
	tx: Tx,
	tenantId: string,
	personId: string,
	today: Day,
): Promise<{ items: DueItem[]; unread: number }> => {
	const items = await duties(tx, { tenantId, personIds: [personId] });
	const rules = await rulesOf(
		tx,
		tenantId,
		items.map(({ unitId }) => unitId),
	);
	return {
		items: items.filter((item) => isNear(item, today, ruleOn(rules, item.unitId, today))),
		unread: (await unreadOf(tx, tenantId, [personId])).get(personId) ?? 0,
	};
};

/** Writes down the letters of the day, in one statement, for whom something is near or unread. @returns how many are new */
export const writeDigests = async (
	tx: Tx,
	tenantId: string,
	people: readonly Person[],
	near: ReadonlySet<string>,
	{ now, today }: { now: Date; today: Day },
): Promise<number> => {
	const far = people.filter(({ id }) => !near.has(id)).map(({ id }) => id);
	const unread = far.length > 0 ? await unreadOf(tx, tenantId, far) : new Map<string, number>();
	const told = people.filter(({ id }) => near.has(id) || unread.has(id));
	if (told.length === 0) return 0;
	const added = await sql`
		insert into letter (tenant_id, id, person_id, kind, step, address, written_at, next_at)
		select ${tenantId}, uuidv7(), t.id, 'digest', ${today}, t.address, ${now}::timestamptz, ${now}::timestamptz
		from jsonb_to_recordset(${JSON.stringify(told.map(({ id, address }) => ({ id, address })))}::text::jsonb) as t(id uuid, address text) order by t.id
		on conflict (tenant_id, person_id, kind, step) do nothing returning id`.execute(tx);
	return added.rows.length;
};
