import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { readInThread } from './reader-pool.ts';
import { defaultLimits, type Reading, type ReadLimits } from './reading.ts';

export type Source = { path: string } | { bytes: Uint8Array; name: string };

const tooLarge = (size: number, limit: number): Reading => ({
	ok: false,
	format: null,
	error: 'too-large',
	detail: { megabytes: Math.round(size / 1_048_576), limit: Math.round(limit / 1_048_576) },
	warnings: [],
});

/** The bytes of a file, unless it is larger than anything that is read. */
const load = async (path: string, limits: ReadLimits): Promise<Uint8Array | Reading> => {
	const handle = await open(path, 'r');
	try {
		const { size } = await handle.stat();
		return size > limits.fileBytes
			? tooLarge(size, limits.fileBytes)
			: new Uint8Array(await handle.readFile());
	} finally {
		await handle.close();
	}
};

/**
 * Reads a document in a thread beside, so that no file, however made, takes more memory or time than the limits
 * allow, or takes the process with it.
 * @returns paragraphs, or the key of what is wrong with the file; never throws for a bad file
 */
export const readDocument = async (source: Source, limits: ReadLimits = defaultLimits): Promise<Reading> => {
	const name = 'path' in source ? basename(source.path) : source.name;
	const loaded = 'path' in source ? await load(source.path, limits) : source.bytes;
	if ('ok' in loaded) return loaded;
	if (loaded.length === 0) return { ok: false, format: null, error: 'empty-file', detail: {}, warnings: [] };
	if (loaded.length > limits.fileBytes) return tooLarge(loaded.length, limits.fileBytes);
	return readInThread(loaded, name, limits);
};
