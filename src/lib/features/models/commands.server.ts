import { notify } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { countConsents } from './domain/states.ts';
import { type KnownModel, namedIn, seenModel } from './facts.server.ts';
import { requireOrigin } from './origin.server.ts';
import { mayChange, mayDecide, mayPropose, mayShow, maySpeak, mayWrite } from './policy.ts';
import {
	ChangeModelInput,
	DecideModelInput,
	ModelConsentInput,
	ModelInput,
	ShowModelInput,
	WriteModelInput,
} from './schema.ts';

type Told = 'named' | 'proposed' | 'approved' | 'returned' | 'withdrawn';
type Known = Pick<KnownModel, 'id' | 'title' | 'unitId'>;

const tellPeople = (context: CommandContext, model: Known, personIds: readonly string[], told: Told) =>
	notify(context, {
		personIds,
		unitId: model.unitId,
		kind: `model.${told}`,
		subjectId: model.id,
		step: `${told} ${context.today}`,
		words: `model_told_${told}`,
		detail: { title: model.title },
		letterWords: `model_letter_${told}`,
		href: `/mo-hinh/${model.id}`,
	});

const tell = (context: CommandContext, model: Known, verb: string, after: Record<string, unknown> = {}) =>
	context.emit(verb, { subject: { type: 'model', id: model.id }, unitId: model.unitId, after });

/** Who of a unit holds one of these roles. */
const holding = async (context: CommandContext, unitId: string, ...wanted: string[]): Promise<string[]> =>
	(await peopleOfUnit(context.tx, unitId, context.today))
		.filter(({ roles }) => roles.some(({ role }) => wanted.includes(role)))
		.map(({ personId }) => personId);

type Naming = Known & { aboveUnitId: string | null };
/** Writes down whose names stand in the text; whoever is new is asked, whoever agreed before has agreed to the words of then. */
const namePeople = async (
	context: CommandContext,
	model: Naming,
	namedIds: readonly string[],
	isNewText: boolean,
) => {
	const { tx, actor, today } = context;
	const people = await peopleOfUnit(tx, model.unitId, today);
	if (namedIds.some((id) => !people.some(({ personId }) => personId === id)))
		throw missing('failure_not_found');
	const before = await namedIn(tx, actor.tenantId, model.id);
	await tx
		.deleteFrom('model_person')
		.where('tenant_id', '=', actor.tenantId)
		.where('model_id', '=', model.id)
		.execute();
	for (const personId of new Set(namedIds)) {
		const known = isNewText ? undefined : before.find((one) => one.personId === personId);
		await tx
			.insertInto('model_person')
			.values({
				tenant_id: actor.tenantId,
				model_id: model.id,
				person_id: personId,
				unit_id: model.unitId,
				above_unit_id: model.aboveUnitId,
				consent: known?.consent ?? null,
				consent_at: known?.consentAt ?? null,
			})
			.execute();
	}
	await tellPeople(context, model, [...new Set(namedIds)], 'named');
};

/** Writes up a way of working of the unit, from a programme or a campaign of its own: a draft of those who lead it. */
export const writeModel = command('model.write', WriteModelInput, async (context, input) => {
	const { tx, actor, now } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayWrite(actor, unit.id));
	await requireOrigin(tx, actor.tenantId, unit.id, input);
	const modelId = context.newId();
	const { namedIds, unitId: _unit, programmeId, campaignId, ...words } = input;
	await tx
		.insertInto('model')
		.values({
			tenant_id: actor.tenantId,
			id: modelId,
			unit_id: unit.id,
			above_unit_id: unit.parentId,
			...words,
			programme_id: programmeId ?? null,
			campaign_id: campaignId ?? null,
			state: 'draft',
			written_by: context.personId,
			written_at: now,
		})
		.execute();
	const model = { id: modelId, title: input.title, unitId: unit.id, aboveUnitId: unit.parentId };
	await namePeople(context, model, namedIds, true);
	await tell(context, model, 'model.written', { title: input.title });
	return { modelId };
});

