import { type RawBuilder, sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Every } from './domain/recurrence.ts';
import { mayHandOver, maySuperviseUnit } from './policy.ts';

/** Recurrences (`r`) whose next occurrence waits for somebody, with the last one (`t`) and who did it (`o`). */
export const wantedNow = (tenantId: string): RawBuilder<unknown> => sql`
	from recurrence r
	join programme p on p.tenant_id = r.tenant_id and p.id = r.programme_id and p.state = 'issued'
	join lateral (select * from task x where x.tenant_id = r.tenant_id and x.recurrence_id = r.id order by x.occurrence desc limit 1) t on true
	join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
	where r.tenant_id = ${tenantId} and r.wanted_for is not null and r.stopped_at is null`;

export type WantedWork = {
	recurrenceId: string;
	taskId: string;
	title: string;
	every: Every;
	dueOn: Day;
	ownerName: string;
	mayHandOver: boolean;
};
export type WantedPage = { work: WantedWork[]; people: { value: string; label: string }[] };

/** Recurring work of a unit that nobody carries on: all of it for who leads the unit or stands above, else what one follows. */
export const wantedIn = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
	today: Day,
): Promise<WantedPage> => {
	const isUnit = maySuperviseUnit(actor, { unitId: unit.id, path: unit.path }).allowed;
	const found = await sql<Omit<WantedWork, 'mayHandOver'> & { supervisorId: string }>`
		select r.id as "recurrenceId", t.id as "taskId", t.title, r.every, r.wanted_for as "dueOn", o.full_name as "ownerName", t.supervisor_id as "supervisorId"
		${wantedNow(actor.tenantId)} and r.unit_id = ${unit.id} ${isUnit ? sql`` : sql`and t.supervisor_id = ${actor.personId}`}
		order by r.wanted_for, r.id limit 100`.execute(tx);
	const work = found.rows.map(({ supervisorId, ...one }) => ({
		...one,
		mayHandOver: mayHandOver(actor, { unitId: unit.id, programmeState: 'issued', supervisorId }).allowed,
	}));
	const people = work.some((one) => one.mayHandOver) ? await peopleOfUnit(tx, unit.id, today) : [];
	return { work, people: people.map(({ personId, fullName }) => ({ value: personId, label: fullName })) };
};
