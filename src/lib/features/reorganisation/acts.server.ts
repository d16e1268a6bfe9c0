import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { actFrom, joinedSplit } from './build-act.server.ts';
import { foundedBy } from './domain/acts.ts';
import { type LineProblem, readLines, resolveLines } from './domain/lines.ts';
import { actsOf } from './facts.server.ts';
import { insertActs, planToChange, reopenPlan, tellOfPlan } from './records.server.ts';
import { AddActInput, AddLinesInput, RemoveActInput } from './schema.ts';
import { treeBelow } from './tree.server.ts';

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
	await tellOfPlan(context, 'reorganisation.act_added', plan, { kind: act.kind });
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
	await tellOfPlan(context, 'reorganisation.acts_added', plan, { count: acts.length });
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
	await tellOfPlan(context, 'reorganisation.act_removed', plan, { kind: gone.kind });
});