/** Changes what is not proposed. With other words everybody who is named is asked again. */
export const changeModel = command('model.change', ChangeModelInput, async (context, input) => {
	const { tx, actor } = context;
	const model = await seenModel(tx, actor, input.modelId, true);
	context.permit(mayChange(actor, model));
	await requireOrigin(tx, actor.tenantId, model.unitId, input);
	const { namedIds, modelId, programmeId, campaignId, ...words } = input;
	await tx
		.updateTable('model')
		.set({ ...words, programme_id: programmeId ?? null, campaign_id: campaignId ?? null })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', modelId)
		.execute();
	const spoken = (one: typeof words): string =>
		[one.title, one.problem, one.steps, one.conditions, one.results].join('\n');
	await namePeople(context, model, namedIds, spoken(words) !== spoken(model));
	await tell(context, model, 'model.changed', { title: input.title });
});

const move = async ({ tx, actor }: CommandContext, modelId: string, changed: Record<string, unknown>) => {
	await tx
		.updateTable('model')
		.set(changed)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', modelId)
		.execute();
};

/** Proposes it to the unit above for replication. @throws Failure refused while somebody who is named has not agreed */
export const proposeModel = command('model.propose', ModelInput, async (context, input) => {
	const { tx, actor, now } = context;
	const model = await seenModel(tx, actor, input.modelId, true);
	context.permit(mayPropose(actor, model, countConsents(await namedIn(tx, actor.tenantId, model.id))));
	await move(context, model.id, { state: 'proposed', proposed_at: now, reason: '' });
	await tell(context, model, 'model.proposed');
	const office = model.aboveUnitId
		? await holding(context, model.aboveUnitId, 'secretary', 'deputy', 'higher_officer')
		: [];
	await tellPeople(context, model, office, 'proposed');
});

/** The unit above approves it for replication, or sends it back with the reason. */
export const decideModel = command('model.decide', DecideModelInput, async (context, input) => {
	const { tx, actor, now } = context;
	const model = await seenModel(tx, actor, input.modelId, true);
	context.permit(mayDecide(actor, model));
	await tell(context, model, `model.${input.decision}`);
	await tellPeople(
		context,
		model,
		await holding(context, model.unitId, 'secretary', 'deputy', 'committee_member'),
		input.decision,
	);
	await move(context, model.id, {
		state: input.decision,
		reason: input.decision === 'returned' ? input.reason : '',
		decided_by: context.personId,
		decided_at: now,
	});
});

/**
 * A person who is named says whether the name may stand in it. Without the word a model that was proposed or approved is a
 * draft again: it stands nowhere until it is written anew.
 */
export const setModelConsent = command('model.consent', ModelConsentInput, async (context, input) => {
	const { tx, actor, now } = context;
	const model = await seenModel(tx, actor, input.modelId, true);
	context.permit(maySpeak(actor, model));
	const consent = input.consent === 'yes';
	await tx
		.updateTable('model_person')
		.set({ consent, consent_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('model_id', '=', model.id)
		.where('person_id', '=', context.personId)
		.execute();
	await context.emit(consent ? 'model.consented' : 'model.consent_withheld', {
		subject: { type: 'model', id: model.id },
		unitId: model.unitId,
		personId: context.personId,
		personal: true,
	});
	if (consent) return;
	if (model.state === 'approved' || model.state === 'proposed')
		await move(context, model.id, {
			state: 'draft',
			is_shown: false,
			reason: 'Người được nêu tên không đồng ý nêu tên; đề nghị viết lại.',
		});
	await tellPeople(context, model, await holding(context, model.unitId, 'secretary', 'deputy'), 'withdrawn');
});

/** Lets it stand on the public site, or takes it down. */
export const showModel = command('model.show', ShowModelInput, async (context, input) => {
	const { tx, actor } = context;
	const model = await seenModel(tx, actor, input.modelId, true);
	context.permit(mayShow(actor, model));
	await move(context, model.id, { is_shown: input.shown === 'yes' });
	await tell(context, model, 'model.shown', { shown: input.shown });
});
