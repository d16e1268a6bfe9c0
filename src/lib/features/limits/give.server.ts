import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { addDays, type Day, longDate } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { limitFacts, ruleOf } from './facts.server.ts';
import { type FoundFact, foundFacts } from './found.server.ts';
import { mayGive, mayOpen, type Receiver } from './policy.ts';
import { changeLimit, tellEvent, tellPeople, writeEntry } from './records.server.ts';
import { GiveInput, LimitInput } from './schema.ts';

const factWords: Record<FoundFact['source'], (fact: { title: string; day: string }) => string> = {
	task: m.limit_fact_task,
	paper: m.limit_fact_paper,
	reading: m.limit_fact_reading,
	meeting: m.limit_fact_meeting,
};

/** A fact of the system in a sentence. */
export const sayFact = ({ source, title, day }: FoundFact): string =>
	factWords[source]({ title, day: longDate(day) });

/** Somebody of a unit as one who would be given a limit. @throws Failure missing for whoever is not of the unit */
export const receiverOf = async (
	{ tx, today }: Pick<CommandContext, 'tx' | 'today'>,
	wanted: { unitId: string; personId: string },
): Promise<Receiver & { fullName: string }> => {
	const unit = await requireUnit(tx, wanted.unitId);
	const person = (await peopleOfUnit(tx, unit.id, today)).find(
		({ personId, standing }) => personId === wanted.personId && standing !== null,
	);
	if (!person) throw missing('failure_not_found');
	return {
		personId: person.personId,
		fullName: person.fullName,
		unitId: unit.id,
		aboveUnitId: unit.parentId,
		isHead: person.roles.some(({ role }) => role === 'secretary' || role === 'deputy'),
	};
};

/** What it is about: a fact that the system knows of this person, or one that is described with its day and what shows it. */
const factOf = async (
	{ tx, actor, today }: CommandContext,
	input: {
		unitId: string;
		personId: string;
		source: { kind: string; sourceId: string | null };
		fact: string;
		factOn?: Day | undefined;
	},
): Promise<{ fact: string; factOn: Day }> => {
	if (input.source.kind === 'described') {
		const factOn = input.factOn ?? today;
		if (factOn > today) throw invalidAt('factOn', 'issue_limit_fact_later');
		return { fact: input.fact, factOn };
	}
	const known = await foundFacts(
		tx,
		{ tenantId: actor.tenantId, unitId: input.unitId, personId: input.personId },
		today,
	);
	const found = known.find(
		({ source, sourceId }) => source === input.source.kind && sourceId === input.source.sourceId,
	);
	if (!found) throw invalidAt('source', 'issue_limit_source_gone');
	return { fact: [sayFact(found), input.fact].filter(Boolean).join('\n'), factOn: found.day };
};

/**
 * Gives somebody a talk, a reminder, a criticism or a review, about a named fact. It is the person's from this moment; no list
 * of anybody else shows it before the person was told.
 * @throws Failure refused (oneself, not who heads the unit), invalid (no fact, a word of discipline), missing
 */
export const giveLimit = command('limit.give', GiveInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const receiver = await receiverOf(context, input);
	context.permit(mayGive(actor, receiver));
	const { fact, factOn } = await factOf(context, input);
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: receiver.unitId }, today);
	const answerBy = addDays(today, rule.answerDays);
	const limit = { id: context.newId(), personId: receiver.personId, kind: input.kind };
	const written = await tx
		.insertInto('personal_limit')
		.values({
			tenant_id: actor.tenantId,
			id: limit.id,
			unit_id: receiver.unitId,
			person_id: receiver.personId,
			kind: input.kind,
			fact,
			fact_on: factOn,
			source: input.source.kind,
			source_id: input.source.sourceId,
			evidence: input.evidence,
			words: input.words,
			given_by: context.personId,
			given_at: now,
			from_above: !actor.roles.some(
				({ unitId, role }) => unitId === receiver.unitId && (role === 'secretary' || role === 'deputy'),
			),
			shown_from: addDays(today, rule.toldDays),
			state: 'given',
			answer_by: answerBy,
			close_by: addDays(answerBy, rule.closeDays),
		})
		// Another who heads the unit may have given one about the same thing, of which nobody else knows yet.
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!written) throw invalidAt('source', 'issue_limit_source_gone');
	await writeEntry(context, limit.id, { kind: 'given' });
	await tellEvent(context, limit, 'limit.given', { after: { kind: input.kind } });
	await tellPeople(context, limit, [receiver.personId], 'given');
	return { limitId: limit.id };
});

/** The person opened it: from now on it counts as told. Opened again, nothing changes. */
export const openLimit = command(
	'limit.open',
	LimitInput,
	async (context, input) => {
		const limit = await limitFacts(context.tx, context.actor.tenantId, input.limitId, true);
		context.permit(mayOpen(context.actor, limit));
		if (limit.openedAt !== null) return;
		await changeLimit(context, limit.id, { opened_at: context.now });
		await writeEntry(context, limit.id, { kind: 'opened' });
		await tellEvent(context, limit, 'limit.opened');
	},
	// Opened again it writes no event.
	{ silent: true },
);
