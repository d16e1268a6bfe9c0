import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { type Criterion, measured } from './domain/criteria.ts';
import { type AwardRules, rulesOn, shippedRules } from './domain/rules.ts';
import { committeeRules } from './facts.server.ts';
import { mayArrange } from './policy.ts';
import { type SetRules, SetRulesInput } from './schema.ts';

/** Keys stay; what is new gets the next free one. */
const withKeys = (criteria: SetRules['criteria']): Criterion[] => {
	const taken = new Set(criteria.flatMap(({ key }) => key ?? []));
	let next = 0;
	const fresh = (): string => {
		do next += 1;
		while (taken.has(`c${next}`));
		return `c${next}`;
	};
	return criteria.map(({ key, full, least, ...rest }) => ({
		...rest,
		key: key ?? fresh(),
		full: full ?? null,
		least: least ?? null,
	}));
};

/** @throws Failure invalid: twice the same key, points of a count without the value that gives all of them */
const check = (criteria: readonly Criterion[]): void => {
	if (new Set(criteria.map(({ key }) => key)).size < criteria.length)
		throw invalidAt('criteria', 'issue_award_criteria_twice');
	for (const [nth, { source, points, full }] of criteria.entries()) {
		const way = measured(source);
		if (points > 0 && (way === 'more' || way === 'less') && !full)
			throw invalidAt(`criteria.${nth}.full`, 'issue_award_criterion_full');
	}
};

/** By which criteria the committee chooses and how it votes, from a day on. Titles that are open keep what they were opened with. */
export const setAwardRules = command('award.set_rules', SetRulesInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(mayArrange(actor, input.unitId));
	const criteria = withKeys(input.criteria);
	check(criteria);
	const { unitId, validFrom, source, criteria: _typed, ...voting } = input;
	const rule = {
		criteria: JSON.stringify(criteria),
		voting: JSON.stringify(voting),
		source,
		set_by: context.personId,
		set_at: now,
	};
	await tx
		.insertInto('award_rule')
		.values({ tenant_id: actor.tenantId, unit_id: unitId, valid_from: validFrom, ...rule })
		.onConflict((conflict) => conflict.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(rule))
		.execute();
	await context.emit('award.rules_set', {
		subject: { type: 'unit', id: unitId },
		unitId,
		after: { validFrom, criteria, voting },
	});
});

/** The rules of a committee for the page on which its office sets them. @throws Failure refused */
export const rulesPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; today: Day },
): Promise<{ rules: AwardRules; isShipped: boolean; versions: AwardRules[] }> => {
	const may = mayArrange(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const versions = await committeeRules(tx, { tenantId: actor.tenantId, unitId: wanted.unitId });
	const rules = rulesOn(wanted.today, versions);
	return { rules, isShipped: rules === shippedRules, versions };
};
