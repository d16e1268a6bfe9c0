import { lookAtFiles } from '#lib/features/library/public.server.ts';
import { settle } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { longDate } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type KnownLimit, type LimitStep, seenLimit, stepsOf } from './facts.server.ts';
import { keepFiles } from './files.server.ts';
import { mayAct, mayHandle, mayPutInCharge, maySetRule } from './policy.ts';
import { changeLimit, countCloseBy, tellEvent, tellPeople, writeEntry } from './records.server.ts';
import {
	AnswerInput,
	CloseInput,
	ExtendInput,
	InChargeInput,
	LimitInput,
	PlanInput,
	SetRuleInput,
	StepDoneInput,
	WithdrawInput,
} from './schema.ts';

/** Those who handle a limit: whoever gave it, has charge of it, heads the unit; never the person. */
const handlersOf = async ({ tx, today }: CommandContext, limit: KnownLimit): Promise<string[]> => {
	const people = await peopleOfUnit(tx, limit.unitId, today);
	const heads = people
		.filter(({ roles }) => roles.some(({ role }) => role === 'secretary' || role === 'deputy'))
		.map(({ personId }) => personId);
	return [limit.givenBy, ...(limit.inChargeId ? [limit.inChargeId] : []), ...heads].filter(
		(personId) => personId !== limit.personId,
	);
};

const stepOf = async (
	{ tx, actor }: CommandContext,
	limit: KnownLimit,
	stepId: string,
): Promise<{ step: LimitStep; others: LimitStep[] }> => {
	const steps = await stepsOf(tx, actor.tenantId, limit.id);
	const step = steps.find(({ id }) => id === stepId);
	if (!step || step.doneAt) throw missing('failure_not_found');
	return { step, others: steps.filter(({ id }) => id !== stepId) };
};

const recordAnswer = command('limit.answer', AnswerInput, async (context, input) => {
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayAct(context.actor, limit, 'answer'));
	const said = { kind: 'answered' as const, words: input.answer, evidence: input.evidence };
	const entryId = await writeEntry(context, limit.id, said);
	await keepFiles(context, { limitId: limit.id, entryId }, input.files);
	await changeLimit(context, limit.id, { state: 'answered' });
	await countCloseBy(context, { ...limit, state: 'answered' });
	await tellEvent(context, limit, 'limit.answered');
	await tellPeople(context, limit, await handlersOf(context, limit), 'answered');
});

/**
 * The person answers in writing, with what the answer rests on, also files; as often as there is something to say. Files are
 * looked at before a transaction is open.
 * @throws Failure missing, refused, invalid (a file that is too large or bears a mark of secrecy)
 */
export const answerLimit = Object.assign(async (door: Door, raw: unknown): Promise<void> => {
	const { data } = AnswerInput.safeParse(raw);
	if (data) await lookAtFiles(data.files, 'issue_limit_file_large');
	await recordAnswer(door, raw);
}, recordAnswer);

/** The person sets out what will be done by when; an agreement to an earlier plan does not hold for what is added. */
export const planLimit = command('limit.plan', PlanInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayAct(actor, limit, 'plan'));
	if (input.dueOn < today) throw invalidAt('dueOn', 'issue_limit_step_past');
	await tx
		.insertInto('limit_step')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			limit_id: limit.id,
			body: input.body,
			due_on: input.dueOn,
			added_at: now,
		})
		.execute();
	await writeEntry(context, limit.id, { kind: 'planned', words: `${input.body} (${longDate(input.dueOn)})` });
	await changeLimit(context, limit.id, { plan_agreed_by: null });
	await countCloseBy(context, limit);
	await tellEvent(context, limit, 'limit.planned');
	await tellPeople(context, limit, await handlersOf(context, limit), 'planned');
});

/** The person tells what was done of a step. */
export const doStep = command('limit.step_done', StepDoneInput, async (context, input) => {
	const { tx, actor, now } = context;
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayAct(actor, limit, 'do'));
	const { step, others } = await stepOf(context, limit, input.stepId);
	await tx
		.updateTable('limit_step')
		.set({ done_at: now, result: input.result })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', step.id)
		.execute();
	await writeEntry(context, limit.id, { kind: 'step_done', words: `${step.body}: ${input.result}` });
	await countCloseBy(context, limit);
	await tellEvent(context, limit, 'limit.step_done', { subject: { type: 'limit_step', id: step.id } });
	if (others.every(({ doneAt }) => doneAt))
		await tellPeople(context, limit, await handlersOf(context, limit), 'all_done');
});

