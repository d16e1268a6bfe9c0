import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { answeredBy, isNewer, type Sent } from './domain/answers.ts';
import { type BusinessKind, needsReason, nextCodes } from './domain/states.ts';
import { mayExchange } from './policy.ts';
import { insertFiles, insertMessage, sameMessage, setState } from './records.server.ts';
import {
	RecordAnswerInput,
	RecordMessageInput,
	type RecordSent,
	RecordSentInput,
	type RecordStatus,
	RecordStatusInput,
} from './schema.ts';

/** Records a document that came in a message, with what became of its attachments. The same package counts once. */
export const recordMessage = command(
	'exchange.record',
	RecordMessageInput,
	async (context, input) => {
		context.permit(mayExchange(context.actor, input.unitId));
		const row = { ...input, direction: 'in', kind: 'document' } as const;
		const before = await sameMessage(context, row);
		if (before) return { messageId: before, again: true };
		const messageId = await insertMessage(context, row);
		if (!messageId) return { messageId: await sameMessage(context, row), again: true };
		await insertFiles(context, messageId, input.files);
		await context.emit('exchange.received', {
			subject: { type: 'message', id: messageId },
			unitId: input.unitId,
			after: {
				number: input.number,
				from: input.from.code,
				business: input.business,
				sha256: input.packed.sha256,
			},
		});
		return { messageId, again: false };
	},
	{ silent: true },
);

/** What was sent about a document, the latest first, locked: a status may change its state. */
const sentAbout = async (
	{ tx, actor }: CommandContext,
	{ unitId, documentKey, number, dated }: RecordStatus,
): Promise<(Sent & { stateAt: Date | null; documentId: string | null })[]> => {
	const key = numberKey(number);
	const found = await sql<Sent & { stateAt: Date | null; documentId: string | null }>`
		select m.id, m.document_key as "documentKey", m.business, m.made_at as "madeAt", m.state_at as "stateAt", m.document_id as "documentId",
			array(select jsonb_build_object('place', r.place, 'code', r.code, 'name', r.name, 'stateCode', r.state_code, 'stateAt', r.state_at)
				from exchange_receiver r where r.tenant_id = m.tenant_id and r.message_id = m.id order by r.place) as receivers
		from exchange_message m
		where m.tenant_id = ${actor.tenantId} and m.unit_id = ${unitId} and m.direction = 'out' and m.kind = 'document'
			and ((${documentKey} <> '' and m.document_key = ${documentKey})
				or (${key} <> '' and m.number_key = ${key} and m.dated is not distinct from ${dated}::date))
		order by m.made_at desc, m.id desc for update of m`.execute(tx);
	return found.rows.map((row) => ({
		...row,
		receivers: row.receivers.map((receiver) => ({
			...receiver,
			stateAt: receiver.stateAt ? new Date(receiver.stateAt) : null,
		})),
	}));
};

/** Every code under which the address book knows the organ of this one. */
const codesOf = async ({ tx, actor }: CommandContext, code: string): Promise<string[]> => {
	const found = await sql<{ codes: string[] }>`
		select array_prepend(code, aliases) as codes from exchange_organ
		where tenant_id = ${actor.tenantId} and removed_at is null and (code = ${code} or ${code} = any (aliases))`.execute(
		tx,
	);
	return [...new Set([code, ...found.rows.flatMap(({ codes }) => codes)])].filter((one) => one !== '');
};

/**
 * Records what a receiver tells of a document that was sent. The state of the message that it answers goes on, unless
 * something newer is known; a status for which there is none is kept by itself.
 */
