import { sql } from 'kysely';
import { seenMeeting } from '#lib/features/meetings/public.server.ts';
import { notify, settle } from '#lib/features/notifications/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { subjectOfCampaign } from './campaign-records.server.ts';
import { canCheck } from './domain/committee.ts';
import { entriesOf } from './domain/fields.ts';
import { shippedForm } from './domain/form.ts';
import {
	committeeOf,
	type KnownRegistration,
	registrationFacts,
	seenCampaign,
	subjectOf,
} from './facts.server.ts';
import { mayAssignChecker, mayConfirm, mayReadRegistration, maySetForm } from './policy.ts';
import { AssignCheckerInput, ConfirmInput, ReturnInput, SetFormInput } from './schema.ts';
import { versionOf } from './texts.server.ts';

/** The registration for whoever may read it, locked; to everybody else it is not there. */
export const readRegistration = async (context: CommandContext, id: string): Promise<KnownRegistration> => {
	const registration = await registrationFacts(context.tx, context.actor.tenantId, id, context.today, true);
	if (!mayReadRegistration(context.actor, registration).allowed) throw missing('failure_not_found');
	return registration;
};

/** The entries of a version come into force; those that it no longer has stay, with what was checked of them. */
const putInForce = async ({ tx, actor }: CommandContext, registration: KnownRegistration): Promise<void> => {
	const version = await versionOf(tx, actor.tenantId, registration.id, registration.version);
	const entries = entriesOf(version?.fields ?? {});
	await tx
		.updateTable('registration_entry')
		.set({ is_current: false })
		.where('tenant_id', '=', actor.tenantId)
		.where('registration_id', '=', registration.id)
		.execute();
	for (const [position, entry] of entries.entries()) {
		const row = {
			content_id: entry.contentId,
			field_id: entry.fieldId,
			position,
			act: entry.act,
			measure: entry.measure,
			evidence: entry.evidence,
			marks: entry.marks,
			source_kind: entry.source?.kind ?? null,
			source_id: entry.source?.id ?? null,
			is_current: true,
		};
		await tx
			.insertInto('registration_entry')
			.values({ tenant_id: actor.tenantId, registration_id: registration.id, entry_key: entry.key, ...row })
			.onConflict((known) => known.columns(['tenant_id', 'registration_id', 'entry_key']).doUpdateSet(row))
			.execute();
	}
};

const writeVerdict = async (
	{ tx, actor, now, personId }: CommandContext,
	registration: KnownRegistration,
	verdict: { outcome: 'confirmed' | 'returned'; words: string; meetingId: string | null },
): Promise<void> => {
	await tx
		.insertInto('registration_verdict')
		.values({
			tenant_id: actor.tenantId,
			registration_id: registration.id,
			version: registration.version,
			outcome: verdict.outcome,
			words: verdict.words,
			meeting_id: verdict.meetingId,
			by_id: personId,
			at: now,
		})
		.execute();
};

const tellAuthor = async (
	context: CommandContext,
	registration: KnownRegistration,
	words: string,
): Promise<void> => {
	const author = registration.personId ?? registration.handedInBy;
	await notify(context, {
		personIds: author ? [author] : [],
		unitId: registration.unitId,
		kind: words.replace('told_', '').replace('_', '.'),
		subjectId: registration.id,
		step: `v${registration.version}`,
		words,
		href: `/dang-ky/${registration.campaignId}/ban-dang-ky${registration.personId ? '' : `?don-vi=${registration.unitId}`}`,
	});
};

