import { rootUnit } from '#lib/features/organisation/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { factKeys, type KindWords, kindLine, readKinds } from './domain/rules.ts';
import { ruleFor } from './facts.server.ts';
import { maySetRule } from './policy.ts';
import { SetRuleInput } from './schema.ts';

const kindWords = (): KindWords => ({ keeps: m.transfers_rule_keeps(), ends: m.transfers_rule_ends() });

/** How the organisation goes about transfers, to be changed. @throws Failure refused */
export const rulePage = async (tx: Tx, actor: Actor, today: Day) => {
	const root = await rootUnit(tx, actor.tenantId);
	const may = maySetRule(actor, { unitId: root.id, path: root.path });
	if (!may.allowed) throw refused(may.key);
	const rule = await ruleFor(tx, actor.tenantId, today);
	return {
		kinds: rule.kinds.map((kind) => kindLine(kind, kindWords())).join('\n'),
		says: [...rule.says],
		allFacts: [...factKeys],
		confirmDays: rule.confirmDays,
		takeInDays: rule.takeInDays,
		codeDays: rule.codeDays,
	};
};

/** How the organisation goes about it from a day on; what was begun before stays as it was. */
export const setTransferRule = command('transfer.set_rule', SetRuleInput, async (context, input) => {
	const { tx, actor, now } = context;
	const root = await rootUnit(tx, actor.tenantId);
	context.permit(maySetRule(actor, { unitId: root.id, path: root.path }));
	const known = await ruleFor(tx, actor.tenantId, input.validFrom);
	const read = readKinds(input.kinds, known.kinds, kindWords());
	if ('line' in read) throw invalidAt('kinds', 'issue_transfers_kind_line', { line: read.line });
	const rule = {
		kinds: JSON.stringify(read.kinds),
		says: [...new Set(input.says)],
		confirm_days: input.confirmDays,
		take_in_days: input.takeInDays,
		code_days: input.codeDays,
		set_by: context.personId,
		set_at: now,
	};
	await tx
		.insertInto('transfer_rule')
		.values({ tenant_id: actor.tenantId, valid_from: input.validFrom, ...rule })
		.onConflict((conflict) => conflict.columns(['tenant_id', 'valid_from']).doUpdateSet(rule))
		.execute();
	await context.emit('transfer.rule_set', {
		subject: { type: 'unit', id: root.id },
		unitId: root.id,
		after: { ...input, kinds: read.kinds },
	});
});
