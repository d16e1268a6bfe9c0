import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Standing } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { mayManageUnit } from './policy.ts';
import { requireUnit } from './queries.server.ts';
import { insertMembership } from './records.server.ts';
import { endRoles } from './records-roles.server.ts';
import { TransferInput } from './schema.ts';

/**
 * Transfers a member to another unit by a letter, from a day on: the membership ends there and begins here, roles in the
 * unit that is left end, and with them every right in it. Records stay with the unit in which they were made.
 */
export const transferMember = command('membership.transfer', TransferInput, async (context, input) => {
	const { tx, actor } = context;
	const membership = await tx
		.selectFrom('membership')
		.select(['id', 'person_id as personId', 'unit_id as unitId', 'standing', 'valid_from as from'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.membershipId)
		.where('valid_to', 'is', null)
		.executeTakeFirst();
	if (!membership) throw missing('failure_not_found');
	const [left, reached] = [await requireUnit(tx, membership.unitId), await requireUnit(tx, input.toUnitId)];
	context.permit(mayManageUnit(actor, { unitId: left.id, path: left.path }));
	context.permit(mayManageUnit(actor, { unitId: reached.id, path: reached.path }));
	if (reached.id === left.id || reached.dissolvedOn) throw invalidAt('toUnitId', 'issue_transfer_unit');
	if (input.effectiveOn <= membership.from) throw invalidAt('effectiveOn', 'issue_day_too_early');
	const there = await tx
		.selectFrom('membership')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('person_id', '=', membership.personId)
		.where('unit_id', '=', reached.id)
		.where('valid_to', 'is', null)
		.executeTakeFirst();
	if (there) throw invalidAt('toUnitId', 'issue_transfer_there');
	await tx
		.updateTable('membership')
		.set({ valid_to: input.effectiveOn })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', membership.id)
		.execute();
	const standing = membership.standing as Standing;
	await insertMembership(context, {
		personId: membership.personId,
		unitId: reached.id,
		standing,
		from: input.effectiveOn,
	});
	const roles = await endRoles(context, {
		effectiveOn: input.effectiveOn,
		ended: [],
		parted: [{ personId: membership.personId, fromId: left.id, toId: reached.id }],
	});
	const transferId = context.newId();
	await tx
		.insertInto('transfer')
		.values({
			tenant_id: actor.tenantId,
			id: transferId,
			person_id: membership.personId,
			from_unit_id: left.id,
			to_unit_id: reached.id,
			standing,
			letter_number: input.letterNumber,
			letter_on: input.letterOn,
			effective_on: input.effectiveOn,
			reason: input.reason,
			recorded_by: context.personId,
			recorded_at: context.now,
		})
		.execute();
	await context.emit('membership.transferred', {
		subject: { type: 'person', id: membership.personId },
		unitId: left.id,
		personId: membership.personId,
		before: { unit: left.name },
		after: { unit: reached.name, letterNumber: input.letterNumber, effectiveOn: input.effectiveOn, roles },
	});
	return { transferId };
});

export type Transfer = {
	id: string;
	fromName: string;
	toName: string;
	letterNumber: string;
	letterOn: Day;
	effectiveOn: Day;
};

/** How a person went from unit to unit, newest first; units by the names that they had on the day. */
export const transfersOf = async (tx: Tx, tenantId: string, personId: string): Promise<Transfer[]> => {
	const named = (column: 'from_unit_id' | 'to_unit_id') => sql`
		coalesce((select n.name from unit_name n where n.tenant_id = t.tenant_id and n.unit_id = t.${sql.raw(column)} and n.valid_from <= t.effective_on
			order by n.valid_from desc limit 1), (select u.name from unit u where u.tenant_id = t.tenant_id and u.id = t.${sql.raw(column)}))`;
	const found = await sql<Transfer>`
		select t.id, ${named('from_unit_id')} as "fromName", ${named('to_unit_id')} as "toName", t.letter_number as "letterNumber", t.letter_on as "letterOn", t.effective_on as "effectiveOn"
		from transfer t where t.tenant_id = ${tenantId} and t.person_id = ${personId} order by t.effective_on desc, t.id desc`.execute(
		tx,
	);
	return found.rows;
};
