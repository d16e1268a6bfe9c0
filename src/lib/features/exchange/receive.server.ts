import {
	bearsSecretMark,
	type Examined,
	examineFile,
	keepExamined,
	type OfferedFacts,
	type Received,
	type ReceivedFile,
	type ReceiveFile,
	refusedSecret,
	refuseSecret,
} from '#lib/features/library/public.server.ts';
import type { Door } from '#lib/platform/command/command.ts';
import type { EdxmlDocument, EdxmlStatus } from '#lib/platform/file-readers/edxml.ts';
import { readMessage } from '#lib/platform/file-readers/read-message.ts';
import { type ReadErrorKey, Unreadable } from '#lib/platform/file-readers/reading.ts';
import { defaultZipLimits, filesInZip, isArchive } from '#lib/platform/file-readers/zip.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import { conflict, refused } from '#lib/shared/failures.ts';
import { recordMessage, recordStatus } from './commands.server.ts';
import { mainFiles } from './domain/main-files.ts';
import { momentOfMessage } from './domain/moments.ts';
import { printedNumber } from './domain/numbers.ts';
import { isMarkedSecret } from './domain/read-header.ts';
import { mayExchange } from './policy.ts';

const answer = (state: Received['state'], over: Partial<Received> = {}): Received => ({
	intakeId: null,
	state,
	error: null,
	detail: {},
	again: false,
	...over,
});
const failed = (error: ReadErrorKey, detail: Received['detail'] = {}): Received =>
	answer('failed', { error, detail });

const factsOf = (message: EdxmlDocument): OfferedFacts => ({
	type: message.type.name,
	number: printedNumber(message.codeNumber, message.codeNotation),
	issuer: message.from.name.slice(0, 300),
	...(message.date ? { date: message.date } : {}),
	title: message.subject.slice(0, 2_000),
});

/** Everything of a header in which somebody may have written a mark. */
const linesOf = (message: EdxmlDocument): string[] => [
	message.subject,
	message.content,
	message.type.name,
	message.type.detail,
	message.sphere,
	message.business?.reason ?? '',
	...message.appendixes,
];

type Attachment = { name: string; bytes: Uint8Array };

/** The attachments; archives among them are opened, within what all of them may unpack to together. */
const attachmentsOf = (message: EdxmlDocument): Attachment[] => {
	let left = defaultZipLimits.unpackedBytes - message.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
	return message.files.flatMap(({ name, bytes }): Attachment[] => {
		if (!isArchive(bytes)) return [{ name, bytes }];
		const { files } = filesInZip(bytes, { ...defaultZipLimits, unpackedBytes: Math.max(0, left) });
		left -= files.reduce((sum, one) => sum + one.bytes.length, 0);
		return files.map((file) => ({ name: `${name}/${file.name}`, bytes: file.bytes }));
	});
};

const packedOf = async (door: Door, input: ReceiveFile) => ({
	...(await door.files.put(input.bytes)),
	name: input.filePath.split(/[/\\]/).at(-1) ?? input.filePath,
});

const receiveStatus = async (door: Door, input: ReceiveFile, status: EdxmlStatus): Promise<Received> => {
	const { responseFor, from } = status;
	const { outcome } = await recordStatus(door, {
		unitId: input.unitId,
		from: { code: from.organId, name: from.name },
		documentKey: responseFor.documentId,
		number: printedNumber(responseFor.codeNumber, responseFor.codeNotation),
		dated: responseFor.date,
		code: status.code,
		text: status.description,
		madeAt: momentOfMessage(status.timestamp) ?? door.clock(),
		packed: await packedOf(door, input),
	});
	return answer('confirmed', { again: outcome === 'again', key: `exchange_told_status_${outcome}` });
};

const receiveDocument = async (
	door: Door,
	input: ReceiveFile,
	message: EdxmlDocument,
	examined: readonly Examined[],
): Promise<ReceivedFile[]> => {
	const files: { intakeId: string | null; sha256: string; name: string; bytes: number }[] = [];
	const answers: ReceivedFile[] = [];
	for (const one of examined) {
		const received = await keepExamined(door, one);
		const { filePath, bytes } = one.input;
		answers.push({ name: filePath, received });
		files.push({
			intakeId: received.intakeId,
			sha256: sha256Of(bytes),
			name: filePath.slice(input.filePath.length + 1),
			bytes: bytes.length,
		});
	}
	const { business } = message;
	const { again } = await recordMessage(door, {
		unitId: input.unitId,
		from: { code: message.from.organId, name: message.from.name },
		documentKey: message.documentId,
		number: printedNumber(message.codeNumber, message.codeNotation).slice(0, 300),
		dated: message.date,
		typeName: message.type.name,
		subject: message.subject,
		urgency: message.urgency,
		dueOn: message.dueDate,
		business: business?.kind ?? 'new',
		businessReason: business?.reason ?? '',
		namesKeys: [
			...new Set([business?.documentId ?? '', ...(business?.replaces ?? [])].filter((key) => key !== '')),
		],
		isSigned: message.isSigned,
		missingFiles: message.missing,
		madeAt: momentOfMessage(message.traces.at(-1)?.timestamp ?? '') ?? door.clock(),
		files,
		packed: await packedOf(door, input),
	});
	const told = answer('confirmed', {
		again,
		key: again ? 'exchange_told_again' : 'exchange_told_received',
		detail: { files: files.length, missing: message.missing.length },
	});
	return [{ name: input.filePath, received: told }, ...answers];
};

