import { notify } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { closeBy, type EntryKind, isOpen } from './domain/states.ts';
import { type KnownLimit, ruleOf, stepsOf } from './facts.server.ts';

type Changed = Partial<{
	state: KnownLimit['state'];
	opened_at: Date;
	plan_agreed_by: string | null;
	in_charge_id: string;
	close_by: string;
	closed_by: string;
	closed_at: Date;
}>;

export const changeLimit = async (
	{ tx, actor }: CommandContext,
	limitId: string,
	changed: Changed,
): Promise<void> => {
	await tx
		.updateTable('personal_limit')
		.set(changed)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', limitId)
		.execute();
};

/** Writes one entry of what was said and done. @returns its id */
export const writeEntry = async (
	context: CommandContext,
	limitId: string,
	entry: { kind: EntryKind; words?: string; evidence?: string },
): Promise<string> => {
	const id = context.newId();
	await context.tx
		.insertInto('limit_entry')
		.values({
			tenant_id: context.actor.tenantId,
			id,
			limit_id: limitId,
			kind: entry.kind,
			by_id: context.personId,
			at: context.now,
			words: entry.words ?? '',
			evidence: entry.evidence ?? '',
		})
		.execute();
	return id;
};

/**
 * The event of a change: of the person and of whoever made it, and of nobody else. It bears no unit, since a clerk and a
 * committee member answer for the unit's people and are not to learn that there is one.
 */
export const tellEvent = (
	context: CommandContext,
	limit: { id: string; personId: string },
	verb: string,
	given: { subject?: { type: string; id: string }; after?: Record<string, unknown> } = {},
): Promise<void> =>
	context.emit(verb, {
		subject: given.subject ?? { type: 'limit', id: limit.id },
		personId: limit.personId,
		personal: true,
		...(given.after ? { after: given.after } : {}),
	});

/** Tells people of a limit; words and letter name nothing of it. */
export const tellPeople = (
	context: CommandContext,
	limit: { id: string; kind: KnownLimit['kind'] },
	personIds: readonly string[],
	told: string,
) =>
	notify(context, {
		personIds,
		unitId: null,
		kind: `limit.${told}`,
		subjectId: limit.id,
		step: `${told}:${context.now.toISOString()}`,
		words: `limit_told_${told}`,
		letterWords: 'limit_letter',
		href: `/nhac-nho/${limit.id}`,
	});

/** By when it is concluded, counted anew after an answer or a change of the plan. */
export const countCloseBy = async (context: CommandContext, limit: KnownLimit): Promise<void> => {
	if (!isOpen(limit.state)) return;
	const rule = await ruleOf(
		context.tx,
		{ tenantId: context.actor.tenantId, unitId: limit.unitId },
		context.today,
	);
	const steps = await stepsOf(context.tx, context.actor.tenantId, limit.id);
	const facts = {
		today: context.today,
		answerBy: limit.answerBy,
		hasAnswer: limit.state === 'answered',
		steps: steps.map(({ dueOn, doneAt }) => ({ dueOn, isDone: doneAt !== null })),
	};
	await changeLimit(context, limit.id, { close_by: closeBy(facts, rule.closeDays, addDays) });
};
