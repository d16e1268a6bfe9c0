import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { trainingRuleFor } from './facts.server.ts';
import { maySetTrainingRule } from './policy.ts';

/** Strands and yearly hours as they hold for a unit, to be set anew. @throws Failure refused */
export const rulePage = async (tx: Tx, actor: Actor, unitId: string, today: Day) => {
	const may = maySetTrainingRule(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const unit = await requireUnit(tx, unitId);
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId }, today);
	return {
		unit: { id: unit.id, name: unit.name },
		strands: rule.strands.map(({ code, name }) => {
			const asked = rule.requirements.find(
				(one) =>
					'hours' in one && one.strand === code && one.roles.length === 0 && one.standings.length === 0,
			);
			return { code, name, hours: asked && 'hours' in asked ? asked.hours : 0 };
		}),
		today,
	};
};
