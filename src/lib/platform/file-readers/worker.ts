import { parentPort } from 'node:worker_threads';
import { parseBytes } from './parse-bytes.ts';
import type { ReadLimits } from './reading.ts';

// What libraries print about strange files is not for our log, and nobody reads it here.
for (const say of ['log', 'info', 'warn', 'error', 'debug'] as const) console[say] = () => undefined;

/** Reads one file after another until the pool ends it. With each answer goes how much memory is in use. */
parentPort?.on('message', async (job: { bytes: Uint8Array; name: string; limits: ReadLimits }) => {
	const reading = await parseBytes(job.bytes, job.name, job.limits);
	parentPort?.postMessage({ reading, heapBytes: process.memoryUsage().heapUsed });
});
