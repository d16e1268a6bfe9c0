import { settle } from '#lib/features/notifications/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { checkerFor } from './domain/committee.ts';
import { entriesOf, sameFields, unfinishedOf } from './domain/fields.ts';
import { committeeOf, itemsOf, subjectOf } from './facts.server.ts';
import { HandInInput } from './schema.ts';
import { textOf, versionOf } from './texts.server.ts';
import { ownRegistration } from './writing.server.ts';

/**
 * Hands in the own registration: what is kept now becomes a version that stays as it is, and waits for the committee. What was
 * confirmed before stays in force until then.
 * @throws Failure missing, refused, invalid (no entry, one without its act, a change without its reason)
 */
export const handInRegistration = command('registration.hand_in', HandInInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const { campaign, registration } = await ownRegistration(context, input.campaignId, input.ofUnit);
	if (!registration) throw invalidAt('fields', 'issue_registration_empty');
	const { fields } = await textOf(tx, actor.tenantId, registration.id);
	const entries = entriesOf(fields);
	if (unfinishedOf(fields).length > 0) throw invalidAt('fields', 'issue_registration_unfinished');
	if (entries.length === 0) throw invalidAt('fields', 'issue_registration_empty');
	const items = await itemsOf(tx, actor.tenantId, campaign.id);
	const isOf = (list: readonly { id: string }[], id: string): boolean => list.some((item) => item.id === id);
	if (
		entries.some(
			({ contentId, fieldId }) =>
				!isOf(items.contents, contentId) || (fieldId && !isOf(items.fields, fieldId)),
		)
	)
		throw invalidAt('fields', 'issue_registration_unfinished');
	const isChange = registration.confirmedVersion !== null;
	if (isChange && input.reason === '') throw invalidAt('reason', 'issue_registration_reason');
	if (registration.state === 'confirmed') {
		const inForce = await versionOf(tx, actor.tenantId, registration.id, registration.version);
		if (inForce && sameFields(inForce.fields, fields)) throw invalidAt('fields', 'issue_registration_same');
	}
	const version = registration.version + 1;
	await tx
		.insertInto('registration_version')
		.values({
			tenant_id: actor.tenantId,
			registration_id: registration.id,
			version,
			fields: JSON.stringify(fields),
			reason: isChange ? input.reason : '',
			by_id: context.personId,
			handed_in_at: now,
		})
		.execute();
	const committee = await committeeOf(
		tx,
		{ tenantId: actor.tenantId, unitId: registration.unitId, campaignId: campaign.id },
		today,
	);
	const isSecretary = committee.some(
		({ personId, role }) => personId === context.personId && role === 'secretary',
	);
	const kept = registration.checkerId === context.personId ? null : registration.checkerId;
	await tx
		.updateTable('registration')
		.set({
			state: 'handed_in',
			version,
			handed_in_at: now,
			handed_in_by: context.personId,
			checker_id: kept ?? checkerFor({ personId: context.personId, isSecretary }, committee),
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', registration.id)
		.execute();
	await context.emit('registration.handed_in', {
		...subjectOf(registration),
		after: { campaignId: campaign.id, version, entries: entries.length, isChange },
	});
	await settle(tx, {
		kinds: ['registration_write'],
		subjectId: campaign.id,
		personId: context.personId,
		now,
	});
	return { registrationId: registration.id, version };
});
