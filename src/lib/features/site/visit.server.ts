import type { QueryExecutorProvider } from 'kysely';
import { missing } from '#lib/shared/failures.ts';
import { type ShownSite, siteAt, sitesOn } from './read.server.ts';

/** Who knocks at the public site: the address, and the name of a site in it. */
export type Knock = { url: URL; params: { site?: string | undefined } };

export type Visited = { site: ShownSite; origin: string };

/** Where the site stands for the world: under its own host, where it has one. */
const originOf = (url: URL, site: ShownSite): string =>
	site.host === '' ? url.origin : `${url.protocol}//${site.host}`;

/** The sites that are on, and the one that is asked for, if there is one under this address. */
export const knock = async (
	db: QueryExecutorProvider,
	{ url, params }: Knock,
): Promise<{ sites: ShownSite[]; visited: Visited | null }> => {
	const sites = await sitesOn(db, url.host);
	const site = siteAt(sites, url.host, params.site);
	return { sites, visited: site ? { site, origin: originOf(url, site) } : null };
};

/** The site that is asked for. @throws Failure missing where none is on */
export const visit = async (db: QueryExecutorProvider, asked: Knock): Promise<Visited> => {
	const { visited } = await knock(db, asked);
	if (!visited) throw missing('failure_not_found');
	return visited;
};

/** The number of a page of a list, as it is asked for. */
export const askedPage = (url: URL): number =>
	Math.min(10_000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