/** Records that the committee confirmed registrations, in a meeting where one is named. @throws Failure refused (one's own) */
export const confirmRegistrations = command('registration.confirm', ConfirmInput, async (context, input) => {
	const { tx, actor, now } = context;
	const meeting = input.meetingId ? await seenMeeting(context, input.meetingId, false) : null;
	const confirmed = new Map<string, number>();
	for (const registrationId of new Set(input.registrationIds)) {
		const registration = await readRegistration(context, registrationId);
		context.permit(mayConfirm(actor, registration));
		if (meeting && meeting.unitId !== registration.unitId) throw invalidAt('meetingId', 'failure_not_found');
		await writeVerdict(context, registration, {
			outcome: 'confirmed',
			words: '',
			meetingId: meeting?.id ?? null,
		});
		await putInForce(context, registration);
		await tx
			.updateTable('registration')
			.set({
				state: 'confirmed',
				confirmed_version: registration.version,
				confirmed_at: now,
				confirmed_by: context.personId,
			})
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', registration.id)
			.execute();
		await context.emit('registration.confirmed', {
			...subjectOf(registration),
			after: {
				campaignId: registration.campaignId,
				version: registration.version,
				meetingId: meeting?.id ?? null,
			},
		});
		await tellAuthor(context, registration, 'told_registration_confirmed');
		if (registration.personId)
			confirmed.set(registration.campaignId, (confirmed.get(registration.campaignId) ?? 0) + 1);
	}
	// The life of the document tells how many, and no name.
	for (const [campaignId, people] of confirmed) {
		const campaign = await seenCampaign(tx, actor, campaignId);
		await context.emit('campaign.confirmed', {
			...subjectOfCampaign(campaign),
			after: { title: campaign.title, people, meetingId: meeting?.id ?? null },
		});
	}
	return { confirmed: input.registrationIds.length };
});

/** Returns a registration with what is missing; it is written on and handed in again. What is in force stays in force. */
export const returnRegistration = command('registration.return', ReturnInput, async (context, input) => {
	const registration = await readRegistration(context, input.registrationId);
	context.permit(mayConfirm(context.actor, registration));
	await writeVerdict(context, registration, { outcome: 'returned', words: input.words, meetingId: null });
	await context.tx
		.updateTable('registration')
		.set({ state: 'returned' })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', registration.id)
		.execute();
	await context.emit('registration.returned', {
		...subjectOf(registration),
		after: { campaignId: registration.campaignId, version: registration.version },
	});
	await tellAuthor(context, registration, 'told_registration_returned');
});

/** Names who of the committee checks registrations; whoever did no longer reads them. @throws Failure refused (one's own), invalid (who may not) */
export const assignChecker = command(
	'registration.assign_checker',
	AssignCheckerInput,
	async (context, input) => {
		const { tx, actor, today, now } = context;
		for (const registrationId of new Set(input.registrationIds)) {
			const registration = await readRegistration(context, registrationId);
			context.permit(mayAssignChecker(actor, registration));
			const { unitId, campaignId } = registration;
			const committee = await committeeOf(tx, { tenantId: actor.tenantId, unitId, campaignId }, today);
			const owner = registration.personId ?? registration.handedInBy ?? '';
			if (!canCheck({ personId: owner, isSecretary: registration.isOfSecretary }, input.checkerId, committee))
				throw invalidAt('checkerId', 'issue_checker');
			await tx
				.updateTable('registration')
				.set({ checker_id: input.checkerId })
				.where('tenant_id', '=', actor.tenantId)
				.where('id', '=', registration.id)
				.execute();
			await context.emit('registration.checker_assigned', {
				...subjectOf(registration),
				before: { checkerId: registration.checkerId },
				after: { checkerId: input.checkerId },
			});
			if (registration.checkerId)
				await settle(tx, {
					kinds: ['registration_check'],
					subjectId: campaignId,
					personId: registration.checkerId,
					now,
				});
		}
	},
);

/** Says how the unit wants its commitments from a day on. Registrations that were begun keep their form. */
export const setCommitmentForm = command('campaign.set_form', SetFormInput, async (context, input) => {
	const { tx, actor, now } = context;
	await requireUnit(tx, input.unitId);
	context.permit(maySetForm(actor, input.unitId));
	const parts = input.titles.flatMap((title, at) =>
		title
			? [{ key: shippedForm.parts[at]?.key ?? `phan-${at + 1}`, title, hint: input.hints[at] ?? '' }]
			: [],
	);
	if (parts.length === 0) throw invalidAt('titles', 'issue_commitment_parts');
	await sql`insert into commitment_form (tenant_id, unit_id, valid_from, parts, set_by, set_at)
		values (${actor.tenantId}, ${input.unitId}, ${input.validFrom}, ${JSON.stringify(parts)}::jsonb, ${context.personId}, ${now})
		on conflict (tenant_id, unit_id, valid_from) do update set parts = excluded.parts, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
		tx,
	);
	await context.emit('commitment.form_set', {
		subject: { type: 'commitment_form', id: input.unitId },
		unitId: input.unitId,
		after: { validFrom: input.validFrom, parts: parts.map(({ title }) => title) },
	});
});