export const recordStatus = command(
	'exchange.record_status',
	RecordStatusInput,
	async (context, input): Promise<{ outcome: 'matched' | 'alone' | 'again'; messageId: string | null }> => {
		context.permit(mayExchange(context.actor, input.unitId));
		const row = { ...input, direction: 'in', kind: 'status' } as const;
		const before = await sameMessage(context, row);
		if (before) return { outcome: 'again', messageId: before };
		const sent = await sentAbout(context, input);
		const found = answeredBy(sent, {
			code: input.code,
			at: input.madeAt,
			documentKey: input.documentKey,
			organCodes: await codesOf(context, input.from.code),
			organName: input.from.name,
		});
		const answered = found ? sent.find(({ id }) => id === found.message.id) : undefined;
		const state = { code: input.code, text: input.text, at: input.madeAt };
		const messageId = await insertMessage(context, {
			...row,
			stateCode: state.code,
			stateText: state.text,
			stateAt: state.at,
			answersId: answered?.id ?? null,
		});
		if (!messageId) return { outcome: 'again', messageId: await sameMessage(context, row) };
		if (found && answered) {
			if (found.receiver && isNewer(state, found.receiver))
				await setState(context, answered.id, state, found.receiver.place);
			// An organ to which nothing was sent says nothing of where the message stands.
			if (found.receiver && isNewer(state, answered)) await setState(context, answered.id, state);
		}
		await context.emit('exchange.status_received', {
			subject: { type: 'message', id: answered?.id ?? messageId },
			unitId: input.unitId,
			documentId: answered?.documentId ?? null,
			after: { code: input.code, from: input.from.code, number: input.number },
		});
		return { outcome: answered ? 'matched' : 'alone', messageId: answered?.id ?? messageId };
	},
	{ silent: true },
);

/** Writes down a document that was made into a package, with its receivers, in the transaction of whoever sends it. */
export const writeSent = async (context: CommandContext, input: RecordSent): Promise<string> => {
	const { tx, actor } = context;
	const messageId = await insertMessage(context, { ...input, direction: 'out', kind: 'document' });
	if (!messageId) throw conflict('failure_exchange_sent_already');
	await tx
		.insertInto('exchange_receiver')
		.values(
			input.to.map(({ code, name }, at) => ({
				tenant_id: actor.tenantId,
				message_id: messageId,
				place: at + 1,
				code,
				name,
			})),
		)
		.execute();
	await insertFiles(context, messageId, input.files);
	await context.emit('exchange.sent', {
		subject: { type: 'message', id: messageId },
		unitId: input.unitId,
		documentId: input.documentId,
		after: {
			number: input.number,
			to: input.to.map(({ code }) => code),
			business: input.business,
			sha256: input.packed.sha256,
		},
	});
	return messageId;
};

/** Records a document that was made into a package, with its receivers. */
export const recordSent = command('exchange.send', RecordSentInput, async (context, input) => {
	context.permit(mayExchange(context.actor, input.unitId));
	return { messageId: await writeSent(context, input) };
});

/** An incoming message that may be answered so, locked. */
const toAnswer = async ({ tx, actor, permit }: CommandContext, messageId: string) => {
	const message = await tx
		.selectFrom('exchange_message')
		.select([
			'id',
			'unit_id',
			'direction',
			'kind',
			'business',
			'state_code',
			'document_key',
			'number',
			'dated',
		])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', messageId)
		.forUpdate()
		.executeTakeFirst();
	if (message?.direction !== 'in' || message.kind !== 'document') throw missing('failure_not_found');
	if (!mayExchange(actor, message.unit_id).allowed) throw missing('failure_not_found');
	permit(mayExchange(actor, message.unit_id));
	return message;
};

/**
 * Records what is told to the sender of an incoming document. It says so and does nothing else: what becomes of the
 * document is decided at the document.
 */
export const recordAnswer = command('exchange.answer', RecordAnswerInput, async (context, input) => {
	const message = await toAnswer(context, input.messageId);
	if (!nextCodes(message.state_code, message.business as BusinessKind).includes(input.code))
		throw conflict('failure_exchange_state');
	if (needsReason(input.code) && input.reason === '')
		throw invalid([{ path: 'reason', message: sayKey('issue_exchange_reason') }]);
	const state = { code: input.code, text: input.reason, at: input.madeAt };
	const statusId = await insertMessage(context, {
		unitId: message.unit_id,
		direction: 'out',
		kind: 'status',
		from: input.from,
		documentKey: message.document_key,
		number: message.number,
		dated: message.dated,
		stateCode: state.code,
		stateText: state.text,
		stateAt: state.at,
		answersId: message.id,
		packed: input.packed,
		madeAt: input.madeAt,
	});
	if (!statusId) throw conflict('failure_exchange_state');
	await setState(context, message.id, state);
	await context.emit('exchange.answered', {
		subject: { type: 'message', id: message.id },
		unitId: message.unit_id,
		before: { code: message.state_code },
		after: { code: input.code, reason: input.reason },
	});
	return { statusId };
});
