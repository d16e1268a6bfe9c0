import { sql } from 'kysely';
import { changeTree } from '#lib/features/organisation/public.server.ts';
import { closeTerms } from '#lib/features/papers/public.server.ts';
import { passOpenWork } from '#lib/features/programmes/public.server.ts';
import { reindexLater } from '#lib/features/search/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { conflict } from '#lib/shared/failures.ts';
import { requireSound } from './commands.server.ts';
import { effectsOf } from './domain/effects.ts';
import { unitEventsOf } from './domain/unit-events.ts';
import { reorganisationFacts } from './facts.server.ts';
import { mayCarryOut } from './policy.ts';
import { insertUnitEvents } from './records.server.ts';
import { CarryOutInput, HoldUpInput } from './schema.ts';

/**
 * Carries out a decided reorganisation on or after its day, as a whole, in one transaction: the tree, where people belong,
 * roles, terms of registers, open work, and what became of each unit. It is checked once more first, since the tree may have
 * changed since it was decided. @throws Failure conflict where something holds it up
 */
export const carryOutReorganisation = command(
	'reorganisation.carry_out',
	CarryOutInput,
	async (context, input) => {
		const { tx, actor, now, today } = context;
		context.permit(mayCarryOut(actor));
		const plan = await reorganisationFacts(tx, actor.tenantId, input.reorganisationId, true);
		if (plan.state !== 'decided' || plan.effectiveOn > today)
			throw conflict('refused_reorganisation_not_due');
		const { acts, tree } = await requireSound(context, plan);
		const effects = effectsOf(
			tree,
			acts.map(({ act }) => act),
		);
		const { effectiveOn, decisionNumber } = plan;
		const changed = await changeTree(context, {
			effectiveOn,
			decisionNumber,
			homeId: plan.unitId,
			...effects,
		});
		const units = effects.ended.flatMap(({ unitId, successorId, work }) =>
			work === 'pass' && successorId ? [{ fromId: unitId, toId: successorId }] : [],
		);
		const passed = await passOpenWork(context, { reorganisationId: plan.id, passedOn: effectiveOn, units });
		const ended = effects.ended.map(({ unitId }) => unitId);
		const terms = await closeTerms(tx, actor.tenantId, ended, effectiveOn);
		if (changed.places > 0) await reindexLater(tx, actor.tenantId);
		await insertUnitEvents(context, plan.id, unitEventsOf(tree, acts, effects, plan));
		const figures = {
			...changed,
			...passed,
			terms,
			ended: ended.length,
			founded: effects.founded.length,
			moved: effects.moved.length,
			renamed: effects.renamed.length,
		};
		await sql`update reorganisation set state = 'carried_out', carried_out_at = ${now}, figures = ${JSON.stringify(figures)}::text::jsonb, problem = ''
		where tenant_id = ${actor.tenantId} and id = ${plan.id}`.execute(tx);
		await context.emit('reorganisation.carried_out', {
			subject: { type: 'reorganisation', id: plan.id },
			unitId: plan.unitId,
			after: { decisionNumber, effectiveOn, ...figures },
		});
		return figures;
	},
);

/** Notes why a decided reorganisation could not be carried out on its day; it is tried again each hour. */
export const holdUpReorganisation = command('reorganisation.hold_up', HoldUpInput, async (context, input) => {
	const { tx, actor } = context;
	context.permit(mayCarryOut(actor));
	const plan = await reorganisationFacts(tx, actor.tenantId, input.reorganisationId, true);
	await sql`update reorganisation set problem = ${input.problem} where tenant_id = ${actor.tenantId} and id = ${plan.id}`.execute(
		tx,
	);
	await context.emit('reorganisation.held_up', {
		subject: { type: 'reorganisation', id: plan.id },
		unitId: plan.unitId,
		after: { problem: input.problem },
	});
});
