import type { Door } from '#lib/platform/command/command.ts';
import { type ReadErrorKey, Unreadable } from '#lib/platform/file-readers/reading.ts';
import { filesInZip, isArchive } from '#lib/platform/file-readers/zip.ts';
import { secretMarkOfName } from './domain/secrecy.ts';
import { openerOf } from './packages.server.ts';
import { type Received, receiveFile } from './receive.server.ts';
import type { ReceiveFile } from './schema.ts';

/** A file of what was sent, and what became of it. */
export type ReceivedFile = { name: string; received: Received };

const failed = (error: ReadErrorKey, detail: Record<string, string | number> = {}): Received => ({
	intakeId: null,
	state: 'failed',
	error,
	detail,
	again: false,
});

/** A file that is a package of another feature answers for what is in it. */
const receiveOne = async (door: Door, input: ReceiveFile): Promise<ReceivedFile[]> => {
	const opener = openerOf(input);
	return opener
		? opener.receive(door, input)
		: [{ name: input.filePath, received: await receiveFile(door, input) }];
};

/**
 * Receives what was sent: a document as it is, an archive file by file, each with its own answer. An archive itself is
 * not kept; one whose name bears a mark of secrecy is refused unopened.
 * @throws Failure as receiveFile does
 */
export const receiveUpload = async (door: Door, input: ReceiveFile): Promise<ReceivedFile[]> => {
	const name = input.filePath.split(/[/\\]/).at(-1) ?? input.filePath;
	if (secretMarkOfName(name) || !isArchive(input.bytes)) return receiveOne(door, input);
	try {
		const { files, left } = filesInZip(input.bytes);
		const answers: ReceivedFile[] = [];
		for (const file of files) {
			const filePath = `${input.filePath}/${file.name}`.slice(-1_000);
			const bytes = new Uint8Array(file.bytes);
			answers.push(...(await receiveOne(door, { ...input, filePath, bytes })));
		}
		for (const { name: inside, reason } of left)
			answers.push({
				name: `${input.filePath}/${inside}`,
				received: failed(reason === 'nested-too-deep' ? 'unpacks-too-large' : reason),
			});
		return answers;
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return [{ name: input.filePath, received: failed(error.key, error.detail) }];
	}
};
