import { draftCampaign } from '#lib/features/commitments/public.server.ts';
import { documentForReading } from '#lib/features/library/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { createTask, draftProgramme } from '#lib/features/programmes/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { endFrom, tasksFrom } from './domain/states.ts';
import { seenModel } from './facts.server.ts';
import { originOf } from './origin.server.ts';
import { mayAdopt, mayGive } from './policy.ts';
import { AdoptModelInput, GiveModelTaskInput } from './schema.ts';

/**
 * A unit adopts a model: a draft programme with the tasks of the origin (no owners, days counted from the start), and a draft
 * campaign with its contents, both for a document of its own choice. The link stays.
 * @throws Failure refused, conflict (adopted before), missing (a document that may not be read)
 */
export const adoptModel = command('model.adopt', AdoptModelInput, async (context, input) => {
	const { tx, actor, now } = context;
	const model = await seenModel(tx, actor, input.modelId);
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayAdopt(actor, model, unit.id));
	await documentForReading(tx, actor, input.documentId);
	const known = await tx
		.selectFrom('model_adoption')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('model_id', '=', model.id)
		.where('unit_id', '=', unit.id)
		.executeTakeFirst();
	if (known) throw conflict('failure_model_adopted');
	const { programme, campaign } = await originOf(tx, actor.tenantId, model);
	const { startsOn, documentId } = input;
	const drafted = programme
		? await draftProgramme(context, {
				unitId: unit.id,
				title: programme.title,
				startsOn,
				endsOn: endFrom(programme, startsOn),
				documentIds: [documentId],
			})
		: null;
	const begun = campaign
		? await draftCampaign(context, {
				unitId: unit.id,
				documentId,
				title: campaign.title,
				purpose: campaign.purpose,
				startsOn,
				endsOn: endFrom(campaign, startsOn),
				registerBy: startsOn,
				items: campaign.contents,
			})
		: null;
	const adoptionId = context.newId();
	await tx
		.insertInto('model_adoption')
		.values({
			tenant_id: actor.tenantId,
			id: adoptionId,
			model_id: model.id,
			unit_id: unit.id,
			document_id: documentId,
			starts_on: startsOn,
			programme_id: drafted?.programmeId ?? null,
			campaign_id: begun?.campaignId ?? null,
			adopted_by: context.personId,
			adopted_at: now,
		})
		.execute();
	const tasks = programme ? tasksFrom(programme.tasks, programme, startsOn) : [];
	for (const { position, title, resultExpected, dueOn } of tasks)
		await tx
			.insertInto('model_adoption_task')
			.values({
				tenant_id: actor.tenantId,
				id: context.newId(),
				adoption_id: adoptionId,
				position,
				title,
				result_expected: resultExpected,
				due_on: dueOn,
			})
			.execute();
	await context.emit('model.adopted', {
		subject: { type: 'model', id: model.id },
		unitId: unit.id,
		documentId,
		after: { adoptionId, tasks: tasks.length, contents: campaign?.contents.length ?? 0 },
	});
	return { adoptionId };
});

/** Names who carries out a task that came with the model, and for which clause: it becomes a task of the draft programme. */
export const giveModelTask = command('model.give_task', GiveModelTaskInput, async (context, input) => {
	const { tx, actor } = context;
	const adoption = await tx
		.selectFrom('model_adoption')
		.select(['id', 'model_id as modelId', 'unit_id as unitId', 'programme_id as programmeId'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.adoptionId)
		.executeTakeFirst();
	if (!adoption) throw missing('failure_not_found');
	context.permit(mayGive(actor, adoption.unitId));
	const planned = await tx
		.selectFrom('model_adoption_task')
		.select(['id', 'title', 'result_expected as resultExpected'])
		.where('tenant_id', '=', actor.tenantId)
		.where('adoption_id', '=', adoption.id)
		.where('id', '=', input.adoptionTaskId)
		.where('task_id', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (!planned || !adoption.programmeId) throw missing('failure_not_found');
	const { taskId } = await createTask(context, {
		unitId: adoption.unitId,
		programmeId: adoption.programmeId,
		title: planned.title,
		resultExpected: planned.resultExpected,
		ownerId: input.ownerId,
		dueOn: input.dueOn,
		clauseIds: [input.clauseId],
		origin: { type: 'model', id: adoption.modelId },
	});
	await tx
		.updateTable('model_adoption_task')
		.set({ task_id: taskId, due_on: input.dueOn })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', planned.id)
		.execute();
	await context.emit('model.task_given', {
		subject: { type: 'task', id: taskId },
		unitId: adoption.unitId,
		after: { modelId: adoption.modelId },
	});
	return { taskId };
});
