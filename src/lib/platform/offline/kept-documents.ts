import { isData, isKept } from './addresses.ts';
import { PAGES } from './keeper.ts';

/** The documents that this device keeps, by the titles of their pages. */
export const keptDocuments = async (): Promise<{ href: string; title: string }[]> => {
	if (!('caches' in globalThis)) return [];
	const pages = await caches.open(PAGES);
	const found: { href: string; title: string }[] = [];
	for (const { url } of await pages.keys()) {
		const { pathname } = new URL(url);
		if (!isKept(pathname) || isData(pathname)) continue;
		const html = (await (await pages.match(pathname))?.text()) ?? '';
		const page = new DOMParser().parseFromString(html, 'text/html');
		const title = page.querySelector('h1')?.textContent.trim() ?? pathname;
		const kicker = page.querySelector('.kicker')?.textContent.trim();
		found.push({ href: pathname, title: kicker ? `${kicker}: ${title}` : title });
	}
	return found;
};
