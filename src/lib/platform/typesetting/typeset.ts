import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { findRoot } from '../config/config.ts';
import type { TypesetAnswer, TypesetRequest } from './messages.ts';

/** What one paper may take, what the process may hold when it is done with it, and how many papers may wait. */
const LIMITS = { milliseconds: 30_000, heapMegabytes: 256, keptBytes: 256 * 1024 * 1024, waiting: 100 };
/** How long the process waits for the next paper before it goes. */
const IDLE = 30_000;

type Asked = {
	request: TypesetRequest;
	done: (pdf: Uint8Array) => void;
	failed: (error: Error) => void;
	milliseconds: number;
};

let child: ChildProcess | null = null;
let working: Asked | null = null;
let timer: NodeJS.Timeout | null = null;
let idle: NodeJS.Timeout | null = null;
let last = 0;
const queue: Asked[] = [];

const letGo = (): void => {
	const ending = child;
	child = null;
	ending?.kill('SIGKILL');
};

/** Ends the work on the present paper, one way or the other, and goes on with the next. */
const finish = (tell: (asked: Asked) => void): void => {
	if (timer) clearTimeout(timer);
	timer = null;
	const asked = working;
	working = null;
	if (asked) tell(asked);
	next();
};

const start = (): ChildProcess => {
	const started = fork(join(findRoot(), 'src/lib/platform/typesetting/typeset-process.ts'), [], {
		execArgv: [`--max-old-space-size=${LIMITS.heapMegabytes}`, '--disable-warning=ExperimentalWarning'],
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	started.on('message', (answer: TypesetAnswer) => {
		if (answer.id !== working?.request.id) return;
		// What a large paper took of memory the compiler does not give back.
		if (answer.heldBytes > LIMITS.keptBytes) letGo();
		finish(({ done, failed }) => ('pdf' in answer ? done(answer.pdf) : failed(new Error(answer.failed))));
	});
	started.on('exit', () => {
		if (child !== started) return;
		child = null;
		finish(({ failed }) => failed(new Error('the process that sets pages ended')));
	});
	started.on('error', () => undefined);
	started.unref();
	started.channel?.unref();
	return started;
};

/** Gives the process the next paper, when it has none. */
const next = (): void => {
	if (working) return;
	const asked = queue.shift();
	if (!asked) {
		child?.channel?.unref();
		idle = setTimeout(letGo, IDLE);
		idle.unref();
		return;
	}
	if (idle) clearTimeout(idle);
	child ??= start();
	working = asked;
	child.channel?.ref();
	timer = setTimeout(() => {
		letGo();
		finish(({ failed }) => failed(new Error('setting the pages took too long')));
	}, asked.milliseconds);
	child.send(asked.request);
};

/** Lets the process that sets pages go; what still waits fails. */
export const stopTypesetting = (): void => {
	letGo();
	const waiting = queue.splice(0);
	for (const { failed } of waiting) failed(new Error('setting pages was ended'));
	finish(({ failed }) => failed(new Error('setting pages was ended')));
};

/**
 * Sets data by a template of the product into a PDF, in a process of its own that is bounded in time: native code can't
 * be interrupted otherwise. Papers wait for one another; one that takes too long fails alone.
 * @param template the file of the template, from the root of the project; it reads the data from "/paper.json"
 * @throws Error when it can not be set, takes too long, or too many wait
 */
export const typesetPdf = (
	template: string,
	data: unknown,
	milliseconds: number = LIMITS.milliseconds,
): Promise<Uint8Array> =>
	new Promise((done, failed) => {
		if (queue.length >= LIMITS.waiting) {
			failed(new Error('too many papers wait for their pages'));
			return;
		}
		const request = { id: ++last, template: join(findRoot(), template), data: JSON.stringify(data) };
		queue.push({ request, done, failed, milliseconds });
		next();
	});
