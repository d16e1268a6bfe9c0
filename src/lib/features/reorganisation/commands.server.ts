import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt, sayKey } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { actFrom, joinedSplit } from './build-act.server.ts';
import { foundedBy } from './domain/acts.ts';
import { holdsUp } from './domain/checks.ts';
import { type LineProblem, readLines, resolveLines } from './domain/lines.ts';
import { actsOf, type KnownReorganisation, reorganisationFacts } from './facts.server.ts';
import { mayCancelPlan, mayChangePlan, mayDecidePlan, mayReorganise } from './policy.ts';
import { insertActs, reopenPlan } from './records.server.ts';
import {
	AddActInput,
	AddLinesInput,
	CancelInput,
	ChangeInput,
	CheckInput,
	DecideInput,
	DraftInput,
	RemoveActInput,
} from './schema.ts';
import { treeBelow, tryActs } from './tree.server.ts';

/** The plan under lock, to be corrected by whoever may. */
const planToChange = async (context: CommandContext, id: string): Promise<KnownReorganisation> => {
	const plan = await reorganisationFacts(context.tx, context.actor.tenantId, id, true);
	context.permit(mayChangePlan(context.actor, plan));
	return plan;
};

/** Every act within a plan is an event of the plan. */
const told = (
	context: CommandContext,
	verb: string,
	plan: { id: string; unitId: string },
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, { subject: { type: 'reorganisation', id: plan.id }, unitId: plan.unitId, after });

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
	await told(
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
	await told(context, 'reorganisation.changed', plan, { title: input.title, effectiveOn: input.effectiveOn });
});

/** Adds an act to the plan. A further part of a unit that is split already joins the act that splits it. */
export const addAct = command('reorganisation.add_act', AddActInput, async (context, input) => {
	const { tx, actor } = context;
	const plan = await planToChange(context, input.reorganisationId);
	const before = await actsOf(tx, actor.tenantId, plan.id);
	const tree = await treeBelow(tx, actor.tenantId, plan, plan.effectiveOn);
	const act = actFrom(input, [...tree, ...before.flatMap((one) => foundedBy(one.act))], context.newId);
	const joined = before
		.map((one) => ({ id: one.id, act: joinedSplit(one.act, act) }))
		.find((one) => one.act !== null);
	if (joined)
		await sql`update reorganisation_act set body = ${JSON.stringify(joined.act)}::text::jsonb
			where tenant_id = ${actor.tenantId} and id = ${joined.id}`.execute(tx);
	else
		await insertActs(context, plan.id, [
			{ act, decisionNumber: input.decisionNumber, decidedOn: input.decidedOn ?? null },
		]);
	await reopenPlan(context, plan.id);
	await told(context, 'reorganisation.act_added', plan, { kind: act.kind });
});

const lineWords: Record<LineProblem['what'], string> = {
	form: 'issue_reorganisation_line_form',
	unknown: 'issue_reorganisation_line_unknown',
	several: 'issue_reorganisation_line_several',
};

/** Adds many merges, one a line; either all of them or none. */
export const addLines = command('reorganisation.add_lines', AddLinesInput, async (context, input) => {
	const { tx, actor } = context;
	const plan = await planToChange(context, input.reorganisationId);
	const tree = await treeBelow(tx, actor.tenantId, plan, plan.effectiveOn);
	const read = readLines(input.lines);
	const { found, problems } = resolveLines(
		read.merges,
		tree.filter(({ id }) => id !== plan.unitId),
	);
	const wrong = [...read.problems, ...problems];
	if (wrong.length > 0)
		throw invalid([
			{
				path: 'lines',
				message: wrong
					.slice(0, 5)
					.map(({ line, what, name }) => sayKey(lineWords[what], { line, name }))
					.join(' '),
			},
		]);
	const acts = found.map(({ sources, target, newName }) => {
		const first = sources[0];
		const founds = target
			? null
			: {
					id: context.newId(),
					kind: first?.kind ?? 'cell',
					name: newName,
					shortName: newName,
					sign: '',
					parentId: first?.parentId ?? plan.unitId,
				};
		const targetId = target?.id ?? founds?.id ?? '';
		return {
			act: {
				kind: 'merge' as const,
				sourceIds: sources.map(({ id }) => id),
				targetId,
				founds,
				work: input.work,
			},
		};
	});
	await insertActs(context, plan.id, acts);
	await reopenPlan(context, plan.id);
	await told(context, 'reorganisation.acts_added', plan, { count: acts.length });
	return { count: acts.length };
});

/** Takes an act out of the plan. */
export const removeAct = command('reorganisation.remove_act', RemoveActInput, async (context, input) => {
	const plan = await planToChange(context, input.reorganisationId);
	const gone = await context.tx
		.deleteFrom('reorganisation_act')
		.where('tenant_id', '=', context.actor.tenantId)
		.where('reorganisation_id', '=', plan.id)
		.where('id', '=', input.actId)
		.returning('kind')
		.executeTakeFirst();
	if (!gone) throw missing('failure_not_found');
	await reopenPlan(context, plan.id);
	await told(context, 'reorganisation.act_removed', plan, { kind: gone.kind });
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
	await told(context, 'reorganisation.checked', plan, { acts: acts.length });
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
	await told(context, 'reorganisation.decided', plan, {
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
	await told(context, 'reorganisation.cancelled', plan, { reason: input.reason });
});
