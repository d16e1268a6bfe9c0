import { parentPort } from 'node:worker_threads';
import { readEdxml } from './edxml-read.ts';
import type { ReadMessage } from './read-message.ts';
import { Unreadable } from './reading.ts';

/** Reads one message; the thread ends with it. */
parentPort?.once('message', (bytes: Uint8Array) => {
	let read: ReadMessage;
	try {
		read = { ok: true, message: readEdxml(bytes) };
	} catch (error) {
		read =
			error instanceof Unreadable
				? { ok: false, error: error.key, detail: error.detail }
				: { ok: false, error: 'unreadable', detail: {} };
	}
	parentPort?.postMessage(read);
});
