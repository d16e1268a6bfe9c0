import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { findRoot } from '../config/config.ts';
import type { TypesetAnswer, TypesetRequest } from './messages.ts';

/** What one paper may take, and how long the process waits for the next before it goes. */
const LIMITS = { milliseconds: 20_000, megabytes: 256, waiting: 100 };
const IDLE = 30_000;

type Asked = { done: (pdf: Uint8Array) => void; failed: (error: Error) => void };

let child: ChildProcess | null = null;
let idle: NodeJS.Timeout | null = null;
let last = 0;
/** In the order in which they were asked; the process works on the first. */
const asked = new Map<number, Asked>();
let timer: NodeJS.Timeout | null = null;

const stop = (reason: string): void => {
	const ending = child;
	child = null;
	if (timer) clearTimeout(timer);
	timer = null;
	ending?.kill('SIGKILL');
	const all = [...asked.values()];
	asked.clear();
	for (const { failed } of all) failed(new Error(reason));
};

/** Each paper has its own time, from when the one before it was done. */
const watch = (): void => {
	if (timer) clearTimeout(timer);
	timer =
		asked.size > 0 ? setTimeout(() => stop('setting the pages took too long'), LIMITS.milliseconds) : null;
};

const start = (): ChildProcess => {
	const started = fork(join(findRoot(), 'src/lib/platform/typesetting/typeset-process.ts'), [], {
		execArgv: [`--max-old-space-size=${LIMITS.megabytes}`, '--disable-warning=ExperimentalWarning'],
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	started.on('message', (answer: TypesetAnswer) => {
		const waiting = asked.get(answer.id);
		asked.delete(answer.id);
		watch();
		if ('pdf' in answer) waiting?.done(answer.pdf);
		else waiting?.failed(new Error(answer.failed));
	});
	started.on('exit', () => {
		if (child === started) stop('the process that sets pages ended');
	});
	started.on('error', () => undefined);
	started.unref();
	started.channel?.unref();
	return started;
};

/** Lets the process that sets pages go. */
export const stopTypesetting = (): void => stop('setting pages was ended');

/**
 * Sets data by a template of the product into a PDF, in a process of its own that is bounded in time.
 * @param template the file of the template, from the root of the project; it reads the data from "/paper.json"
 * @throws Error when it can not be set, takes too long, or too many wait
 */
export const typesetPdf = async (template: string, data: unknown): Promise<Uint8Array> => {
	if (asked.size >= LIMITS.waiting) throw new Error('too many papers wait for their pages');
	if (idle) clearTimeout(idle);
	child ??= start();
	const process = child;
	process.channel?.ref();
	const request: TypesetRequest = {
		id: ++last,
		template: join(findRoot(), template),
		data: JSON.stringify(data),
	};
	try {
		return await new Promise<Uint8Array>((done, failed) => {
			asked.set(request.id, { done, failed });
			if (asked.size === 1) watch();
			process.send(request);
		});
	} finally {
		if (asked.size === 0) {
			process.channel?.unref();
			idle = setTimeout(stopTypesetting, IDLE);
			idle.unref();
		}
	}
};
