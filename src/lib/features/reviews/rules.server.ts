import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { invalid } from '#lib/shared/failures.ts';
import {
	type DatedRules,
	faultsOfRules,
	type ReviewRules,
	rulesCode,
	rulesOn,
	unitRulesCode,
} from './domain/rules.ts';
import { maySetRules } from './policy.ts';
import { SetRulesInput } from './schema.ts';

export type KeptRules = DatedRules & { isUnits: boolean };

/** Versions that the organisation and the unit set; the unit's own go before those of the organisation. */
export const keptRules = async (tx: Tx, tenantId: string, unitId: string): Promise<KeptRules[]> =>
	(
		await sql<KeptRules>`
			select valid_from as "from", source, body as rules, code <> ${rulesCode} as "isUnits" from rule_set
			where tenant_id = ${tenantId} and code in (${rulesCode}, ${unitRulesCode(unitId)}) order by valid_from desc`.execute(
			tx,
		)
	).rows;

/** The rules that hold for a unit on a day: its own from their first day on, else the organisation's, else those of the product. */
export const rulesFor = async (
	tx: Tx,
	of: { tenantId: string; unitId: string },
	day: Day,
): Promise<DatedRules> => {
	const kept = await keptRules(tx, of.tenantId, of.unitId);
	const own = kept.filter(({ isUnits, from }) => isUnits && from <= day);
	return rulesOn(own.length > 0 ? own : kept.filter(({ isUnits }) => !isUnits), day);
};

/** Puts rules into force from a day on; rounds that are open keep those with which they were opened. @throws Failure refused, invalid */
export const setReviewRules = command('review.set_rules', SetRulesInput, async (context, input) => {
	const { tx, actor } = context;
	const unitId = input.unitId ?? null;
	if (unitId) await requireUnit(tx, unitId);
	context.permit(maySetRules(actor, unitId));
	const before = (await rulesFor(tx, { tenantId: actor.tenantId, unitId: unitId ?? '' }, input.validFrom))
		.rules;
	const rules: ReviewRules = {
		...before,
		general: input.general
			.filter(({ title }) => title !== '')
			.map(({ title, max }, at) => ({ key: before.general[at]?.key ?? `c${at + 1}`, title, max })),
		tasks: input.tasks,
		bands: before.bands.map((band, at) => {
			const set = input.bands[at];
			return set
				? {
						...band,
						name: set.name,
						from: set.from,
						onTime: set.onTime ?? null,
						beyond: set.beyond ?? null,
					}
				: band;
		}),
		quota: input.quota,
		difference: input.difference,
		// Somebody has looked at them.
		unsure: before.unsure.filter((name) => name === 'forms'),
	};
	const faults = faultsOfRules(rules);
	if (faults.length > 0) throw invalid(faults.map(({ path, key }) => ({ path, message: sayKey(key) })));
	const code = unitId ? unitRulesCode(unitId) : rulesCode;
	await sql`insert into rule_set (tenant_id, code, valid_from, source, body)
		values (${actor.tenantId}, ${code}, ${input.validFrom}, ${input.source}, ${JSON.stringify(rules)}::text::jsonb)
		on conflict (tenant_id, code, valid_from) do update set source = excluded.source, body = excluded.body`.execute(
		tx,
	);
	await context.emit('review.rules_set', {
		subject: { type: 'rule_set', id: null },
		unitId,
		before: { rules: before },
		after: { code, from: input.validFrom, source: input.source, rules },
	});
});
