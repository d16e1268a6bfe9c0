import { notify } from '#lib/features/notifications/public.server.ts';
import { joinUnit, requireUnit, rolesIn } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { isWithin } from '#lib/shared/actor.ts';
import { membershipSpan } from './domain/transfer.ts';
import { incomingById } from './facts.server.ts';
import { mayDecline, mayHandOn, mayTakeIn } from './policy.ts';
import { tellIncoming } from './records.server.ts';
import { DeclineInput, HandOnInput, TakeInInput } from './schema.ts';
import { postAnswer } from './wire-out.server.ts';

/** Hands it on to the unit that is meant; whoever heads that takes the person in. */
export const handOnTransfer = command('transfer.hand_on', HandOnInput, async (context, input) => {
	const { tx, actor, today } = context;
	const incoming = await incomingById(tx, actor.tenantId, input.incomingId, true);
	context.permit(mayHandOn(actor, incoming));
	const unit = await requireUnit(tx, input.forUnitId);
	if (unit.dissolvedOn || !isWithin(unit.path, incoming.path))
		throw invalidAt('forUnitId', 'issue_transfers_unit');
	await tx
		.updateTable('incoming_transfer')
		.set({ for_unit_id: unit.id })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', incoming.id)
		.execute();
	await notify(context, {
		personIds: await rolesIn(tx, actor.tenantId, unit.id, ['secretary', 'deputy', 'clerk'], today),
		unitId: unit.id,
		kind: 'transfers.handed_on',
		subjectId: incoming.id,
		step: unit.id,
		words: 'transfers_told_arrived',
		detail: { name: incoming.letter.person.fullName, organisation: incoming.letter.from.organisation },
		href: `/to-chuc/chuyen-sinh-hoat/den/${incoming.id}`,
	});
	await tellIncoming(context, 'transfer.handed_on', incoming, { unit: unit.name });
});

/**
 * Takes the person in: who is known here already, or a new person of whom no more is written than the letter says. The
 * membership begins now, and ends by itself on the day on which who comes for a time goes back.
 */
export const takeInTransfer = command('transfer.take_in', TakeInInput, async (context, input) => {
	const { tx, actor, today } = context;
	const incoming = await incomingById(tx, actor.tenantId, input.incomingId, true);
	const into = await requireUnit(tx, input.intoUnitId);
	context.permit(
		mayTakeIn(
			actor,
			incoming,
			{ unitId: into.id, path: into.path },
			{ unitId: incoming.unitId, path: incoming.path },
		),
	);
	if (into.dissolvedOn) throw invalidAt('intoUnitId', 'issue_transfers_unit');
	const { letter } = incoming;
	if (input.receivedOn > today || input.receivedOn < letter.issuedOn)
		throw invalidAt('receivedOn', 'issue_transfers_received_on');
	const span = membershipSpan(letter, input.receivedOn);
	if (span.to && span.to <= span.from) throw invalidAt('receivedOn', 'issue_transfers_over');
	const joined = await joinUnit(context, {
		personId: input.knownPersonId ?? null,
		fullName: letter.person.fullName,
		jobTitle: input.jobTitle,
		unitId: into.id,
		standing: letter.person.standing,
		...span,
	});
	await tx
		.updateTable('incoming_transfer')
		.set({
			state: 'received',
			person_id: joined.personId,
			membership_id: joined.membershipId,
			received_on: input.receivedOn,
			received_by: context.personId,
			received_name: actor.name,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', incoming.id)
		.execute();
	await tellIncoming(
		context,
		'transfer.taken_in',
		{ ...incoming, personId: joined.personId },
		{
			unit: into.name,
			mark: letter.mark,
			isNew: !input.knownPersonId,
		},
	);
	await postAnswer(context, incoming);
	return joined;
});

/** Sends it back with the reason, which the sender and the person read. */
export const declineTransfer = command('transfer.decline', DeclineInput, async (context, input) => {
	const { tx, actor, today } = context;
	const incoming = await incomingById(tx, actor.tenantId, input.incomingId, true);
	context.permit(mayDecline(actor, incoming));
	await tx
		.updateTable('incoming_transfer')
		.set({
			state: 'declined',
			declined_on: today,
			decline_reason: input.reason,
			received_by: context.personId,
			received_name: actor.name,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', incoming.id)
		.execute();
	await tellIncoming(context, 'transfer.sent_back', incoming, { reason: input.reason });
	await postAnswer(context, incoming);
});
