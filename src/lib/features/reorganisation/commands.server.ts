import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict } from '#lib/shared/failures.ts';
import { holdsUp } from './domain/checks.ts';
import { actsOf, type KnownReorganisation, reorganisationFacts } from './facts.server.ts';
import { mayCancelPlan, mayDecidePlan, mayReorganise } from './policy.ts';
import { planToChange, reopenPlan, tellOfPlan } from './records.server.ts';
import { CancelInput, ChangeInput, CheckInput, DecideInput, DraftInput } from './schema.ts';
import { tryActs } from './tree.server.ts';

export const insertDraft = async (
	context: CommandContext,
	draft: {
		unitId: string;
		title: string;
		reason: string;
		decisionNumber: string;
		decidedOn: Day | null;
		effectiveOn: Day;
		template: string | null;
	},
): Promise<string> => {
	const id = context.newId();
	await context.tx
		.insertInto('reorganisation')
		.values({
			tenant_id: context.actor.tenantId,
			id,
			unit_id: draft.unitId,
			title: draft.title,
			reason: draft.reason,
			decision_number: draft.decisionNumber,
			decided_on: draft.decidedOn,
			effective_on: draft.effectiveOn,
			state: 'draft',
			template: draft.template,
			created_by: context.personId,
			created_at: context.now,
		})
		.execute();
	return id;
};

/** Begins a reorganisation below a unit: which decision, from which day; its acts follow. */
export const draftReorganisation = command('reorganisation.draft', DraftInput, async (context, input) => {
	const home = await requireUnit(context.tx, input.unitId);
	context.permit(mayReorganise(context.actor, { unitId: home.id, path: home.path }));
	const id = await insertDraft(context, { ...input, decidedOn: input.decidedOn ?? null, template: null });
	await tellOfPlan(
		context,
		'reorganisation.drafted',
		{ id, unitId: home.id },
		{ title: input.title, effectiveOn: input.effectiveOn },
	);
	return { reorganisationId: id };
});

/** Corrects what is said of the whole. */
export const changeReorganisation = command('reorganisation.change', ChangeInput, async (context, input) => {
	const plan = await planToChange(context, input.reorganisationId);
	await context.tx
		.updateTable('reorganisation')
		.set({
			title: input.title,
			reason: input.reason,
			decision_number: input.decisionNumber,
			decided_on: input.decidedOn ?? null,
			effective_on: input.effectiveOn,
		})
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', plan.id)
		.execute();
	await reopenPlan(context, plan.id);
	await tellOfPlan(context, 'reorganisation.changed', plan, {
		title: input.title,
		effectiveOn: input.effectiveOn,
	});
});

/** Everything that holds a plan up, tried on the tree of this moment. @throws Failure conflict */
export const requireSound = async (context: CommandContext, plan: KnownReorganisation) => {
	const { tx, actor } = context;
	const acts = await actsOf(tx, actor.tenantId, plan.id);
	const { tree, problems } = await tryActs(
		tx,
		actor.tenantId,
		plan,
		plan.effectiveOn,
		acts.map(({ act }) => act),
	);
	if (holdsUp(problems)) throw conflict('refused_reorganisation_problems');
	return { acts, tree };
};

/** Notes that the plan was checked and nothing holds it up. */
export const checkReorganisation = command('reorganisation.check', CheckInput, async (context, input) => {
	const plan = await planToChange(context, input.reorganisationId);
	const { acts } = await requireSound(context, plan);
	await context.tx
		.updateTable('reorganisation')
		.set({ state: 'checked', checked_by: context.personId, checked_at: context.now })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', plan.id)
		.execute();
	await tellOfPlan(context, 'reorganisation.checked', plan, { acts: acts.length });
});

/** Enters the decision: from now on it waits for its day, on which it is carried out. */
export const decideReorganisation = command('reorganisation.decide', DecideInput, async (context, input) => {
	const { tx, actor } = context;
	const plan = await reorganisationFacts(tx, actor.tenantId, input.reorganisationId, true);
	context.permit(mayDecidePlan(actor, plan));
	if (input.decidedOn > context.today) throw invalidAt('decidedOn', 'issue_reorganisation_decided_later');
	await requireSound(context, plan);
	await tx
		.updateTable('reorganisation')
		.set({
			state: 'decided',
			decision_number: input.decisionNumber,
			decided_on: input.decidedOn,
			decided_by: context.personId,
			decided_at: context.now,
			problem: '',
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', plan.id)
		.execute();
	await tellOfPlan(context, 'reorganisation.decided', plan, {
		decisionNumber: input.decisionNumber,
		effectiveOn: plan.effectiveOn,
	});
	return { reorganisationId: plan.id, isDue: plan.effectiveOn <= context.today };
});

/** Calls it off as a whole, with the reason; nothing of it was carried out. */
export const cancelReorganisation = command('reorganisation.cancel', CancelInput, async (context, input) => {
	const { tx, actor } = context;
	const plan = await reorganisationFacts(tx, actor.tenantId, input.reorganisationId, true);
	context.permit(mayCancelPlan(actor, plan));
	await tx
		.updateTable('reorganisation')
		.set({
			state: 'cancelled',
			cancelled_by: context.personId,
			cancelled_at: context.now,
			cancel_reason: input.reason,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', plan.id)
		.execute();
	await tellOfPlan(context, 'reorganisation.cancelled', plan, { reason: input.reason });
});
