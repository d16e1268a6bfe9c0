import { readFile, stat } from 'node:fs/promises';
import { receiveUpload } from '#lib/features/library/commands.server.ts';
import { type ToldFile, tellReceived } from '#lib/features/library/told.server.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { readErrorMessage } from '#lib/platform/file-readers/messages.ts';
import { defaultLimits } from '#lib/platform/file-readers/reading.ts';
import { isFailure } from '#lib/shared/failures.ts';

export type Place = { unitId: string; batchId: string };

/** Receives a file of a folder; an archive answers for each file in it. A bad file is an answer, not an exception. */
export const receivePath = async (
	door: Door,
	place: Place,
	{ path, name }: { path: string; name: string },
): Promise<ToldFile[]> => {
	const { size } = await stat(path);
	if (size > defaultLimits.fileBytes) {
		const limit = defaultLimits.fileBytes / 1_048_576;
		const words = readErrorMessage('too-large', { megabytes: Math.round(size / 1_048_576), limit });
		return [{ name, state: 'failed', intakeId: null, words }];
	}
	try {
		const bytes = new Uint8Array(await readFile(path));
		const received = await receiveUpload(door, { ...place, filePath: name, bytes });
		return received.map((one) => tellReceived(one.name, one.received, 'vi'));
	} catch (error) {
		if (!isFailure(error)) throw error;
		return [{ name, state: 'problem', intakeId: null, words: sayFailure(error) }];
	}
};