/**
 * Receives a package: a status is recorded at the document that it answers; of a document every attachment is looked at
 * first, and one mark of secrecy, in the header or in any of them, refuses the whole before a byte is stored.
 * @returns what became of the package and of each attachment; a bad package is an answer, not an exception
 * @throws Failure refused when the actor may not exchange messages in the unit
 */
export const receivePackage = async (door: Door, input: ReceiveFile): Promise<ReceivedFile[]> => {
	const may = mayExchange(door.actor, input.unitId);
	if (!may.allowed) throw refused(may.key);
	const alone = (received: Received): ReceivedFile[] => [{ name: input.filePath, received }];
	const refuse = async (): Promise<ReceivedFile[]> => {
		await refuseSecret(door, { unitId: input.unitId, sha256: sha256Of(input.bytes) });
		return alone(refusedSecret);
	};
	const read = await readMessage(input.bytes);
	if (!read.ok) return alone(failed(read.error, read.detail));
	const { message } = read;
	if (message.kind === 'status')
		return isMarkedSecret({ lines: [message.description], fileNames: [] })
			? refuse()
			: alone(await receiveStatus(door, input, message));
	let attachments: Attachment[];
	try {
		attachments = attachmentsOf(message);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return alone(failed(error.key, error.detail));
	}
	const names = attachments.map(({ name }) => name);
	if (isMarkedSecret({ lines: linesOf(message), fileNames: [...names, ...message.missing] })) return refuse();
	const main = mainFiles(names);
	const offered = factsOf(message);
	const examined: Examined[] = [];
	for (const [at, { name, bytes }] of attachments.entries()) {
		const one = await examineFile(door, {
			...input,
			filePath: `${input.filePath}/${name}`.slice(-1_000),
			bytes: new Uint8Array(bytes),
			...(main.has(at) ? { offered } : {}),
		});
		if (!one) return refuse();
		examined.push(one);
	}
	return receiveDocument(door, input, message, examined);
};

/**
 * Looks at a package at the door, before anything of it is kept: the same marks refuse it that refuse one which is dropped.
 * @returns the key of the words why it is refused; null when it may come in
 */
export const refusalOfPackage = async (bytes: Uint8Array): Promise<string | null> => {
	const read = await readMessage(bytes);
	if (!read.ok || read.message.kind === 'status') return 'refused_exchange_shape';
	const { message } = read;
	let attachments: Attachment[];
	try {
		attachments = attachmentsOf(message);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return 'refused_exchange_shape';
	}
	const names = [...attachments.map(({ name }) => name), ...message.missing];
	if (isMarkedSecret({ lines: linesOf(message), fileNames: names })) return 'refused_exchange_secret';
	for (const { name, bytes: content } of attachments)
		if (await bearsSecretMark(name, new Uint8Array(content))) return 'refused_exchange_secret';
	return null;
};

/**
 * Receives a package in the name of a person, and tells which of its attachments the header speaks of.
 * @throws Failure as `receivePackage`; conflict where the package can no longer be read
 */
export const receiveWithMain = async (
	door: Door,
	input: ReceiveFile,
): Promise<{ main: Received[]; others: Received[]; facts: OfferedFacts }> => {
	const read = await readMessage(input.bytes);
	if (!read.ok || read.message.kind === 'status') throw conflict('failure_exchange_package');
	const [whole, ...files] = await receivePackage(door, input);
	if (whole?.received.state === 'refused_secret') throw refused('refused_exchange_secret');
	const prefix = `${input.filePath}/`.length;
	const main = mainFiles(files.map(({ name }) => name.slice(prefix)));
	return {
		main: files.filter((_, at) => main.has(at)).map(({ received }) => received),
		others: files.filter((_, at) => !main.has(at)).map(({ received }) => received),
		facts: factsOf(read.message),
	};
};
