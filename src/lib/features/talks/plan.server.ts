import { documentForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { monthsOf } from './domain/themes.ts';
import { mayPlan, maySetTalkRule } from './policy.ts';
import { AddThemeInput, SetRuleInput, ThemeInput } from './schema.ts';

/** How the unit holds its talks from a day on; what is in the rota already stays as it is. @throws Failure refused, missing, invalid */
export const setTalkRule = command('talk.set_rule', SetRuleInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(maySetTalkRule(actor, input.unitId));
	const chosen = input.takers === 'chosen' ? [...new Set(input.chosenIds)] : [];
	const people = await peopleOfUnit(tx, input.unitId, today);
	if (chosen.some((id) => !people.some(({ personId }) => personId === id)))
		throw missing('failure_not_found');
	const rule = {
		every: input.every,
		nth: input.nth,
		weekday: input.weekday,
		takers: input.takers,
		chosen,
		gap_days: input.gapDays,
		minutes: input.minutes,
		pace: input.pace,
		write_days: input.writeDays,
		review_days: input.reviewDays,
		wants_responses: input.responses === 'yes',
		place: input.place,
		set_by: context.personId,
		set_at: now,
	};
	await tx
		.insertInto('talk_rule')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, valid_from: input.validFrom, ...rule })
		.onConflict((known) => known.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(rule))
		.execute();
	const { unitId, ...after } = input;
	await context.emit('talk.rule_set', { subject: { type: 'unit', id: unitId }, unitId, after });
});

/** Puts a theme into the year's plan. @throws Failure refused, missing (a document) */
export const addTheme = command('talk.add_theme', AddThemeInput, async (context, input) => {
	const { tx, actor, now } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayPlan(actor, input.unitId));
	const months = monthsOf(input.period);
	if (!months) throw missing('failure_not_found');
	if (input.documentId) await documentForReading(tx, actor, input.documentId);
	const themeId = context.newId();
	await tx
		.insertInto('talk_theme')
		.values({
			tenant_id: actor.tenantId,
			id: themeId,
			unit_id: input.unitId,
			year: input.year,
			from_month: months.fromMonth,
			to_month: months.toMonth,
			title: input.title,
			document_id: input.documentId ?? null,
			set_by: context.personId,
			set_at: now,
		})
		.execute();
	await context.emit('talk.theme_added', {
		subject: { type: 'talk_theme', id: themeId },
		unitId: input.unitId,
		after: { year: input.year, ...months, title: input.title },
	});
	return { themeId };
});

/** Takes a theme out of the plan; talks that have it keep it. @throws Failure missing, refused */
export const dropTheme = command('talk.drop_theme', ThemeInput, async (context, input) => {
	const { tx, actor, now } = context;
	const theme = await tx
		.selectFrom('talk_theme')
		.select(['id', 'unit_id as unitId', 'title'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.themeId)
		.executeTakeFirst();
	if (!theme) throw missing('failure_not_found');
	context.permit(mayPlan(actor, theme.unitId));
	await tx
		.updateTable('talk_theme')
		.set({ dropped_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', theme.id)
		.execute();
	await context.emit('talk.theme_dropped', {
		subject: { type: 'talk_theme', id: theme.id },
		unitId: theme.unitId,
		before: { title: theme.title },
	});
});
