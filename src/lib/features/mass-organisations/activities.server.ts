import {
	documentForReading,
	lookAtFiles,
	type SentFile,
	storeSentFile,
} from '#lib/features/library/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { safeFileName } from '#lib/shared/file-kind.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import {
	activityById,
	type KnownActivity,
	type KnownJoint,
	seenJoint,
	seenOrganisation,
} from './facts.server.ts';
import { mayRunOrganisation } from './policy.ts';
import { AddProgrammeInput, CancelActivityInput, PlanActivityInput, RecordActivityInput } from './schema.ts';

/** What the organisation agreed with a locality. @throws Failure missing, refused, invalid */
export const addJointProgramme = command('mass.add_programme', AddProgrammeInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const organisation = await seenOrganisation(tx, actor, input.massId, today);
	context.permit(mayRunOrganisation(actor, organisation));
	if (input.documentId) {
		const document = await documentForReading(tx, actor, input.documentId);
		if (input.clauseId) {
			const clause = await tx
				.selectFrom('clause')
				.select('id')
				.where('tenant_id', '=', actor.tenantId)
				.where('document_id', '=', document.id)
				.where('id', '=', input.clauseId)
				.executeTakeFirst();
			if (!clause) throw missing('failure_not_found');
		}
	}
	const jointId = context.newId();
	await tx
		.insertInto('joint_programme')
		.values({
			tenant_id: actor.tenantId,
			id: jointId,
			unit_id: organisation.unitId,
			title: input.title,
			partner: input.partner,
			contact: input.contact,
			contents: input.contents,
			starts_on: input.startsOn,
			ends_on: input.endsOn,
			document_id: input.documentId ?? null,
			clause_id: input.documentId ? (input.clauseId ?? null) : null,
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await context.emit('mass.programme_added', {
		subject: { type: 'joint_programme', id: jointId },
		// Of the unit to which it belongs: there the document is carried out.
		unitId: organisation.aboveUnitId ?? organisation.unitId,
		documentId: input.documentId ?? null,
		after: { title: input.title, ...(input.clauseId ? { clauseId: input.clauseId } : {}) },
	});
	return { jointId };
});

/** Plans an activity of a joint programme. */
export const planActivity = command('mass.plan_activity', PlanActivityInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const { joint, organisation } = await seenJoint(tx, actor, input.jointId, today);
	context.permit(mayRunOrganisation(actor, organisation));
	if (input.heldOn < joint.startsOn || input.heldOn > joint.endsOn)
		throw invalidAt('heldOn', 'issue_mass_outside');
	const activityId = context.newId();
	await tx
		.insertInto('joint_activity')
		.values({
			tenant_id: actor.tenantId,
			id: activityId,
			programme_id: joint.id,
			unit_id: joint.unitId,
			title: input.title,
			held_on: input.heldOn,
			location: input.location,
			state: 'planned',
			planned_by: context.personId,
			planned_at: now,
		})
		.execute();
	await context.emit('mass.activity_planned', {
		subject: { type: 'joint_activity', id: activityId },
		unitId: joint.unitId,
		after: { heldOn: input.heldOn },
	});
	return { activityId };
});

type Planned = {
	activity: KnownActivity;
	joint: KnownJoint;
	memberIds: readonly string[];
	aboveUnitId: string | null;
};
/** An activity that is still planned, for whoever runs the organisation. */
const planned = async (context: CommandContext, activityId: string): Promise<Planned> => {
	const { tx, actor, today } = context;
	const activity = await activityById(tx, actor.tenantId, activityId);
	const { joint, organisation } = await seenJoint(tx, actor, activity.programmeId, today);
	context.permit(mayRunOrganisation(actor, organisation));
	if (activity.state !== 'planned') throw conflict('failure_mass_ended');
	return { activity, joint, memberIds: organisation.memberIds, aboveUnitId: organisation.aboveUnitId };
};

const keepFiles = async (
	context: CommandContext,
	activityId: string,
	files: readonly SentFile[],
): Promise<void> => {
	for (const { name, bytes } of files) {
		const stored = await storeSentFile(context, bytes);
		await context.tx
			.insertInto('joint_file')
			.values({
				tenant_id: context.actor.tenantId,
				id: context.newId(),
				activity_id: activityId,
				...stored,
				file_name: safeFileName(name, 'minh-chung'),
				added_by: context.personId,
				added_at: context.now,
			})
			.execute();
	}
};

const record = command('mass.record_activity', RecordActivityInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const { activity, joint, memberIds, aboveUnitId } = await planned(context, input.activityId);
	if (input.heldOn > today) throw invalidAt('heldOn', 'issue_mass_later');
	const people = [...new Set(input.participantIds)];
	if (people.some((id) => !memberIds.includes(id))) throw missing('failure_not_found');
	await tx
		.updateTable('joint_activity')
		.set({
			state: 'done',
			held_on: input.heldOn,
			done: input.done,
			result: input.result,
			locals: input.locals,
			ended_by: context.personId,
			ended_at: now,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', activity.id)
		.execute();
	for (const personId of people)
		await tx
			.insertInto('joint_participant')
			.values({ tenant_id: actor.tenantId, activity_id: activity.id, person_id: personId })
			.execute();
	await keepFiles(context, activity.id, input.files);
	await context.emit('mass.activity_done', {
		subject: { type: 'joint_programme', id: joint.id },
		unitId: aboveUnitId ?? joint.unitId,
		documentId: joint.documentId,
		after: {
			activity: activity.id,
			title: activity.title,
			people: people.length,
			locals: input.locals,
			...(joint.clauseId ? { clauseId: joint.clauseId } : {}),
		},
	});
});

/**
 * Writes down what was done, who took part, and what shows it. Files are looked at before a transaction is open; one that bears
 * a mark of secrecy is never written.
 * @throws Failure missing, refused, invalid, conflict (it was recorded or cancelled)
 */
export const recordActivity = Object.assign(async (door: Door, raw: unknown): Promise<void> => {
	const { data } = RecordActivityInput.safeParse(raw);
	await lookAtFiles(data?.files ?? [], 'issue_limit_file_large');
	return record(door, raw);
}, record);

/** An activity does not take place, with the reason. */
export const cancelActivity = command('mass.cancel_activity', CancelActivityInput, async (context, input) => {
	const { activity, joint } = await planned(context, input.activityId);
	await context.tx
		.updateTable('joint_activity')
		.set({ state: 'cancelled', reason: input.reason, ended_by: context.personId, ended_at: context.now })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', activity.id)
		.execute();
	await context.emit('mass.activity_cancelled', {
		subject: { type: 'joint_activity', id: activity.id },
		unitId: joint.unitId,
		after: { reason: input.reason },
	});
});

/** A file that shows an activity, for whoever may see the organisation. @throws Failure missing */
export const activityFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { jointId: string; fileId: string; today: Day },
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	const { joint } = await seenJoint(tx, actor, wanted.jointId, wanted.today);
	if (!uuidPattern.test(wanted.fileId)) throw missing('failure_not_found');
	const row = await tx
		.selectFrom('joint_file as f')
		.innerJoin('joint_activity as v', (join) =>
			join.onRef('v.tenant_id', '=', 'f.tenant_id').onRef('v.id', '=', 'f.activity_id'),
		)
		.select(['f.sha256', 'f.file_name as fileName', 'f.media_type as mediaType'])
		.where('f.tenant_id', '=', actor.tenantId)
		.where('f.id', '=', wanted.fileId)
		.where('v.programme_id', '=', joint.id)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	return row;
};
