import type { z } from 'zod';
import { notify } from '#lib/features/notifications/public.server.ts';
import { joinUnit, requireUnit, rolesIn, rootUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { isWithin } from '#lib/shared/actor.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { conflict } from '#lib/shared/failures.ts';
import { membershipSpan } from './domain/transfer.ts';
import { incomingById, type KnownIncoming, ruleFor } from './facts.server.ts';
import { mayBringIn, mayDecline, mayHandOn, mayTakeIn, mayTakeMessage } from './policy.ts';
import {
	ArriveInput,
	DeclineInput,
	HandOnInput,
	IncomingInput,
	TakeInInput,
	WithdrawInput,
} from './schema.ts';
import { postAnswer } from './wire-out.server.ts';

const tell = (
	context: CommandContext,
	verb: string,
	of: Pick<KnownIncoming, 'id' | 'unitId'> & { personId: string | null },
	after?: Record<string, unknown>,
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'incoming_transfer', id: of.id },
		unitId: of.unitId,
		...(of.personId ? { personId: of.personId } : {}),
		personal: true,
		...(after ? { after } : {}),
	});

/**
 * A letter arrives: it is written down for the office to look at, and nothing else happens. It is there once, however often and
 * by however many ways it comes. @returns the row, and whether it was there already
 */
export const arrive = async (
	context: CommandContext,
	input: z.infer<typeof ArriveInput>,
): Promise<{ incomingId: string; isNew: boolean }> => {
	const { tx, actor, now, today } = context;
	const root = await rootUnit(tx, actor.tenantId);
	context.permit(mayBringIn(actor, { unitId: root.id, path: root.path }));
	const rule = await ruleFor(tx, actor.tenantId, today);
	const { letter, record } = input;
	if (record)
		await tx
			.insertInto('stored_file')
			.values({
				tenant_id: actor.tenantId,
				sha256: record.sha256,
				bytes: record.bytes,
				media_type: 'application/zip',
				stored_at: now,
			})
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	const incomingId = context.newId();
	const written = await tx
		.insertInto('incoming_transfer')
		.values({
			tenant_id: actor.tenantId,
			id: incomingId,
			transfer_id: letter.transferId,
			from_tenant_id: input.fromTenantId,
			from_partner_id: input.fromPartnerId,
			letter: JSON.stringify(letter),
			way: input.way,
			answer_code: input.answerCode,
			unit_id: root.id,
			arrived_by: actor.personId,
			arrived_at: now,
			take_in_by: addDays(today, rule.takeInDays),
			record_sha256: record?.sha256 ?? null,
			record_name: record?.name ?? '',
			state: 'arrived',
		})
		.onConflict((conflict) => conflict.columns(['tenant_id', 'transfer_id']).doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!written) {
		const there = await tx
			.selectFrom('incoming_transfer')
			.select(['id', 'unit_id as unitId', 'person_id as personId'])
			.where('tenant_id', '=', actor.tenantId)
			.where('transfer_id', '=', letter.transferId)
			.executeTakeFirst();
		if (!there) throw conflict('failure_transfers_elsewhere');
		await tell(context, 'transfer.arrived_again', there, { way: input.way });
		return { incomingId: there.id, isNew: false };
	}
	await notify(context, {
		personIds: await rolesIn(tx, actor.tenantId, root.id, ['secretary', 'deputy', 'clerk'], today),
		unitId: root.id,
		kind: 'transfers.arrived',
		subjectId: incomingId,
		step: 'arrived',
		words: 'transfers_told_arrived',
		detail: { name: letter.person.fullName, organisation: letter.from.organisation },
		href: `/to-chuc/chuyen-sinh-hoat/den/${incomingId}`,
	});
	await tell(
		context,
		'transfer.arrived',
		{ id: incomingId, unitId: root.id, personId: null },
		{
			mark: letter.mark,
			from: letter.from.organisation,
			way: input.way,
		},
	);
	return { incomingId, isNew: true };
};

export const arriveTransfer = command('transfer.arrive', ArriveInput, arrive);

/** The sender has called the transfer off: it cannot be taken in any more. Twice changes nothing. @throws Failure conflict once it was received */
export const withdrawArrived = command(
	'transfer.withdraw',
	WithdrawInput,
	async (context, input) => {
		const { tx, actor } = context;
		context.permit(mayTakeMessage(actor));
		const found = await tx
			.selectFrom('incoming_transfer')
			.select(['id', 'state', 'unit_id as unitId', 'person_id as personId'])
			.where('tenant_id', '=', actor.tenantId)
			.where('transfer_id', '=', input.transferId)
			.forUpdate()
			.executeTakeFirst();
		if (!found) return;
		if (found.state === 'received') throw conflict('failure_transfers_received');
		if (found.state === 'arrived')
			await tx
				.updateTable('incoming_transfer')
				.set({ state: 'withdrawn' })
				.where('tenant_id', '=', actor.tenantId)
				.where('id', '=', found.id)
				.execute();
		await tell(context, 'transfer.withdrawn', found);
	},
	{ silent: true },
);

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
	await tell(context, 'transfer.handed_on', incoming, { unit: unit.name });
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
	await tell(
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
	await tell(context, 'transfer.sent_back', incoming, { reason: input.reason });
	await postAnswer(context, incoming);
});

/** Notes that the answer has gone to the sender. */
export const noteAnswered = command('transfer.answer', IncomingInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(mayTakeMessage(actor));
	const incoming = await incomingById(tx, actor.tenantId, input.incomingId, true);
	await tx
		.updateTable('incoming_transfer')
		.set({ answered_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', incoming.id)
		.execute();
	await tell(context, 'transfer.answered', incoming);
});
