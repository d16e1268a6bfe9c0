import { sql } from 'kysely';
import { requireUnit, rolesIn } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { lockedAward, nominatedUnit, nominationsOf, rulesFor } from './facts.server.ts';
import { isEligible, mayArrange, mayCancel, mayNominate } from './policy.ts';
import { CancelAwardInput, NominateInput, OpenAwardInput } from './schema.ts';
import { tellEvent, tellPeople } from './told.server.ts';

/** Who heads a unit below for which the title is open. */
const headsBelow = async (
	{ tx, actor, today }: CommandContext,
	path: string,
	kinds: readonly string[],
): Promise<string[]> => {
	const found = await sql<{ id: string }>`
		select distinct r.person_id as id from unit u
		join role_assignment r on r.tenant_id = u.tenant_id and r.unit_id = u.id and r.role in ('secretary', 'deputy')
			and r.valid_from <= ${today} and (r.valid_to is null or r.valid_to > ${today})
		where u.tenant_id = ${actor.tenantId} and u.path <@ ${path}::text::ltree and u.path <> ${path}::text::ltree
			and u.kind = any(${`{${kinds.join(',')}}`}::text[]) and u.dissolved_on is null`.execute(tx);
	return found.rows.map(({ id }) => id);
};

/**
 * Opens a title of the year for units below, by the criteria that hold today; who heads them is told.
 * @throws Failure refused, invalid (days that have passed, no unit of these kinds below)
 */
export const openAward = command('award.open', OpenAwardInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayArrange(actor, unit.id));
	if (input.nominateBy < today) throw invalidAt('nominateBy', 'issue_award_past');
	const kinds = [...new Set(input.kinds)];
	const heads = await headsBelow(context, unit.path, kinds);
	if (heads.length === 0) throw invalidAt('kinds', 'issue_award_nobody_below');
	const rules = await rulesFor(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
	const awardId = context.newId();
	const { name, year, wanted, note, nominateBy, decideBy } = input;
	await tx
		.insertInto('award')
		.values({
			tenant_id: actor.tenantId,
			id: awardId,
			unit_id: unit.id,
			name,
			year,
			wanted,
			kinds,
			note,
			nominate_by: nominateBy,
			decide_by: decideBy,
			rules: JSON.stringify(rules),
			state: 'open',
			opened_by: context.personId,
			opened_at: now,
		})
		.execute();
	const award = { id: awardId, name, unit };
	await tellEvent(context, award, 'award.opened', { name, year, wanted, kinds, nominateBy, decideBy });
	await tellPeople(context, award, heads, 'opened');
	return { awardId };
});

/** The committee nominates units: each says the rest itself, and its head signs. @throws Failure refused, invalid, missing */
export const nominateUnits = command('award.nominate', NominateInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const award = await lockedAward(context, input.awardId);
	context.permit(mayNominate(actor, award));
	const known = await nominationsOf(tx, actor.tenantId, award.id);
	for (const unitId of new Set(input.unitIds)) {
		const unit = await nominatedUnit(tx, actor.tenantId, unitId);
		if (!isEligible(award, unit)) throw invalidAt('unitIds', 'issue_award_not_eligible');
		if (known.some((one) => one.unit.id === unitId)) continue;
		const nominationId = context.newId();
		await tx
			.insertInto('nomination')
			.values({
				tenant_id: actor.tenantId,
				id: nominationId,
				award_id: award.id,
				unit_id: unitId,
				above_unit_id: award.unit.id,
				is_by_committee: true,
				state: 'draft',
				written_by: context.personId,
				written_at: now,
			})
			.execute();
		const heads = await rolesIn(tx, actor.tenantId, unitId, ['secretary', 'deputy'], today);
		await tellPeople(context, award, heads, 'nominated', { unitId });
	}
	await tellEvent(context, award, 'award.nominated', { unitIds: input.unitIds });
});

/** Gives a title up, with the reason; whoever was told of it is told. */
export const cancelAward = command('award.cancel', CancelAwardInput, async (context, input) => {
	const { tx, actor } = context;
	const award = await lockedAward(context, input.awardId);
	context.permit(mayCancel(actor, award));
	const changed = await tx
		.updateTable('award')
		.set({ state: 'cancelled', reason: input.reason })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', award.id)
		.executeTakeFirst();
	if (changed.numUpdatedRows === 0n) throw missing('failure_not_found');
	await tellEvent(context, award, 'award.cancelled', { reason: input.reason });
	await tellPeople(context, award, await headsBelow(context, award.unit.path, award.kinds), 'cancelled');
});
