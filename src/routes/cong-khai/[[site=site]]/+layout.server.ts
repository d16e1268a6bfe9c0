import { redirect } from '@sveltejs/kit';
import { frameAncestors } from '#lib/features/site/domain/hosts.ts';
import { gatheredShown } from '#lib/features/site/read.server.ts';
import { knock } from '#lib/features/site/visit.server.ts';
import { installation } from '#lib/platform/installation.ts';
import { missing } from '#lib/shared/failures.ts';
import type { LayoutServerLoad } from './$types.js';

export const load: LayoutServerLoad = async ({ url, params, locals, route }) => {
	const { db } = installation();
	const { sites, visited } = await knock(db, { url, params });
	const isFront = route.id === '/cong-khai/[[site=site]]';
	if (!visited) {
		if (!isFront || sites.length === 0 || params.site) throw missing('failure_not_found');
		return { site: null, kinds: [], origin: url.origin, isEmbedded: false };
	}
	const { site, origin } = visited;
	// The one site that is on has one address.
	if (params.site && !site.base.includes('@'))
		redirect(308, url.pathname.replace(`/${params.site}`, '') + url.search);
	const isEmbedded = url.searchParams.has('nhung');
	if (isEmbedded) locals.frameAncestors = frameAncestors(site.embedHosts);
	const { name, unitName, contact, base } = site;
	return {
		site: { name, unitName, contact, base },
		kinds: (await gatheredShown(db, site)).kinds,
		origin,
		isEmbedded,
	};
};
