import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findRoot } from '../config/config.ts';
import type { Reading, ReadLimits } from './reading.ts';

type Job = {
	bytes: Uint8Array;
	name: string;
	limits: ReadLimits;
	done: (reading: Reading) => void;
};
type Reader = {
	worker: Worker;
	memoryMegabytes: number;
	job: Job | null;
	timer: NodeJS.Timeout | null;
	idle: NodeJS.Timeout | null;
};

/** Threads kept warm: starting one costs some 300 ms, reading a text of ten pages 5. */
const MOST_READERS = Math.max(1, Math.min(4, availableParallelism()));
const IDLE_MILLISECONDS = 60_000;
/** A thread that holds more than this after its work is not kept. */
const MOST_KEPT_BYTES = 200 * 1024 * 1024;

const readers = new Set<Reader>();
const waiting: Job[] = [];

const failure = (error: 'too-slow' | 'unreadable' | 'unpacks-too-large', detail = {}): Reading => ({
	ok: false,
	format: null,
	error,
	detail,
	warnings: [],
});

const end = (reader: Reader): void => {
	readers.delete(reader);
	if (reader.timer) clearTimeout(reader.timer);
	if (reader.idle) clearTimeout(reader.idle);
	reader.worker.removeAllListeners();
	// What a thread says on its way out concerns nobody.
	reader.worker.on('error', () => undefined);
	void reader.worker.terminate();
};

/** Gives the answer of a reader's job, and the reader its next. */
const answer = (reader: Reader, reading: Reading, isKept: boolean): void => {
	const { job } = reader;
	reader.job = null;
	if (reader.timer) clearTimeout(reader.timer);
	reader.timer = null;
	if (isKept) {
		reader.worker.unref();
		reader.idle = setTimeout(() => end(reader), IDLE_MILLISECONDS);
		reader.idle.unref();
	} else end(reader);
	job?.done(reading);
	dispatch();
};

const startReader = (memoryMegabytes: number): Reader => {
	const worker = new Worker(join(findRoot(), 'src/lib/platform/file-readers/worker.ts'), {
		resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
		stdout: true,
		stderr: true,
	});
	const reader: Reader = { worker, memoryMegabytes, job: null, timer: null, idle: null };
	worker.on('message', ({ reading, heapBytes }: { reading: Reading; heapBytes: number }) =>
		answer(reader, reading, heapBytes < MOST_KEPT_BYTES),
	);
	worker.on('error', (error: NodeJS.ErrnoException) =>
		answer(
			reader,
			error.code === 'ERR_WORKER_OUT_OF_MEMORY'
				? failure('unpacks-too-large', { megabytes: memoryMegabytes })
				: failure('unreadable'),
			false,
		),
	);
	worker.on('exit', () => answer(reader, failure('unreadable'), false));
	readers.add(reader);
	return reader;
};

const give = (reader: Reader, job: Job): void => {
	if (reader.idle) clearTimeout(reader.idle);
	reader.idle = null;
	reader.job = job;
	reader.worker.ref();
	const { milliseconds } = job.limits;
	reader.timer = setTimeout(
		() => answer(reader, failure('too-slow', { seconds: Math.round(milliseconds / 1000) }), false),
		milliseconds,
	);
	reader.worker.postMessage({ bytes: job.bytes, name: job.name, limits: job.limits });
};

const dispatch = (): void => {
	const job = waiting[0];
	if (!job) return;
	const { memoryMegabytes } = job.limits;
	const idle = [...readers].filter((reader) => reader.job === null);
	const fit = idle.find((reader) => reader.memoryMegabytes === memoryMegabytes);
	if (!fit && readers.size >= MOST_READERS) {
		// One that was started with another limit of memory makes room.
		if (!idle[0]) return;
		end(idle[0]);
	}
	waiting.shift();
	give(fit ?? startReader(memoryMegabytes), job);
	dispatch();
};

/**
 * Reads bytes in one of a few threads that are kept alive, each bounded in memory and each reading bounded in time: a
 * file that breaks its thread breaks nothing else. Idle threads keep no process from ending.
 */
export const readInThread = (bytes: Uint8Array, name: string, limits: ReadLimits): Promise<Reading> =>
	new Promise((done) => {
		waiting.push({ bytes, name, limits, done });
		dispatch();
	});
