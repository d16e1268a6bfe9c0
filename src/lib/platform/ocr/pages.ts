import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../config/config.ts';
import type { PageAnswer, PageRequest } from './messages.ts';
import type { ReadPage } from './rows.ts';
import type { ScanFormat } from './scan-kind.ts';

/** A file whose pages are asked for. The path names a file on this machine. */
export type PagedFile = { path: string; format: ScanFormat };

/** Draws and reads pages in a process of its own. Requests wait for one another. */
export type Pages = {
	count: (file: PagedFile) => Promise<number>;
	/** Reads a page: the text, and what is stamped in red alone where there is red. */
	read: (file: PagedFile, page: number) => Promise<{ read: ReadPage; red: ReadPage | null }>;
	/** A page as PNG. */
	draw: (file: PagedFile, page: number, width: number) => Promise<Uint8Array>;
	close: () => void;
};

/**
 * What a page may take before its process is given up. Megabytes for the script's own memory; pictures lie outside. With
 * the lowest priority a page waits for everybody else, so its time says little.
 */
const LIMITS = { milliseconds: 120_000, inBackground: 2_700_000, megabytes: 512 };
const IDLE = 30_000;

/**
 * Where the system has it, a process in the background runs only when nobody else wants to (SCHED_IDLE, which its
 * threads inherit); elsewhere the lowest priority has to do (pages-process.ts).
 */
const IDLE_RUNNER = ['/usr/bin/chrt', '/bin/chrt'].find(
	(path) => process.platform === 'linux' && existsSync(path),
);

/**
 * Opens the process of the pages at the first request, and lets it go after a while without any.
 * @param background with the lowest priority, so that reading scans never stands in anybody's way
 * @returns requests reject when a page can not be drawn or read, or takes too long
 */
export const openPages = ({ background }: { background: boolean }): Pages => {
	let child: ChildProcess | null = null;
	let idle: NodeJS.Timeout | null = null;
	let last = 0;
	const waiting = new Map<number, { done: (answer: PageAnswer) => void; failed: (error: Error) => void }>();

	const end = (): void => {
		const ending = child;
		child = null;
		ending?.kill('SIGKILL');
		for (const { failed } of waiting.values()) failed(new Error('the process of the pages ended'));
		waiting.clear();
	};
	const start = (): ChildProcess => {
		const options = [`--max-old-space-size=${LIMITS.megabytes}`, '--disable-warning=ExperimentalWarning'];
		const idleRunner = background ? IDLE_RUNNER : undefined;
		const started = fork(
			join(findRoot(), 'src/lib/platform/ocr/pages-process.ts'),
			[background ? 'background' : 'now'],
			{
				...(idleRunner
					? { execPath: idleRunner, execArgv: ['-i', '0', process.execPath, ...options] }
					: { execArgv: options }),
				serialization: 'advanced',
				// What the libraries print about strange files is not for our log.
				stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
			},
		);
		started.on('message', (answer: PageAnswer) => {
			const asked = waiting.get(answer.id);
			waiting.delete(answer.id);
			asked?.done(answer);
		});
		started.on('exit', () => {
			if (child === started) end();
		});
		started.unref();
		started.channel?.unref();
		return started;
	};
	const ask = async (request: PageRequest): Promise<PageAnswer> => {
		if (idle) clearTimeout(idle);
		child ??= start();
		const asked = child;
		asked.channel?.ref();
		let timer: NodeJS.Timeout | null = null;
		try {
			return await new Promise<PageAnswer>((done, failed) => {
				waiting.set(request.id, { done, failed });
				timer = setTimeout(
					end,
					(background ? LIMITS.inBackground : LIMITS.milliseconds) * Math.max(1, waiting.size),
				);
				asked.send(request);
			});
		} finally {
			if (timer) clearTimeout(timer);
			if (waiting.size === 0) {
				asked.channel?.unref();
				idle = setTimeout(end, IDLE);
				idle.unref();
			}
		}
	};
	const next = (): number => ++last;
	const failedOf = (answer: PageAnswer): Error => new Error('failed' in answer ? answer.failed : 'no answer');
	return {
		count: async (file) => {
			const answer = await ask({ id: next(), act: 'count', ...file });
			if (!('pages' in answer)) throw failedOf(answer);
			return answer.pages;
		},
		read: async (file, page) => {
			const answer = await ask({ id: next(), act: 'read', page, ...file });
			if (!('read' in answer)) throw failedOf(answer);
			return { read: answer.read, red: answer.red };
		},
		draw: async (file, page, width) => {
			const answer = await ask({ id: next(), act: 'draw', page, width, ...file });
			if (!('png' in answer)) throw failedOf(answer);
			return answer.png;
		},
		close: end,
	};
};
