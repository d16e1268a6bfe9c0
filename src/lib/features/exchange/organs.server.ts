import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { mayExchange, mayKeepAddresses } from './policy.ts';
import { KeepOrganInput, KeepOwnOrganInput, OrganInput } from './schema.ts';

type Given = { code: string; name: string; aliases: string[]; email: string };

const columns = (given: Given, now: Date) => ({
	code: given.code,
	name: given.name,
	aliases: given.aliases.filter((alias) => alias !== given.code),
	email: given.email,
	changed_at: now,
});

const tell = (
	context: CommandContext,
	verb: string,
	id: string,
	unitId: string | null,
	after: Given | null,
) =>
	context.emit(`exchange.${verb}`, {
		subject: { type: 'organ', id },
		unitId,
		...(after ? { after: { code: after.code, name: after.name } } : {}),
	});

/** Another organ stands under this code already. */
const refuseTwin = async (
	{ tx, actor }: CommandContext,
	code: string,
	organId: string | undefined,
): Promise<void> => {
	const twin = await tx
		.selectFrom('exchange_organ')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('unit_id', 'is', null)
		.where('removed_at', 'is', null)
		.where('code', '=', code)
		.executeTakeFirst();
	if (twin && twin.id !== organId) throw invalid([{ path: 'code', message: sayKey('issue_organ_twice') }]);
};

/** Writes an organ into the address book, or changes it. */
export const keepOrgan = command('exchange.keep_organ', KeepOrganInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(mayKeepAddresses(actor));
	await refuseTwin(context, input.code, input.organId);
	if (input.organId) {
		const changed = await tx
			.updateTable('exchange_organ')
			.set(columns(input, now))
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', input.organId)
			.where('unit_id', 'is', null)
			.returning('id')
			.executeTakeFirst();
		if (!changed) throw missing('failure_not_found');
		await tell(context, 'organ_kept', changed.id, null, input);
		return { organId: changed.id };
	}
	const organId = context.newId();
	await tx
		.insertInto('exchange_organ')
		.values({ tenant_id: actor.tenantId, id: organId, unit_id: null, ...columns(input, now) })
		.execute();
	await tell(context, 'organ_kept', organId, null, input);
	return { organId };
});

/** Says under which code and name a unit exchanges messages itself. */
export const keepOwnOrgan = command('exchange.keep_own_organ', KeepOwnOrganInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(mayExchange(actor, input.unitId));
	const values = columns(input, now);
	const kept = await tx
		.insertInto('exchange_organ')
		.values({ tenant_id: actor.tenantId, id: context.newId(), unit_id: input.unitId, ...values })
		.onConflict((conflict) =>
			conflict
				.columns(['tenant_id', 'unit_id'])
				.where('unit_id', 'is not', null)
				.where('removed_at', 'is', null)
				.doUpdateSet(values),
		)
		.returning('id')
		.executeTakeFirstOrThrow();
	await tell(context, 'organ_kept', kept.id, input.unitId, input);
	return { organId: kept.id };
});

const setRemoved = async (
	context: CommandContext,
	organId: string,
	removedAt: Date | null,
): Promise<void> => {
	const { tx, actor } = context;
	context.permit(mayKeepAddresses(actor));
	const organ = await tx
		.selectFrom('exchange_organ')
		.select(['id', 'code'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', organId)
		.where('unit_id', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (!organ) throw missing('failure_not_found');
	if (!removedAt) await refuseTwin(context, organ.code, organ.id);
	await tx
		.updateTable('exchange_organ')
		.set({ removed_at: removedAt })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', organ.id)
		.execute();
	await tell(context, removedAt ? 'organ_removed' : 'organ_restored', organ.id, null, null);
};

/** Takes an organ out of the address book; messages with it stay as they are. `restoreOrgan` brings it back. */
export const removeOrgan = command('exchange.remove_organ', OrganInput, (context, { organId }) =>
	setRemoved(context, organId, context.now),
);
export const restoreOrgan = command('exchange.restore_organ', OrganInput, (context, { organId }) =>
	setRemoved(context, organId, null),
);
