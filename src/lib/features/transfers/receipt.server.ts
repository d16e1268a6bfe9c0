import { notify } from '#lib/features/notifications/public.server.ts';
import { rolesIn } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { writeEvent } from '#lib/platform/command/event.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { systemActor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { closeCodes, type OpenCode, openCode, useCode } from './codes.server.ts';
import type { Answer } from './domain/letter.ts';
import { type KnownTransfer, transferById } from './facts.server.ts';
import { mayNote, mayTakeMessage } from './policy.ts';
import { tellTransfer } from './records.server.ts';
import { AnswerInput, CodeReceiptInput, NoteReceiptInput } from './schema.ts';

export type Visit = Omit<Door, 'actor'>;
type Way = NonNullable<KnownTransfer['receivedWay']>;
type Receipt = { on: Day; byName: string; unit: string; way: Way; notedBy: string | null };

const office = async ({ tx, actor, today }: CommandContext, transfer: KnownTransfer): Promise<string[]> => [
	transfer.personId,
	...(await rolesIn(tx, actor.tenantId, transfer.unitId, ['secretary', 'deputy', 'clerk'], today)),
];

/** The other side has taken the person in: the transfer is done, and the person and the office are told. */
const markReceived = async (
	context: CommandContext,
	transfer: KnownTransfer,
	receipt: Receipt,
): Promise<void> => {
	const { tx, actor, now } = context;
	await tx
		.updateTable('member_transfer')
		.set({
			state: 'received',
			received_on: receipt.on,
			received_name: receipt.byName,
			received_unit: receipt.unit,
			received_way: receipt.way,
			noted_by: receipt.notedBy,
			answered_at: now,
			declined_on: null,
			decline_reason: '',
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await closeCodes(context, transfer.id);
	await notify(context, {
		personIds: await office(context, transfer),
		unitId: transfer.unitId,
		kind: 'transfers.received',
		subjectId: transfer.id,
		step: 'received',
		words: 'transfers_told_received',
		detail: { name: transfer.fullName, organisation: transfer.toOrganisation },
		href: `/to-chuc/chuyen-sinh-hoat/${transfer.id}`,
	});
	await tellTransfer(context, 'transfer.received', transfer, {
		on: receipt.on,
		by: receipt.byName,
		way: receipt.way,
	});
};

const checkDay = (day: Day, transfer: KnownTransfer, today: Day): void => {
	if (day > today || (transfer.issuedOn && day < transfer.issuedOn))
		throw invalidAt('receivedOn', 'issue_transfers_received_on');
};

/** Notes from a paper that the other side has taken the person in. */
export const noteReceipt = command('transfer.note_receipt', NoteReceiptInput, async (context, input) => {
	const transfer = await transferById(context.tx, context.actor.tenantId, input.transferId, true);
	context.permit(mayNote(context.actor, transfer));
	checkDay(input.receivedOn, transfer, context.today);
	await markReceived(context, transfer, {
		on: input.receivedOn,
		byName: input.receivedName,
		unit: input.receivedUnit,
		way: 'paper',
		notedBy: context.personId,
	});
});

const byCode = (link: OpenCode) =>
	command('transfer.confirm_by_code', CodeReceiptInput, async (context, input) => {
		context.permit(mayTakeMessage(context.actor));
		const transfer = await transferById(context.tx, context.actor.tenantId, link.transferId, true);
		if (transfer.state !== 'issued' || !(await useCode(context, link.id)))
			throw missing('failure_transfers_code_over');
		checkDay(input.receivedOn, transfer, context.today);
		await markReceived(context, transfer, {
			on: input.receivedOn,
			byName: input.receivedName,
			unit: input.receivedUnit,
			way: 'code',
			notedBy: null,
		});
	});

const doorIn = (visit: Visit, tenantId: string): Door => ({ ...visit, actor: systemActor(tenantId) });

/**
 * The other side, which has no account here, confirms by the code on the letter, once.
 * @throws Failure missing when it was used, is over or never was; invalid, which uses nothing up
 */
export const confirmByCode = async (visit: Visit, code: string, raw: unknown): Promise<void> => {
	const link = await openCode(visit, code);
	if (!link) throw missing('failure_transfers_code_over');
	await byCode(link)(doorIn(visit, link.tenantId), raw);
};

/** Every opening of a code is an event that the person reads; opening it uses nothing up. */
export const tellOfOpening = async (visit: Visit, link: OpenCode): Promise<void> => {
	const door = doorIn(visit, link.tenantId);
	await transactionAs(door.db, door.actor, 'write', (tx) =>
		writeEvent(tx, door, door.clock(), 'transfer.code_opened', {
			subject: { type: 'member_transfer', id: link.transferId },
			unitId: link.unitId,
			personId: link.personId,
			personal: true,
		}),
	);
};

/** What the other side says becomes the state of the transfer: the person was taken in, or the letter came back with a reason. */
export const settleAnswer = async (
	context: CommandContext,
	transfer: KnownTransfer,
	answer: Pick<Answer, 'outcome' | 'on' | 'byName' | 'unit' | 'reason'>,
	way: Way,
): Promise<void> => {
	const { tx, actor, now } = context;
	if (answer.outcome === 'received')
		return markReceived(context, transfer, {
			on: answer.on,
			byName: answer.byName,
			unit: answer.unit,
			way,
			notedBy: null,
		});
	await tx
		.updateTable('member_transfer')
		.set({ declined_on: answer.on, decline_reason: answer.reason, answered_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await notify(context, {
		personIds: await office(context, transfer),
		unitId: transfer.unitId,
		kind: 'transfers.declined',
		subjectId: transfer.id,
		step: `declined ${answer.on}`,
		words: 'transfers_told_declined',
		detail: { name: transfer.fullName, organisation: transfer.toOrganisation },
		href: `/to-chuc/chuyen-sinh-hoat/${transfer.id}`,
	});
	await tellTransfer(context, 'transfer.declined', transfer, { reason: answer.reason, by: answer.byName });
};

/** What proves that an answer comes from where the letter went: the organisation of this installation, or the code of the file. */
export type Proof = { tenantId: string } | { code: OpenCode; way: 'file' | 'wire' };

/**
 * Takes the answer of the other side in, once: that it has taken the person in, or sends the letter back with a reason.
 * The same answer a second time changes nothing. @throws Failure missing (not that organisation's), conflict (called off)
 */
const takeAnswerWith = (proof: Proof) =>
	command('transfer.take_answer', AnswerInput, async (context, answer) => {
		const { tx, actor } = context;
		context.permit(mayTakeMessage(actor));
		const transfer = await transferById(tx, actor.tenantId, answer.transferId, true);
		if ('tenantId' in proof ? transfer.toTenantId !== proof.tenantId : proof.code.transferId !== transfer.id)
			throw missing('failure_not_found');
		if (transfer.state === 'cancelled') throw conflict('failure_transfers_cancelled');
		if (transfer.state !== 'issued') throw conflict('failure_transfers_answered');
		const way = 'tenantId' in proof ? 'here' : proof.way;
		if ('code' in proof && !(await useCode(context, proof.code.id)))
			throw missing('failure_transfers_code_over');
		await settleAnswer(context, transfer, answer, way);
	});

/** Takes an answer in, in the name of the system of the organisation that sent the letter. */
export const takeAnswer = (visit: Visit, tenantId: string, proof: Proof, answer: unknown): Promise<void> =>
	takeAnswerWith(proof)(doorIn(visit, tenantId), answer);
