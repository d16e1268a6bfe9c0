import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { type ExemptionWords, exemptionLine, readExemptions } from './domain/rules.ts';
import { ruleOf } from './facts.server.ts';
import { maySetRule } from './policy.ts';
import { SetRuleInput } from './schema.ts';

/** The words with which the lines of the kinds are written, in the language of whoever writes them. */
const exemptionWords = (): ExemptionWords => ({
	introduced: m.residence_introduced(),
	notIntroduced: m.residence_not_introduced(),
});

/** How the unit goes about it, to be changed. @throws Failure refused */
export const rulePage = async (tx: Tx, actor: Actor, of: { unitId: string; today: Day }) => {
	const may = maySetRule(actor, of.unitId);
	if (!may.allowed) throw refused(may.key);
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: of.unitId }, of.today);
	return {
		exemptions: rule.exemptions.map((one) => exemptionLine(one, exemptionWords())).join('\n'),
		levels: rule.levels.join('\n'),
		linkDays: rule.linkDays,
		letterDays: rule.letterDays,
		readDays: rule.readDays,
	};
};

/** How the unit goes about it from a day on; what was asked for before stays as it was. */
export const setResidenceRule = command('residence.set_rule', SetRuleInput, async (context, input) => {
	const { tx, actor, now } = context;
	await requireUnit(tx, input.unitId);
	context.permit(maySetRule(actor, input.unitId));
	const known = await ruleOf(tx, { tenantId: actor.tenantId, unitId: input.unitId }, input.validFrom);
	const read = readExemptions(input.exemptions, known.exemptions, exemptionWords());
	if ('line' in read) throw invalidAt('exemptions', 'issue_residence_exemption_line', { line: read.line });
	const levels = input.levels
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);
	const { linkDays, letterDays, readDays, validFrom } = input;
	const rule = {
		exemptions: JSON.stringify(read.exemptions),
		levels,
		link_days: linkDays,
		letter_days: letterDays,
		read_days: readDays,
		set_by: context.personId,
		set_at: now,
	};
	await tx
		.insertInto('residence_rule')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, valid_from: validFrom, ...rule })
		.onConflict((conflict) => conflict.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(rule))
		.execute();
	await context.emit('residence.rule_set', {
		subject: { type: 'unit', id: input.unitId },
		unitId: input.unitId,
		after: { validFrom, exemptions: read.exemptions, levels, linkDays, letterDays, readDays },
	});
});
