import { notify } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, rolesIn } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { agreementOf } from './domain/states.ts';
import { type KnownRecognition, seenRecognition } from './facts.server.ts';
import { mayDecide, maySpeakForOneself, mayWithdraw } from './policy.ts';
import { AgreeInput, ConsentInput, DeclineInput, NameInput, RecognitionInput } from './schema.ts';

type Changed = Partial<{
	state: KnownRecognition['state'];
	committee_on: string;
	first_agreed_by: string;
	decided_by: string;
	decided_at: Date;
	reason: string;
	honoured_on: string;
	decision_number: string;
	decision_on: string | null;
	given_by: string;
	is_named: boolean;
	consent: boolean;
	consent_at: Date;
}>;

const change = async ({ tx, actor }: CommandContext, id: string, changed: Changed): Promise<void> => {
	await tx
		.updateTable('recognition')
		.set(changed)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', id)
		.execute();
};

/** The event of a change that concerns single people. */
const tell = (
	context: CommandContext,
	one: KnownRecognition,
	verb: string,
	personId: string | null,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'recognition', id: one.id },
		unitId: one.unitId,
		personId,
		personal: true,
		after,
	});

const tellPeople = (
	context: CommandContext,
	one: KnownRecognition,
	personIds: readonly string[],
	told: 'honoured' | 'unit' | 'declined' | 'agreed' | 'second',
) =>
	notify(context, {
		personIds,
		unitId: one.unitId,
		kind: `recognition.${told}`,
		subjectId: one.id,
		step: told,
		words: `recognition_told_${told}`,
		detail: { title: one.title, who: one.personName ?? one.collective ?? '' },
		letterWords: `recognition_letter_${told}`,
		href: `/guong-sang/${one.id}`,
	});

/** Everybody is told at once: who is honoured, who proposed it, and the people of the unit. */
const announce = async (context: CommandContext, one: KnownRecognition): Promise<void> => {
	const honoured = one.personId ? [one.personId] : one.memberIds;
	const people = await peopleOfUnit(context.tx, one.unitId, context.today);
	const others = people
		.filter(({ standing, personId }) => standing !== null && !honoured.includes(personId))
		.map(({ personId }) => personId);
	// For the unit it has happened to no single person: on timelines it stands by what was done.
	await context.emit('recognition.announced', {
		subject: { type: 'recognition', id: one.id },
		unitId: one.unitId,
		documentId: one.documentId,
		after: { kind: one.kind, ...(one.clauseId ? { clauseId: one.clauseId } : {}) },
	});
	if (one.personId) await tell(context, one, 'recognition.given', one.personId);
	await tellPeople(context, one, honoured, 'honoured');
	await tellPeople(
		context,
		one,
		others.filter((id) => id !== one.proposerId),
		'unit',
	);
	await tellPeople(context, one, honoured.includes(one.proposerId) ? [] : [one.proposerId], 'agreed');
};

/**
 * Agrees to what was proposed, after the committee: it is announced at once. Of a collective to which whoever agrees
 * belongs, a second one who heads agrees as well.
 * @throws Failure refused (oneself, own proposal), invalid (no decision where the form asks for one, a day that lies ahead)
 */
export const agree = command('recognition.agree', AgreeInput, async (context, input) => {
	const one = await seenRecognition(context, input.recognitionId);
	context.permit(mayDecide(context.actor, one, 'agree'));
	if (input.committeeOn > context.today) throw invalidAt('committeeOn', 'issue_recognition_committee_later');
	if (input.decisionOn && input.decisionOn > context.today)
		throw invalidAt('decisionOn', 'issue_recognition_decision_later');
	const given = {
		committee_on: input.committeeOn,
		decision_number: input.decisionNumber || one.decisionNumber,
		decision_on: input.decisionOn ?? one.decisionOn,
		given_by: input.givenBy || one.givenBy,
	};
	if (one.form?.needsDecision) {
		if (given.decision_number === '') throw invalidAt('decisionNumber', 'issue_recognition_decision');
		if (!given.decision_on) throw invalidAt('decisionOn', 'issue_recognition_decision_on');
		if (given.given_by === '') throw invalidAt('givenBy', 'issue_recognition_given_by');
	}
	if (agreementOf(one, context.personId) === 'first_agreed') {
		await change(context, one.id, { ...given, first_agreed_by: context.personId });
		await tell(context, one, 'recognition.first_agreed', context.personId);
		const heads = await rolesIn(
			context.tx,
			context.actor.tenantId,
			one.unitId,
			['secretary', 'deputy'],
			context.today,
		);
		await tellPeople(
			context,
			one,
			heads.filter((id) => id !== one.proposerId),
			'second',
		);
		return { state: 'proposed' as const };
	}
	await change(context, one.id, {
		...given,
		state: 'announced',
		decided_by: context.personId,
		decided_at: context.now,
		honoured_on: given.decision_on ?? context.today,
	});
	await announce(context, one);
	return { state: 'announced' as const };
});

/** Declines what was proposed; whoever proposed it reads the reason, and nobody else learns of it. */
export const decline = command('recognition.decline', DeclineInput, async (context, input) => {
	const one = await seenRecognition(context, input.recognitionId);
	context.permit(mayDecide(context.actor, one, 'decline'));
	await change(context, one.id, {
		state: 'declined',
		decided_by: context.personId,
		decided_at: context.now,
		reason: input.reason,
	});
	await tell(context, one, 'recognition.declined', one.proposerId);
	await tellPeople(context, one, [one.proposerId], 'declined');
});

/** Takes back what one proposed, before it is decided. */
export const withdraw = command('recognition.withdraw', RecognitionInput, async (context, input) => {
	const one = await seenRecognition(context, input.recognitionId);
	context.permit(mayWithdraw(context.actor, one));
	await change(context, one.id, { state: 'withdrawn' });
	await tell(context, one, 'recognition.withdrawn', one.proposerId);
});

/** The person's word on being shown beyond the unit; it can be changed at any time. */
export const setConsent = command('recognition.consent', ConsentInput, async (context, input) => {
	const one = await seenRecognition(context, input.recognitionId);
	context.permit(maySpeakForOneself(context.actor, one));
	const consent = input.consent === 'yes';
	await change(context, one.id, { consent, consent_at: context.now });
	await tell(context, one, consent ? 'recognition.consented' : 'recognition.consent_withheld', one.personId, {
		consent,
	});
});

/** The person asks not to be named within the unit, or lets the name stand again. */
export const setNamed = command('recognition.name', NameInput, async (context, input) => {
	const one = await seenRecognition(context, input.recognitionId);
	context.permit(maySpeakForOneself(context.actor, one));
	await change(context, one.id, { is_named: input.named === 'yes' });
	await tell(context, one, 'recognition.named', one.personId, { named: input.named === 'yes' });
});
