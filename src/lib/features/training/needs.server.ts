import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { conflict } from '#lib/shared/failures.ts';
import { answerDueOn, type NeedSource } from './domain/states.ts';
import { type KnownNeed, lockedNeed, trainingRuleFor } from './facts.server.ts';
import { mayAnswerNeed, mayRaiseNeed, mayWithdrawNeed } from './policy.ts';
import { DeclineNeedInput, NeedInput, RaiseNeedInput } from './schema.ts';
import { tellOf } from './tell.server.ts';

const subjectOf = (need: { id: string; unitId: string; personId: string }) => ({
	subject: { type: 'training_need', id: need.id },
	unitId: need.unitId,
	personId: need.personId,
	personal: true,
});

export type NewNeed = {
	unitId: string;
	/** Who needs it. */
	personId: string;
	/** The code of a strand of the unit's rule. */
	strand: string;
	body: string;
	source: NeedSource;
	/** The paper or the review from which it comes; the same words from the same thing are one need. */
	sourceId?: string;
};

/**
 * Writes down what a person needs to learn, inside a command of this feature or of another (a paper that is handed in, a
 * review): it goes among the needs of the unit and is owed an answer.
 * @returns its id; null where the same was raised from the same source before
 * @throws Failure refused (who neither is the person nor leads the unit), invalid (no such strand, not of the unit)
 */
export const addNeed = async (context: CommandContext, need: NewNeed): Promise<string | null> => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, need.unitId);
	context.permit(mayRaiseNeed(actor, need));
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: need.unitId }, today);
	if (!rule.strands.some(({ code }) => code === need.strand))
		throw invalidAt('strand', 'issue_strand_needed');
	const people = await peopleOfUnit(tx, need.unitId, today);
	if (!people.some(({ personId, standing }) => personId === need.personId && standing !== null))
		throw invalidAt('personId', 'issue_people_of_unit');
	if (need.sourceId) {
		const known = await tx
			.selectFrom('training_need')
			.select('id')
			.where('tenant_id', '=', actor.tenantId)
			.where('source_id', '=', need.sourceId)
			.where('person_id', '=', need.personId)
			.where('body', '=', need.body)
			.executeTakeFirst();
		if (known) return null;
	}
	const id = context.newId();
	await tx
		.insertInto('training_need')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: need.unitId,
			person_id: need.personId,
			strand: need.strand,
			body: need.body,
			source: need.source,
			source_id: need.sourceId ?? null,
			recorded_by: context.personId,
			raised_at: now,
			due_on: answerDueOn(today),
			state: 'open',
		})
		.execute();
	await context.emit('training.need_raised', subjectOf({ id, ...need }));
	return id;
};

/** Says what one needs to learn, also as it was proposed in the own paper; who leads says it of somebody else. @throws Failure conflict when it was raised from there */
export const raiseNeed = command('training.raise_need', RaiseNeedInput, async (context, input) => {
	const { proposalId, ...need } = input;
	const isOwn = input.personId === context.personId;
	const source = isOwn ? (proposalId ? 'paper' : 'own') : 'leader';
	const from = isOwn && proposalId ? { sourceId: proposalId } : {};
	const needId = await addNeed(context, { ...need, ...from, source });
	if (needId === null) throw conflict('failure_need_raised');
	return { needId };
});

const close = async (
	{ tx, actor }: CommandContext,
	need: KnownNeed,
	values: { state: string; answer?: string; answered_by?: string; answered_at?: Date },
): Promise<void> => {
	await tx
		.updateTable('training_need')
		.set(values)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', need.id)
		.execute();
};

/** Answers a need that does not go into the plan, with the reason. Into the plan it goes with a course (planCourse). */
export const declineNeed = command('training.decline_need', DeclineNeedInput, async (context, input) => {
	const need = await lockedNeed(context, input.needId);
	context.permit(mayAnswerNeed(context.actor, need));
	await close(context, need, {
		state: 'declined',
		answer: input.answer,
		answered_by: context.personId,
		answered_at: context.now,
	});
	await context.emit('training.need_declined', subjectOf(need));
	await tellOf(context, {
		personIds: [need.personId],
		unitId: need.unitId,
		kind: 'training.declined',
		subjectId: need.id,
		href: `/dao-tao/nguoi/${need.personId}`,
	});
});

/** The person takes it back before it is answered. */
export const withdrawNeed = command('training.withdraw_need', NeedInput, async (context, input) => {
	const need = await lockedNeed(context, input.needId);
	context.permit(mayWithdrawNeed(context.actor, need));
	await close(context, need, { state: 'withdrawn' });
	await context.emit('training.need_withdrawn', subjectOf(need));
});
