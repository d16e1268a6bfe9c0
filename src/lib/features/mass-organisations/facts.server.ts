import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { ActivityState } from './domain/activities.ts';
import { maySeeOrganisation, type OrganisationFacts } from './policy.ts';

export type KnownOrganisation = OrganisationFacts & {
	name: string;
	shortName: string;
	aboveName: string | null;
};

export const organisationColumns = (
	today: Day,
) => sql`u.id as "unitId", u.name, u.short_name as "shortName", u.parent_id as "aboveUnitId", a.short_name as "aboveName",
	coalesce((select jsonb_agg(x.person_id) from mass_member x where x.tenant_id = u.tenant_id and x.unit_id = u.id and x.is_head and x.valid_from <= ${today} and (x.valid_to is null or x.valid_to > ${today})), '[]') as "headIds",
	coalesce((select jsonb_agg(x.person_id) from mass_member x where x.tenant_id = u.tenant_id and x.unit_id = u.id and x.valid_from <= ${today} and (x.valid_to is null or x.valid_to > ${today})), '[]') as "memberIds"`;
export const organisationTables = sql`unit u left join unit a on a.tenant_id = u.tenant_id and a.id = u.parent_id`;

/** A mass organisation for whoever may see it. @throws Failure missing */
export const seenOrganisation = async (
	tx: Tx,
	actor: Actor,
	massId: string,
	today: Day,
): Promise<KnownOrganisation> => {
	if (!uuidPattern.test(massId)) throw missing('failure_not_found');
	const found = await sql<KnownOrganisation>`
		select ${organisationColumns(today)} from ${organisationTables}
		where u.tenant_id = ${actor.tenantId} and u.id = ${massId} and u.kind = 'mass_organisation' and u.dissolved_on is null`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row || !maySeeOrganisation(actor, row).allowed) throw missing('failure_not_found');
	return row;
};

export type KnownJoint = {
	id: string;
	unitId: string;
	title: string;
	partner: string;
	contact: string;
	contents: string;
	startsOn: Day;
	endsOn: Day;
	documentId: string | null;
	clauseId: string | null;
};
export const jointColumns = sql`j.id, j.unit_id as "unitId", j.title, j.partner, j.contact, j.contents, j.starts_on as "startsOn", j.ends_on as "endsOn",
	j.document_id as "documentId", j.clause_id as "clauseId"`;

/** A joint programme with its organisation, for whoever may see that. @throws Failure missing */
export const seenJoint = async (
	tx: Tx,
	actor: Actor,
	jointId: string,
	today: Day,
): Promise<{ joint: KnownJoint; organisation: KnownOrganisation }> => {
	if (!uuidPattern.test(jointId)) throw missing('failure_not_found');
	const found = await sql<KnownJoint>`
		select ${jointColumns} from joint_programme j where j.tenant_id = ${actor.tenantId} and j.id = ${jointId}`.execute(
		tx,
	);
	const joint = found.rows[0];
	if (!joint) throw missing('failure_not_found');
	return { joint, organisation: await seenOrganisation(tx, actor, joint.unitId, today) };
};

export type KnownActivity = {
	id: string;
	programmeId: string;
	title: string;
	heldOn: Day;
	location: string;
	state: ActivityState;
	done: string;
	result: string;
	locals: number;
	reason: string;
	people: number;
	names: string[];
	files: { id: string; name: string }[];
};
export const activityColumns = sql`v.id, v.programme_id as "programmeId", v.title, v.held_on as "heldOn", v.location, v.state, v.done, v.result, v.locals, v.reason,
	(select count(*)::int from joint_participant t where t.tenant_id = v.tenant_id and t.activity_id = v.id) as people,
	coalesce((select jsonb_agg(p.full_name order by p.sort_key collate "vi-x-icu") from joint_participant t join person p on p.tenant_id = t.tenant_id and p.id = t.person_id where t.tenant_id = v.tenant_id and t.activity_id = v.id), '[]') as names,
	coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.file_name) order by f.added_at, f.id) from joint_file f where f.tenant_id = v.tenant_id and f.activity_id = v.id), '[]') as files`;

/** @throws Failure missing */
export const activityById = async (tx: Tx, tenantId: string, activityId: string): Promise<KnownActivity> => {
	if (!uuidPattern.test(activityId)) throw missing('failure_not_found');
	const locked =
		await sql`select from joint_activity where tenant_id = ${tenantId} and id = ${activityId} for update`.execute(
			tx,
		);
	if (locked.rows.length === 0) throw missing('failure_not_found');
	const found = await sql<KnownActivity>`
		select ${activityColumns} from joint_activity v where v.tenant_id = ${tenantId} and v.id = ${activityId}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};
