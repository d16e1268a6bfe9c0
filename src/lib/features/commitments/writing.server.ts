import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { entriesOf, type Fields, fieldsOfEntry, isField, sameFields, withoutEmpty } from './domain/fields.ts';
import type { Part } from './domain/form.ts';
import {
	formFor,
	itemsOf,
	type KnownCampaign,
	type KnownRegistration,
	registrationFor,
	seenCampaign,
	subjectOf,
} from './facts.server.ts';
import { mayRegister, owns } from './policy.ts';
import { AddSourceInput, SaveInput } from './schema.ts';
import { sourcesFor } from './sources.server.ts';
import { textOf } from './texts.server.ts';

type Own = { campaign: KnownCampaign; registration: KnownRegistration | null; unitId: string };

/** The campaign and the own registration (or that of the unit), locked, for whoever may write it. @throws Failure missing, refused */
export const ownRegistration = async (
	context: CommandContext,
	campaignId: string,
	ofUnit?: string,
): Promise<Own> => {
	const { tx, actor, today } = context;
	const campaign = await seenCampaign(tx, actor, campaignId);
	const of = { tenantId: actor.tenantId, campaignId, personId: context.personId, ofUnit };
	const registration = await registrationFor(tx, of, today, true);
	const takesPart = ofUnit
		? campaign.unitRegisters &&
			campaign.unitIds.includes(ofUnit) &&
			owns(actor, { personId: null, unitId: ofUnit })
		: campaign.isParticipant;
	context.permit(mayRegister(actor, { isOpen: campaign.state === 'open', takesPart, registration }));
	return { campaign, registration, unitId: ofUnit ?? campaign.homeUnitId ?? campaign.unitId };
};

/** The own registration, begun if need be, with the form of the day. */
const begun = async (
	context: CommandContext,
	{ campaign, registration, unitId }: Own,
	ofUnit?: string,
): Promise<KnownRegistration> => {
	if (registration) return registration;
	const { tx, actor, now, today } = context;
	const form = await formFor(tx, { tenantId: actor.tenantId, unitId }, today);
	const personId = ofUnit ? null : context.personId;
	const id = context.newId();
	// Two devices that begin at one moment begin one registration.
	const made = await sql`
		insert into registration (tenant_id, id, campaign_id, unit_id, person_id, form, state, begun_at)
		values (${actor.tenantId}, ${id}, ${campaign.id}, ${unitId}, ${personId}, ${JSON.stringify(form)}::jsonb, 'draft', ${now})
		on conflict do nothing returning id`.execute(tx);
	if (made.rows.length > 0) {
		await tx
			.insertInto('registration_text')
			.values({
				tenant_id: actor.tenantId,
				registration_id: id,
				person_id: personId,
				unit_id: unitId,
				fields: '{}',
				revision: 0,
				saved_at: now,
			})
			.execute();
		await context.emit('registration.begun', subjectOf({ id, unitId, personId }));
	}
	const of = { tenantId: actor.tenantId, campaignId: campaign.id, personId: context.personId, ofUnit };
	const known = await registrationFor(tx, of, today, true);
	if (!known) throw missing('failure_not_found');
	return known;
};

const cleaned = (fields: Fields, parts: readonly Part[]): Record<string, string> =>
	withoutEmpty(
		Object.fromEntries(
			Object.entries(fields)
				.filter(([name]) => isField(name, parts))
				.map(([name, text]) => [name, text.normalize('NFC').replaceAll('\r\n', '\n')]),
		),
	);

const joined = (known: Fields, sent: Fields): Fields =>
	Object.fromEntries(
		[...new Set([...Object.keys(known), ...Object.keys(sent)])].map((name) => [
			name,
			/:(content|field|source)$/.test(name)
				? (sent[name] ?? '')
				: bothTexts(known[name] ?? '', sent[name] ?? ''),
		]),
	);

/** What the server keeps after a save; `theirs` when it was written on an older revision: to be merged and sent again. */
export type Saved =
	| { isKept: true; revision: number; savedAt: Date }
	| { isKept: false; theirs: { revision: number; fields: Fields } };

const keep = async (context: CommandContext, registrationId: string, fields: Fields, revision: number) => {
	await context.tx
		.updateTable('registration_text')
		.set({ fields: JSON.stringify(fields), revision, saved_at: context.now })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('registration_id', '=', registrationId)
		.execute();
};

/**
 * Keeps what was typed; it writes no event but at the first word: what is handed in is the record. Written on another revision than
 * the kept one it is not taken, and the answer brings what is there: the device merges.
 * @throws Failure missing (campaign), refused, invalid (too long)
 */
export const saveRegistration = command(
	'registration.save',
	SaveInput,
	async (context, input): Promise<Saved> => {
		const own = await ownRegistration(context, input.campaignId, input.ofUnit);
		const registration = await begun(context, own, input.ofUnit);
		const text = await textOf(context.tx, context.actor.tenantId, registration.id);
		const sent = cleaned(input.fields, registration.form.parts);
		if (sameFields(sent, text.fields))
			return { isKept: true, revision: text.revision, savedAt: text.savedAt ?? context.now };
		const isNewer = input.revision !== text.revision;
		if (isNewer && !input.joins)
			return { isKept: false, theirs: { revision: text.revision, fields: text.fields } };
		const fields = isNewer ? withoutEmpty(joined(text.fields, sent)) : sent;
		const revision = text.revision + 1;
		await keep(context, registration.id, fields, revision);
		return { isKept: true, revision, savedAt: context.now };
	},
	{ silent: true },
);

/** Puts a task of one's own, or an act of one's own study paper, into the own registration; asked twice, it is there once. */
export const addSource = command(
	'registration.add_source',
	AddSourceInput,
	async (context, input) => {
		const { tx, actor } = context;
		const own = await ownRegistration(context, input.campaignId);
		const source = (await sourcesFor(tx, actor, own.unitId)).find(
			({ kind, id, actKey }) => kind === input.kind && id === input.sourceId && actKey === input.actKey,
		);
		if (!source) throw missing('failure_not_found');
		const { contents } = await itemsOf(tx, actor.tenantId, own.campaign.id);
		const content = contents.find(({ id }) => id === input.itemId) ?? contents[0];
		if (!content) throw missing('failure_not_found');
		const registration = await begun(context, own);
		const text = await textOf(tx, actor.tenantId, registration.id);
		const isThere = entriesOf(text.fields).some(
			(entry) =>
				entry.source?.kind === source.kind && entry.source.id === source.id && entry.act === source.act,
		);
		if (!isThere)
			await keep(
				context,
				registration.id,
				{
					...text.fields,
					...fieldsOfEntry({
						key: `n${context.now.getTime().toString(36)}-${source.id.slice(-6)}`,
						contentId: content.id,
						fieldId: null,
						act: source.act,
						measure: source.measure,
						evidence: '',
						marks: ['', '', '', ''],
						source: { kind: source.kind, id: source.id },
					}),
				},
				text.revision + 1,
			);
		return { registrationId: registration.id };
	},
	{ silent: true },
);
