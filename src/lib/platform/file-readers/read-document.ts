import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findRoot } from '../config/config.ts';
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
 * Reads a document in a thread of its own, so that no file, however made, takes more memory or time than the limits
 * allow, or takes the process with it.
 * @returns paragraphs, or the key of what is wrong with the file; never throws for a bad file
 */
export const readDocument = async (source: Source, limits: ReadLimits = defaultLimits): Promise<Reading> => {
	const name = 'path' in source ? basename(source.path) : source.name;
	const loaded = 'path' in source ? await load(source.path, limits) : source.bytes;
	if ('ok' in loaded) return loaded;
	if (loaded.length === 0) return { ok: false, format: null, error: 'empty-file', detail: {}, warnings: [] };
	if (loaded.length > limits.fileBytes) return tooLarge(loaded.length, limits.fileBytes);
	const worker = new Worker(join(findRoot(), 'src/lib/platform/file-readers/worker.ts'), {
		workerData: { bytes: loaded, name, limits },
		resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
		// What libraries print about strange files is not for our log.
		stdout: true,
		stderr: true,
	});
	return new Promise<Reading>((done) => {
		const failed = (
			error: 'too-slow' | 'unreadable' | 'unpacks-too-large',
			detail: Record<string, string | number> = {},
		): void => {
			clearTimeout(timer);
			void worker.terminate();
			done({ ok: false, format: null, error, detail, warnings: [] });
		};
		const timer = setTimeout(
			() => failed('too-slow', { seconds: Math.round(limits.milliseconds / 1000) }),
			limits.milliseconds,
		);
		worker.once('message', (reading: Reading) => {
			clearTimeout(timer);
			done(reading);
			void worker.terminate();
		});
		worker.once('error', (error: NodeJS.ErrnoException) =>
			error.code === 'ERR_WORKER_OUT_OF_MEMORY'
				? failed('unpacks-too-large', { megabytes: limits.memoryMegabytes })
				: failed('unreadable'),
		);
		worker.once('exit', () => failed('unreadable'));
	});
};