/** Agrees to the plan as it stands. */
export const agreePlan = command('limit.agree', LimitInput, async (context, input) => {
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayHandle(context.actor, limit, 'agree', context.today));
	const steps = await stepsOf(context.tx, context.actor.tenantId, limit.id);
	if (steps.length === 0) throw invalidAt('limitId', 'issue_limit_no_plan');
	await changeLimit(context, limit.id, { plan_agreed_by: context.personId });
	await writeEntry(context, limit.id, { kind: 'agreed' });
	await tellEvent(context, limit, 'limit.agreed');
	await tellPeople(context, limit, [limit.personId], 'agreed');
});

/** Gives a step of the plan more time, with the reason. */
export const extendStep = command('limit.extend', ExtendInput, async (context, input) => {
	const { tx, actor, today } = context;
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayHandle(actor, limit, 'extend', today));
	const { step } = await stepOf(context, limit, input.stepId);
	if (input.dueOn <= step.dueOn || input.dueOn < today)
		throw invalidAt('dueOn', 'issue_limit_extend_earlier');
	await tx
		.updateTable('limit_step')
		.set({ due_on: input.dueOn })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', step.id)
		.execute();
	await writeEntry(context, limit.id, {
		kind: 'extended',
		words: `${step.body}: ${longDate(step.dueOn)} → ${longDate(input.dueOn)}. ${input.reason}`,
	});
	await countCloseBy(context, limit);
	await tellEvent(context, limit, 'limit.extended');
	await tellPeople(context, limit, [limit.personId], 'extended');
});

/** Names the committee member who is in charge of it, who sees it from then on. */
export const putInCharge = command('limit.put_in_charge', InChargeInput, async (context, input) => {
	const { tx, actor, today } = context;
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayPutInCharge(actor, limit, input.inChargeId, today));
	const people = await peopleOfUnit(tx, limit.unitId, today);
	const member = people.find(({ personId }) => personId === input.inChargeId);
	if (!member?.roles.some(({ role }) => role === 'committee_member')) throw missing('failure_not_found');
	await changeLimit(context, limit.id, { in_charge_id: input.inChargeId });
	await writeEntry(context, limit.id, { kind: 'in_charge', words: member.fullName });
	await tellEvent(context, limit, 'limit.put_in_charge');
	await tellPeople(context, limit, [input.inChargeId, limit.personId], 'in_charge');
});

/** What both endings have in common: it goes from every list but the person's own, and nobody is reminded of it. */
const end = async (
	context: CommandContext,
	limit: KnownLimit,
	ended: { state: 'closed' | 'withdrawn'; words: string },
): Promise<void> => {
	const { tx, actor, now } = context;
	const steps = await stepsOf(tx, actor.tenantId, limit.id);
	await writeEntry(context, limit.id, { kind: ended.state, words: ended.words });
	await changeLimit(context, limit.id, {
		state: ended.state,
		closed_by: context.personId,
		closed_at: now,
	});
	for (const { id, doneAt } of steps)
		if (!doneAt) await settle(tx, { kinds: ['limit_step'], subjectId: id, personId: null, now });
	await tellEvent(context, limit, `limit.${ended.state}`);
	await tellPeople(context, limit, [limit.personId], ended.state);
};

/** Concludes it after the committee, in words that the person reads. */
export const closeLimit = command('limit.close', CloseInput, async (context, input) => {
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayHandle(context.actor, limit, 'close', context.today));
	await end(context, limit, { state: 'closed', words: input.conclusion });
});

/** Takes it back with the reason: the fact was not so, or the answer explained it. */
export const withdrawLimit = command('limit.withdraw', WithdrawInput, async (context, input) => {
	const limit = await seenLimit(context, input.limitId);
	context.permit(mayHandle(context.actor, limit, 'withdraw', context.today));
	await end(context, limit, { state: 'withdrawn', words: input.reason });
});

/** How the unit goes about limits from a day on. */
export const setLimitRule = command('limit.set_rule', SetRuleInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(maySetRule(actor, input.unitId));
	const rule = {
		answer_days: input.answerDays,
		told_days: input.toldDays,
		close_days: input.closeDays,
		set_by: context.personId,
		set_at: now,
	};
	await tx
		.insertInto('limit_rule')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, valid_from: input.validFrom, ...rule })
		.onConflict((conflict) => conflict.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(rule))
		.execute();
	const { answerDays, toldDays, closeDays, validFrom } = input;
	await context.emit('limit.rule_set', {
		subject: { type: 'unit', id: input.unitId },
		unitId: input.unitId,
		after: { validFrom, answerDays, toldDays, closeDays },
	});
});
