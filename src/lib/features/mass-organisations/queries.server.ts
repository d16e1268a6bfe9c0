import { sql } from 'kysely';
import { documentForReading, documentsForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { openTasksOf } from '#lib/features/programmes/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { figuresOf } from './domain/activities.ts';
import {
	activityColumns,
	jointColumns,
	type KnownActivity,
	type KnownJoint,
	type KnownOrganisation,
	organisationColumns,
	organisationTables,
	seenJoint,
	seenOrganisation,
} from './facts.server.ts';
import { mayDirectOrganisation, mayRunOrganisation, maySeeOrganisation } from './policy.ts';

const activitiesOf = async (
	tx: Tx,
	tenantId: string,
	of: { unitIds: readonly string[] } | { jointId: string },
): Promise<(KnownActivity & { unitId: string })[]> =>
	(
		await sql<KnownActivity & { unitId: string }>`
			select ${activityColumns}, v.unit_id as "unitId" from joint_activity v
			where v.tenant_id = ${tenantId} and ${'jointId' in of ? sql`v.programme_id = ${of.jointId}` : sql`v.unit_id = any(${`{${of.unitIds.join(',')}}`}::text::uuid[])`}
			order by v.held_on desc, v.id desc`.execute(tx)
	).rows;

const yearOf = (today: Day): [Day, Day] => [`${today.slice(0, 4)}-01-01`, `${today.slice(0, 4)}-12-31`];

/** The mass organisations that the actor may see, with what they did this year. */
export const organisationsPage = async (tx: Tx, actor: Actor, today: Day) => {
	const found = await sql<KnownOrganisation>`
		select ${organisationColumns(today)} from ${organisationTables}
		where u.tenant_id = ${actor.tenantId} and u.kind = 'mass_organisation' and u.dissolved_on is null
		order by u.name collate "vi-x-icu", u.id`.execute(tx);
	const seen = found.rows.filter((organisation) => maySeeOrganisation(actor, organisation).allowed);
	const activities = await activitiesOf(tx, actor.tenantId, { unitIds: seen.map(({ unitId }) => unitId) });
	return seen.map((organisation) => ({
		unitId: organisation.unitId,
		name: organisation.name,
		members: organisation.memberIds.length,
		isMine: actor.personId !== null && organisation.memberIds.includes(actor.personId),
		figures: figuresOf(
			activities.filter(({ unitId }) => unitId === organisation.unitId),
			...yearOf(today),
		),
	}));
};

export type MemberLine = {
	id: string;
	personId: string;
	fullName: string;
	jobTitle: string;
	duty: string;
	isHead: boolean;
	validFrom: Day;
};
export type GivenTask = {
	taskId: string;
	title: string;
	part: 'leads' | 'takes_part';
	ownerName: string;
	dueOn: Day;
	state: string;
};

/** The documents of a unit with their sections: what a joint programme can carry out. */
const documentsOf = async (tx: Tx, actor: Actor, unitId: string) => {
	const ids = await sql<{ id: string }>`
		select id from document where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and state = 'published' order by published_at desc nulls last, id desc limit 60`.execute(
		tx,
	);
	const documents = await documentsForReading(
		tx,
		actor,
		ids.rows.map(({ id }) => id),
	);
	const sections = await sql<{ id: string; documentId: string; label: string }>`
		select id, document_id as "documentId", left(concat_ws(' ', label, heading), 120) as label from clause
		where tenant_id = ${actor.tenantId} and is_section and document_id = any(${`{${documents.map(({ id }) => id).join(',')}}`}::text::uuid[]) order by document_id, ordinal`.execute(
		tx,
	);
	return documents.map((document) => ({
		id: document.id,
		name: documentName(document),
		title: document.title,
		sections: sections.rows.filter(({ documentId }) => documentId === document.id),
	}));
};

/** A mass organisation: its members, what is entrusted to it, its joint programmes. @throws Failure missing */
export const organisationPage = async (tx: Tx, actor: Actor, massId: string, today: Day) => {
	const organisation = await seenOrganisation(tx, actor, massId, today);
	const tenantId = actor.tenantId;
	const members = await sql<MemberLine>`
		select m.id, m.person_id as "personId", p.full_name as "fullName", p.job_title as "jobTitle", m.duty, m.is_head as "isHead", m.valid_from as "validFrom"
		from mass_member m join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
		where m.tenant_id = ${tenantId} and m.unit_id = ${massId} and (m.valid_to is null or m.valid_to > ${today})
		order by m.is_head desc, (m.duty = ''), p.sort_key collate "vi-x-icu", p.id`.execute(tx);
	const tasks = await sql<GivenTask>`
		select g.task_id as "taskId", t.title, g.part, p.full_name as "ownerName", t.due_on as "dueOn", t.state
		from mass_task g join task t on t.tenant_id = g.tenant_id and t.id = g.task_id join person p on p.tenant_id = t.tenant_id and p.id = t.owner_id
		where g.tenant_id = ${tenantId} and g.unit_id = ${massId} and t.state <> 'cancelled' order by t.due_on, t.id`.execute(
		tx,
	);
	const joints = await sql<KnownJoint>`
		select ${jointColumns} from joint_programme j where j.tenant_id = ${tenantId} and j.unit_id = ${massId} order by j.starts_on desc, j.id desc`.execute(
		tx,
	);
	const activities = await activitiesOf(tx, tenantId, { unitIds: [massId] });
	const runs = mayRunOrganisation(actor, organisation).allowed;
	const directs = mayDirectOrganisation(actor, organisation).allowed;
	const above = organisation.aboveUnitId;
	const people = runs && above ? await peopleOfUnit(tx, above, today) : [];
	const given = new Set(tasks.rows.map(({ taskId }) => taskId));
	const open = directs && above ? await openTasksOf(tx, { tenantId, unitId: above }) : [];
	const documents = runs && above ? await documentsOf(tx, actor, above) : [];
	return {
		organisation: {
			unitId: organisation.unitId,
			name: organisation.name,
			aboveName: organisation.aboveName,
		},
		members: members.rows,
		tasks: tasks.rows,
		joints: joints.rows.map((joint) => ({
			...joint,
			...figuresOf(
				activities.filter(({ programmeId }) => programmeId === joint.id),
				joint.startsOn,
				joint.endsOn,
			),
		})),
		figures: figuresOf(activities, ...yearOf(today)),
		candidates: people
			.filter(({ personId, standing }) => standing !== null && !organisation.memberIds.includes(personId))
			.map(({ personId, fullName, jobTitle }) => ({
				value: personId,
				label: jobTitle ? `${fullName}, ${jobTitle}` : fullName,
			})),
		openTasks: open.filter(({ id }) => !given.has(id)).map(({ id, title }) => ({ value: id, label: title })),
		documents,
		powers: { run: runs, direct: directs },
	};
};

/** A joint programme with its activities. @throws Failure missing */
export const jointPage = async (tx: Tx, actor: Actor, jointId: string, today: Day) => {
	const { joint, organisation } = await seenJoint(tx, actor, jointId, today);
	const members = await sql<{ value: string; label: string }>`
		select p.id as value, p.full_name as label from person p
		where p.tenant_id = ${actor.tenantId} and p.id = any(${`{${organisation.memberIds.join(',')}}`}::text::uuid[]) order by p.sort_key collate "vi-x-icu", p.id`.execute(
		tx,
	);
	const activities = await activitiesOf(tx, actor.tenantId, { jointId: joint.id });
	const clause = joint.clauseId
		? (
				await sql<{ label: string; anchor: string }>`
					select concat_ws(' ', label, heading) as label, anchor from clause where tenant_id = ${actor.tenantId} and id = ${joint.clauseId}`.execute(
					tx,
				)
			).rows[0]
		: null;
	// A document that the reader may not see is not named.
	const document = joint.documentId
		? await documentForReading(tx, actor, joint.documentId).catch(() => null)
		: null;
	return {
		joint,
		organisation: { unitId: organisation.unitId, name: organisation.name },
		document: document
			? {
					id: document.id,
					name: [documentName(document), clause?.label].filter(Boolean).join(', '),
					anchor: clause?.anchor ?? null,
				}
			: null,
		activities,
		figures: figuresOf(activities, joint.startsOn, joint.endsOn),
		members: members.rows,
		powers: { run: mayRunOrganisation(actor, organisation).allowed },
	};
};

/** The mass organisations to which a task is entrusted, of those that the actor may see. */
export const organisationsInTask = async (
	tx: Tx,
	actor: Actor,
	taskId: string,
	today: Day,
): Promise<{ unitId: string; name: string; part: 'leads' | 'takes_part' }[]> => {
	const found = await sql<KnownOrganisation & { part: 'leads' | 'takes_part' }>`
		select ${organisationColumns(today)}, g.part from ${organisationTables} join mass_task g on g.tenant_id = u.tenant_id and g.unit_id = u.id
		where g.tenant_id = ${actor.tenantId} and g.task_id = ${taskId} order by g.part, u.name`.execute(tx);
	return found.rows
		.filter((organisation) => maySeeOrganisation(actor, organisation).allowed)
		.map(({ unitId, name, part }) => ({ unitId, name, part }));
};
