import {
	assetsIn,
	dataOf,
	isData,
	isKept,
	isWritten,
	KEEPING,
	LATEST,
	markedOffline,
	OFFLINE_PAGE,
	pageOf,
	READER,
	redirectToOffline,
	SIGN_IN,
} from './addresses.ts';

/** What the device keeps: pages of one person, and what any page needs to be drawn. */
export const PAGES = 'thuc-tien-van-ban';
const ASSETS = 'thuc-tien-giao-dien';
/** Where the word for the person stands, among their pages. */
const WHOSE = '/~nguoi-doc';
const KEPT_AT = 'x-luu-luc';

const MOST_PAGES = 30;
const LATEST_EVERY_MS = 30 * 60_000;
const FRESH_MS = 10 * 60_000;

/** The part of a browser's store of answers that is used here. */
type Store = {
	match: (address: string) => Promise<Response | undefined>;
	put: (address: string, answer: Response) => Promise<void>;
	delete: (address: string) => Promise<boolean>;
	keys: () => Promise<readonly { url: string }[]>;
};
export type Surroundings = {
	caches: { open: (name: string) => Promise<Store>; delete: (name: string) => Promise<boolean> };
	fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
	now: () => number;
};

const pathOf = ({ url }: { url: string }): string => new URL(url, 'http://localhost').pathname;

/**
 * Keeps the documents that a person read or was last given, and gives them back when there is no network. The network
 * always goes first. What is kept belongs to one person: another word in the answers, or the sign-in page, empties it.
 */
