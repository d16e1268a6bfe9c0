import { gatheredShown, headsShown } from '#lib/features/site/read.server.ts';
import { askedPage, knock } from '#lib/features/site/visit.server.ts';
import { installation } from '#lib/platform/installation.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ url, params }) => {
	const { db } = installation();
	const { sites, visited } = await knock(db, { url, params });
	if (!visited)
		return {
			sites: sites.map(({ name, unitName, base }) => ({ name, unitName, base })),
			list: null,
			gathered: null,
		};
	const page = askedPage(url);
	const list = await headsShown(db, visited.site, {}, page);
	if (page > 1 && list.heads.length === 0) throw missing('failure_not_found');
	return { sites: [], list, gathered: await gatheredShown(db, visited.site) };
};
