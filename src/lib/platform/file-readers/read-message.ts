import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findRoot } from '../config/config.ts';
import type { EdxmlDocument, EdxmlStatus } from './edxml.ts';
import { kindOf } from './format.ts';
import { defaultLimits, type ReadErrorKey, Unreadable } from './reading.ts';

export type ReadMessage =
	| { ok: true; message: EdxmlDocument | EdxmlStatus }
	| { ok: false; error: ReadErrorKey; detail: Record<string, string | number> };

/** Is it a message of exchange, by its ending or by its first element? */
export const isMessage = (bytes: Uint8Array, name: string): boolean => {
	if (/\.edxml$/i.test(name)) return true;
	try {
		return kindOf(bytes, name).kind === 'edxml';
	} catch (error) {
		if (error instanceof Unreadable) return false;
		throw error;
	}
};

/**
 * Reads a message of exchange in a thread of its own, bounded in memory and time, so that a package, however made,
 * stops nobody else.
 * @returns the message, or what is wrong with it; never throws for a bad one
 */
export const readMessage = async (bytes: Uint8Array, limits = defaultLimits): Promise<ReadMessage> => {
	const worker = new Worker(join(findRoot(), 'src/lib/platform/file-readers/message-worker.ts'), {
		resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
		stdout: true,
		stderr: true,
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise<ReadMessage>((done) => {
			timer = setTimeout(
				() =>
					done({
						ok: false,
						error: 'too-slow',
						detail: { seconds: Math.round(limits.milliseconds / 1_000) },
					}),
				limits.milliseconds,
			);
			worker.on('message', done);
			worker.on('error', (error: NodeJS.ErrnoException) =>
				done(
					error.code === 'ERR_WORKER_OUT_OF_MEMORY'
						? { ok: false, error: 'unpacks-too-large', detail: { megabytes: limits.memoryMegabytes } }
						: { ok: false, error: 'unreadable', detail: {} },
				),
			);
			worker.on('exit', () => done({ ok: false, error: 'unreadable', detail: {} }));
			worker.postMessage(bytes);
		});
	} finally {
		clearTimeout(timer);
		worker.removeAllListeners();
		worker.on('error', () => undefined);
		void worker.terminate();
	}
};
