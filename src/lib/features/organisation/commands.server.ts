import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { mayManageUnit } from './policy.ts';
import { requireUnit } from './queries.server.ts';
import { insertUnit, insertUnitEvent } from './records.server.ts';
import { AddUnitInput, RenameUnitInput } from './schema.ts';

/** Adds a unit below another from a day on. */
export const addUnit = command('unit.add', AddUnitInput, async (context, input) => {
	const parent = await requireUnit(context.tx, input.parentId);
	context.permit(mayManageUnit(context.actor, { unitId: parent.id, path: parent.path }));
	const unitId = await insertUnit(context, { ...input, parent });
	await insertUnitEvent(context, {
		kind: 'found',
		unitId,
		effectiveOn: input.from,
		decisionNumber: '',
		before: '',
		after: '',
	});
	await context.emit('unit.added', {
		subject: { type: 'unit', id: unitId },
		unitId,
		after: { name: input.name, kind: input.kind, from: input.from },
	});
	return { unitId };
});

/** Gives a unit another name from a day on; the earlier name stays true for its days. */
export const renameUnit = command('unit.rename', RenameUnitInput, async (context, input) => {
	const { tx, actor } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayManageUnit(actor, { unitId: unit.id, path: unit.path }));
	const current = await tx
		.selectFrom('unit_name')
		.select(['valid_from as from'])
		.where('unit_id', '=', unit.id)
		.where('valid_to', 'is', null)
		.executeTakeFirst();
	if (current && current.from >= input.from) throw invalidAt('from', 'issue_day_too_early');
	await tx
		.updateTable('unit_name')
		.set({ valid_to: input.from })
		.where('unit_id', '=', unit.id)
		.where('valid_to', 'is', null)
		.execute();
	await tx
		.insertInto('unit_name')
		.values({
			tenant_id: actor.tenantId,
			unit_id: unit.id,
			valid_from: input.from,
			name: input.name,
			short_name: input.shortName,
			decision_number: input.decisionNumber ?? null,
		})
		.execute();
	await tx
		.updateTable('unit')
		.set({ name: input.name, short_name: input.shortName })
		.where('id', '=', unit.id)
		.execute();
	await insertUnitEvent(context, {
		kind: 'rename',
		unitId: unit.id,
		effectiveOn: input.from,
		decisionNumber: input.decisionNumber ?? '',
		before: unit.name,
		after: input.name,
	});
	await context.emit('unit.renamed', {
		subject: { type: 'unit', id: unit.id },
		unitId: unit.id,
		before: { name: unit.name },
		after: { name: input.name, from: input.from },
	});
});