export const offlineKeeper = ({ caches, fetch, now }: Surroundings) => {
	let latestAt = 0;

	const whose = async (): Promise<string | null> =>
		(await (await caches.open(PAGES)).match(WHOSE))?.text() ?? null;

	/** Everything of the person is gone from the device. */
	const forget = async (): Promise<void> => {
		latestAt = 0;
		await caches.delete(PAGES);
	};

	const put = async (path: string, body: string, type: string): Promise<void> => {
		const headers = { 'content-type': type, [KEPT_AT]: String(now()) };
		await (await caches.open(PAGES)).put(path, new Response(body, { headers }));
	};
	const keepAssets = async (html: string): Promise<void> => {
		const assets = await caches.open(ASSETS);
		for (const address of assetsIn(html)) {
			if (await assets.match(address)) continue;
			const answer = await fetch(address);
			if (answer.ok) await assets.put(address, answer);
		}
	};
	const keptAt = async (path: string): Promise<number> =>
		Number((await (await caches.open(PAGES)).match(path))?.headers.get(KEPT_AT) ?? 0);

	/** Fetches what is missing of a page (its markup, its data) and keeps it for the person for whom it was asked. */
	const keepPage = async (page: string, person: string, html?: string): Promise<void> => {
		const headers = { [KEEPING]: '1' };
		const take = async (path: string): Promise<string | null> => {
			const answer = await fetch(path, { headers, redirect: 'manual' });
			return answer.ok && answer.headers.get(READER) === person ? answer.text() : null;
		};
		const markup = html ?? (await take(page));
		const data = await take(dataOf(page));
		// Whoever signed in meanwhile gets nothing of it.
		if (markup === null || data === null || (await whose()) !== person) return;
		await put(page, markup, 'text/html; charset=utf-8');
		await put(dataOf(page), data, 'application/json');
		await keepAssets(markup);
	};

	/** The oldest pages give way; scripts and styles that no kept page needs go. */
	const prune = async (): Promise<void> => {
		const pages = await caches.open(PAGES);
		const paths = (await pages.keys()).map(pathOf).filter((path) => isKept(path) && !isData(path));
		const byAge = await Promise.all(paths.map(async (path) => ({ path, at: await keptAt(path) })));
		byAge.sort((a, b) => Number(isWritten(b.path)) - Number(isWritten(a.path)) || b.at - a.at);
		for (const { path } of byAge.slice(MOST_PAGES)) {
			await pages.delete(path);
			await pages.delete(dataOf(path));
		}
		const assets = await caches.open(ASSETS);
		const needed = new Set([OFFLINE_PAGE]);
		for (const path of byAge.slice(0, MOST_PAGES).map((one) => one.path)) {
			for (const address of assetsIn((await (await pages.match(path))?.text()) ?? '')) needed.add(address);
		}
		for (const address of assetsIn((await (await assets.match(OFFLINE_PAGE))?.text()) ?? ''))
			needed.add(address);
		for (const path of (await assets.keys()).map(pathOf)) if (!needed.has(path)) await assets.delete(path);
	};

	/** The documents last given to the person, now and then, so that they are there when the network goes. */
	const keepLatest = async (person: string): Promise<void> => {
		if (now() - latestAt < LATEST_EVERY_MS) return;
		latestAt = now();
		const answer = await fetch(LATEST);
		if (!answer.ok || answer.headers.get(READER) !== person) return;
		const { documents } = (await answer.json()) as { documents: string[] };
		for (const id of documents) {
			const page = `/van-ban/${id}`;
			if (isKept(page) && now() - (await keptAt(page)) > LATEST_EVERY_MS) await keepPage(page, person);
		}
		await prune();
	};

	/** What an answer of the server teaches: who is signed in, and whether the page may be kept. */
	const learn = async (path: string, answer: Response): Promise<void> => {
		if (pageOf(path) === SIGN_IN && answer.ok) return forget();
		const person = answer.headers.get(READER);
		if (!person) return;
		if ((await whose()) !== person) {
			await forget();
			await put(WHOSE, person, 'text/plain');
		}
		if (isKept(path)) {
			const page = pageOf(path);
			if (answer.status === 403 || answer.status === 404) {
				const pages = await caches.open(PAGES);
				await pages.delete(page);
				await pages.delete(dataOf(page));
			} else if (answer.ok && !isData(path)) await keepPage(page, person, await answer.text());
			else if (answer.ok && now() - (await keptAt(page)) > FRESH_MS) await keepPage(page, person);
		}
		await keepLatest(person);
	};

	/** What the device has for an address when there is no network. */
	const kept = async (path: string): Promise<Response | null> => {
		const found = isKept(path) ? await (await caches.open(PAGES)).match(path) : undefined;
		if (found && isData(path)) return found;
		if (found) return new Response(markedOffline(await found.text()), { headers: found.headers });
		if (isData(path)) return redirectToOffline();
		return (await (await caches.open(ASSETS)).match(OFFLINE_PAGE)) ?? null;
	};

	return {
		forget,
		/** The page that is there without a network, with what it needs. */
		prepare: async (): Promise<void> => {
			const answer = await fetch(OFFLINE_PAGE);
			if (!answer.ok) return;
			const html = await answer.text();
			const headers = { 'content-type': 'text/html; charset=utf-8' };
			await (await caches.open(ASSETS)).put(OFFLINE_PAGE, new Response(html, { headers }));
			await keepAssets(html);
		},
		/** Keeps the page of an address, if it is one that may be kept. */
		keep: async (page: string): Promise<void> => {
			if (isKept(page) && !isData(page)) await learn(dataOf(page), await fetch(dataOf(page)));
		},
		/** Scripts, styles and fonts: from the device where it has them. */
		asset: async (request: Request): Promise<Response> =>
			(await (await caches.open(ASSETS)).match(pathOf(request))) ?? fetch(request),
		/**
		 * A page or its data: from the network, and kept; from the device when there is none.
		 * @param wait work that may go on after the answer
		 */
		page: async (request: Request, wait: (work: Promise<unknown>) => void): Promise<Response> => {
			const path = pathOf(request);
			let answer: Response;
			try {
				answer = await fetch(request);
			} catch (error) {
				const found = await kept(path);
				if (found) return found;
				throw error;
			}
			if (answer.type !== 'opaqueredirect') {
				const copy = answer.clone();
				// What could not be kept is missing later, and nothing worse.
				wait(learn(path, copy).catch(() => undefined));
			}
			return answer;
		},
	};
};
