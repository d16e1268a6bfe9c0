import { sitemap } from '#lib/features/site/feeds.server.ts';
import { gatheredShown, headsShown } from '#lib/features/site/read.server.ts';
import { knock } from '#lib/features/site/visit.server.ts';
import { installation } from '#lib/platform/installation.ts';
import { missing } from '#lib/shared/failures.ts';
import type { RequestHandler } from './$types.js';

/** A sitemap takes 50,000 addresses. */
const MOST = 45_000;

/** Every page of the site of this host; of all sites that are on, where they share it. */
export const GET: RequestHandler = async ({ url }) => {
	const { db } = installation();
	const { sites, visited } = await knock(db, { url, params: {} });
	const shown = visited ? [visited.site] : sites;
	if (shown.length === 0) throw missing('failure_not_found');
	const parts = [];
	for (const site of shown)
		parts.push({
			site,
			heads: (await headsShown(db, site, {}, 1, Math.floor(MOST / shown.length))).heads,
			gathered: await gatheredShown(db, site),
		});
	return new Response(sitemap(visited?.origin ?? url.origin, parts), {
		headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, no-cache' },
	});
};
