import { robots } from '#lib/features/site/feeds.server.ts';
import { knock } from '#lib/features/site/visit.server.ts';
import { installation } from '#lib/platform/installation.ts';
import type { RequestHandler } from './$types.js';

/** What search engines may look at. */
export const GET: RequestHandler = async ({ url }) => {
	const { sites, visited } = await knock(installation().db, { url, params: {} });
	return new Response(robots(visited?.origin ?? url.origin, sites.length > 0), {
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, no-cache' },
	});
};
