import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { changedRule } from './domain/change-rule.ts';
import { trainingRuleFor } from './facts.server.ts';
import { maySetTrainingRule } from './policy.ts';
import { SetTrainingRuleInput } from './schema.ts';

/** Sets strands and yearly hours of a unit from a day on; those of earlier days stay, and hold for the units below that set none. */
export const setTrainingRule = command('training.set_rule', SetTrainingRuleInput, async (context, input) => {
	const { tx, actor, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(maySetTrainingRule(actor, input.unitId));
	if (input.validFrom < today) throw invalidAt('validFrom', 'issue_training_rule_past');
	const before = await trainingRuleFor(
		tx,
		{ tenantId: actor.tenantId, unitId: input.unitId },
		input.validFrom,
	);
	const rule = changedRule(before, input.strands, input.hours);
	const values = {
		strands: JSON.stringify(rule.strands),
		certificates: JSON.stringify(rule.certificates),
		requirements: JSON.stringify(rule.requirements),
		set_by: context.personId,
		set_at: context.now,
	};
	await tx
		.insertInto('training_rule')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, valid_from: input.validFrom, ...values })
		.onConflict((known) => known.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(values))
		.execute();
	await context.emit('training.rule_set', {
		subject: { type: 'unit', id: input.unitId },
		unitId: input.unitId,
		before: { strands: before.strands, requirements: before.requirements },
		after: { strands: rule.strands, requirements: rule.requirements, validFrom: input.validFrom },
	});
});
