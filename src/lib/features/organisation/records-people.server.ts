import { sql } from 'kysely';
import { indexRecords } from '#lib/features/search/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { nameParts } from './domain/person-name.ts';

/** People of a list, each in the unit where they are added or changed. A fact that is null stays as it is. */
export type PeopleToWrite = {
	added: readonly {
		unitId: string;
		fullName: string;
		jobTitle: string;
		email: string | null;
		standing: string;
		from: Day;
	}[];
	changed: readonly {
		personId: string;
		unitId: string;
		jobTitle: string | null;
		email: string | null;
		standing: string | null;
		from: Day;
	}[];
};

const json = (rows: readonly unknown[]) => sql`${JSON.stringify(rows)}::text::jsonb`;

/**
 * Adds and changes many people, each kind of row in one statement. Another standing begins on its day, and the one before ends.
 * @returns who was added
 */
export const writePeople = async (
	{ tx, actor, now, newId }: Pick<CommandContext, 'tx' | 'actor' | 'now' | 'newId'>,
	{ added, changed }: PeopleToWrite,
): Promise<{ addedIds: string[] }> => {
	const { tenantId } = actor;
	const people = added.map((person) => ({ ...person, ...nameParts(person.fullName), id: newId() }));
	await sql`
		insert into person (tenant_id, id, full_name, given_name, sort_key, job_title, email, created_at)
		select ${tenantId}, x.id, x."fullName", x."givenName", x."sortKey", x."jobTitle", x.email, ${now}
		from jsonb_to_recordset(${json(people)}) as x(id uuid, "fullName" text, "givenName" text, "sortKey" text, "jobTitle" text, email text)`.execute(
		tx,
	);
	await sql`
		insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
		select ${tenantId}, uuidv7(), x.id, x."unitId", x.standing, x."from" from jsonb_to_recordset(${json(people)}) as x(id uuid, "unitId" uuid, standing text, "from" date)`.execute(
		tx,
	);
	const x = sql`jsonb_to_recordset(${json(changed)}) as x("personId" uuid, "unitId" uuid, "jobTitle" text, email text, standing text, "from" date)`;
	await sql`update person p set job_title = coalesce(x."jobTitle", p.job_title), email = coalesce(x.email, p.email)
		from ${x} where p.tenant_id = ${tenantId} and p.id = x."personId" and (x."jobTitle" is not null or x.email is not null)`.execute(
		tx,
	);
	// Where the day is not after the one on which the present standing began, it was entered wrongly then: that row is put right.
	await sql`update membership m set standing = x.standing from ${x}
		where m.tenant_id = ${tenantId} and m.person_id = x."personId" and m.unit_id = x."unitId" and m.valid_to is null and x.standing is not null and m.valid_from >= x."from"`.execute(
		tx,
	);
	await sql`
		with ended as (
			update membership m set valid_to = x."from" from ${x}
			where m.tenant_id = ${tenantId} and m.person_id = x."personId" and m.unit_id = x."unitId" and m.valid_to is null and x.standing is not null
				and m.standing <> x.standing and m.valid_from < x."from"
			returning m.person_id, m.unit_id, x.standing, x."from" as begins
		)
		insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
		select ${tenantId}, uuidv7(), person_id, unit_id, standing, begins from ended`.execute(tx);
	await indexRecords(tx, tenantId, 'person', [
		...people.map(({ id }) => id),
		...changed.filter(({ jobTitle }) => jobTitle !== null).map(({ personId }) => personId),
	]);
	return { addedIds: people.map(({ id }) => id) };
};
