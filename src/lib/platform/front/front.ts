import type { IncomingMessage, ServerResponse } from 'node:http';
import { capture, type Handler } from './captured.ts';
import { codingFor, type KeptPage, keepable, keptPages } from './kept-pages.ts';

const ROOM = 64 * 1024 * 1024;
/** Were the database to tell nothing, without the line to it breaking, a page is at most so old. */
const KEPT_MS = 30_000;
const LONGEST_ADDRESS = 1_000;

export type FrontOptions = {
	/** Pages whose answer depends on host and address alone: never on a cookie, never on who asks. */
	isPublic: (path: string) => boolean;
	/** Of these, the ones that are worth keeping. */
	isKept: (path: string) => boolean;
	/** The header that tells the protocol, in lower case (see PROTOCOL_HEADER). */
	protocolHeader: string;
	room?: number;
	now?: () => number;
};

/**
 * Stands before the application and answers for its public pages from memory: the bytes, in each coding, with a strong tag.
 * Browsers and proxies ask each time whether a page is still the same (no-cache), so what was taken off is gone at once.
 *
 * `forget` drops everything: whoever changes something calls it, in every process. Between `lose` and the next `forget`
 * nothing is kept, because what was told meanwhile was not heard.
 */
export const publicFront = (handler: Handler, options: FrontOptions) => {
	const pages = keptPages(options.room ?? ROOM);
	const now = options.now ?? Date.now;
	const rendering = new Map<string, Promise<KeptPage>>();
	let generation = 0;
	let hears = false;

	const render = async (
		key: string,
		url: string,
		headers: Record<string, string>,
		keep: boolean,
	): Promise<KeptPage> => {
		const begun = generation;
		const page = await keepable(await capture(handler, { url, headers }));
		const isSettled = page.status === 200 || page.status === 410;
		if (keep && hears && begun === generation && isSettled && !page.headers['set-cookie'])
			pages.set(key, page, now() + KEPT_MS);
		return page;
	};

	/** Many who ask for one page at one time wait for one rendering. */
	const pageFor = (
		url: string,
		headers: Record<string, string>,
		keep: boolean,
	): Promise<KeptPage> | KeptPage => {
		const key = `${headers['host']} ${headers[options.protocolHeader]} ${url}`;
		const known = hears ? pages.get(key, now()) : null;
		if (known) return known;
		const turn = `${generation} ${key}`;
		const running = rendering.get(turn);
		if (running) return running;
		const begun = render(key, url, headers, keep).finally(() => rendering.delete(turn));
		rendering.set(turn, begun);
		return begun;
	};

	const send = (request: IncomingMessage, response: ServerResponse, page: KeptPage): void => {
		const coding = codingFor(page, request.headers['accept-encoding']);
		const body = page.bodies[coding] ?? Buffer.alloc(0);
		const tag = `"${page.digest}${coding === 'identity' ? '' : `-${coding}`}"`;
		const headers: Record<string, string | number> = {
			...page.headers,
			'cache-control': page.headers['cache-control'] ?? 'public, no-cache',
			etag: tag,
			vary: 'accept-encoding',
		};
		const known = (request.headers['if-none-match'] ?? '')
			.split(',')
			.map((one) => one.trim().replace(/^W\//, ''));
		if (page.status === 200 && (known.includes(tag) || known.includes('*'))) {
			response.writeHead(304, headers);
			response.end();
			return;
		}
		headers['content-length'] = body.length;
		if (coding !== 'identity') headers['content-encoding'] = coding;
		response.writeHead(page.status, headers);
		response.end(request.method === 'HEAD' ? undefined : body);
	};

	return {
		/** Answers the request if it is for a public page. @returns false where it is not */
		answer: (request: IncomingMessage, response: ServerResponse): boolean => {
			const { method, url = '/' } = request;
			if ((method !== 'GET' && method !== 'HEAD') || url.length > LONGEST_ADDRESS) return false;
			const path = url.split('?', 1)[0] ?? url;
			if (!options.isPublic(path)) return false;
			const headers = {
				host: (request.headers['host'] ?? 'localhost').toLowerCase().slice(0, 255),
				accept: 'text/html',
				[options.protocolHeader]: String(request.headers[options.protocolHeader] ?? 'http'),
			};
			const page = pageFor(url, headers, options.isKept(path));
			if (page instanceof Promise)
				page.then(
					(rendered) => send(request, response, rendered),
					() => response.writeHead(500).end(),
				);
			else send(request, response, page);
			return true;
		},
		/** Everything is rendered anew from now on. */
		forget: (): void => {
			hears = true;
			generation += 1;
			pages.clear();
		},
		/** Nothing is kept until the next `forget`. */
		lose: (): void => {
			hears = false;
			generation += 1;
			pages.clear();
		},
	};
};
