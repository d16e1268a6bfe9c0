import type { CommandContext } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { MAX_FILE_BYTES, mediaTypeOf } from '#lib/shared/file-kind.ts';
import { insertStoredFile } from './records.server.ts';
import { bearsSecretMark } from './secret-file.server.ts';

/** A file that somebody sends with an act, to show what they say. */
export type SentFile = { name: string; bytes: Uint8Array };

/**
 * Looked at before a transaction is open: a file that bears a mark of secrecy is never written.
 * @param large the key of the words for one that is too large
 * @throws Failure invalid
 */
export const lookAtFiles = async (files: readonly SentFile[], large: string): Promise<void> => {
	for (const { name, bytes } of files) {
		if (bytes.byteLength > MAX_FILE_BYTES) throw invalidAt('files', large);
		if (await bearsSecretMark(name, bytes)) throw invalidAt('files', 'issue_file_secret');
	}
};

/** Keeps what was sent. @returns what the row of the file says of it */
export const storeSentFile = async (
	context: CommandContext,
	bytes: Uint8Array,
): Promise<{ sha256: string; media_type: string }> => {
	const mediaType = mediaTypeOf(bytes);
	const stored = await context.files.put(bytes);
	const ending = mediaType.split('/')[1] ?? null;
	await insertStoredFile(context, { ...stored, format: ending === 'jpeg' ? 'jpg' : ending });
	return { sha256: stored.sha256, media_type: mediaType };
};
