import { type Door, look } from '#lib/platform/command/command.ts';
import { writeEdxmlStatus } from '#lib/platform/file-readers/edxml-write.ts';
import { conflict, refused } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { recordAnswer } from './commands.server.ts';
import { tellMoment } from './domain/moments.ts';
import { numberHalves } from './domain/numbers.ts';
import { isMarkedSecret } from './domain/read-header.ts';
import { inputOf } from './input-of.server.ts';
import { organOf } from './pack.server.ts';
import { messagePageOf } from './queries.server.ts';
import { ownOrganOf } from './queries-organs.server.ts';
import { AnswerInput } from './schema.ts';

/**
 * Makes a status about an incoming document for its sender, keeps it, and records it.
 * @throws Failure invalid | missing | refused | conflict
 */
export const answerMessage = async (door: Door, raw: unknown): Promise<{ statusId: string }> => {
	const input = inputOf(AnswerInput, raw);
	const { message, own } = await look(door, async (tx) => {
		const page = await messagePageOf(tx, door.actor, input.messageId);
		return { message: page.message, own: await ownOrganOf(tx, door.actor, page.message.unitId) };
	});
	if (!own) throw conflict('failure_exchange_no_own_organ');
	if (isMarkedSecret({ lines: [input.reason], fileNames: [] })) throw refused('refused_exchange_secret');
	const now = door.clock();
	const bytes = new TextEncoder().encode(
		writeEdxmlStatus({
			kind: 'status',
			responseFor: {
				organId: message.fromCode,
				...numberHalves(message.number),
				date: message.dated,
				documentId: message.documentKey,
			},
			from: organOf(own),
			code: input.code,
			description: input.reason,
			timestamp: tellMoment(now),
			staff: { department: own.name, name: door.actor.name, mobile: '', email: own.email },
		}),
	);
	return recordAnswer(door, {
		...input,
		from: { code: own.code, name: own.name },
		packed: {
			...(await door.files.put(bytes)),
			name: `trang-thai-${input.code}-${numberKey(message.number) || 'van-ban'}.edxml`,
		},
		madeAt: now,
	});
};
