import { sql } from 'kysely';
import { indexRecords } from '#lib/features/search/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict } from '#lib/shared/failures.ts';

type Changed<Value> = { before: Value; after: Value } | null;
/** What a list wrote: whom it added, and what it changed of others. */
export type PeopleWritten = {
	addedIds: readonly string[];
	changed: readonly {
		personId: string;
		unitId: string;
		jobTitle: Changed<string>;
		email: Changed<string>;
		standing: Changed<string>;
		from: Day;
	}[];
};

const HANGS_ON_IT = '23503';
const json = (rows: readonly unknown[]) => sql`${JSON.stringify(rows)}::text::jsonb`;

/** Takes added people away again; the keys of the database say whether anything hangs on one of them. */
const removeAdded = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	ids: readonly string[],
): Promise<void> => {
	const list = sql`${`{${ids.join(',')}}`}::text::uuid[]`;
	const { tenantId } = actor;
	const more = await sql`
		select from membership m where m.tenant_id = ${tenantId} and m.person_id = any (${list}) group by m.person_id having count(*) > 1 limit 1`.execute(
		tx,
	);
	if (more.rows.length > 0) throw conflict('failure_roster_used');
	try {
		await sql`savepoint added`.execute(tx);
		await sql`delete from membership where tenant_id = ${tenantId} and person_id = any (${list})`.execute(tx);
		await sql`delete from search_record where tenant_id = ${tenantId} and kind = 'person' and record_id = any (${list})`.execute(
			tx,
		);
		await sql`delete from person where tenant_id = ${tenantId} and id = any (${list})`.execute(tx);
	} catch (error) {
		if ((error as { code?: string }).code !== HANGS_ON_IT) throw error;
		await sql`rollback to savepoint added`.execute(tx);
		throw conflict('failure_roster_used');
	}
};

/**
 * Undoes what a list wrote, each kind of row in one statement. What somebody has changed since stays as they changed it.
 * @throws Failure conflict when anything hangs on a person whom the list added: an account, a task, another membership …
 */
export const unwritePeople = async (
	context: Pick<CommandContext, 'tx' | 'actor'>,
	{ addedIds, changed }: PeopleWritten,
): Promise<void> => {
	const { tx, actor } = context;
	const { tenantId } = actor;
	if (addedIds.length > 0) await removeAdded(context, addedIds);
	if (changed.length === 0) return;
	const x = sql`jsonb_to_recordset(${json(changed)}) as x("personId" uuid, "unitId" uuid, "jobTitle" jsonb, email jsonb, standing jsonb, "from" date)`;
	await sql`update person p set
			job_title = case when p.job_title = x."jobTitle" ->> 'after' then x."jobTitle" ->> 'before' else p.job_title end,
			email = case when p.email = x.email ->> 'after' then nullif(x.email ->> 'before', '') else p.email end
		from ${x} where p.tenant_id = ${tenantId} and p.id = x."personId"`.execute(tx);
	// Another standing began on its day: it goes, and the one before goes on; where the row itself was put right, it is put back.
	await sql`
		with begun as (
			delete from membership m using ${x}
			where m.tenant_id = ${tenantId} and m.person_id = x."personId" and m.unit_id = x."unitId" and m.valid_to is null and m.valid_from = x."from"
				and m.standing = x.standing ->> 'after'
				and exists (select from membership o where o.tenant_id = m.tenant_id and o.person_id = m.person_id and o.unit_id = m.unit_id
					and o.valid_to = x."from" and o.standing = x.standing ->> 'before')
			returning m.person_id, m.unit_id, x."from" as began, x.standing ->> 'before' as standing
		)
		update membership m set valid_to = null from begun b
		where m.tenant_id = ${tenantId} and m.person_id = b.person_id and m.unit_id = b.unit_id and m.valid_to = b.began and m.standing = b.standing`.execute(
		tx,
	);
	await sql`update membership m set standing = x.standing ->> 'before' from ${x}
		where m.tenant_id = ${tenantId} and m.person_id = x."personId" and m.unit_id = x."unitId" and m.valid_to is null and m.valid_from >= x."from"
			and m.standing = x.standing ->> 'after'`.execute(tx);
	await indexRecords(
		tx,
		tenantId,
		'person',
		changed.map(({ personId }) => personId),
	);
};
