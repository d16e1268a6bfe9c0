import { m } from '#lib/paraglide/messages.js';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { type FormWords, readForms } from './domain/rules.ts';
import { ruleOf } from './facts.server.ts';
import { maySetRule } from './policy.ts';
import { SetRuleInput } from './schema.ts';

/** The words with which the lines of the forms are written, in the language of whoever writes them. */
export const formWords = (): FormWords => ({
	scope: {
		individual: m.recognition_scope_individual(),
		collective: m.recognition_scope_collective(),
		both: m.recognition_scope_both(),
	},
	decision: m.recognition_with_decision(),
	noDecision: m.recognition_without_decision(),
});

/** How the unit recognises from a day on; what was recognised before stays as it was. */
export const setRecognitionRule = command('recognition.set_rule', SetRuleInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(maySetRule(actor, input.unitId));
	const known = await ruleOf(tx, { tenantId: actor.tenantId, unitId: input.unitId }, input.validFrom);
	const read = readForms(input.forms, known.forms, formWords());
	if ('line' in read) throw invalidAt('forms', 'issue_praise_form_line', { line: read.line });
	const { commendedShare, onTimeShare, openLimits } = input;
	const rule = {
		forms: JSON.stringify(read.forms),
		advanced: JSON.stringify({ commendedShare, onTimeShare, openLimits }),
		set_by: context.personId,
		set_at: now,
	};
	await tx
		.insertInto('recognition_rule')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, valid_from: input.validFrom, ...rule })
		.onConflict((conflict) => conflict.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(rule))
		.execute();
	await context.emit('recognition.rule_set', {
		subject: { type: 'unit', id: input.unitId },
		unitId: input.unitId,
		after: { validFrom: input.validFrom, forms: read.forms, commendedShare, onTimeShare, openLimits },
	});
});
